"""Text with its place on a page: pieces as a document draws them, rows of them, and printed lines.

Positions are in points from the page's top left corner. `base` is the lower edge of a piece's letters, and grows down the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xunzhang.reading.lines.line import visible
from xunzhang.reading.lines.raised import DOWN, UP, lowered, raised, settle
from xunzhang.types.characters import HAN, KANA

WIDE = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff00-\uffef“”‘’…—]")
EITHER = "“”‘’…—"  # wide in Chinese type and narrow in Latin, under the same code
COLUMN_GAP = 2.2  # ems between two pieces of a row, from which on they stand in columns of their own
LARGE = 1.8  # of the usual size: what an initial has at least
WORD_GAP = 0.14  # ems; a typesetter's space is a quarter, a tight one a sixth
WIDEST_SPREAD = 4.0  # ems between the words of a line that is justified in a narrow column
OFF_THE_LINE = 0.15  # ems of a line's type, by which what is set higher or lower stands off it at least
SMALLER, LARGEST_APART = 0.85, 1.05  # of the line's type: what is smaller, and how large letters off the line may be
BARELY = 0.35  # of a small letter's height, by which it reaches into its line at least
CLOSE, LONGEST_APART = 0.5, 12  # ems to what such letters belong to, and how many they may be
EVEN = 0.1  # ems by which such gaps may differ


@dataclass(slots=True)
class Piece:
    """Text drawn in one go. `size` is the font's, in points; `edges` are where its visible characters end, if that is known, and

    `line` is how far down the page the line is that its letters stand on, None where that is not known.

    What OCR read has its `confidence`, 0..1, and is `unsure` of figures: (start and end in the text, the confidence of each).
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    edges: list[float] = field(default_factory=list)
    line: float | None = None
    confidence: float | None = None
    unsure: tuple[tuple[int, int, float], ...] = ()

    @property
    def top(self) -> float:
        return self.base - self.size


@dataclass(slots=True)
class PrintedLine:
    """A line of a column: its text, its place, and the column's edges. `region` numbers the columns in reading order.

    Of its note marks, which are not in the text, and of what was added to it, `notes` and `added` are the visible characters.
    `row` are the pieces that it is made of.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    page: int
    left: float = 0.0
    right: float = 0.0
    region: int = 0
    notes: int = 0
    added: int = 0
    edges: list[float] = field(default_factory=list)  # where the visible characters of its first piece end
    row: Sequence[Piece] = ()
    number: int = 0  # in reading order

    def width_of_first(self, count: int, share: float) -> float:
        """The width of its first `count` visible characters, which are about `share` of the line."""
        if 0 < count <= len(self.edges):
            return self.edges[count - 1] - self.x0
        return max(self.x1 - self.x0, 1.0) * share


@dataclass(slots=True)
class Page:
    """A page as a reader supplies it; `number` from 1, sizes in points.

    `angle` is by how many degrees, counter-clockwise, the page has to be turned from how its file shows it. `lies` says that it
    was laid on its side to be read, since its lines are set downwards from the right.
    """

    number: int
    width: float
    height: float
    pieces: list[Piece]
    by_ocr: bool = False
    angle: float = 0.0
    lies: bool = False


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand side by side, from left to right; the rows from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.x0)):
        for row in reversed(rows[-4:]):
            if _side_by_side(row, piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.x0)
    return sorted(rows, key=lambda row: max(row, key=lambda p: p.size).base)


def _side_by_side(row: Sequence[Piece], piece: Piece) -> bool:
    """Do they overlap by half in height, small type by less, as text and its note marks and indices do, and not in width?"""
    largest = max(other.size for other in row)
    for other in row:
        shared = min(other.base, piece.base) - max(other.top, piece.top)
        small, large = sorted((other.size, piece.size))
        off_the_line = other.size < SMALLER * largest  # it need not be as high as another letter off the line
        if not off_the_line and shared < (BARELY if small < SMALLER * large else 0.5) * small:
            return False
        if min(other.x1, piece.x1) - max(other.x0, piece.x0) > 0.5 * min(
            other.x1 - other.x0, piece.x1 - piece.x0, piece.size * 2
        ):
            return False
    return True


def with_initials(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, a large letter that opens a text and is as high as several lines being set before the first of these."""
    sizes = Counter[float]()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    found = list(pieces)
    for large in pieces:
        if not (large.size >= LARGE * usual and len(large.text.strip()) == 1 and large.text.strip().isalpha()):
            continue
        beside = [at for at, piece in enumerate(found) if _stands_beside(piece, large)]
        if len({found[at].base for at in beside}) > 1:
            at = min(beside, key=lambda at: (found[at].base, found[at].x0))
            first = found[at]
            found[at] = replace(first, text=large.text.strip() + first.text.lstrip(), edges=[first.x0, *first.edges])
            found.remove(large)
    return found


def _stands_beside(piece: Piece, large: Piece) -> bool:
    gap = (piece.x0 - large.x1) / piece.size
    return (
        piece.size * LARGE <= large.size
        and -0.3 < gap < 1.5
        and large.top - 0.3 * piece.size < piece.base - 0.5 * piece.size < large.base
    )


def line_of(row: Sequence[Piece], page: int) -> PrintedLine:
    """A row as one line. What stands far apart is set off by a tab, as the cells of a table are."""
    main = max(row, key=lambda p: visible(p.text) * p.size)
    bold = sum(visible(p.text) for p in row if p.bold) > 0.7 * sum(visible(p.text) for p in row)
    x1 = max(p.x1 for p in row)
    found = settle(joined(_with_heights(row, main)))
    edges = row[0].edges
    return PrintedLine(
        found.text.strip(), row[0].x0, x1, main.base, main.size, bold, page,
        notes=found.notes, added=found.added, edges=edges, row=row,
    )  # fmt: skip


def _with_heights(row: Sequence[Piece], main: Piece) -> list[Piece]:
    """The row, those pieces being marked that stand higher or lower than its line, close by what stands on it.

    What a line begins with is no mark of something before it: a footnote keeps its number.
    """
    found = [row[0]]
    for before, piece in pairwise(row):
        height = _height(piece, main)
        close = height and (piece.x0 - before.x1) < CLOSE * main.size and visible(piece.text) <= LONGEST_APART
        if close:
            text = raised(piece.text) if height == UP else lowered(piece.text)
            found.append(replace(piece, text=text))
        else:
            found.append(piece)
    return found


def _height(piece: Piece, main: Piece) -> str:
    if piece.line is None or main.line is None or piece is main or piece.size > LARGEST_APART * main.size:
        return ""
    shift = (main.line - piece.line) / main.size
    smaller = piece.size < SMALLER * main.size
    if OFF_THE_LINE < shift < 1.0:
        return UP if smaller or shift > 2 * OFF_THE_LINE else ""
    return DOWN if -0.6 < shift < -OFF_THE_LINE / 2 and smaller else ""


def joined(row: Sequence[Piece]) -> str:
    """The text of a row's pieces, with the spaces that their places show."""
    spaced_out = len(row) > 1 and all(len(p.text.strip()) == 1 and WIDE.match(p.text.strip()) for p in row)
    apart = WIDEST_SPREAD if _is_spread(row) else COLUMN_GAP
    text = row[0].text
    for before, piece in pairwise(row):
        gap = (piece.x0 - before.x1) / max(before.size, piece.size, 1.0)
        if spaced_out:
            text += piece.text
        elif gap > apart:
            text = f"{text.rstrip()}\t{piece.text.lstrip()}"
        elif gap > WORD_GAP and not (gap < 1.0 and touches_wide(text, piece.text)):
            text = f"{text.rstrip()} {piece.text.lstrip()}"
        else:
            text += piece.text
    return text.strip()


def _is_spread(row: Sequence[Piece]) -> bool:
    """Is it a line of few words, justified? The gaps are the same though the words are not, which cells of a table never are."""
    gaps = [piece.x0 - before.x1 for before, piece in pairwise(row)]
    widths = [piece.x1 - piece.x0 for piece in row]
    em = max(piece.size for piece in row)
    return len(gaps) > 1 and max(gaps) - min(gaps) < EVEN * em and max(widths) - min(widths) > em


def touches_wide(before: str, after: str) -> bool:
    """Between Chinese characters, and between them and Latin ones, small gaps are the typesetter's.

    A quotation mark or a dash is as wide as the letters that it stands by.
    """
    before, after = before.rstrip(EITHER) or before, after.lstrip(EITHER) or after
    return bool(WIDE.match(before[-1:]) or WIDE.match(after[:1]))
