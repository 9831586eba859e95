"""Which lines of a dump are one paragraph: the likeliest reading of all line ends together, by dynamic programming.

Two lines are one paragraph if the first is full, that is, if the next word would not have fitted on it (`measure.py`); a
sentence that ends there, white space, blank lines and list marks weigh in. The costs were set by reasoning, in units of one weak
sign, and checked on articles rendered to many widths and habits (tests/reading/test_layout.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from xunzhang.reading.lines.line import Line, columns, ends_sentence, first_unit, has_columns, is_list_item
from xunzhang.reading.lines.measure import BEYOND, STOP_INSIDE, Measure, estimates, width_of

# Columns by which the first lines of paragraphs may stand in, where the dump has lost the spaces, and what it costs to say so:
# two characters are the rule in Chinese, one is rare.
INDENTS = {0: 0.0, 2: 3.0, 4: 0.0}
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》〉）】〕…％,.;:!?)\]%]")
_LATIN = re.compile("[A-Za-z0-9]")
HANGING = 2  # columns by which a mark may hang over the margin
WIDEST_HEADING = 0.85  # of the width
NEVER = 10.0
_SHORT_BY = (1.0, 1.0, 5.0, 5.0, NEVER)  # the cost of running on from a Chinese line so many columns short: 2 are a character

Kind = Literal["text", "heading"]
FIRST, NEXT, HEADING = 0, 1, 2  # what a line may be: the first of a paragraph, a further one, a heading


@dataclass(frozen=True, slots=True)
class WrappedBlock:
    """Lines that are one paragraph or heading, in order."""

    kind: Kind
    lines: tuple[Line, ...]


def measure(lines: Sequence[Line], around: Measure | None = None) -> Measure | None:
    """How `lines` are set, an indent that the dump has lost included; None if they are not wrapped. See `measure.estimates`.

    Of several margins and indents that may be, the one with the likeliest reading is taken; `around` is how the file is set,
    and a weak reason to think the same of an article in it.
    """
    tried = [m if m.indented else replace(m, indent=indent) for m in estimates(lines, around) for indent in INDENTS]
    likeliest, least = None, math.inf
    for each in tried:
        cost = _best_path(lines, each, least)[0] + INDENTS[each.indent] + _unlike(each, around)
        if cost < least:
            likeliest, least = each, cost
    return likeliest


def _unlike(measure: Measure, around: Measure | None) -> float:
    if around is None or around.chinese != measure.chinese:
        return 0.0
    return 2.0 * (measure.width != around.width) + 1.0 * (measure.indent != around.indent)


def blocks_of(lines: Sequence[Line], measure: Measure) -> list[WrappedBlock]:
    """The paragraphs and headings that `lines` make up, by the likeliest reading of all their ends together."""
    if not lines:
        return []
    _, states = _best_path(lines, measure)
    groups: list[tuple[Kind, list[Line]]] = []
    for line, state in zip(lines, states, strict=True):
        if state == NEXT:
            groups[-1][1].append(line)
        else:
            groups.append(("heading" if state == HEADING else "text", [line]))
    return [WrappedBlock(kind, tuple(members)) for kind, members in groups]


def _best_path(lines: Sequence[Line], measure: Measure, most: float = math.inf) -> tuple[float, list[int]]:
    """-> (cost, what each line is), by dynamic programming over the three things a line may be.

    (inf, []) as soon as it is known to cost more than `most`: nothing costs less than nothing.
    """
    seen = [_traits(line.text, measure.chinese) for line in lines]
    costs = [_as_first(lines[0], seen[0], measure), NEVER * 10, _as_heading(lines[0], seen[0], measure)]
    origins: list[list[int]] = []
    for at in range(1, len(lines)):
        if min(costs) > most:
            return math.inf, []
        steps = _steps(lines[at - 1], seen[at - 1], lines[at], seen[at], measure)
        origin, row = [], []
        for from_first, from_next, from_heading in steps:
            first, next_, heading = costs[FIRST] + from_first, costs[NEXT] + from_next, costs[HEADING] + from_heading
            if first <= next_ and first <= heading:
                origin.append(FIRST)
                row.append(first)
            elif next_ <= heading:
                origin.append(NEXT)
                row.append(next_)
            else:
                origin.append(HEADING)
                row.append(heading)
        costs = row
        origins.append(origin)
    ends = [cost + (0.0 if state == HEADING or seen[-1].ends else 2.5) for state, cost in enumerate(costs)]
    state = min(range(3), key=ends.__getitem__)
    states = [state]
    for origin in reversed(origins):
        states.append(origin[states[-1]])
    return ends[state], states[::-1]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What the costs of a line depend on that follows from its text: all that is looked at more than once."""

    narrowest: float
    widest: float
    ends: bool  # a sentence
    colon: bool  # or a semicolon
    set_out: bool  # in columns
    item: bool
    latin: bool  # has Latin letters or digits
    wide_end: bool  # its last character is none of ASCII
    wide_start: bool
    first_word: int  # columns of what would have had to fit on the line before
    begins: float  # what it costs to begin with it
    heading: float  # what it costs to be a heading, whatever the measure


@lru_cache(maxsize=1 << 14)
def _traits(text: str, chinese: bool) -> _Traits:
    word = first_unit(text) if chinese else text.split(maxsplit=1)[0]
    ends, set_out = ends_sentence(text), has_columns(text)
    heading = 1.0 + (2 if STOP_INSIDE.search(text[:-1]) else 0)
    if text.endswith(("！", "？", "!", "?")):
        heading += 1.5
    elif ends:
        heading += 6
    elif text.endswith(("，", "、", "；", ",", ";")):
        heading += 4
    return _Traits(
        *width_of(text, chinese),
        ends,
        text.endswith(("：", "；", ":", ";")),
        set_out,
        is_list_item(text),
        bool(_LATIN.search(text)),
        not text[-1:].isascii(),
        not word[:1].isascii(),
        columns(word, chinese),
        8.0 if _CANNOT_BEGIN.match(text) else 4.0 if text[:1].islower() else 0.0,
        heading,
    )


_Three = tuple[float, float, float]


def _steps(before: Line, one: _Traits, line: Line, other: _Traits, measure: Measure) -> tuple[_Three, _Three, _Three]:
    """-> the costs of `line` as a FIRST, a NEXT and a HEADING, each after `before` as a FIRST, a NEXT and a HEADING."""
    indent = max(before.indent - measure.margin, 0) if measure.indented else 0
    space = not measure.chinese or one.wide_end is not other.wide_start
    taken = one.widest + indent + space + other.first_word
    first, further = (measure.width - measure.indent) - taken, measure.width - taken  # columns left after the next word
    full_first, full = _is_full(first, one, measure), _is_full(further, one, measure)
    as_first, as_heading = _as_first(line, other, measure), _as_heading(line, other, measure)
    too_wide = _too_wide(line, other, measure.width, measure)
    parted = _parted(full_first, 1.5, one, line, other, measure), _parted(full, 0.5, one, line, other, measure), other.begins
    # Where first lines stand in, one that does not is hardly one; but above a heading nothing stands in either.
    out = 3 if measure.indented and line.indent < measure.margin + 2 else 0
    joined = (
        _joined(first, full_first, True, before, one, line, other, measure),
        _joined(further, full, False, before, one, line, other, measure),
    )
    return (
        (as_first + parted[0] + out, as_first + parted[1] + out, as_first + parted[2]),
        (joined[0] + too_wide, joined[1] + too_wide, NEVER * 10 + too_wide),
        (as_heading + parted[0], as_heading + parted[1], as_heading + parted[2]),
    )


def _is_full(left: float, line: _Traits, measure: Measure) -> bool:
    """As `measure.is_full`, of a line on which so many columns are left."""
    if measure.chinese:
        return left < 0 or (left <= 1.5 and line.latin)
    return left < 0 or left <= measure.tolerance


def _joined(
    left: float, full: bool, first: bool, before: Line, one: _Traits, line: Line, other: _Traits, measure: Measure
) -> float:
    """The cost of reading `line` as the continuation of `before`."""
    if one.set_out or other.set_out:
        return NEVER
    cost = 0.0
    if not full:
        cost += _SHORT_BY[min(int(left), 4)] if measure.chinese else min(NEVER, 1 + 0.75 * (left - measure.tolerance))
    if one.ends:
        cost += 1
    if measure.indented and not one.item:
        # All lines of a quotation stand in; elsewhere a line that does begins a paragraph.
        cost += 8 if line.indent - before.indent >= 2 else 4 if first and line.indent == before.indent > measure.margin + 1 else 0
    if line.gap > measure.usual_gap and not line.page_break:
        cost += 8 if measure.blank_separates else 2
    if other.item:
        cost += 3
    return cost


def _parted(full: bool, short: float, one: _Traits, line: Line, other: _Traits, measure: Measure) -> float:
    """The cost of a paragraph ending with a line; `short` is that of one which ends with a colon and is not full."""
    cost, full = other.begins, full and not one.set_out
    if one.ends:
        cost += 2 if full else 0
    elif one.colon:
        cost += 4 if full else short
    else:
        cost += 6 if full else 2.5
    if full and measure.blank_separates and not line.gap:
        cost += 4
    return cost


def _as_first(line: Line, seen: _Traits, measure: Measure) -> float:
    """A first line has less room where first lines stand in."""
    return _too_wide(line, seen, measure.width - measure.indent, measure)


def _too_wide(line: Line, seen: _Traits, available: float, measure: Measure) -> float:
    """The cost of a line beyond its margin, over which no more than a mark may hang. Far beyond, the margin is not its own."""
    beyond = seen.narrowest + (line.indent - measure.margin if measure.indented else 0) - available
    return 8.0 if HANGING < beyond <= BEYOND else 0.0


def _as_heading(line: Line, seen: _Traits, measure: Measure) -> float:
    if seen.set_out:
        return NEVER
    cost = seen.heading
    if seen.narrowest > WIDEST_HEADING * measure.width:
        cost += 3
    if measure.blank_separates and not line.gap and not line.page_break:
        cost += 4
    return cost
