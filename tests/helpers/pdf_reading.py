"""A PDF read in this process, its account checked against pdfium's own count of characters."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.formats.pdf import read_pdf


def read(path: Path) -> tuple[Any, list[Draft]]:
    """What the reader makes of a file here, in this process, the account as English text; its sum is checked."""
    account = Account()
    drafts = list(read_pdf(path, account))
    assert account.characters_in == sum(draft.kept() for draft in drafts) + account.removed.total()
    assert account.characters_in == visible_characters(path) + sum(
        len("".join(value.split()))
        for draft in drafts
        for name, value in (("title", draft.facts.title), ("byline", draft.facts.byline))
        if draft.facts.origins.get(name) == "document properties"
    )
    english: Any = {
        "removed": Counter({what.text: count for what, count in account.removed.items()}),
        "messages": [message.text for message in account.messages],
    }
    return replace(account, **english), drafts


def visible_characters(path: Path) -> int:
    """Those of the text layer, by pdfium's own account of it."""
    document = pdfium.PdfDocument(path)
    return sum(len("".join(page.get_textpage().get_text_range().split())) for page in document)


def paragraphs(draft: Draft) -> list[tuple[str, str]]:
    return [(p.kind, folded(draft.text[p.start : p.end])) for p in draft.paragraphs]


def folded(text: str) -> str:
    return " ".join(text.split())
