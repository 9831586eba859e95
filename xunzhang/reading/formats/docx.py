"""Word files (.docx, .docm): paragraphs, headings by style, tables row by row, notes and text boxes after their paragraph.

The package and its parts are `docx_package.py`'s. The walk through the text is done here, since what is left out (running heads,
comments, deleted text, field codes) has to be counted to the last character, and what is only pointed to has to be said.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from lxml import etree

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.packages import open_package
from xunzhang.reading.formats import documents as left
from xunzhang.reading.formats.docx_embedded import embedded_blocks, report
from xunzhang.reading.formats.docx_heights import Heights, formula_part
from xunzhang.reading.formats.docx_levels import heading_levels, outline_level
from xunzhang.reading.formats.docx_package import WordPackage
from xunzhang.reading.formats.word_names import qn
from xunzhang.reading.formats.xml_parts import DAMAGED, text_of
from xunzhang.reading.lines.line import columns, ends_sentence, visible
from xunzhang.reading.lines.raised import without_marks
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = (qn("w:t"), qn("w:delText"), qn("w:instrText"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_SYMBOL = qn("w:sym")
_MARKS = (qn("w:noBreakHyphen"), _SYMBOL)  # elements that are a visible character
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
COPIES = say("left_out.text_boxes")
SYMBOLS = say("left_out.symbols")
WIDEST_BOLD = 60  # columns of a line in bold that is a heading without a heading's style


def read_docx(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a Word file. Raises `XunzhangError` where it is damaged, encrypted, over a limit or an old .doc."""
    account.encoding = as_said("DOCX")
    with path.open("rb") as file:
        if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise XunzhangError(say("document.encrypted_doc"))
    with open_package(path) as opened:
        package = WordPackage(opened)
        blocks = list(_Walk(package, account).blocks())
        given = left.properties(package.property("title"), package.property("creator"))
    yield from left.drafts(left.split_at_breaks(blocks), given, account)


class _Walk:
    """Goes through the text of a document once; every character is in a block, or counted as left out."""

    def __init__(self, package: WordPackage, account: Account) -> None:
        self._package = package
        self._account = account
        body = package.document.find(qn("w:body")) if package.document is not None else None
        if body is None:
            raise XunzhangError(say("document.no_word_text", mend=DAMAGED))
        self._body = body
        styles = self._part(package.related("styles"))
        used = {style.get(qn("w:val"), "") for style in self._body.iter(qn("w:pStyle"))}
        self._levels = heading_levels(styles, used)
        self._heights = Heights(styles)
        self._notes: dict[tuple[str, str], etree._Element] = {}
        self._aside: list[etree._Element] = []  # notes and text boxes of the paragraph at hand
        self._seen = 0

    def blocks(self) -> Iterator[DocumentBlock]:
        total = _amount(self._body) + self._read_other_parts()
        yield from self._flow(self._body)
        for note in [*self._notes.values()]:  # to which nothing refers
            yield from self._flow(note)
        self._account.remove(left.NOWHERE, total - self._seen)
        self._account.characters_in += total
        report(self._package, self._account)

    def _part(self, name: str) -> etree._Element | None:
        """A part beside the text, None where there is none; one that is damaged is reported."""
        try:
            return self._package.root(name) if name else None
        except XunzhangError as error:
            self._account.failed(error.message)
            return None

    def _read_other_parts(self) -> int:
        """Headers, footers and comments are counted; notes wait for a paragraph that refers to them. -> their characters."""
        noted = 0
        for kind, name in self._package.beside_the_text():
            root = self._part(name)
            if root is None:
                continue
            if kind in ("header", "footer", "comments"):
                amount = _amount(root)
                self._account.characters_in += amount
                self._account.remove(left.COMMENTS if kind == "comments" else left.RUNNING, amount)
                continue
            for note in root:
                if isinstance(note.tag, str) and _amount(note):
                    self._notes[kind[:-1], note.get(qn("w:id"), "")] = note
                    noted += _amount(note)
        return noted

    # Blocks

    def _flow(self, parent: etree._Element) -> Iterator[DocumentBlock]:
        before = ""  # the text of paragraphs that a tracked change has made one with the next
        for child in parent:
            if child.tag == qn("w:p"):
                before = yield from self._paragraph(child, before)
                continue
            if before.strip() and len(child):
                yield DocumentBlock(self._settled(before).strip())
                before = ""
            if child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:altChunk"):
                yield from self._embedded(child)
            elif child.tag == qn("w:sdt") and _is_contents(child):
                self._leave_out(child, left.CONTENTS)
            elif child.tag in (qn("w:del"), qn("w:moveFrom")):
                self._leave_out(child, left.DELETED)
            elif child.tag == _FALLBACK:
                self._leave_out(child, COPIES)
            elif len(child):
                yield from self._flow(child)
        if before.strip():
            yield DocumentBlock(self._settled(before).strip())

    def _settled(self, marked: str) -> str:
        """The text with what is set higher or lower as it reads."""
        return left.settled(marked, self._account)

    def _embedded(self, element: etree._Element) -> Iterator[DocumentBlock]:
        """What stands in the file in another format and is shown in its place."""
        relation = self._package.relation(element.get(qn("r:id"), ""))
        if relation is not None:
            yield from embedded_blocks(
                self._package, relation, self._account, lambda inner: list(_Walk(inner, self._account).blocks())
            )

    def _paragraph(self, element: etree._Element, before: str) -> Generator[DocumentBlock, None, str]:
        """-> its text where its end is deleted, so that the next paragraph goes on with it; else the paragraph is a block."""
        outer, self._aside = self._aside, []
        text = before + self._inline(element)
        aside, self._aside = self._aside, outer
        goes_on = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None
        text = text if goes_on else self._settled(text)
        if text.strip() and not goes_on:
            level = self._level(element)
            yield DocumentBlock(text.strip(), level > 0 or self._is_bold_line(element, text), level)
        for further in aside:
            yield from self._flow(further)
        return text if goes_on else ""

    def _table(self, table: etree._Element) -> Iterator[DocumentBlock]:
        rows = [[cell for cell in row.iter(qn("w:tc")) if _owner(cell, qn("w:tbl")) is table] for row in table.iter(qn("w:tr"))]
        rows = [cells for cells in rows if cells]
        yield from left.table(rows, self._flow)

    def _inline(self, parent: etree._Element) -> str:
        """The text of a paragraph; what it only refers to is put aside, what is not shown is counted."""
        parts = []
        for child in parent:
            tag = child.tag
            if tag == qn("w:t") or tag == _TEXT[3]:
                self._seen += visible(child.text or "")
                parts.append(child.text or "")
            elif tag in _MARKS:
                self._seen += 1
                parts.append(self._symbol(child) if tag == _SYMBOL else "-")
            elif tag in (qn("w:tab"), qn("w:ptab")) and parent.tag == qn("w:r"):
                parts.append("\t")
            elif tag in (qn("w:br"), qn("w:cr")):
                parts.append("\n" if child.get(qn("w:type")) in (None, "textWrapping") else "")
            elif tag == qn("w:instrText"):
                self._leave_out(child, left.FIELDS)
            elif tag in (qn("w:delText"), qn("w:del"), qn("w:moveFrom")):
                self._leave_out(child, left.DELETED)
            elif tag == qn("w:rt"):
                self._leave_out(child, left.PHONETIC)
            elif tag == _FALLBACK:
                self._leave_out(child, COPIES)
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                note = self._notes.pop((tag.removeprefix(_W).removesuffix("Reference"), child.get(qn("w:id"), "")), None)
                self._aside += [note] if note is not None else []
            elif tag in (qn("w:txbxContent"), qn("w:tbl")):
                self._aside.append(child)
            elif len(child):
                inner = self._inline(child)
                parts.append(
                    self._in_formula(child, inner) or (self._heights.marked(child, inner) if tag == qn("w:r") else inner)
                )
        return "".join(parts)

    def _in_formula(self, element: etree._Element, inner: str) -> str:
        """What a part of a formula adds to how it reads: a power, an index, the line of a fraction, a root."""
        shown = formula_part(element, inner)
        if shown:
            added = visible(without_marks(shown)) - visible(without_marks(inner))
            self._account.characters_in += added
        return shown

    def _symbol(self, element: etree._Element) -> str:
        """A character of a symbol font; most have no Unicode and say nothing but "bullet" or "tick"."""
        code = int(element.get(qn("w:char"), "0"), 16)
        if 0x20 < code < 0xD800:
            return chr(code)
        self._account.remove(SYMBOLS, 1)
        return ""

    def _leave_out(self, element: etree._Element, why: Message) -> None:
        amount = _amount(element)
        self._seen += amount
        self._account.remove(why, amount)

    # Headings

    def _level(self, element: etree._Element) -> int:
        """0 for text, 1 for the title, or for a heading of the first level where no style is the title's, and so on."""
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = self._levels.get(style.get(qn("w:val"), ""), 0) if style is not None else 0
        return level or (outline_level(own) if own is not None else 0)

    def _is_bold_line(self, element: etree._Element, text: str) -> bool:
        """A short line in bold, as a heading is set by hand."""
        if columns(text, True) > WIDEST_BOLD or "\n" in text or ends_sentence(text):
            return False
        runs = [run for run in element.iter(qn("w:r")) if _amount(run)]
        marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
        return bool(marks) and all(mark is not None and mark.get(qn("w:val")) not in ("0", "false") for mark in marks)


def _amount(element: etree._Element) -> int:
    """The visible characters below an element, whatever becomes of them."""
    return text_of(element, _TEXT) + sum(1 for _ in element.iter(*_MARKS))


def _is_contents(element: etree._Element) -> bool:
    kinds = element.iterfind(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return any("Contents" in kind.get(qn("w:val"), "") for kind in kinds)


def _owner(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)
