"""Where an article's text stands on its pages: the boxes of its printed lines, and the figures in them that OCR is unsure of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from xunzhang.reading.layout.pieces import Page, PrintedLine
from xunzhang.types.printed_layout import WHOLE, PlacedLine, PrintedLayout, Unsure

Box = tuple[int, int, int, int]
AROUND = 0.14  # of the type's size: how much higher and lower than that OCR saw letters


class HasPrintedLines(Protocol):
    """An article; `printed_lines` are where each of its printed lines begins and ends in its text, and the line's number."""

    text: str

    @property
    def printed_lines(self) -> Sequence[tuple[int, int, int]]: ...


def layout_of(article: HasPrintedLines, lines: Sequence[PrintedLine], pages: Mapping[int, Page]) -> PrintedLayout:
    """The layout of an article that consists of some of `lines`, which are numbered in their order."""
    placed: list[PlacedLine] = []
    unsure: list[Unsure] = []
    for begin, stop, number in article.printed_lines:
        line = lines[number]
        text = article.text[begin:stop]
        start, end = begin + len(text) - len(text.lstrip()), begin + len(text.rstrip())
        if start >= end:
            continue
        placed.append(PlacedLine(start, end, line.page, *_box(line, pages[line.page]), _confidence(line)))
        unsure += _unsure(line, article.text, start, end)
    used = {line.page for line in placed}
    return PrintedLayout(tuple(placed), tuple(unsure), {number: pages[number].angle for number in used if pages[number].angle})


def _box(line: PrintedLine, page: Page) -> Box:
    """In ten-thousandths of the page as it is shown."""
    x0, x1 = line.x0 / page.width, line.x1 / page.width
    around = AROUND * line.size if page.by_ocr else 0.0
    y0 = (min([piece.top for piece in line.row] or [line.base - line.size]) - around) / page.height
    y1 = (max([piece.base for piece in line.row] or [line.base]) + around) / page.height
    if page.lies:
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    left, top, right, bottom = (
        min(max(round(each * WHOLE), 0), WHOLE) if math.isfinite(each) else 0 for each in (x0, y0, x1, y1)
    )
    return left, top, max(right, left), max(bottom, top)


def _confidence(line: PrintedLine) -> int:
    """In per cent, at least 1; 0 where it was not read by OCR."""
    told = [(piece.confidence, len(piece.text)) for piece in line.row if piece.confidence is not None]
    if not told:
        return 0
    return max(round(100 * sum(sure * length for sure, length in told) / max(sum(length for _, length in told), 1)), 1)


def _unsure(line: PrintedLine, text: str, start: int, end: int) -> Iterator[Unsure]:
    at = start
    for piece in line.row:
        found = text.find(piece.text, at, end)
        if found >= 0:
            at = found + len(piece.text)
        for first, last, confidence in piece.unsure:
            place = found + first if found >= 0 else text.find(piece.text[first:last], start, end)
            if place >= 0:
                yield Unsure(place, place + last - first, round(100 * confidence))
