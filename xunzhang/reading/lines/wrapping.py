"""Which lines of a dump are one paragraph: the likeliest reading of all line ends together, by dynamic programming.

Two lines are one paragraph if the first is full, that is, if the next word would not have fitted on it (`measure.py`); a
sentence that ends there, white space, blank lines and list marks weigh in. The costs were set by reasoning, in units of one weak
sign, and checked on articles rendered to many widths and habits (tests/reading/test_layout.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from xunzhang.reading.lines.line import Line, ends_sentence, has_columns, is_list_item
from xunzhang.reading.lines.measure import BEYOND, STOP_INSIDE, Measure, estimates, is_full, slack, width_of

# Columns by which the first lines of paragraphs may stand in, where the dump has lost the spaces, and what it costs to say so:
# two characters are the rule in Chinese, one is rare.
INDENTS = {0: 0.0, 2: 3.0, 4: 0.0}
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》〉）】〕…％,.;:!?)\]%]")
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
    return min(tried, key=lambda m: _best_path(lines, m)[0] + INDENTS[m.indent] + _unlike(m, around), default=None)


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


def _best_path(lines: Sequence[Line], measure: Measure) -> tuple[float, list[int]]:
    """-> (cost, what each line is), by dynamic programming over the three things a line may be."""
    costs = [[_as_first(lines[0], measure), NEVER * 10, _as_heading(lines[0], measure)]]
    origins: list[list[int]] = []
    for before, line in pairwise(lines):
        row, origin = [], []
        for state in (FIRST, NEXT, HEADING):
            options = [costs[-1][last] + _step(before, last, line, state, measure) for last in (FIRST, NEXT, HEADING)]
            origin.append(min(range(3), key=options.__getitem__))
            row.append(options[origin[-1]])
        costs.append(row)
        origins.append(origin)
    ends = [cost + _at_end(lines[-1], state) for state, cost in enumerate(costs[-1])]
    state = min(range(3), key=ends.__getitem__)
    states = [state]
    for origin in reversed(origins):
        states.append(origin[states[-1]])
    return ends[state], states[::-1]


def _step(before: Line, last: int, line: Line, state: int, measure: Measure) -> float:
    if state == NEXT:
        joined = NEVER * 10 if last == HEADING else _joined(before, last == FIRST, line, measure)
        return joined + _too_wide(line, measure.width, measure)
    if state == HEADING:
        return _as_heading(line, measure) + _parted(before, last, line, measure)
    cost = _as_first(line, measure) + _parted(before, last, line, measure)
    # Where first lines stand in, one that does not is hardly one; but above a heading nothing stands in either.
    return cost + (3 if measure.indented and last != HEADING and line.indent < measure.margin + 2 else 0)


def _joined(before: Line, first: bool, line: Line, measure: Measure) -> float:
    """The cost of reading `line` as the continuation of `before`."""
    if has_columns(before.text) or has_columns(line.text):
        return NEVER
    cost = 0.0
    if not is_full(before, line, measure, first):
        left = slack(before, line, measure, first)
        cost += _SHORT_BY[min(int(left), 4)] if measure.chinese else min(NEVER, 1 + 0.75 * (left - measure.tolerance))
    if ends_sentence(before.text):
        cost += 1
    if measure.indented and not is_list_item(before.text):
        # All lines of a quotation stand in; elsewhere a line that does begins a paragraph.
        cost += 8 if line.indent - before.indent >= 2 else 4 if first and line.indent == before.indent > measure.margin + 1 else 0
    if line.gap > measure.usual_gap and not line.page_break:
        cost += 8 if measure.blank_separates else 2
    if is_list_item(line.text):
        cost += 3
    return cost


def _parted(before: Line, last: int, line: Line, measure: Measure) -> float:
    """The cost of a paragraph or heading ending with `before`."""
    cost = 8.0 if _CANNOT_BEGIN.match(line.text) else 4.0 if line.text[:1].islower() else 0.0
    if last == HEADING:
        return cost
    full = is_full(before, line, measure, last == FIRST) and not has_columns(before.text)
    if ends_sentence(before.text):
        cost += 2 if full else 0
    elif before.text.endswith(("：", "；", ":", ";")):
        cost += 4 if full else 1.5 if last == FIRST else 0.5
    else:
        cost += 6 if full else 2.5
    if full and measure.blank_separates and not line.gap:
        cost += 4
    return cost


def _as_first(line: Line, measure: Measure) -> float:
    """A first line has less room where first lines stand in."""
    return _too_wide(line, measure.width - measure.indent, measure)


def _too_wide(line: Line, available: float, measure: Measure) -> float:
    """The cost of a line beyond its margin, over which no more than a mark may hang. Far beyond, the margin is not its own."""
    narrowest, _ = width_of(line.text, measure.chinese)
    beyond = narrowest + (line.indent - measure.margin if measure.indented else 0) - available
    return 8.0 if HANGING < beyond <= BEYOND else 0.0


def _as_heading(line: Line, measure: Measure) -> float:
    if has_columns(line.text):
        return NEVER
    cost = 1.0
    if line.text.endswith(("！", "？", "!", "?")):
        cost += 1.5
    elif ends_sentence(line.text):
        cost += 6
    elif line.text.endswith(("，", "、", "；", ",", ";")):
        cost += 4
    if width_of(line.text, measure.chinese)[0] > WIDEST_HEADING * measure.width:
        cost += 3
    if STOP_INSIDE.search(line.text[:-1]):
        cost += 2
    if measure.blank_separates and not line.gap and not line.page_break:
        cost += 4
    return cost


def _at_end(line: Line, state: int) -> float:
    return 0.0 if state == HEADING or ends_sentence(line.text) else 2.5
