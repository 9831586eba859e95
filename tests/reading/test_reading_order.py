"""What typesetters do beside plain lines: words spread over a narrow column, initials, lists that hang, lines of several pieces."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.helpers.dumps import LIBRARY
from tests.helpers.pdf_reading import paragraphs, read
from xunzhang.reading.layout.pieces import Page, Piece
from xunzhang.reading.layout.reading_order import order

LEFT, TOP, SIZE, LEADING = 72.0, 740.0, 11.0, 15.0
FERRY = (
    "The ferry had stopped before the wind rose that evening, and the men who worked her went home along the bank "
    "without a word; nobody had told them that she would not sail again in the spring of that year."
)
OARS = "Her oars hang in the hall of the town, where the children of the school may touch them on Sundays."


class Sheet:
    """A page on which lines are set word by word, one below the other."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path))
        self.base = TOP

    def set(self, text: str, x: float, width: float, indent: float = 0.0) -> int:
        """A justified paragraph; -> its lines. The last one is not spread."""
        rows: list[list[str]] = [[]]
        for word in text.split():
            room = width - (indent if len(rows) == 1 else 0.0)
            if rows[-1] and wide(" ".join([*rows[-1], word])) > room:
                rows.append([])
            rows[-1].append(word)
        for number, row in enumerate(rows):
            start = x + (indent if number == 0 else 0.0)
            spread = (x + width - start - sum(map(wide, row))) / max(len(row) - 1, 1)
            self.line(row, start, wide(" ") if number == len(rows) - 1 else spread)
        return len(rows)

    def line(self, words: list[str], x: float, gap: float) -> None:
        self.canvas.setFont("Times-Roman", SIZE)
        for word in words:
            self.canvas.drawString(x, self.base, word)
            x += wide(word) + gap
        self.base -= LEADING


def wide(text: str) -> float:
    return float(stringWidth(text, "Times-Roman", SIZE))


def read_back(sheet: Sheet, path: Path) -> list[str]:
    sheet.canvas.save()
    _, (draft,) = read(path)
    assert "\t" not in draft.text
    return [text for _, text in paragraphs(draft)]


@pytest.mark.parametrize("width", [70.0, 74.0, 78.0])
def test_words_spread_over_a_narrow_column_are_no_table(tmp_path: Path, width: float) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.set(FERRY, LEFT, width)
    sheet.set(OARS, LEFT, width, indent=SIZE)
    assert read_back(sheet, tmp_path / "a.pdf") == [FERRY, OARS]


def test_an_initial_stands_before_its_word(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.setFont("Times-Roman", 40)
    sheet.canvas.drawString(LEFT, TOP - 2 * LEADING, "T")
    beside = stringWidth("T", "Times-Roman", 40) + 2
    assert sheet.set(FERRY[1:], LEFT + beside, 340.0) == 3
    sheet.set(OARS, LEFT, 340.0 + beside, indent=SIZE)
    assert read_back(sheet, tmp_path / "a.pdf") == [FERRY, OARS]


def test_further_lines_of_a_list_stand_below_its_words(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for text in (FERRY, OARS, FERRY):
        sheet.set(text, LEFT, 320.0, indent=1.5 * SIZE)
    for number, text in enumerate((FERRY, OARS), 1):
        sheet.canvas.setFont("Times-Roman", SIZE)
        sheet.canvas.drawString(LEFT + 2 * SIZE, sheet.base, f"{number}.")
        sheet.set(text, LEFT + 3.2 * SIZE, 320.0 - 3.2 * SIZE)
    sheet.set(OARS, LEFT, 320.0, indent=1.5 * SIZE)
    assert read_back(sheet, tmp_path / "a.pdf") == [FERRY, OARS, FERRY, f"1. {FERRY}", f"2. {OARS}", OARS]


def test_pieces_that_touch_over_a_corridor_are_one_line() -> None:
    """A ligature, or a word in another type, may begin just where two columns further down are apart."""
    across = [
        Piece(text, x0, x1, 100 + 15 * row, SIZE)
        for row, ends in enumerate(("the first", "the second", "the third"))
        for text, x0, x1 in ((f"{ends} line goes from here to the a", 72, 280), ("ffixed other end of all the page", 280, 492))
    ]
    beside = [
        Piece(f"{side} column has lines of its own {row}", x0, x0 + 200, 160 + 15 * row, SIZE)
        for row in range(6)
        for side, x0 in (("left", 72), ("right", 286))
    ]
    lines = [line.text for line in order([Page(1, 600, 800, across + beside)])]
    assert lines[:3] == [
        f"the {n} line goes from here to the affixed other end of all the page" for n in ("first", "second", "third")
    ]
    assert lines[3:] == [f"{side} column has lines of its own {row}" for side in ("left", "right") for row in range(6)]


def test_vertical_chinese_is_read_from_the_right(tmp_path: Path) -> None:
    """Each letter drawn by itself below the one before, and a number in it lying on its side."""
    path, em = tmp_path / "a.pdf", 12.0
    texts = [LIBRARY.paragraphs[at][1] for at in (0, 1, 3)]
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", em)
    x, down = 520.0, 40
    for text in texts:
        room = ["\u3000", "\u3000", *text]
        for start in range(0, len(room), down):
            for row, letter in enumerate(room[start : start + down]):
                if letter.isascii() and letter.isalnum():
                    canvas.saveState()
                    canvas.translate(x + 0.1 * em, TOP - row * em + 0.8 * em)
                    canvas.rotate(-90)
                    canvas.setFont("Times-Roman", em)
                    canvas.drawString(0, 0, letter)
                    canvas.restoreState()
                elif letter != "\u3000":
                    canvas.drawString(x, TOP - row * em, letter)
            x -= 1.6 * em
    canvas.save()
    _, (draft,) = read(path)
    assert ["".join(text.split()) for _, text in paragraphs(draft)] == texts
