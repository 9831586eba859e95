"""OpenDocument text (.odt, .ott): paragraphs, headings, tables row by row, notes and text boxes after their paragraph.

The format is a zip of XML that says plainly what everything is (ISO/IEC 26300), so lxml is all it takes. What is left out
(running heads, comments, deleted text, contents) is counted to the last character.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.packages import open_package
from xunzhang.reading.formats import documents as left
from xunzhang.reading.formats.odt_heights import heights_of
from xunzhang.reading.formats.raised_markup import settle_raised
from xunzhang.reading.formats.xml_parts import DAMAGED, parse, read_part, text_of
from xunzhang.reading.lines.line import visible
from xunzhang.reading.lines.raised import DOWN, UP, lowered, raised
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


_PARAGRAPHS = {_name("text:p"), _name("text:h")}
_LEFT_OUT = {
    _name("text:tracked-changes"): left.DELETED,
    _name("office:annotation"): left.COMMENTS,
    _name("office:annotation-end"): left.COMMENTS,
    _name("text:note-citation"): left.NOTES_NUMBERS,
    _name("text:ruby-text"): left.PHONETIC,
    _name("text:table-of-content"): left.CONTENTS,
    _name("text:alphabetical-index"): left.CONTENTS,
    _name("office:forms"): left.FIELDS,
    _name("svg:title"): left.HIDDEN,
    _name("svg:desc"): left.HIDDEN,
    _name("text:hidden-text"): left.HIDDEN,
}
_HREF = "{http://www.w3.org/1999/xlink}href"
_OBJECT = re.compile(rb"<draw:object(?:-ole)?\b[^<>]{0,2000}?\bxlink:href=\"(\./[^\"]{1,200}|[^\":]{1,200})\"")
MOST_SPACES = 100  # that one mark may stand for


def read_odt(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of an OpenDocument text. Raises `XunzhangError` where it is damaged, encrypted or over a limit."""
    account.encoding = as_said("ODT")
    with open_package(path) as package:
        content, styles, meta, manifest = (
            read_part(package, name) for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
        )
        objects = _objects(package, content or b"", account)
    if manifest and b"encryption-data" in manifest:
        raise XunzhangError(say("document.encrypted"))
    if content is None:
        raise XunzhangError(say("document.no_content", mend=DAMAGED))
    root = parse(content, "content.xml")
    body = root.find(f"{_name('office:body')}/{_name('office:text')}")
    if body is None:
        raise XunzhangError(say("document.no_text"))
    common = parse(styles, "styles.xml") if styles is not None else None
    if common is not None:
        _count_running_heads(common, account)
    blocks = list(_Walk(root, account, heights_of(common, root), objects).blocks(body))
    yield from left.drafts(left.split_at_breaks(blocks), _given(meta), account)


def _objects(package: zipfile.ZipFile, content: bytes, account: Account) -> dict[str, str]:
    """The formulae that stand in the text, as they read; what else is embedded in it is reported."""
    found: dict[str, str] = {}
    for href in sorted({match.decode("utf-8", "replace") for match in _OBJECT.findall(content)}):
        name = posixpath.normpath(unescape(href)).lstrip("./")
        part = read_part(package, f"{name}/content.xml")
        root = parse(part, name) if part is not None else None
        if root is not None and etree.QName(root).localname == "math":
            settle_raised(root)
            found[unescape(href)] = text = " ".join("".join(root.itertext()).split())
            account.characters_in += visible(text)
        elif root is None or text_of(root):
            account.failed_in_series(say("document.embedded_unread", name=name[:80]), say("document.parts_unread"))
    return found


def _count_running_heads(styles: etree._Element, account: Account) -> None:
    for page in styles.iter(_name("style:master-page")):
        amount = text_of(page)
        account.characters_in += amount
        account.remove(left.RUNNING, amount)


def _given(meta: bytes | None) -> Facts:
    if meta is None:
        return left.properties(None, None)
    root = parse(meta, "meta.xml")
    title, author, editor = (
        next((found.text for found in root.iter(_name(name)) if found.text), None)
        for name in ("dc:title", "meta:initial-creator", "dc:creator")
    )
    return left.properties(title, author or editor)


class _Walk:
    """Goes through the text of a document once; every character is in a block, or counted as left out."""

    def __init__(self, root: etree._Element, account: Account, heights: Mapping[str, str], objects: Mapping[str, str]) -> None:
        self._account = account
        self._heights = heights  # of the styles that set letters higher or lower
        self._objects = objects  # formulae, by what refers to them
        self._aside: list[etree._Element] = []  # notes and text boxes of the paragraph at hand
        self._seen = 0
        titles = {"Title"}
        for style in root.iter(_name("style:style")):
            if style.get(_name("style:parent-style-name")) == "Title":
                titles.add(style.get(_name("style:name"), ""))
        self._titles = titles
        used = {p.get(_name("text:style-name")) for p in root.iter(_name("text:p"))}
        self._lower = 1 if titles & used else 0  # where the title has a style of its own, a first heading is none

    def blocks(self, body: etree._Element) -> Iterator[DocumentBlock]:
        total = text_of(body)
        yield from self._flow(body)
        self._account.remove(left.NOWHERE, total - self._seen)
        self._account.characters_in += total

    def _flow(self, parent: etree._Element) -> Iterator[DocumentBlock]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == _name("table:table"):
                yield from self._table(child)
            elif child.tag in _LEFT_OUT:
                self._leave_out(child)
            elif isinstance(child.tag, str):
                yield from self._flow(child)

    def _paragraph(self, element: etree._Element) -> Iterator[DocumentBlock]:
        outer, self._aside = self._aside, []
        text = left.settled(self._inline(element), self._account)
        aside, self._aside = self._aside, outer
        if text.strip():
            title = element.get(_name("text:style-name")) in self._titles
            heading = element.tag == _name("text:h")
            given = element.get(_name("text:outline-level"), "1")
            level = 1 if title else (int(given) if given.isdigit() else 1) + self._lower if heading else 0
            yield DocumentBlock(text.strip(), level > 0, level)
        for further in aside:
            yield from self._flow(further)

    def _table(self, table: etree._Element) -> Iterator[DocumentBlock]:
        cell_tag = _name("table:table-cell")
        rows = [[cell for cell in row if cell.tag == cell_tag] for row in table.iter(_name("table:table-row"))]
        rows = [cells for cells in rows if cells and next(cells[0].iterancestors(_name("table:table")), None) is table]
        yield from left.table(rows, self._flow)

    def _inline(self, parent: etree._Element) -> str:
        parts = [self._said(parent.text)]
        for child in parent:
            if child.tag in _LEFT_OUT:
                self._leave_out(child)
            elif child.tag == _name("text:s"):
                count = child.get(_name("text:c"), "1")
                parts.append(" " * (min(int(count), MOST_SPACES) if count.isdigit() else 1))
            elif child.tag == _name("text:tab"):
                parts.append("\t")
            elif child.tag == _name("text:line-break"):
                parts.append("\n")
            elif child.tag == _name("text:note"):
                self._aside += [part for part in child if part.tag == _name("text:note-body")]
                for part in child.findall(_name("text:note-citation")):
                    self._leave_out(part)
            elif child.tag in (_name("draw:text-box"), _name("table:table")):
                self._aside.append(child)
            elif child.tag == _name("draw:object"):
                parts.append(self._objects.get(child.get(_HREF, ""), ""))
            elif isinstance(child.tag, str):
                inner = self._inline(child)
                height = self._heights.get(child.get(_name("text:style-name"), ""), "") if child.tag == _name("text:span") else ""
                parts.append(raised(inner) if height == UP else lowered(inner) if height == DOWN else inner)
            parts.append(self._said(child.tail))
        return "".join(parts)

    def _said(self, text: str | None) -> str:
        """White space in the file is one space each time, as the format has it."""
        if not text:
            return ""
        self._seen += visible(text)
        return " ".join(text.split("\n")) if "\n" in text else text

    def _leave_out(self, element: etree._Element) -> None:
        amount = text_of(element)
        self._seen += amount
        self._account.remove(_LEFT_OUT[element.tag], amount)
