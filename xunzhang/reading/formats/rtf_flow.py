"""The text of a rich text document as it comes in, made into paragraphs, rows of tables, and notes after what they belong to.

Which text that is, is for `rtf.py` to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.formats.documents import is_article
from xunzhang.reading.lines.line import columns, ends_sentence, visible

WIDEST_BOLD = 60  # columns of a line in bold that is a heading without a heading's style


@dataclass(slots=True)
class _Paragraph:
    """A paragraph in the making. `level` is that of a heading; `cells` are the row's before this one."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True
    level: int = 0
    cells: list[str] = field(default_factory=list)


class Flow:
    """Takes text, breaks and cells in their order; `blocks` are those that are whole. `settled` says how marked text reads."""

    def __init__(self, settled: Callable[[str], str]) -> None:
        self._settled = settled
        self.blocks: list[DocumentBlock] = []
        self._text = _Paragraph()
        self._notes: list[_Paragraph] = []
        self._rows: list[str] = []

    def take(self, text: str, *, bold: bool, in_note: bool) -> None:
        paragraph = self._current(in_note)
        paragraph.parts.append(text)
        paragraph.bold = paragraph.bold and (bold or not visible(text))

    def set_level(self, level: int, *, in_note: bool) -> None:
        """The paragraph is a heading of this level, from 1; 0 is none."""
        self._current(in_note).level = level

    def begin_note(self) -> None:
        self._notes.append(_Paragraph())

    def end_line(self, *, in_note: bool) -> None:
        """A break ends a paragraph, and within a note or a cell a line."""
        if in_note:
            self._current(in_note).parts.append("\n")
        elif self._text.cells:
            self._text.parts.append("\n")
        else:
            self.end_paragraph()

    def end_cell(self) -> None:
        self._text.cells.append(self._taken())

    def end_row(self) -> None:
        cells = [*self._text.cells, *filter(None, [self._taken()])]
        self._text = _Paragraph()
        if any(is_article(cell.split("\n")) for cell in cells):
            self.end_table()
            self.blocks += [DocumentBlock(line) for cell in cells for line in cell.split("\n") if line]
        elif row := "\t".join(map(_in_a_line, cells)).strip("\t"):
            self._rows.append(row)

    def end_paragraph(self) -> None:
        paragraph = self._text
        text = self._settled("".join(paragraph.parts)).strip()
        if text or paragraph.cells:
            self.end_table()
        cells = [_in_a_line(cell) for cell in paragraph.cells if cell]
        text = "\t".join([*cells, text] if text else cells)
        if text:
            by_hand = paragraph.bold and columns(text, True) <= WIDEST_BOLD and "\n" not in text and not ends_sentence(text)
            self.blocks.append(DocumentBlock(text, paragraph.level > 0 or by_hand, paragraph.level))
        self._text = _Paragraph(level=paragraph.level)
        self._place_notes()

    def end_table(self) -> None:
        rows, self._rows = self._rows, []
        if any("\t" in row for row in rows):
            self.blocks.append(DocumentBlock("\n".join(rows)))
        else:
            self.blocks += [DocumentBlock(row) for row in rows]

    def _current(self, in_note: bool) -> _Paragraph:
        return self._notes[-1] if in_note and self._notes else self._text

    def _taken(self) -> str:
        paragraph = self._text
        text = self._settled("".join(paragraph.parts)).strip()
        paragraph.parts = []
        return "\n".join(filter(None, map(_in_a_line, text.split("\n"))))

    def _place_notes(self) -> None:
        """Notes wait until the paragraph or table that they belong to has ended."""
        for note in self._notes:
            for line in self._settled("".join(note.parts)).split("\n"):
                if line.strip():
                    self.blocks.append(DocumentBlock(" ".join(line.split())))
        self._notes = []


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
