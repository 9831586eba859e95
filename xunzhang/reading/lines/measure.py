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
from functools import lru_cache
from itertools import pairwise

from xunzhang.reading.lines.line import (
    Line,
    columns,
    ends_open,
    ends_sentence,
    first_unit,
    has_columns,
    is_chinese,
    is_list_item,
    printed_spaces,
)

NARROWEST = {True: 24, False: 38}  # columns, Chinese or not: what is set narrower is verse, a list or a column of a table
ENOUGH_FULL_LINES = 2
NARROW = 40  # columns: below this, one full line more is wanted
SHARE_OF_PROSE = 0.2  # of the full lines, with a mark inside: lines of verse have them at their ends or not at all
SHARE_OF_FULL_LINES = 0.6  # of the lines that end without punctuation and are not short
CROWDS = {True: (0.0, 0.15), False: (0.06,)}  # shares of the lines, Chinese or not, that make a crowd at a margin
SHORT = 0.6  # of the width
BEYOND = 8  # columns: a line that sticks out further was not broken by this margin ...
SHARE_BEYOND = 0.1  # ... and where so many do, it is none
LATIN_TOLERANCE = 0.2  # of the width: as far as ragged or proportionally set English lines may fall short
WIDEST_LOST_INDENT = 4  # columns: two Han characters
_MARK_INSIDE = re.compile(r"[，。；：、！？].|[,.;:!?] ")
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


@lru_cache(maxsize=1 << 14)
def width_of(text: str, chinese: bool) -> tuple[float, float]:
    """-> the least and the most columns a line takes: a space that a program set between Han and Latin is half of one."""
    widest = columns(text, chinese)
    spaces, _ = printed_spaces(text)
    return widest - spaces / 2, widest


def estimates(lines: Sequence[Line], around: Measure | None = None) -> list[Measure]:
    """The ways in which `lines` (an article's, without furniture) may be set, a lost indent not yet considered; none if they are
    not wrapped.

    `around` is the measure of the file: its margin is tried too, by which a few lines are enough to tell.
    """
    chinese = is_chinese("".join(line.text for line in lines))
    pairs = [(a, b) for a, b in pairwise(lines) if _may_run_on(a, b, chinese)]
    if not pairs or 12 * sum(bool(STOP_INSIDE.search(line.text)) for line in lines) < len(lines):
        return []
    base = _with_standing_in(lines, Measure(0, chinese))
    margins = {m: ENOUGH_FULL_LINES + (m < NARROW) for m in _margins([_width(a, base) for a, _ in pairs], chinese)}
    if around and around.chinese == chinese:
        margins[around.width] = 1
    found = (_with_margin(lines, pairs, replace(base, width=margin), enough) for margin, enough in margins.items())
    return [measure for measure in found if measure]


def _with_margin(lines: Sequence[Line], pairs: list[tuple[Line, Line]], measure: Measure, enough: int) -> Measure | None:
    """The measure if the lines keep to its margin: `enough` of those that run on are full, and hardly any stick out."""
    beyond = sum(_width(line, measure) > measure.width + BEYOND for line in lines)
    if measure.width < NARROWEST[measure.chinese] or beyond > SHARE_BEYOND * len(lines):
        return None
    # Short lines are headings and furniture; they say nothing of the margin.
    pairs = [(a, b) for a, b in pairs if _width(a, measure) >= SHORT * measure.width]
    found = replace(measure, tolerance=_tolerance(pairs, measure))
    # Which lines are the first of a paragraph, and may have lost an indent, is not known yet.
    lenient = replace(found, indent=WIDEST_LOST_INDENT if measure.chinese else 0)
    full = [(a, b) for a, b in pairs if is_full(a, b, lenient, first=True)]
    if len(full) < enough or len(full) < SHARE_OF_FULL_LINES * len(pairs):
        return None
    if sum(bool(_MARK_INSIDE.search(a.text)) for a, _ in full) < SHARE_OF_PROSE * len(full):
        return None
    return _with_gaps(lines, full, found)


def _width(line: Line, measure: Measure) -> float:
    return width_of(line.text, measure.chinese)[0] + _indent(line, measure)


def _may_run_on(line: Line, following: Line, chinese: bool) -> bool:
    """Is this a line that stops without any punctuation, and the next one no new beginning?"""
    runs_on = ends_open(line.text) if chinese else following.text[:1].islower() and not ends_sentence(line.text)
    return runs_on and not (has_columns(line.text) or has_columns(following.text) or is_list_item(following.text))


def _margins(widths: list[float], chinese: bool) -> set[float]:
    """Where the right margin may be: where the widest lines crowd, two of them or more. One line that sticks out is no crowd."""
    reach = 2 if chinese else 6
    found = set()
    for share in CROWDS[chinese]:
        for margin in sorted(widths, reverse=True):
            crowd = [width for width in widths if margin - reach <= width <= margin]
            if len(crowd) >= max(2, share * len(widths)):
                counts = Counter(round(width) for width in crowd)
                found.add(float(max(counts, key=lambda width: (counts[width], width)) if chinese else margin))
                break
    return found or ({max(widths)} if len(widths) == 1 else set())


def slack(line: Line, following: Line, measure: Measure, first: bool = False) -> float:
    """How many columns would be left on `line` after the first word of the next; below 0, it did not fit."""
    available = measure.width - (measure.indent if first else 0)
    _, widest = width_of(line.text, measure.chinese)
    word = first_unit(following.text) if measure.chinese else following.text.split(maxsplit=1)[0]
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
    left = sorted(slack(a, b, measure) for a, b in pairs) or [0.0]
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
