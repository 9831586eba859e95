"""A PDF page's text layer as pieces with their places, by pdfium; every character is either in a piece or counted as left out.

What the pieces make up is `xunzhang/reading/layout/`'s business; opening documents, metadata and scans are `pdf.py`'s.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xunzhang.messages.wording import say
from xunzhang.reading.layout.pieces import EITHER, OFF_THE_LINE, WIDE, Page, Piece, touches_wide
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import Message

MARKS = 8  # in a row, at most, spaces too: an ellipsis, a closing quotation mark
WIDE_GAP = 0.4  # ems; justified lines are set wider by less
AT_AN_ANGLE, OUTSIDE, TWICE = say("left_out.at_an_angle"), say("left_out.outside_page"), say("left_out.printed_twice")
PIECE_GAP = 0.9  # ems; what is further apart may stand in two columns
LEVEL = 0.35  # ems by which letters of one line may stand higher or lower
ANGLES_SAMPLED = 200  # letters of a page by which it is told how it is turned
FEWEST_PAIRS = 20  # of letters, by which a page is told to be set vertically
_HYPHENS = {0x02, 0xFFFE}  # what pdfium gives for the hyphen at a line's end
_BOLD = ("bold", "black", "heavy", "simhei", "heiti", "-bd")


@dataclass(slots=True)
class PageText:
    """`characters` counts the visible ones of the page's text layer, `nameless` those whose letter the font does not name."""

    page: Page
    characters: int = 0
    nameless: int = 0
    removed: Counter[Message] = field(default_factory=Counter)


@dataclass(slots=True)
class _Run:
    """A piece in the making, written in the direction of the page if `straight`.

    `height` is that of its first letter's box, and `last` is where its last letter begins.
    """

    piece: Piece
    height: float
    straight: bool
    last: float


def read_page(page: pdfium.PdfPage, number: int) -> PageText:
    """The text of a page. Raises `pdfium.PdfiumError` where it cannot be loaded."""
    textpage = page.get_textpage()
    try:
        runs = _Runs(textpage, page.get_bbox())
        for at in range(textpage.count_chars()):
            runs.take(at)
        runs.end()
    finally:
        textpage.close()
    angle = (runs.quarters * 90.0 + page.get_rotation()) % 360
    found = PageText(Page(number, runs.width, runs.height, [], angle=angle, lies=runs.lies), runs.characters, runs.nameless)
    seen: set[tuple[str, int, int]] = set()
    for run in runs.runs:
        piece = run.piece
        if not run.straight:
            found.removed[AT_AN_ANGLE] += visible(piece.text)
        elif not (-2 <= piece.x0 <= runs.width and 0 <= piece.base <= runs.height + piece.size):
            found.removed[OUTSIDE] += visible(piece.text)
        elif _is_again(piece, seen):
            found.removed[TWICE] += visible(piece.text)
        else:
            found.page.pieces.append(piece)
    return found


def _is_again(piece: Piece, seen: set[tuple[str, int, int]]) -> bool:
    """Has the same text been drawn here already, a hair's breadth away, as programs do for boldness or a shadow?"""
    x, y = round(piece.x0 / 2), round(piece.base / 2)
    if any((piece.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        return True
    seen.add((piece.text, x, y))
    return False


class _Runs:
    """Goes through a page's characters in the order in which they are drawn."""

    def __init__(self, textpage: pdfium.PdfTextPage, box: tuple[float, float, float, float]) -> None:
        self._page = textpage.raw
        self._left, self._bottom, self._right, self._top = box
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._run: _Run | None = None
        self._space = ""
        self._high = 0
        self._turned = self._usual_turn(textpage.count_chars())
        self._upright = {self._turned}  # directions of letters that are not set at an angle
        self.quarters, self.lies = self._turned, False  # of the page; whether it is laid on its side besides
        if self._turned == 0 and self._is_vertical(textpage.count_chars()):
            self._turned, self._upright, self.lies = (
                1,
                {0, 1},
                True,
            )  # lines go down and begin at the right: as if the page lay on its side
        upright = self._turned % 2 == 0
        self.width = self._right - self._left if upright else self._top - self._bottom
        self.height = self._top - self._bottom if upright else self._right - self._left
        self.runs: list[_Run] = []
        self.characters = 0
        self.nameless = 0

    def _usual_turn(self, count: int) -> int:
        """In which direction most of the page is written, in quarters of a circle, clockwise."""
        sample = range(0, count, max(count // ANGLES_SAMPLED, 1))
        turns = Counter(self._quarter(at)[0] for at in sample if raw.FPDFText_IsGenerated(self._page, at) != 1)
        return turns.most_common(1)[0][0] if turns else 0

    def _is_vertical(self, count: int) -> bool:
        """Do most of the page's Chinese letters stand below the one drawn before them?"""
        pairs = down = 0
        for at in range(0, count - 1, max(count // ANGLES_SAMPLED, 1)):
            if not all(WIDE.match(self._character(raw.FPDFText_GetUnicode(self._page, place))) for place in (at, at + 1)):
                continue
            raw.FPDFText_GetLooseCharBox(self._page, at, self._box)
            left, top, em = self._box.left, self._box.top, max(self._box.right - self._box.left, 1.0)
            raw.FPDFText_GetLooseCharBox(self._page, at + 1, self._box)
            pairs += 1
            down += abs(self._box.left - left) < 0.5 * em < top - self._box.top < 2.5 * em
        return pairs >= FEWEST_PAIRS and down > 0.6 * pairs

    def _quarter(self, at: int) -> tuple[int, bool]:
        """-> (the direction of a letter, whether it is a right angle)."""
        quarters = raw.FPDFText_GetCharAngle(self._page, at) / (math.pi / 2)
        return (round(quarters) % 4, abs(quarters - round(quarters)) < 0.06) if math.isfinite(quarters) else (0, False)

    def take(self, at: int) -> None:
        character = self._character(raw.FPDFText_GetUnicode(self._page, at))
        if not character:
            return
        if character.isspace():
            if character in "\r\n":
                self.end()
            elif raw.FPDFText_IsGenerated(self._page, at) != 1:
                self._space = character
            else:
                self._space = self._space or "\0"  # pdfium's own, from a gap
            return
        self.characters += visible(character)
        self.nameless += character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")
        self._place(at, character)

    def _character(self, code: int) -> str:
        """One character, or nothing yet where it is the first half of one (UTF-16)."""
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return ""
        if 0xDC00 <= code < 0xE000:
            whole = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00) if self._high else 0xFFFD
            self._high = 0
            return chr(whole)
        if code in _HYPHENS:
            return "-"
        return chr(code) if 0 < code < 0x110000 else "\ufffd"

    def _place(self, at: int, character: str) -> None:
        x0, x1, base, height = self._at(at)
        run = self._run
        if run is None or not (_belongs(run, character, x0, base, height) and self._is_level(run, at)):
            if run and self._space.strip("\0") and (run.piece.text[-1].isascii() or character.isascii()):
                run.piece.text += " "  # printed between two fonts, of which one may be of wide letters
            self.end()
            turned, straight = self._quarter(at)
            piece = Piece("", x0, x1, base, self._size(at, height), self._is_bold(at), line=self._line(at))
            run = self._run = _Run(piece, height, straight and turned in self._upright, x0)
        elif self._space:
            bridged = self._space == "\0" and touches_wide(run.piece.text, character + self._after(at, character))
            run.piece.text += "" if bridged else " "
        self._space = ""
        run.piece.text += character
        run.piece.x1 = max(run.piece.x1, x1)
        run.last = x0
        run.piece.edges += [x1] * visible(character)

    def _after(self, at: int, character: str) -> str:
        """The letter by which a mark stands, which tells whether it is one of Chinese type."""
        for there in range(at + 1, at + MARKS):
            if character not in EITHER and not character.isspace():
                break
            code = raw.FPDFText_GetUnicode(self._page, there)
            character = chr(code) if code < 0x110000 else "\ufffd"
        return character

    def _at(self, at: int) -> tuple[float, float, float, float]:
        """-> where a letter begins and ends in the direction of writing, its lower edge and height, from the page's top left."""
        raw.FPDFText_GetLooseCharBox(self._page, at, self._box)
        left, bottom, right, top = self._box.left, self._box.bottom, self._box.right, self._box.top
        if self._turned == 1:
            return self._top - top, self._top - bottom, self._right - left, right - left
        if self._turned == 2:
            return self._right - right, self._right - left, top - self._bottom, top - bottom
        if self._turned == 3:
            return bottom - self._bottom, top - self._bottom, right - self._left, right - left
        return left - self._left, right - self._left, self._top - bottom, top - bottom

    def _line(self, at: int) -> float | None:
        """How far down the page the line is on which a letter stands, whatever its type; None where it is set at an angle."""
        if not raw.FPDFText_GetCharOrigin(self._page, at, self._x, self._y):
            return None
        x, y = self._x.value, self._y.value
        return (self._top - y, x - self._left, y - self._bottom, self._right - x)[self._turned]

    def _is_level(self, run: _Run, at: int) -> bool:
        """Does a letter stand on the line of the run? What is moved off it is a note's mark, a power or an index."""
        line = self._line(at)
        return line is None or run.piece.line is None or abs(line - run.piece.line) <= OFF_THE_LINE * run.piece.size

    def _size(self, at: int, height: float) -> float:
        """The size as printed: the font's, scaled as the letter is."""
        matrix = raw.FS_MATRIX()
        size = float(raw.FPDFText_GetFontSize(self._page, at))
        if raw.FPDFText_GetMatrix(self._page, at, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        return size if math.isfinite(size) and 0.4 * height < size < 2.5 * height else max(height, 1.0)

    def _is_bold(self, at: int) -> bool:
        flags = ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self._page, at, None, 0, flags)
        if not 0 < length < 1_000:
            return False
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFText_GetFontInfo(self._page, at, buffer, length, flags)
        name = buffer.value.decode("utf-8", errors="replace").lower()
        return any(mark in name for mark in _BOLD) or raw.FPDFText_GetFontWeight(self._page, at) >= 600

    def end(self) -> None:
        if self._run is not None:
            self.runs.append(self._run)
        self._run, self._space = None, ""


def _belongs(run: _Run, character: str, x0: float, base: float, height: float) -> bool:
    """Is it the next letter of the same line, in the same type? Those of a ligature are all where it is.

    A gap between wide letters is no space: what stands in it, a quotation mark of another font perhaps, may be drawn later.
    """
    piece, em = run.piece, run.piece.size
    if WIDE.match(character) and WIDE.match(piece.text[-1]) and x0 - piece.x1 > WIDE_GAP * em:
        return False
    if x0 == run.last and base == piece.base:
        return True
    alike = abs(height - run.height) <= 0.2 * run.height
    return alike and abs(base - piece.base) <= LEVEL * em and -0.6 * em <= x0 - piece.x1 <= PIECE_GAP * em
