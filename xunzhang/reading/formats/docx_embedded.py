"""What the text of a Word file only points to: parts in other formats that are shown in its place, and what is not followed.

A web page, a plain text, rich text or another Word file that is embedded is read where it stands; all else is named, so that no
account says of a file that it was read whole when a part of it was not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.files.account import Account
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.formats.docx_package import OF_TEXT, Relation, WordPackage
from xunzhang.reading.formats.markup import as_shown
from xunzhang.reading.formats.rtf import rtf_blocks
from xunzhang.reading.formats.xml_parts import DAMAGED
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError

MARKUP = say("left_out.markup")
_EMBEDDED = frozenset(("package", "oleObject", "subDocument", "chart", "chartEx", "diagramData"))
_PAGES, _PLAIN, _WORD = (".html", ".htm", ".xhtml"), (".txt", ".text"), (".docx", ".docm", ".dotx")
MOST_NAMED = 5


def embedded_blocks(
    package: WordPackage, relation: Relation, account: Account, read_word: Callable[[WordPackage], list[DocumentBlock]]
) -> Iterator[DocumentBlock]:
    """The paragraphs of a part in another format. One that is missing, damaged or of no known format is reported."""
    try:
        data = package.data(relation.target)
        if data is None:
            account.failed(say("document.embedded_missing", name=relation.printed[:80], mend=DAMAGED))
            return
        yield from _blocks(relation.target, data, account, read_word)
    except (XunzhangError, zipfile.BadZipFile, ValueError):
        account.failed(say("document.embedded_unread", name=relation.target[:80]))


def _blocks(
    name: str, data: bytes, account: Account, read_word: Callable[[WordPackage], list[DocumentBlock]]
) -> list[DocumentBlock]:
    lower, start = name.lower(), data.lstrip()[:6].lower()
    if lower.endswith(_WORD) or data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            return read_word(WordPackage(inner))
    if start.startswith(b"{\\rtf"):
        return list(rtf_blocks(data, account))
    if lower.endswith(_PAGES) or start.startswith((b"<html", b"<!doct", b"<body", b"<p")):
        return _of_page(decode(data).text, account)
    if lower.endswith(_PLAIN):
        text = decode(data).text
        account.characters_in += visible(text)
        return [DocumentBlock(line.strip()) for line in text.splitlines() if line.strip()]
    raise XunzhangError(say("document.embedded_unread", name=name[:80]))


def _of_page(markup: str, account: Account) -> list[DocumentBlock]:
    shown = [line.strip() for line in as_shown(markup).split("\n") if line.strip()]
    kept = sum(map(visible, shown))
    account.characters_in += max(visible(markup), kept)
    account.remove(MARKUP, max(visible(markup) - kept, 0))
    return [DocumentBlock(line) for line in shown]


def report(package: WordPackage, account: Account) -> None:
    """Say what the text points to and was not followed: what is not there, and what is there and was not read."""
    missing = [each for each in package.relations if not each.outside and not package.has(each.target)]
    listed = [each for each in missing if each.kind not in OF_TEXT | {"aFChunk"}]
    if listed:
        printed = list(dict.fromkeys(each.printed[:40] or "?" for each in listed))
        names = ", ".join(printed[:MOST_NAMED]) + (", …" if len(printed) > MOST_NAMED else "")
        account.tell(say("document.not_followed", list=names))
    for each in missing:
        if each.kind in OF_TEXT:
            account.failed_in_series(
                say("document.embedded_missing", name=each.printed[:80], mend=DAMAGED), say("document.parts_missing")
            )
    for each in package.relations:
        if each.kind in _EMBEDDED and (each.outside or package.has(each.target)):
            account.failed_in_series(say("document.embedded_unread", name=each.printed[:80]), say("document.parts_unread"))
