"""What belongs to the page and not to its text: running heads and feet, page numbers, the lines a browser prints around a page.

Looked for in the first and last rows of each page. A line goes when it comes back on another page at the same height, but for
its figures, when it counts the pages, or when it is a browser's; each is named and counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from xunzhang.reading.dumps.furniture import PAGE_NUMBER, RUNNING_HEAD, is_page_number
from xunzhang.reading.layout.pieces import Page, Piece, joined, rows_of
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import Message

ROWS = 3  # at the top and the bottom of a page that may be furniture
ZONE = 0.16  # of the page's height, at its top and bottom
MARGIN = 0.07  # of the page's height, where browsers print
SAME_HEIGHT = 4.0  # points
APART = 1.3  # of the page's usual line distance, by which furniture stands off the text
_FIGURES = re.compile(r"[0-9０-９]+|\b[ivxlc]+\b")
_BROWSER_HEAD = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? (?:上午|下午)?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?:\s+(?P<title>.*))?"
)
_BROWSER_FOOT = re.compile(r"(?P<url>(?:https?|file)://\S+)\s+(?P<page>\d+)/(?P<pages>\d+)")


@dataclass(slots=True)
class _Row:
    """A row near an edge of a page. `distance` is that to the next row inwards, in usual line distances."""

    page: int  # its place in the list of pages
    pieces: list[Piece]
    text: str
    at_top: bool
    base: float
    distance: float

    @property
    def form(self) -> tuple[bool, str]:
        return self.at_top, _FIGURES.sub("#", self.text)


@dataclass(slots=True)
class Furniture:
    """What was taken out, in visible characters by kind, and the address that a browser has printed on the pages."""

    removed: Counter[Message] = field(default_factory=Counter)
    url: str = ""


def take_furniture(pages: Sequence[Page]) -> Furniture:
    """Remove from the pages' pieces what belongs to the page."""
    rows = [row for at, page in enumerate(pages) for row in _edge_rows(at, page)]
    roles: dict[int, Message] = {}
    for i in _repeated(rows):
        roles[i] = RUNNING_HEAD
    for i in _numbers(rows, len(pages)):
        roles[i] = PAGE_NUMBER
    found = Furniture()
    for i, row in enumerate(rows):
        printed = _BROWSER_FOOT.fullmatch(row.text) or _BROWSER_HEAD.fullmatch(row.text)
        if printed and not MARGIN < row.base / pages[row.page].height < 1 - MARGIN:
            roles[i] = RUNNING_HEAD
            if not found.url and "url" in printed.groupdict() and not printed["url"].startswith("file:"):
                found.url = printed["url"]
    for i, role in _outwards(rows, roles):
        found.removed[role] += visible(rows[i].text)
        gone = {id(piece) for piece in rows[i].pieces}
        page = pages[rows[i].page]
        page.pieces = [piece for piece in page.pieces if id(piece) not in gone]
    return found


def _edge_rows(at: int, page: Page) -> Iterator[_Row]:
    rows = rows_of(page.pieces)
    bases = [max(row, key=lambda p: p.size).base for row in rows]
    usual = median([b - a for a, b in pairwise(bases)] or [page.height])
    for number, (row, base) in enumerate(zip(rows, bases, strict=True)):
        at_top = number < ROWS and base < ZONE * page.height
        at_foot = len(rows) - number <= ROWS and base > (1 - ZONE) * page.height
        if not at_top and not at_foot:
            continue
        inwards = number + 1 if at_top else number - 1
        distance = abs(bases[inwards] - base) if 0 <= inwards < len(rows) else page.height
        yield _Row(at, row, joined(row), at_top, base, distance / max(usual, 1.0))


def _repeated(rows: Sequence[_Row]) -> list[int]:
    """Rows that other pages have at the same height. Two pages alone may begin alike by chance: there the row stands apart."""
    places: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        places[row.form].append(i)
    found = []
    for same in places.values():
        for i in same:
            others = {rows[j].page for j in same if abs(rows[j].base - rows[i].base) < SAME_HEIGHT} - {rows[i].page}
            if len(others) > 1 or (others and rows[i].distance > APART):
                found.append(i)
    return found


def _numbers(rows: Sequence[_Row], pages: int) -> list[int]:
    """Rows that number the pages: in so many words, or by figures that count along with the pages, or on a single page."""
    found = [i for i, row in enumerate(rows) if is_page_number(row.text, bare=False)]
    counted: dict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if i not in found and is_page_number(row.text):
            counted[int(re.findall(r"[0-9０-９]+", row.text)[0]) - row.page].append(i)
    for same in counted.values():
        if len({rows[i].page for i in same}) > 1 or pages == 1:
            found += [i for i in same if rows[i].distance > APART or len(same) > 2]
    return found


def _outwards(rows: Sequence[_Row], roles: dict[int, Message]) -> Iterator[tuple[int, Message]]:
    """Furniture is what nothing but furniture lies outside of; a repeated line under a page's own title is text."""
    by_edge: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        by_edge[row.page, row.at_top].append(i)
    for (_, at_top), members in by_edge.items():
        for i in sorted(members, key=lambda i: rows[i].base, reverse=not at_top):
            if i not in roles:
                break
            yield i, roles[i]
