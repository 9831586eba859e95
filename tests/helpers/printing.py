"""Articles set as PDF with reportlab: one or two columns, running heads, page numbers, hyphenation, captions and footnotes.

A plain typesetter of its own: what `xunzhang/reading/layout/` undoes is done here by other means. Chinese is set in
STSong-Light, which every PDF reader has, so no font file is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

HEADING, TEXT, CAPTION, FOOTNOTE = "heading", "text", "caption", "footnote"
MARGIN, FOOT, GUTTER = 64.0, 70.0, 18.0
_NEVER_FIRST = "，。、；：！？”’」』》）…%,.;:!?)"
_NEVER_LAST = "“‘「『《（("
_VOWELS = "aeiouy"


@dataclass
class Setting:
    """How a document is set. Sizes in points."""

    chinese: bool
    columns: int = 1
    size: float = 10.5
    leading: float = 15.0
    indent: float = 2.0  # ems; 0 sets paragraphs apart by a gap instead
    justified: bool = True
    hyphenated: bool = True
    head: str = ""  # {} is the page's number
    foot: str = "{}"
    first_page_has_head: bool = True
    properties: dict[str, str] = field(default_factory=dict)
    compressed: bool = True


def print_pdf(path: Path, title: str, blocks: list[tuple[str, str]], setting: Setting, lead: str = "") -> Path:
    """Set `blocks`, (kind, text) each, under a title that goes over the full width; `lead` is a line below the title."""
    _Press(path, setting).print(title, lead, blocks)
    return path


@dataclass
class _Row:
    words: list[str]
    size: float
    bold: bool
    x: float  # from the column's left edge
    last: bool
    above: float  # white space above, gone at the head of a column


class _Press:
    def __init__(self, path: Path, setting: Setting) -> None:
        self.setting = setting
        self.width, self.height = A4
        self.canvas = Canvas(str(path), pagesize=A4, pageCompression=int(setting.compressed))
        for name, value in setting.properties.items():
            getattr(self.canvas, f"set{name.title()}")(value)
        self.page = 1
        self.column = 0
        self.top = self.height - MARGIN - 20
        self.y = self.top
        self.floor = FOOT
        inner = self.width - 2 * MARGIN
        self.measure = (inner - GUTTER * (setting.columns - 1)) / setting.columns

    def print(self, title: str, lead: str, blocks: list[tuple[str, str]]) -> None:
        self._furniture()
        for text, size in ((title, 20.0), (lead, 9.0)):
            if text:
                for row in self._rows(text, size, self.width - 2 * MARGIN, 0, justified=False, above=4):
                    self._draw(row, MARGIN, self.width - 2 * MARGIN)
        self.y -= 10
        self.top_of_columns = self.y
        notes = [text for kind, text in blocks if kind == FOOTNOTE]
        self._reserve(notes[:1])
        for kind, text in blocks:
            if kind != FOOTNOTE:
                for row in self._block(kind, text):
                    self._place(row)
        self.canvas.save()

    def _reserve(self, notes: list[str]) -> None:
        """A footnote at the foot of the first column of this page."""
        rows = [row for note in notes for row in self._rows(note, 8.0, self.measure, 0, justified=False, above=0)]
        self.floor = FOOT + len(rows) * 11 + (8 if rows else 0)
        self.floor_of = 0 if rows else -1
        y, kept = self.y, FOOT + len(rows) * 11
        self.y = kept
        for row in rows:
            self._draw(row, MARGIN, self.measure, leading=11)
        self.y = y

    def _block(self, kind: str, text: str) -> Iterator[_Row]:
        s = self.setting
        if kind == HEADING:
            yield from self._rows(text, s.size + 2.5, self.measure, 0, justified=False, above=8)
        elif kind == CAPTION:
            yield from self._rows(text, s.size - 2, self.measure, 0, justified=False, above=6)
        else:
            yield from self._rows(text, s.size, self.measure, s.indent * s.size, s.justified, above=0 if s.indent else 7)

    def _place(self, row: _Row) -> None:
        floor = self.floor if self.column == 0 and self.floor_of == 0 else FOOT
        leading = self.setting.leading
        if self.y - row.above - leading < floor:
            self._turn()
        elif self.y < self.top_of_columns - 1:
            self.y -= row.above
        left = MARGIN + self.column * (self.measure + GUTTER)
        self._draw(row, left, self.measure)

    def _turn(self) -> None:
        self.column += 1
        if self.column == self.setting.columns:
            self.canvas.showPage()
            self.page, self.column, self.top_of_columns, self.floor_of = self.page + 1, 0, self.top, -1
            self._furniture()
        self.y = self.top_of_columns

    def _furniture(self) -> None:
        s = self.setting
        if s.head and (self.page > 1 or s.first_page_has_head):
            self.canvas.setFont(self._font(False), 8)
            self.canvas.drawString(MARGIN, self.height - 40, s.head.format(self.page))
        if s.foot:
            self.canvas.setFont(self._font(False), 8)
            self.canvas.drawCentredString(self.width / 2, 36, s.foot.format(self.page))

    def _font(self, bold: bool) -> str:
        return "STSong-Light" if self.setting.chinese else "Times-Bold" if bold else "Times-Roman"

    def _wide(self, text: str, size: float, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, self._font(bold), size))

    def _rows(self, text: str, size: float, measure: float, indent: float, justified: bool, above: float) -> list[_Row]:
        bold = size > self.setting.size
        wrap = self._wrap_chinese if self.setting.chinese else self._wrap_english
        rows = []
        for number, words in enumerate(wrap(text, size, measure, indent, bold, justified and self.setting.hyphenated)):
            rows.append(_Row(words, size, bold, 0 if number else indent, False, 0 if number else above))
        rows[-1].last = True
        if not justified:
            for row in rows:
                row.last = True
        return rows

    def _wrap_chinese(self, text: str, size: float, measure: float, indent: float, bold: bool, _: bool) -> list[list[str]]:
        units: list[str] = []
        for token in re.findall(r"\d[\d.,]*\d|[A-Za-z0-9.%+/-]+|\s|.", text):
            glued = units and (token in _NEVER_FIRST or units[-1][-1] in _NEVER_LAST)
            units[-1:] = [units[-1] + token] if glued else [*units[-1:], token]
        rows, row, room = [], [], measure - indent
        for unit in units:
            if row and self._wide("".join(row) + unit, size, bold) > room:
                rows.append(row)
                row, room = [], measure
            row.append(unit)
        return [*rows, row]

    def _wrap_english(self, text: str, size: float, measure: float, indent: float, bold: bool, hyphens: bool) -> list[list[str]]:
        rows, row, room = [], [], measure - indent
        queue = text.split()
        while queue:
            word = queue.pop(0)
            if self._wide(" ".join([*row, word]), size, bold) <= room:
                row.append(word)
                continue
            for at in _breaks(word) if hyphens else ():
                if row and self._wide(" ".join([*row, word[:at] + "-"]), size, bold) <= room:
                    row.append(word[:at] + "-")
                    word = word[at:]
                    break
            rows.append(row)
            row, room = [word], measure
        return [*rows, row]

    def _draw(self, row: _Row, left: float, measure: float, leading: float = 0) -> None:
        self.y -= leading or self.setting.leading * (1.6 if row.size > 15 else 1)
        self.canvas.setFont(self._font(row.bold), row.size)
        between = "" if self.setting.chinese else " "
        text = between.join(row.words)
        slack = measure - row.x - self._wide(text, row.size, row.bold)
        spread = slack / max(len(row.words) - 1, 1) if not row.last and slack > 0 else 0
        if self.setting.chinese:
            spread = slack / max(len(text) - 1, 1) if not row.last and slack > 0 else 0
            self.canvas.drawString(left + row.x, self.y, text, charSpace=spread)
        else:
            self.canvas.drawString(left + row.x, self.y, text, wordSpace=spread)


def _breaks(word: str) -> list[int]:
    """Where a word may be broken, the last place first: between a vowel and a consonant, three letters from either end."""
    if not re.fullmatch(r"[a-z]{7,}[,.;:]?", word):
        return []
    letters = word.rstrip(",.;:")
    places = range(3, len(letters) - 2)
    return [at for at in reversed(places) if letters[at - 1] in _VOWELS and letters[at] not in _VOWELS]
