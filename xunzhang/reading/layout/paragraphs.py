"""Printed lines as paragraphs: which lines run on into the next, over columns and pages too, and which are headings.

A typesetter breaks a line only where the next word does not fit, so a line that had room for it ends its paragraph; indents,
white space and a change of type say so too. Captions and footnotes that stand between two halves of a paragraph follow it. The
weights were set by reasoning, in units of one weak sign, and checked on articles set in many ways (tests/reading/test_pdf.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzhang.reading.dumps.blocks import DocumentBlock
from xunzhang.reading.layout.hyphens import DocumentWords
from xunzhang.reading.layout.pieces import PrintedLine
from xunzhang.reading.layout.setting import Style, alike, is_flush, is_full, stands_in, style_of
from xunzhang.reading.lines.line import ends_sentence, is_list_item

HANGING = (0.4, 3.5)  # ems from an item's mark to its words
WIDE_GAP = 1.25  # of the usual line distance: paragraphs are set apart
MOST_HEADING_LINES = 4
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》〉）】〕…％,.;:!?)\]%]")
_NOTE = re.compile(r"[①-⑳※*†‡]|\[\d{1,3}\]|\d{1,3}(?=\s|[\u3400-\u9fff“《])")


def blocks_of(lines: Sequence[PrintedLine]) -> tuple[list[DocumentBlock], int]:
    """-> the paragraphs and headings that the lines make up, and how many hyphens at line ends were undone."""
    if not lines:
        return [], 0
    style = style_of(lines)
    groups = _groups(lines, style)
    words = DocumentWords(line.text for line in lines)
    largest = max((group[0].size for group in groups if _is_heading(group, style)), default=0.0)
    return [_block(group, style, words, largest) for group in groups], words.undone


def _groups(lines: Sequence[PrintedLine], style: Style) -> list[list[PrintedLine]]:
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


def _is_deck(before: PrintedLine, line: PrintedLine, style: Style) -> bool:
    """A title's further line, which may be so short that it seems to stand in a column."""
    below = before.page == line.page and 0 < line.base - before.base < 2 * line.size
    return below and style.is_heading(line) and alike(before.size, line.size) and line.size > style.size


def _is_text(line: PrintedLine, style: Style) -> bool:
    return style.is_body(line) and "\t" not in line.text and not (line.bold and not style.bold)


def _runs_on(group: Sequence[PrintedLine], line: PrintedLine, style: Style) -> bool:
    """Does `line` continue the group above it in the same column?"""
    before = group[-1]
    leading = style.leading.get(round(line.size * 2), 1.4 * line.size)
    gap = (line.base - before.base) / max(leading, 1.0)
    if "\t" in before.text or "\t" in line.text:
        return "\t" in before.text and "\t" in line.text and gap < 2 * WIDE_GAP
    if not alike(before.size, line.size):
        return False
    if style.is_heading(line) or style.is_heading(before):
        if style.is_heading(line) != style.is_heading(before):
            # Bold words that fill a line are the beginning or the end of a paragraph, no heading.
            return style.is_body(line) and before.bold and is_full(before, line) and gap < WIDE_GAP
        return gap < 1.3 * WIDE_GAP and not ends_sentence(before.text) and len(group) < MOST_HEADING_LINES
    return _signs_of_a_break(group, line, gap, style) <= 0


def _signs_of_a_break(group: Sequence[PrintedLine], line: PrintedLine, gap: float, style: Style) -> float:
    before = group[-1]
    signs = 4.0 if gap > WIDE_GAP else 1.0 if gap > 1.12 else 0.0
    inside = stands_in(line)
    if _hangs(group, line):
        pass  # a list sets off its marks
    elif inside and not (stands_in(before) and abs(before.x0 - line.x0) < 0.5 * line.size):
        signs += 4.0 if style.indented else 2.0
    elif style.indented and not inside:
        signs -= 2.5
    elif inside and style.indented and (style.is_indent(line) or not is_full(before, line)):
        signs += 2.0  # a paragraph of one line, and the next
    locally_full = abs(before.x1 - line.x1) < 0.5 * line.size and not ends_sentence(before.text)
    if is_full(before, line) or locally_full:
        signs -= 1.5
    else:
        signs += 3.0 if ends_sentence(before.text) else 1.2
    if style.justified and ends_sentence(before.text) and not is_flush(before):
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


def _hangs(group: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Is it a further line of a list's item, below the item's words and not below its mark?"""
    return is_list_item(group[0].text) and HANGING[0] <= (line.x0 - group[0].x0) / line.size <= HANGING[1]


def _goes_on(before: PrintedLine, line: PrintedLine, style: Style, aside: bool) -> bool:
    """Does the text go on here that stopped at the foot of another column, or (`aside`) above a caption or a table?"""
    if is_list_item(line.text) and ends_sentence(before.text):
        return False
    full = is_full(before, line) and not (style.justified and ends_sentence(before.text) and not is_flush(before))
    if aside and before.region == line.region and (ends_sentence(before.text) or not full):
        return False
    if stands_in(line):
        return not style.indented and not ends_sentence(before.text) and full
    return (
        style.indented
        or full
        or (not ends_sentence(before.text) and (line.text[:1].islower() or bool(_CANNOT_BEGIN.match(line.text))))
    )


def _note_goes_on(group: Sequence[PrintedLine], line: PrintedLine, style: Style) -> bool:
    """A footnote or caption that continues in the next column: the same small type, a full line, no new mark."""
    before = group[-1]
    small = not style.is_heading(line) and "\t" not in line.text + before.text
    return small and alike(before.size, line.size) and not ends_sentence(before.text) and not _NOTE.match(line.text)


def _is_heading(group: Sequence[PrintedLine], style: Style) -> bool:
    text = group[-1].text
    return (
        all(style.is_heading(line) and "\t" not in line.text for line in group)
        and len(group) <= MOST_HEADING_LINES
        and not (ends_sentence(text) and not text.endswith(("！", "？", "!", "?")))
        and not text.endswith(("，", "、", "；", ",", ";"))
    )


def _block(group: Sequence[PrintedLine], style: Style, words: DocumentWords, largest: float) -> DocumentBlock:
    heading = _is_heading(group, style)
    text, page, turns = group[0].text, group[0].page, []
    printed = [(0, group[0].number)]
    table = "\t" in group[0].text
    for line in group[1:]:
        text = f"{text}\n{line.text}" if table else words.join(text, line.text)
        printed.append((len(text) - len(line.text), line.number))
        if line.page != page:
            page = line.page
            turns.append((len(text) - len(line.text), page))
    title = heading and group[0].size == largest and largest > 1.2 * style.size
    return DocumentBlock(text, heading, 1 if title else 2 if heading else 0, group[0].page, tuple(turns), tuple(printed))
