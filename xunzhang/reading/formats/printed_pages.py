"""The articles that printed pages make up, whether their text is the file's own or was read by OCR; and what OCR left to be said.

`pdf.py` and `images.py` supply the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.furniture import RUNNING_HEAD
from xunzhang.reading.facts.metadata import PAGE_FOOT, Facts
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.formats import documents
from xunzhang.reading.layout.hyphens import HYPHENS
from xunzhang.reading.layout.paragraphs import blocks_of
from xunzhang.reading.layout.pieces import Page
from xunzhang.reading.layout.printed_places import layout_of
from xunzhang.reading.layout.reading_order import order
from xunzhang.reading.layout.running_heads import take_furniture
from xunzhang.reading.lines.line import visible
from xunzhang.reading.scans import engines
from xunzhang.reading.scans.engines import Engine
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

if TYPE_CHECKING:
    from PIL.Image import Image

UNREADABLE = say("left_out.unreadable_scan")
FIGURES_NAMED = 8  # of those that OCR is unsure of, in the audit


@dataclass(slots=True)
class Scans:
    """The numbers of pages that have to be read by OCR, and what became of them."""

    read: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    why: Message = NOTHING
    vertical: int = 0
    unsure: list[Message] = field(default_factory=list)
    _engine: Engine | None = None

    def may_read(self, number: int) -> bool:
        """Whether anything reads scans here; a page that is not read is remembered."""
        try:
            self._engine = engines.chosen()
        except XunzhangError as error:
            self.why = error.message
        if self._engine is None:
            self.unread.append(number)
        return self._engine is not None

    def take(self, picture: Image, number: int, dpi: float | None, account: Account) -> Page | None:
        """Page `number` from its picture, once it may be read; None where that cannot be."""
        from xunzhang.reading.scans.scanned_page import read_scan  # here, not above: most files have no scan

        assert self._engine is not None
        try:
            found = read_scan(picture, number, self._engine, dpi)
        except XunzhangError as error:
            self.why = self.why or error.message
            self.unread.append(number)
            return None
        self.read.append(number)
        self.vertical += found.vertical
        for piece in found.page.pieces:
            account.characters_in += visible(piece.text)
            self.unsure += [
                say("ocr.figure", text=piece.text[start:end], n=round(100 * confidence))
                for start, end, confidence in piece.unsure
            ]
        account.characters_in += found.unread
        account.remove(UNREADABLE, found.unread)
        return found.page

    def failed(self, number: int, why: Message) -> None:
        self.why = self.why or why
        self.unread.append(number)

    def tell(self, account: Account) -> None:
        if self.read and self._engine:
            account.tell(say("pdf.by_ocr", pages=in_words(self.read), name=self._engine.shown))
        if self.unsure:
            listed = tuple(self.unsure[:FIGURES_NAMED])
            account.tell(say("ocr.unsure", n=len(self.unsure), list=listed))
        if self.vertical:
            account.failed(say("ocr.vertical", n=self.vertical))
        if not self.unread:
            return
        pages = in_words(self.unread)
        if self.why:
            account.failed(say("pdf.ocr_failed_on", pages=pages, why=self.why))
        else:
            account.failed(say("pdf.needs_ocr", pages=pages, mend=engines.mend()))


def in_words(numbers: Sequence[int]) -> Message:
    """1, 2, 3, 5 -> "pages 1-3, 5"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    listed = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans[:8]) + (", …" if len(spans) > 8 else "")
    return say("pdf.page", list=listed) if len(numbers) == 1 else say("pdf.pages", list=listed)


def drafts(pages: list[Page], given: Facts, account: Account) -> Iterator[Draft]:
    """The articles of the pages. `given` are the document's properties."""
    furniture = take_furniture(pages)
    account.removed.update(furniture.removed)
    lines = order(pages)
    account.remove(documents.NOTES_NUMBERS, sum(line.notes for line in lines))
    account.characters_in += sum(line.added for line in lines)
    blocks, undone = blocks_of(lines)
    account.remove(HYPHENS, undone)
    by_number = {page.number: page for page in pages}
    found = list(documents.drafts(blocks, given, account, lambda article: layout_of(article, lines, by_number)))
    if len(found) == 1 and furniture.url and not found[0].facts.url:
        found[0].facts.put("url", furniture.url, PAGE_FOOT)
        found[0].printed += visible(furniture.url)
        account.removed -= Counter({RUNNING_HEAD: visible(furniture.url)})
    yield from found
