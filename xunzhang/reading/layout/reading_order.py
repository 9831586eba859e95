"""The reading order of a page: columns are found as corridors that hardly anything crosses, and what crosses them divides them.

A corridor counts only where running text stands on both sides of it, so a table is read row by row. The method is the
recursive X-Y cut (Nagy and Seth, 1984) with the order of cuts settled by how much text they set side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from xunzhang.reading.layout.pieces import Page, Piece, PrintedLine, line_of, rows_of, with_initials
from xunzhang.reading.layout.setting import is_flush
from xunzhang.reading.lines.line import columns as display_columns
from xunzhang.reading.lines.line import ends_sentence, is_chinese

BIN = 2.0  # points
NARROWEST_GUTTER = 5.0  # points
CROSSED = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8)  # of the most that is printed over a place: what may go over a corridor
TOUCHING = 0.3  # ems between pieces of a line, in another type for instance, that are no columns
FEWEST_LINES = 3  # side by side; fewer say nothing, unless other pages have columns there
NARROWEST_TEXT = 14  # display columns that half of a text column's lines have at least: seven Han characters
FILLED = 0.55  # of a text column's width that half of its lines fill at least
DEEPEST = 5  # cuts within cuts
MOST_PIECES = 4_000  # of a page with columns; one with more is a map or a drawing, and is read row by row
MOST_INDENT = 4.0  # ems that the first line of a justified paragraph stands in
FEW_LINES = 6  # of a column: perhaps none of them is full


@dataclass(slots=True)
class _Cut:
    x0: float
    x1: float
    support: float  # points of height that stand side by side


@dataclass(slots=True)
class _Region:
    """Pieces that are read from top to bottom, and how far right their column may reach."""

    pieces: list[Piece]
    bound: float


def order(pages: Sequence[Page]) -> list[PrintedLine]:
    """The lines of all pages in reading order, each with the edges of its column."""
    pages = [replace(page, pieces=with_initials(page.pieces)) for page in pages]
    gutters = [cut for page in pages if (cut := _best_cut(page.pieces, ()))]
    widest = max((_edge([p.x1 for p in page.pieces]) for page in pages if page.pieces), default=0.0)
    lines: list[PrintedLine] = []
    region = 0
    for page in pages:
        reach = max((piece.x1 for piece in page.pieces), default=0.0)
        bound = next((cut.x0 for cut in gutters if reach <= cut.x1), widest)
        for part in _regions(_Region(page.pieces, bound), gutters, 0):
            column = [line_of(row, page.number) for row in rows_of(part.pieces)]
            left = min(line.x0 for line in column)
            right = _edge([line.x1 for line in column])
            right = max(right, part.bound) if len(column) < FEW_LINES else right
            for line in column:
                line.left, line.right, line.region = left, right, region
            _close_up(column)
            lines += column
            region += 1
    for number, line in enumerate(lines):
        line.number = number
    return lines


def _close_up(column: Sequence[PrintedLine]) -> None:
    """A line of few words, justified in a narrow column, is no row of a table: it fills the column, as its neighbours do."""
    for before, line, after in zip(column, column[1:], (*column[2:], None)):
        if "\t" not in line.text or is_chinese(line.text) or ends_sentence(before.text) or not (_fills(before) and _fills(line)):
            continue
        if not any("\t" in other.text or abs(other.size - line.size) > 0.5 for other in (before, after) if other):
            line.text = line.text.replace("\t", " ")


def _fills(line: PrintedLine) -> bool:
    return is_flush(line) and line.x0 - line.left < MOST_INDENT * line.size


def _edge(ends: list[float]) -> float:
    """Where the right margin is: the furthest that two lines reach, so that one that sticks out does not count."""
    ends = sorted(ends, reverse=True)
    return next((a for a, b in pairwise(ends) if a - b < 4.0), ends[0])


def _regions(region: _Region, gutters: Sequence[_Cut], depth: int) -> list[_Region]:
    """The region's parts, in the order in which they are read."""
    pieces, bound = region.pieces, region.bound
    cut = _best_cut(pieces, gutters) if depth < DEEPEST and len(pieces) > 1 else None
    if cut is None:
        return [region] if pieces else []
    found: list[_Region] = []
    band: list[Piece] = []
    across: list[Piece] = []
    for row in rows_of(pieces):
        if _row_crosses(row, cut):
            found += _columns(band, cut, bound, gutters, depth)
            band = []
            across += row
        else:
            if across:
                found.append(_Region(across, bound))
                across = []
            band += row
    return found + ([_Region(across, bound)] if across else []) + _columns(band, cut, bound, gutters, depth)


def _columns(band: list[Piece], cut: _Cut, bound: float, gutters: Sequence[_Cut], depth: int) -> list[_Region]:
    middle = (cut.x0 + cut.x1) / 2
    left, right = [p for p in band if p.x0 < middle], [p for p in band if p.x0 >= middle]
    return _regions(_Region(left, cut.x0), gutters, depth + 1) + _regions(_Region(right, bound), gutters, depth + 1)


def _crosses(piece: Piece, cut: _Cut) -> bool:
    return piece.x0 < cut.x0 + 1 and piece.x1 > cut.x1 - 1


def _row_crosses(row: Sequence[Piece], cut: _Cut) -> bool:
    """Does a piece of the row, or several that touch, lie across the corridor?"""
    start = end = row[0].x0
    for piece in row:
        if piece.x0 - end > TOUCHING * piece.size:
            start = piece.x0
        end = max(end, piece.x1)
        if start < cut.x0 + 1 and end > cut.x1 - 1:
            return True
    return False


def _best_cut(pieces: Sequence[Piece], gutters: Sequence[_Cut]) -> _Cut | None:
    """The corridor with most text side by side, if there is one between columns of running text."""
    best: _Cut | None = None
    if len(pieces) > MOST_PIECES:
        return None
    for x0, x1 in _corridors(pieces):
        known = any(x0 - 4 <= (other.x0 + other.x1) / 2 <= x1 + 4 for other in gutters)
        cut = _Cut(x0, x1, 0.0)
        cut.support = _support(pieces, cut, 1 if known else FEWEST_LINES)
        if cut.support and (best is None or cut.support > best.support) and (known or _is_between_text(pieces, cut)):
            best = cut
    return best


def _corridors(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """Stretches of the page's width, with more on both sides, that little is printed over; several readings of "little"."""
    if not pieces:
        return []
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    count = max(int((right - left) / BIN) + 1, 1)
    if count > 5_000:  # a page kilometres wide is none
        return []
    steps = [0.0] * (count + 2)
    for piece in pieces:
        first, last = int((piece.x0 - left) / BIN) + 1, int((piece.x1 - left) / BIN)
        if last > first:
            steps[first] += piece.size
            steps[last] -= piece.size
    cover, total = [], 0.0
    for step in steps[:count]:
        total += step
        cover.append(round(total, 3))
    found: dict[tuple[float, float], None] = {}
    for share in CROSSED:
        low = [height <= share * max(cover) for height in cover]
        edges = [at for at in range(1, count) if low[at] != low[at - 1]]
        for start, end in pairwise(edges):
            if low[start] and (end - start) * BIN >= NARROWEST_GUTTER:
                found[left + start * BIN, left + end * BIN] = None
    return list(found)


def _support(pieces: Sequence[Piece], cut: _Cut, fewest: int) -> float:
    """How much height of text stands left and right of the corridor, between what crosses it; 0 where it is too little."""
    support, sides, lines = 0.0, [0.0, 0.0], [0, 0]
    most = 0
    for row in [*rows_of(pieces), None]:
        if row is None or _row_crosses(row, cut):
            support += min(sides)
            most = max(most, min(lines))
            sides, lines = [0.0, 0.0], [0, 0]
            continue
        for side, there in ((0, [p for p in row if p.x0 < cut.x0 + 1]), (1, [p for p in row if p.x0 >= cut.x0 + 1])):
            if there:
                sides[side] += there[0].size
                lines[side] += 1
    return support if most >= fewest else 0.0


def _is_between_text(pieces: Sequence[Piece], cut: _Cut) -> bool:
    """Do the lines on both sides fill their column, as running text does and the cells of a table do not?"""
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    apart = [p for p in pieces if not _crosses(p, cut)]
    for there, width in (
        ([p for p in apart if p.x0 < cut.x0 + 1], cut.x0 - left),
        ([p for p in apart if p.x0 >= cut.x0 + 1], right - cut.x1),
    ):
        rows = rows_of(there)
        if not rows:
            return False
        filled = median(row[-1].x1 - row[0].x0 for row in rows)
        letters = median(sum(display_columns(p.text, True) for p in row) for row in rows)
        if filled < FILLED * width or letters < NARROWEST_TEXT:
            return False
    return True
