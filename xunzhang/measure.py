"""How the lines of a dump are set: their right margin, whether one is full, what blank lines and white space mean.

A typesetter breaks a line only where the next character or word no longer fits. A text whose lines do not keep to one margin in
that sense, verse and code and one-line paragraphs among them, is not wrapped and has no measure. Which lines make up a
paragraph is `wrapping.py`'s to decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .lines import Line, columns, ends_open, ends_sentence, first_unit, has_columns, is_chinese, is_list_item, printed_spaces

NARROWEST = {True: 24, False: 38}  # columns, Chinese or not: what is set narrower is verse, a list or a column of a table
ENOUGH_FULL_LINES = 3
SHARE_OF_FULL_LINES = 0.6  # of the lines that end without punctuation; the others are headings
LATIN_TOLERANCE = 0.2  # of the width: as far as ragged or proportionally set English lines may fall short
WIDEST_LOST_INDENT = 4  # columns: two Han characters
STOP_INSIDE = re.compile(r"[。！？]|[a-z\d][.!?][”’\"')]?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Measure:
    """How an article's lines are set. Widths in columns. `spaced`: blank lines stand between any two lines and mean nothing."""

    width: float
    chinese: bool
    tolerance: float = 0.0
    indent: int = 0
    spaced: bool = False
    usual_gap: int = 0
    blank_separates: bool = False
    indented: bool = False
    margin: int = 0  # columns of white space before a line that does not stand in


def width_of(text: str, chinese: bool) -> tuple[float, float]:
    """-> the least and the most columns a line takes: a space that a program set between Han and Latin is half of one."""
    widest = columns(text, chinese)
    spaces, _ = printed_spaces(text)
    return widest - spaces / 2, widest


def estimate(lines: Sequence[Line], around: Measure | None = None) -> Measure | None:
    """How `lines` (an article's, without furniture) are wrapped, or None if they are not.

    `around` is the measure of the file, by which a few lines are judged that would be too few by themselves.
    """
    chinese = is_chinese("".join(line.text for line in lines))
    pairs = [(a, b) for a, b in pairwise(lines) if _may_run_on(a, b, chinese)]
    stops = sum(bool(STOP_INSIDE.search(line.text)) for line in lines)
    if not pairs or stops * 12 < len(lines):
        return None
    base = _with_standing_in(lines, Measure(0, chinese))
    width = _margin([width_of(a.text, chinese)[0] + _indent(a, base) for a, _ in pairs], chinese)
    if around and around.chinese == chinese and (not width or width < 0.7 * around.width):
        width = around.width
    if width < NARROWEST[chinese]:
        return None
    found = replace(base, width=width)
    found = replace(found, tolerance=_tolerance(pairs, found))
    # Which lines are the first of a paragraph, and may have lost an indent, is not known yet.
    full = [(a, b) for a, b in pairs if is_full(a, b, replace(found, indent=WIDEST_LOST_INDENT if chinese else 0), first=True)]
    needed = 1 if around else ENOUGH_FULL_LINES
    if len(full) < needed or len(full) < SHARE_OF_FULL_LINES * len(pairs) * (0.5 if around else 1):
        return None
    return _with_gaps(lines, full, found)


def _may_run_on(line: Line, following: Line, chinese: bool) -> bool:
    """Is this a line that stops without any punctuation, and the next one no new beginning?"""
    if has_columns(line.text) or has_columns(following.text) or is_list_item(following.text):
        return False
    if chinese:
        return ends_open(line.text)
    return not ends_sentence(line.text) and following.text[:1].islower()


def _margin(widths: list[float], chinese: bool) -> float:
    """The right margin: where the widest lines crowd. A single line that sticks out does not move it."""
    reach = 2 if chinese else 6
    enough = max(2, (0.15 if chinese else 0.06) * len(widths))
    for margin in sorted(widths, reverse=True):
        crowd = [width for width in widths if margin - reach <= width <= margin]
        if len(crowd) >= enough:
            counts = Counter(round(width) for width in crowd)
            return max(counts, key=lambda width: (counts[width], width)) if chinese else margin
    return max(widths) if len(widths) == 1 else 0


def slack(line: Line, following: Line, measure: Measure, first: bool = False) -> float:
    """How many columns would be left on `line` after the first word of the next; below 0, it did not fit."""
    available = measure.width - (measure.indent if first else 0)
    _, widest = width_of(line.text, measure.chinese)
    word = first_unit(following.text)
    space = not measure.chinese or (line.text[-1:].isascii() is not word[:1].isascii())
    return available - (widest + _indent(line, measure) + space + columns(word, measure.chinese))


def is_full(line: Line, following: Line, measure: Measure, first: bool = False) -> bool:
    left = slack(line, following, measure, first)
    if measure.chinese:
        # Digits and letters are set proportionally, so their columns are only nearly right.
        return left < 0 or (left <= 1.5 and bool(re.search("[A-Za-z0-9]", line.text)))
    return left < 0 or left <= measure.tolerance


def _tolerance(pairs: list[tuple[Line, Line]], measure: Measure) -> float:
    """How far short lines that surely run on fall: nothing where a program has wrapped them, more in a proportional print."""
    if measure.chinese:
        return 0.0
    left = sorted(slack(a, b, measure) for a, b in pairs)
    return min(max(left[int(0.95 * (len(left) - 1))], 0.0), LATIN_TOLERANCE * measure.width)


def _with_gaps(lines: Sequence[Line], full: list[tuple[Line, Line]], measure: Measure) -> Measure:
    """What blank lines mean: nothing where most lines that run on have one after them too, else perhaps a new paragraph."""
    gaps = sorted(b.gap for _, b in full)
    spaced = gaps[len(gaps) // 2] > 0
    short = [b.gap > 0 for a, b in pairwise(lines) if ends_sentence(a.text) and not is_full(a, b, measure)]
    separates = not spaced and len(short) > 0 and sum(short) >= 0.7 * len(short)
    return replace(measure, spaced=spaced, usual_gap=gaps[len(gaps) // 2], blank_separates=separates)


def _with_standing_in(lines: Sequence[Line], measure: Measure) -> Measure:
    """Are some lines set in from the margin of the others, as the first ones of paragraphs are?"""
    margin = Counter(line.indent for line in lines).most_common(1)[0][0]
    standing_in = sum(line.indent - margin >= 2 for line in lines)
    return replace(measure, indented=2 <= standing_in <= 0.6 * len(lines), margin=margin)


def _indent(line: Line, measure: Measure) -> int:
    return max(line.indent - measure.margin, 0) if measure.indented else 0
