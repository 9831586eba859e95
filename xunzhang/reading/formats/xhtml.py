"""A chapter of an EPUB as blocks: XHTML made for reading, so all of its body is text. Web pages are another matter.

Entities of HTML are known; what a file defines of its own is not followed. Text that is not shown is counted by kind.
"""

from __future__ import annotations

import html.entities
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.formats import documents as left
from xunzhang.reading.formats.raised_markup import settle_raised
from xunzhang.reading.formats.xml_parts import DAMAGED, said
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS,
}  # fmt: skip
_LEFT_OUT = {
    "head": say("left_out.page_titles"), "script": say("left_out.scripts"), "style": say("left_out.scripts"),
    "nav": left.CONTENTS,
    "rt": left.PHONETIC, "rp": left.PHONETIC, "template": left.HIDDEN, "noscript": left.HIDDEN,
}  # fmt: skip
OWN_ENTITIES = say("left_out.own_entities")


@dataclass(slots=True)
class Chapter:
    """A file of a book: its blocks, its visible characters, those left out by kind, and what is wrong with it, if anything."""

    blocks: list[DocumentBlock] = field(default_factory=list)
    characters: int = 0
    removed: Counter[Message] = field(default_factory=Counter)
    damage: Message = NOTHING


def read_chapter(data: bytes, name: str, css: str = "") -> Chapter:
    """`css` are the style sheets of the book. Raises `XunzhangError` where nothing of it can be read."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    try:
        root = etree.fromstring(_NAMED.sub(_as_number, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XunzhangError(say("book.part_damaged", name=name, why=said(error), mend=DAMAGED)) from error
    if root is None:
        raise XunzhangError(say("book.part_empty", name=name, mend=DAMAGED))
    chapter = Chapter()
    errors = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR]
    if errors:
        why = " ".join(errors[0].message.split())[:80]
        chapter.damage = say("book.damage_on_line", why=why, n=errors[0].line)
    walk = _Walk(chapter)
    chapter.characters = visible("".join(root.itertext()))
    settled = settle_raised(root, css)
    chapter.characters += settled.added
    chapter.removed.update({left.NOTES_NUMBERS: settled.notes, left.HIDDEN: settled.repeated})
    chapter.removed += Counter[Message]()  # without those that are none
    walk.element(root)
    chapter.blocks = list(walk.finished())
    return chapter


def _as_number(match: re.Match[bytes]) -> bytes:
    """&nbsp; as &#160;: XML knows five names only."""
    name = match.group(1)
    known = html.entities.html5.get(name.decode("ascii") + ";") if name not in _OF_XML else None
    return "".join(f"&#{ord(c)};" for c in known).encode("ascii") if known else match.group()


class _Walk:
    """Gathers text until a block ends. Rows of a table are lines of one block, their cells apart by tabs."""

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        self._text: list[str] = []
        self._blocks: list[DocumentBlock] = []
        self._rows: list[str] | None = None  # of the table at hand
        self._level = 0
        self._verbatim = 0

    def element(self, element: etree._Element) -> None:
        if not isinstance(element.tag, str):  # a reference that was not followed
            self._chapter.removed[OWN_ENTITIES] += visible(element.text or "")
            return
        tag = element.tag.rpartition("}")[2].rpartition(":")[2].lower()  # a damaged file may have names that are none
        if tag in _LEFT_OUT:
            if amount := visible("".join(element.itertext())):
                self._chapter.removed[_LEFT_OUT[tag]] += amount
            return
        outer = self._level
        if tag in _BLOCKS:
            self._end_block(tag)
        self._level = _HEADINGS.get(tag, outer)
        self._verbatim += tag == "pre"
        self._open(tag)
        self._say(element.text)
        for child in element:
            self.element(child)
            self._say(child.tail)
        if tag in _BLOCKS:
            self._end_block(tag)
        self._close(tag)
        self._level = outer
        self._verbatim -= tag == "pre"

    def _open(self, tag: str) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag == "table" and self._rows is None:
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append("")

    def _close(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows:
            self._rows[-1] += "\t"
        elif tag == "table" and self._rows is not None:
            lines = [row.strip() for row in self._rows if row.strip()]
            self._rows = None
            if any("\t" in line for line in lines):
                self._blocks.append(DocumentBlock("\n".join(lines)))
            else:  # a frame around text
                self._blocks += [DocumentBlock(line) for line in lines]

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._verbatim else re.sub(r"[ \t\r\n\f]+", " ", text))

    def _end_block(self, tag: str) -> None:
        text = "".join(self._text)
        self._text = []
        lines = [line.strip(" ") if not self._verbatim else line.rstrip() for line in text.split("\n")]
        text = "\n".join(line for line in lines if line.strip())
        if not text.strip():
            return
        if self._rows is not None and tag not in ("caption", "table"):
            self._rows = self._rows or [""]
            cell = " ".join(text.split())
            self._rows[-1] += cell if not self._rows[-1] or self._rows[-1].endswith("\t") else f" {cell}"
        else:
            self._blocks.append(DocumentBlock(text, self._level > 0, self._level))

    def finished(self) -> Iterator[DocumentBlock]:
        self._end_block("body")
        yield from left.split_at_breaks(self._blocks)
