"""How a document is set: its type, the distance of its lines, whether first lines stand in and lines end at the margin.

Told by the lines themselves; which of them are one paragraph is `paragraphs.py`'s to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xunzhang.reading.layout.pieces import PrintedLine
from xunzhang.reading.lines.line import columns, ends_sentence, first_unit, is_chinese, visible

INDENT = (0.8, 5.0)  # ems that first lines stand in, at least and at most
LIKE_OTHERS = 0.4  # ems by which they may differ from each other
ROOM = 0.35  # ems of doubt about what would have fitted


@dataclass(slots=True)
class Style:
    """How a document is set. `leading` maps a size (in half points) to the usual distance of its lines."""

    size: float
    bold: bool
    indented: bool = False
    indent: float = 0.0  # of first lines, in ems
    justified: bool = False
    leading: dict[int, float] = field(default_factory=dict)

    def is_body(self, line: PrintedLine) -> bool:
        return alike(line.size, self.size)

    def is_heading(self, line: PrintedLine) -> bool:
        return (line.size > self.size and not alike(line.size, self.size)) or (line.bold and not self.bold)

    def is_indent(self, line: PrintedLine) -> bool:
        """Does it stand in as first lines do, and not as lists and quotations?"""
        return abs((line.x0 - line.left) / line.size - self.indent) < LIKE_OTHERS


def alike(a: float, b: float) -> bool:
    return abs(a - b) <= max(0.5, 0.05 * b)


def style_of(lines: Sequence[PrintedLine]) -> Style:
    sizes, bold = Counter[float](), Counter[bool]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s))
    for line in lines:
        if alike(line.size, size):
            bold[line.bold] += len(line.text)
    style = Style(size, bold[True] > bold[False])
    gaps: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        if a.region == b.region and alike(a.size, b.size):
            gaps.setdefault(round(a.size * 2), Counter())[round(b.base - a.base, 1)] += 1
    style.leading = {key: max(found, key=lambda g: (found[g], -g)) for key, found in gaps.items()}
    style.indented, style.indent = _indent_of(lines, style)
    style.justified = _is_justified(lines, style)
    return style


def _is_justified(lines: Sequence[PrintedLine], style: Style) -> bool:
    """Do lines that surely run on end at the margin?"""
    ends = [
        is_flush(a)
        for a, b in pairwise(lines)
        if a.region == b.region and style.is_body(a) and style.is_body(b) and not ends_sentence(a.text)
        and is_full(a, b)
    ]  # fmt: skip
    return len(ends) > 4 and sum(ends) > 0.85 * len(ends)


def is_flush(line: PrintedLine) -> bool:
    """Does it end at the margin? A Chinese mark at its end may be set narrower, or hang over."""
    return line.right - line.x1 < (0.6 if is_chinese(line.text) else 0.25) * line.size


def _indent_of(lines: Sequence[PrintedLine], style: Style) -> tuple[bool, float]:
    """-> (whether the lines after a paragraph's plain end stand in, how far most of them do)."""
    starts = [
        round((b.x0 - b.left) / b.size, 1)
        for a, b in pairwise(lines)
        if a.region == b.region and style.is_body(a) and style.is_body(b) and ends_sentence(a.text) and not is_full(a, b)
    ]
    inside = [start for start in starts if INDENT[0] <= start <= INDENT[1]]
    return len(inside) >= 2 and len(inside) > 0.6 * len(starts), max(inside, key=lambda start: inside.count(start), default=0.0)


def stands_in(line: PrintedLine) -> bool:
    return INDENT[0] <= (line.x0 - line.left) / line.size <= INDENT[1]


def is_full(line: PrintedLine, following: PrintedLine) -> bool:
    """Would the first word of the next line not have fitted on this one?"""
    chinese = is_chinese(line.text + following.text)
    unit = first_unit(following.text) if chinese else following.text.split(maxsplit=1)[0]
    share = columns(unit, chinese) / max(columns(following.text, chinese), 1)
    width = following.width_of_first(visible(unit), share)
    space = 0.0 if chinese else 0.2 * line.size
    return line.right - line.x1 < width + space + ROOM * line.size
