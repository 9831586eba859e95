"""Printed lines as paragraphs: which lines run on into the next, over columns and pages too, and which are headings.

A typesetter breaks a line only where the next word does not fit, so a line that had room for it ends its paragraph; indents,
white space and a change of type say so too. Captions and footnotes that stand between two halves of a paragraph follow it.
The weights were set by reasoning, in units of one weak sign, and checked on articles set in many ways (tests/test_pdf.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xunzhang.paged.hyphens import Words
from xunzhang.paged.pieces import PrintedLine
from xunzhang.repair.blocks import Block
from xunzhang.repair.lines import columns, ends_sentence, first_unit, is_chinese, is_list_item, visible

INDENT = (0.8, 5.0)  # ems that first lines stand in, at least and at most
WIDE_GAP = 1.25  # of the usual line distance: paragraphs are set apart
ROOM = 0.35  # ems of doubt about what would have fitted
MOST_HEADING_LINES = 4
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》〉）】〕…％,.;:!?)\]%]")
_NOTE = re.compile(r"[①-⑳※*†‡]|\[\d{1,3}\]|\d{1,3}(?=\s|[\u3400-\u9fff“《])")


@dataclass(slots=True)
class _Style:
    """How a document is set. `leading` maps a size (in half points) to the usual distance of its lines."""

    size: float
    bold: bool
    indented: bool = False
    justified: bool = False
    leading: dict[int, float] = field(default_factory=dict)

    def is_body(self, line: PrintedLine) -> bool:
        return _alike(line.size, self.size)

    def is_heading(self, line: PrintedLine) -> bool:
        return (line.size > self.size and not _alike(line.size, self.size)) or (line.bold and not self.bold)


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= max(0.5, 0.05 * b)


def blocks_of(lines: Sequence[PrintedLine]) -> tuple[list[Block], int]:
    """-> the paragraphs and headings that the lines make up, and how many hyphens at line ends were undone."""
    if not lines:
        return [], 0
    style = _style_of(lines)
    groups = _groups(lines, style)
    words = Words(line.text for line in lines)
    largest = max((group[0].size for group in groups if _is_heading(group, style)), default=0.0)
    return [_block(group, style, words, largest) for group in groups], words.undone


def _style_of(lines: Sequence[PrintedLine]) -> _Style:
    sizes, bold = Counter[float](), Counter[bool]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s))
    for line in lines:
        if _alike(line.size, size):
            bold[line.bold] += len(line.text)
    style = _Style(size, bold[True] > bold[False])
    gaps: dict[int, Counter[float]] = {}
    for a, b in pairwise(lines):
        if a.region == b.region and _alike(a.size, b.size):
            gaps.setdefault(round(a.size * 2), Counter())[round(b.base - a.base, 1)] += 1
    style.leading = {key: max(found, key=lambda g: (found[g], -g)) for key, found in gaps.items()}
    style.indented = _is_indented(lines, style)
    style.justified = _is_justified(lines, style)
    return style


def _is_justified(lines: Sequence[PrintedLine], style: _Style) -> bool:
    """Do lines that surely run on end at the margin?"""
    ends = [
        _is_flush(a)
        for a, b in pairwise(lines)
        if a.region == b.region and style.is_body(a) and style.is_body(b) and not ends_sentence(a.text)
        and _is_full(a, b)
    ]  # fmt: skip
    return len(ends) > 4 and sum(ends) > 0.85 * len(ends)


def _is_flush(line: PrintedLine) -> bool:
    """Does it end at the margin? A Chinese mark at its end may be set narrower, or hang over."""
    return line.right - line.x1 < (0.6 if is_chinese(line.text) else 0.25) * line.size


def _is_indented(lines: Sequence[PrintedLine], style: _Style) -> bool:
    """Do the lines after a paragraph's plain end stand in?"""
    starts = [
        _stands_in(b)
        for a, b in pairwise(lines)
        if a.region == b.region and style.is_body(a) and style.is_body(b) and ends_sentence(a.text) and not _is_full(a, b)
    ]
    return sum(starts) >= 2 and sum(starts) > 0.6 * len(starts)


def _stands_in(line: PrintedLine) -> bool:
    return INDENT[0] <= (line.x0 - line.left) / line.size <= INDENT[1]


def _is_full(line: PrintedLine, following: PrintedLine) -> bool:
    """Would the first word of the next line not have fitted on this one?"""
    chinese = is_chinese(line.text + following.text)
    unit = first_unit(following.text) if chinese else following.text.split(maxsplit=1)[0]
    share = columns(unit, chinese) / max(columns(following.text, chinese), 1)
    width = following.width_of_first(visible(unit), share)
    space = 0.0 if chinese else 0.2 * line.size
    return line.right - line.x1 < width + space + ROOM * line.size


def _groups(lines: Sequence[PrintedLine], style: _Style) -> list[list[PrintedLine]]:
    """Lines that are one paragraph, heading or table each, in reading order."""
    groups: list[list[PrintedLine]] = []
    last: list[PrintedLine] | None = None  # the group of the line before
    text: list[PrintedLine] | None = None  # the last paragraph of the text proper, which may go on after a caption
    for line in lines:
        is_text = _is_text(line, style)
        if last and (last[-1].region == line.region or _is_deck(last[-1], line, style)) and _runs_on(last, line, style):
            found = last
        elif (
            is_text
            and text
            and (last is not text or line.region != text[-1].region)
            and _goes_on(text[-1], line, style, last is not text)
        ):
            found = text
        elif last and line.region != last[-1].region and not is_text and _note_goes_on(last, line, style):
            found = last
        else:
            found = []
            groups.append(found)
        found.append(line)
        last = found
        text = found if is_text else None if style.is_heading(line) else text
    return groups


def _is_deck(before: PrintedLine, line: PrintedLine, style: _Style) -> bool:
    """A title's further line, which may be so short that it seems to stand in a column."""
    below = before.page == line.page and 0 < line.base - before.base < 2 * line.size
    return below and style.is_heading(line) and _alike(before.size, line.size) and line.size > style.size


def _is_text(line: PrintedLine, style: _Style) -> bool:
    return style.is_body(line) and "\t" not in line.text and not (line.bold and not style.bold)


def _runs_on(group: Sequence[PrintedLine], line: PrintedLine, style: _Style) -> bool:
    """Does `line` continue the group above it in the same column?"""
    before = group[-1]
    leading = style.leading.get(round(line.size * 2), 1.4 * line.size)
    gap = (line.base - before.base) / max(leading, 1.0)
    if "\t" in before.text or "\t" in line.text:
        return "\t" in before.text and "\t" in line.text and gap < 2 * WIDE_GAP
    if not _alike(before.size, line.size):
        return False
    if style.is_heading(line) or style.is_heading(before):
        if style.is_heading(line) != style.is_heading(before):
            # Bold words that fill a line are the beginning or the end of a paragraph, no heading.
            return style.is_body(line) and before.bold and _is_full(before, line) and gap < WIDE_GAP
        return gap < 1.3 * WIDE_GAP and not ends_sentence(before.text) and len(group) < MOST_HEADING_LINES
    return _signs_of_a_break(group, line, gap, style) <= 0


def _signs_of_a_break(group: Sequence[PrintedLine], line: PrintedLine, gap: float, style: _Style) -> float:
    before = group[-1]
    signs = 4.0 if gap > WIDE_GAP else 1.0 if gap > 1.12 else 0.0
    stands_in = _stands_in(line)
    if stands_in and not (_stands_in(before) and abs(before.x0 - line.x0) < 0.5 * line.size):
        signs += 4.0 if style.indented else 2.0
    elif style.indented and not stands_in:
        signs -= 2.5
    elif stands_in and style.indented:
        signs += 2.0  # a paragraph of one line, and the next
    locally_full = abs(before.x1 - line.x1) < 0.5 * line.size and not ends_sentence(before.text)
    if _is_full(before, line) or locally_full:
        signs -= 1.5
    else:
        signs += 3.0 if ends_sentence(before.text) else 1.2
    if style.justified and ends_sentence(before.text) and not _is_flush(before):
        signs += 2.0
    if _CANNOT_BEGIN.match(line.text):
        signs -= 4.0
    if line.text[:1].islower():
        signs -= 1.5
    if before.text.endswith(("-", "\u00ad")):
        signs -= 2.0
    if is_list_item(line.text):
        signs += 2.5
    return signs


def _goes_on(before: PrintedLine, line: PrintedLine, style: _Style, aside: bool) -> bool:
    """Does the text go on here that stopped at the foot of another column, or (`aside`) above a caption or a table?"""
    if is_list_item(line.text) and ends_sentence(before.text):
        return False
    full = _is_full(before, line) and not (style.justified and ends_sentence(before.text) and not _is_flush(before))
    if aside and before.region == line.region and (ends_sentence(before.text) or not full):
        return False
    if _stands_in(line):
        return not style.indented and not ends_sentence(before.text) and full
    return (
        style.indented
        or full
        or (not ends_sentence(before.text) and (line.text[:1].islower() or bool(_CANNOT_BEGIN.match(line.text))))
    )


def _note_goes_on(group: Sequence[PrintedLine], line: PrintedLine, style: _Style) -> bool:
    """A footnote or caption that continues in the next column: the same small type, a full line, no new mark."""
    before = group[-1]
    small = not style.is_heading(line) and "\t" not in line.text + before.text
    return small and _alike(before.size, line.size) and not ends_sentence(before.text) and not _NOTE.match(line.text)


def _is_heading(group: Sequence[PrintedLine], style: _Style) -> bool:
    text = group[-1].text
    return (
        all(style.is_heading(line) and "\t" not in line.text for line in group)
        and len(group) <= MOST_HEADING_LINES
        and not (ends_sentence(text) and not text.endswith(("！", "？", "!", "?")))
        and not text.endswith(("，", "、", "；", ",", ";"))
    )


def _block(group: Sequence[PrintedLine], style: _Style, words: Words, largest: float) -> Block:
    heading = _is_heading(group, style)
    text, page, turns = group[0].text, group[0].page, []
    table = "\t" in group[0].text
    for line in group[1:]:
        text = f"{text}\n{line.text}" if table else words.join(text, line.text)
        if line.page != page:
            page = line.page
            turns.append((len(text) - len(line.text), page))
    title = heading and group[0].size == largest and largest > 1.2 * style.size
    return Block(text, heading, 1 if title else 2 if heading else 0, group[0].page, tuple(turns))
