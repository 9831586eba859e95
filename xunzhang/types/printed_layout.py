"""Where the text of an article stands on the pages it was printed on, and what of it OCR read, with how much doubt.

Kept with an article as one short text; an index made before there was one has none, and says nothing of places.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from xunzhang.types.contract import ScanJson

WHOLE = 10_000  # a page's width and height in a box
MOST_BYTES = 64 << 20  # of a layout unpacked; a book of 5,000 pages has 10 MB


class PlacedLine(NamedTuple):
    """A printed line: offsets into the article's text, its page from 1, and its box in ten-thousandths of the page as shown.

    `confidence` is OCR's, in per cent; 0 where the text is the document's own.
    """

    start: int
    end: int
    page: int
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: int = 0


class Unsure(NamedTuple):
    """A figure or date that OCR is unsure of: offsets into the text that its owner names, and its confidence in per cent."""

    start: int
    end: int
    confidence: int


@dataclass(frozen=True, slots=True)
class Scan:
    """That a passage was read by OCR: how sure it is of the passage's characters, in per cent, and the figures to check."""

    confidence: int
    unsure: tuple[Unsure, ...] = ()

    def as_dict(self, text: str) -> ScanJson:
        unsure = [
            {"start": u.start, "end": u.end, "text": text[u.start : u.end], "confidence": u.confidence / 100} for u in self.unsure
        ]
        return {"confidence": self.confidence / 100, "unsure": unsure}  # type: ignore[typeddict-item]


def scan_from(told: ScanJson | None, text: str) -> Scan | None:
    """What `Scan.as_dict` told of a text; what lies outside of it is left out."""
    if told is None:
        return None
    figures = [Unsure(each["start"], each["end"], round(100 * each["confidence"])) for each in told["unsure"]]
    return Scan(round(100 * told["confidence"]), tuple(u for u in figures if 0 <= u.start < u.end <= len(text)))


@dataclass(frozen=True, slots=True)
class PrintedLayout:
    """The lines of an article in the order of its text, and the `unsure` figures, by offsets into it.

    `angles` are the pages that have to be turned to be read, by degrees counter-clockwise.
    """

    lines: tuple[PlacedLine, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    angles: dict[int, float] = field(default_factory=dict)

    @property
    def by_ocr(self) -> bool:
        return any(line.confidence for line in self.lines)

    def between(self, start: int, end: int) -> list[PlacedLine]:
        """The lines that text between two offsets stands in, each cut to it: its box narrowed as far as its characters tell."""
        return [_cut(line, start, end) for line in self.lines if line.start < end and start < line.end]

    def scan_of(self, start: int, end: int) -> Scan | None:
        """What there is to say of the text between two offsets; None where none of it was read by OCR."""
        lines = [line for line in self.lines if line.confidence and line.start < end and start < line.end]
        if not lines:
            return None
        shown = [(min(line.end, end) - max(line.start, start), line.confidence) for line in lines]
        sure = sum(length * confidence for length, confidence in shown) / max(sum(length for length, _ in shown), 1)
        unsure = tuple(
            Unsure(u.start - start, u.end - start, u.confidence) for u in self.unsure if start <= u.start and u.end <= end
        )
        return Scan(round(sure), unsure)

    def moved(self, kept: Sequence[tuple[int, int, int]]) -> PrintedLayout:
        """The layout of a text that keeps some stretches of this one's: (start, end, where it begins now) of each."""
        lines = [
            line._replace(start=line.start - start + now, end=line.end - start + now)
            for start, end, now in kept
            for line in self.lines
            if start <= line.start and line.end <= end
        ]
        unsure = [
            u._replace(start=u.start - start + now, end=u.end - start + now)
            for start, end, now in kept
            for u in self.unsure
            if start <= u.start and u.end <= end
        ]
        return PrintedLayout(tuple(lines), tuple(unsure), self.angles)

    def packed(self) -> str:
        """The text it is kept as; "" where it says nothing."""
        if not self.lines:
            return ""
        at, page, numbers = 0, 0, list[int]()
        for line in self.lines:
            box = (line.x0, line.y0, line.x1 - line.x0, line.y1 - line.y0)
            numbers += (line.start - at, line.end - line.start, line.page - page, *box, line.confidence)
            at, page = line.end, line.page
        record = [numbers, list(chain.from_iterable(self.unsure)), sorted(self.angles.items())]
        data = zlib.compress(json.dumps(record, separators=(",", ":")).encode(), 9)
        return base64.b64encode(data).decode("ascii")


NO_LAYOUT = PrintedLayout()


def unpacked_layout(text: str) -> PrintedLayout:
    """The layout that `packed` made a text of; one that says nothing where it made none."""
    if not text:
        return NO_LAYOUT
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES)
        numbers, unsure, angles = json.loads(data)
        lines = list(_placed(_in_groups(numbers, len(PlacedLine._fields))))
        figures = [Unsure(*group) for group in _in_groups(unsure, len(Unsure._fields))]
        return PrintedLayout(tuple(lines), tuple(figures), {int(page): float(angle) for page, angle in angles})
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return NO_LAYOUT


def _in_groups(numbers: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def _placed(groups: Iterable[Sequence[int]]) -> Iterable[PlacedLine]:
    at, page = 0, 0
    for gap, length, turn, x0, y0, width, height, confidence in groups:
        start, page = at + gap, page + turn
        at = start + length
        yield PlacedLine(start, at, page, x0, y0, x0 + width, y0 + height, confidence)


def _cut(line: PlacedLine, start: int, end: int) -> PlacedLine:
    """A passage may begin or end within a line: about so much of the line's width as of its characters."""
    first, last = max(start, line.start), min(end, line.end)
    length, width = max(line.end - line.start, 1), line.x1 - line.x0
    x0 = line.x0 + round(width * (first - line.start) / length)
    return line._replace(start=first, end=last, x0=x0, x1=line.x0 + round(width * (last - line.start) / length))
