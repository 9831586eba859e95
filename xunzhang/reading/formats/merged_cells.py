"""Cells of a workbook that are merged over several rows: each of these rows has the value that is written in the first.

Over several columns a merged cell belongs to the first of them, as what it says is said once. Sheets are read by `workbooks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_REFERENCE = re.compile(rb'<(?:\w{1,20}:)?mergeCell\b[^<>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
LONGEST_REFERENCE = 256  # bytes, of an element that says which cells are merged
MOST = 200_000  # merged cells of a sheet that are followed


@dataclass(slots=True)
class MergedCells:
    """-> by the row (from 1) that it begins in: the column (from 0) and last row of each cell that goes over several rows."""

    beginning: dict[int, dict[int, int]] = field(default_factory=dict)
    _count: int = 0

    def take(self, xml: bytes) -> None:
        """Take note of the merged cells that a part of a sheet's XML speaks of; the same may be seen again."""
        for match in _REFERENCE.finditer(xml) if b"mergeCell" in xml else ():
            first, last = int(match[2]), int(match[3])
            if last > first and self._count < MOST:
                self._count += 1
                self.beginning.setdefault(first, {})[_column(match[1])] = last

    def filled(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """The rows, (number from 1, cells), with the values of merged cells in all their rows, but for rows without others."""
        open_: dict[int, tuple[int, str]] = {}  # column -> (last row, value)
        for number, cells in rows:
            open_ = {column: each for column, each in open_.items() if each[0] >= number}
            if open_ and any(cell.strip() for cell in cells):
                cells = cells + [""] * (max(open_) + 1 - len(cells))
                for column, (_, value) in open_.items():
                    cells[column] = cells[column] or value
            for column, last in self.beginning.get(number, {}).items():
                open_[column] = (last, cells[column] if column < len(cells) else "")
            yield number, cells


def _column(letters: bytes) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
