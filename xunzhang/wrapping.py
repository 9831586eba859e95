"""Which lines of a dump belong to one paragraph, told by whether the next word would still have fitted on the line.

A typesetter breaks a line only where the next character or word no longer fits. So two lines are one paragraph if the first is
full in that sense, and two if it is not. The margin is estimated from the lines themselves, for each article; a text whose
lines do not keep to one, verse and code and one-line paragraphs among them, is not wrapped at all, and is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .lines import Line, columns, ends_open, ends_sentence, first_unit, has_columns, is_chinese, is_list_item, printed_spaces

NARROWEST = {True: 24, False: 38}  # columns, Chinese or not: what is set narrower is verse, a list or a column of a table
ENOUGH_FULL_LINES = 3
SHARE_OF_FULL_LINES = 0.6  # of the lines that end without punctuation; the others are headings
LATIN_TOLERANCE = 0.2  # of the width: as far as ragged or proportionally set English lines may fall short
# Columns by which the first lines of paragraphs may stand in, where the dump has lost the spaces, and what it costs to say so:
# two characters are the rule in Chinese, one is rare.
INDENTS = {0: 0.0, 2: 3.0, 4: 0.0}
_STOP_INSIDE = re.compile(r"[。！？]|[a-z\d][.!?][”’\"')]?(?:\s|$)")
_CANNOT_BEGIN = re.compile(r"[，。、；：！？”’」』》〉）】〕…％,.;:!?)\]%]")
WIDEST_HEADING = 0.85  # of the width
NEVER = 10.0
_SHORT_BY = (1.0, 1.0, 5.0, 5.0, NEVER)  # the cost of running on from a Chinese line so many columns short: 2 are a character

Kind = Literal["text", "heading"]
FIRST, NEXT, HEADING = 0, 1, 2  # what a line may be: the first of a paragraph, a further one, a heading


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


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are one paragraph or heading, in order."""

    kind: Kind
    lines: tuple[Line, ...]


def width_of(text: str, chinese: bool) -> tuple[float, float]:
    """-> the least and the most columns a line takes: a space that a program set between Han and Latin is half of one."""
    widest = columns(text, chinese)
    spaces, _ = printed_spaces(text)
    return widest - spaces / 2, widest


def measure(lines: Sequence[Line], around: Measure | None = None) -> Measure | None:
    """How `lines` (an article's, without furniture) are wrapped, or None if they are not.

    `around` is the measure of the file, by which a few lines are judged that would be too few by themselves.
    """
    chinese = is_chinese("".join(line.text for line in lines))
    pairs = [(a, b) for a, b in pairwise(lines) if _may_run_on(a, b, chinese)]
    stops = sum(bool(_STOP_INSIDE.search(line.text)) for line in lines)
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
    full = [(a, b) for a, b in pairs if _is_full(a, b, replace(found, indent=max(INDENTS) if chinese else 0), first=True)]
    needed = 1 if around else ENOUGH_FULL_LINES
    if len(full) < needed or len(full) < SHARE_OF_FULL_LINES * len(pairs) * (0.5 if around else 1):
        return None
    return _with_lost_indent(lines, _with_gaps(lines, full, found))


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


def _is_full(line: Line, following: Line, measure: Measure, first: bool = False) -> bool:
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
    short = [b.gap > 0 for a, b in pairwise(lines) if ends_sentence(a.text) and not _is_full(a, b, measure)]
    separates = not spaced and len(short) > 0 and sum(short) >= 0.7 * len(short)
    return replace(measure, spaced=spaced, usual_gap=gaps[len(gaps) // 2], blank_separates=separates)


def _with_standing_in(lines: Sequence[Line], measure: Measure) -> Measure:
    """Are some lines set in from the margin of the others, as the first ones of paragraphs are?"""
    margin = Counter(line.indent for line in lines).most_common(1)[0][0]
    standing_in = sum(line.indent - margin >= 2 for line in lines)
    return replace(measure, indented=2 <= standing_in <= 0.6 * len(lines), margin=margin)


def _with_lost_indent(lines: Sequence[Line], measure: Measure) -> Measure:
    """Where the dump has lost the white space of first lines, the likeliest indent is taken."""
    if measure.indented:
        return measure
    return min((replace(measure, indent=indent) for indent in INDENTS), key=lambda m: _best_path(lines, m)[0] + INDENTS[m.indent])


def _indent(line: Line, measure: Measure) -> int:
    return max(line.indent - measure.margin, 0) if measure.indented else 0


def blocks_of(lines: Sequence[Line], measure: Measure) -> list[Block]:
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
    return [Block(kind, tuple(members)) for kind, members in groups]


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
        return NEVER * 10 if last == HEADING else _joined(before, last == FIRST, line, measure)
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
    if not _is_full(before, line, measure, first):
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
    full = _is_full(before, line, measure, last == FIRST) and not has_columns(before.text)
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
    """A first line has less room where first lines stand in; a mark may hang over the margin."""
    narrowest, _ = width_of(line.text, measure.chinese)
    too_wide = measure.indent and measure.width + 4 >= narrowest > measure.width - measure.indent + 2
    return 8.0 if too_wide else 0.0


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
    if _STOP_INSIDE.search(line.text[:-1]):
        cost += 2
    if measure.blank_separates and not line.gap and not line.page_break:
        cost += 4
    return cost


def _at_end(line: Line, state: int) -> float:
    return 0.0 if state == HEADING or ends_sentence(line.text) else 2.5


def prose_lines(lines: Sequence[Line], measure: Measure | None) -> Iterator[bool]:
    """For each line: is it running text (it ends a sentence, or fills the measure), and not a title, a heading or a label?"""
    for line in lines:
        wide = measure is not None and width_of(line.text, measure.chinese)[1] >= measure.width - 6
        yield wide or (ends_sentence(line.text) and not line.text.endswith(("！", "？", "!", "?")))
