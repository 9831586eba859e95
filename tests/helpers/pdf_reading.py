"""A PDF read in this process, its account checked against pdfium's own count of characters."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.formats.pdf import read_pdf


def read(path: Path) -> tuple[Account, list[Draft]]:
    """What the reader makes of a file here, in this process; the sum of its account is checked."""
    account = Account()
    drafts = list(read_pdf(path, account))
    assert account.characters_in == sum(draft.kept() for draft in drafts) + account.removed.total()
    assert account.characters_in == visible_characters(path) + sum(
        len("".join(value.split()))
        for draft in drafts
        for name, value in (("title", draft.facts.title), ("byline", draft.facts.byline))
        if draft.facts.origins.get(name) == "document properties"
    )
    return account, drafts


def visible_characters(path: Path) -> int:
    """Those of the text layer, by pdfium's own account of it."""
    document = pdfium.PdfDocument(path)
    return sum(len("".join(page.get_textpage().get_text_range().split())) for page in document)


def paragraphs(draft: Draft) -> list[tuple[str, str]]:
    return [(p.kind, folded(draft.text[p.start : p.end])) for p in draft.paragraphs]


def folded(text: str) -> str:
    return " ".join(text.split())
