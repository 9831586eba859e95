"""Where one article of a file ends and the next begins: at outlet lines, datelines, end marks and rules between them.

A cut is made only where the next thing looks like an article's head and running text stands on both sides of it; a file with
none of these is one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from xunzhang.reading.facts.datelines import opens_report
from xunzhang.reading.facts.heads import label_lines
from xunzhang.reading.facts.label_line import LabelLine
from xunzhang.reading.facts.titles import MOST_TITLE_LINES
from xunzhang.reading.lines.line import Line, columns, ends_sentence, is_chinese
from xunzhang.reading.lines.measure import Measure, width_of

NARROWEST_TITLE = 12  # columns, of a title that only white space sets apart; headings of sections are often shorter
MANY_BLANK_LINES = 4
WIDEST_TITLE = 90  # columns of a line in a text that is not wrapped
END_MARK = re.compile(
    r"[（(【\[]?(?:完|全文完|本文完|END|End|The End|end)[)）】\]]?|[-–—]+ ?(?:30|END|End|完) ?[-–—]+|End of [Dd]ocument|#{3,}"
)
# A space between Han and Latin, as programs set it.
_SET_SPACE = re.compile(r" (?:(?<=[\u3400-\u9fff] )(?=[0-9A-Za-z])|(?<=[0-9A-Za-z] )(?=[\u3400-\u9fff]))")
_RULE = re.compile(r"([=＝*＊_~～#+·•—─━═-])(?: ?\1){2,}")


@dataclass(slots=True)
class SplitLine:
    """A line with what it may be to an article's beginning or end."""

    line: Line
    label: LabelLine | None
    prose: bool
    opens_report: bool
    outlet: LabelLine | None = None  # an outlet's name alone, which may be a title as well

    @property
    def is_rule(self) -> bool:
        return bool(_RULE.fullmatch(self.line.text))

    @property
    def is_end(self) -> bool:
        return bool(END_MARK.fullmatch(self.line.text))

    @property
    def is_mark(self) -> bool:
        return self.label is not None or self.is_rule or self.is_end

    @property
    def may_be_title(self) -> bool:
        return not self.prose and not self.is_mark and not self.opens_report


def split_lines(lines: Sequence[Line], measure: Measure | None) -> list[SplitLine]:
    chinese = is_chinese("".join(line.text for line in lines[:400]))
    found = []
    for line, label in zip(lines, label_lines([line.text for line in lines]), strict=True):
        weak = label if label and label.weak else None
        label = None if weak else label
        start = _SET_SPACE.sub("", line.text[:120])
        opens = label is None and opens_report(start)
        found.append(SplitLine(line, label, label is None and weak is None and is_prose(line, chinese, measure), opens, weak))
    return found


def is_prose(line: Line, chinese: bool, measure: Measure | None = None) -> bool:
    """Running text: it ends a sentence, or fills the measure, or is wider than any title."""
    if ends_sentence(line.text) and not line.text.endswith(("！", "？", "!", "?")):
        return True
    if line.text.endswith(("，", "、", ",", "；", ";")):
        return True
    if measure:
        return width_of(line.text, chinese)[1] >= measure.width - (8 if chinese else 0.15 * measure.width)
    return columns(line.text, chinese) > WIDEST_TITLE


def article_starts(lines: Sequence[SplitLine], wrapped: bool = True) -> list[int]:
    """-> where in `lines` each article begins, the first at 0. Where lines are not `wrapped`, pages and wide gaps may divide."""
    if not wrapped and (apart := _set_apart(lines)):
        return apart
    starts = [0]
    at_top = _names(lines, 0, next((i for i, line in enumerate(lines) if line.prose), 0))
    for at, line in enumerate(lines):
        if line.label and not line.label.names & ({"source"} | at_top):
            continue  # a date or a name inside an article announces nothing, unless the first article opens with one
        start = _start_around(lines, at, starts[-1], wrapped)
        if (
            start is not None
            and start > starts[-1]
            and _has_prose(lines, starts[-1], start)
            and _has_prose(lines, start, len(lines))
        ):
            starts.append(start)
    return starts


def _set_apart(lines: Sequence[SplitLine]) -> list[int]:
    """Where articles begin that stand on pages of their own, or many blank lines apart, each with a title; else nothing.

    Every one of these breaks has to be such a beginning, and no line of facts may say otherwise: a chapter begins on a page of
    its own as well. Wrapped lines are not asked about, since pages break anywhere in them.
    """
    breaks = [at for at, line in enumerate(lines) if at and (line.line.page_break or line.line.gap >= MANY_BLANK_LINES)]
    if not breaks or any(line.label or line.opens_report or line.is_rule or line.is_end for line in lines):
        return []
    starts = [0, *breaks]
    parts = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    return starts if all(_is_titled(part) for part in parts) else []


def _is_titled(part: Sequence[SplitLine]) -> bool:
    text = next((i for i, line in enumerate(part) if line.prose), len(part))
    wide = 0 < text <= MOST_TITLE_LINES and columns(part[0].line.text, True) >= NARROWEST_TITLE
    return wide and sum(line.prose for line in part) >= 2 and ends_sentence(part[-1].line.text)


def _start_around(lines: Sequence[SplitLine], at: int, since: int, wrapped: bool) -> int | None:
    """Where an article begins that this line announces, if it announces one."""
    line = lines[at]
    if line.opens_report:
        start = _title_above(lines, at, since)
        return at if start is None and _is_next_report(lines, at, since) else start
    if line.label and line.label.names & {"source", "date", "byline"}:
        if at and lines[at - 1].label:
            return None  # the first of several labels has spoken for all
        after = _past_marks(lines, at)
        if "source" in _names(lines, at, after) and _is_head(lines, after) and _ends_text(lines, at):
            return at if _belongs_below(lines, at, after, wrapped) else after
        return _title_above(lines, at, since) if after < len(lines) else None
    if line.is_end:
        after = _past_marks(lines, at)
        return after if _is_head(lines, after) else None
    if line.is_rule:
        after = _past_marks(lines, at)
        return after if _is_head(lines, after) and _announces(lines, after) else None
    return None


def _is_next_report(lines: Sequence[SplitLine], at: int, since: int) -> bool:
    """Reports without titles, one after another: does this line open one as the first line of the last one did?"""
    return since < at and lines[since].opens_report and ends_sentence(lines[at - 1].line.text)


def _belongs_below(lines: Sequence[SplitLine], at: int, after: int, wrapped: bool) -> bool:
    """Do the labels between a text and a title belong to the title? So they do where the file begins with labels above a title,
    or where more blank lines part them from the text than from the title."""
    first = lines[0].label
    if first and first.names & {"source", "date"} and _is_head(lines, _past_marks(lines, 0)):
        return True
    return not wrapped and lines[at].line.gap > lines[after].line.gap


def _names(lines: Sequence[SplitLine], start: int, end: int) -> set[str]:
    return {name for line in lines[start:end] if line.label for name in line.label.names}


def _past_marks(lines: Sequence[SplitLine], at: int) -> int:
    while at < len(lines) and lines[at].is_mark:
        at += 1
    return at


def _ends_text(lines: Sequence[SplitLine], at: int) -> bool:
    """Does running text end above this line (and not a title stand there)?"""
    return at > 0 and (lines[at - 1].prose or lines[at - 1].is_end or ends_sentence(lines[at - 1].line.text))


def _is_head(lines: Sequence[SplitLine], at: int) -> bool:
    """Does a title stand at `at`: one to four lines that are no running text, and then text, a dateline or a label?"""
    end = at
    while end < len(lines) and lines[end].may_be_title:
        end += 1
    return at < end <= at + MOST_TITLE_LINES + 2 and end < len(lines)


def _title_above(lines: Sequence[SplitLine], at: int, since: int) -> int | None:
    """Where the title right above `at` begins; None when text or the article's own beginning stands there."""
    while at > since and lines[at - 1].label:
        at -= 1
    start = at
    while start > since and at - start < MOST_TITLE_LINES and lines[start - 1].may_be_title:
        if start < at and ends_sentence(lines[start - 1].line.text):
            break
        start -= 1
    return start if start < at else None


def _announces(lines: Sequence[SplitLine], at: int) -> bool:
    """After a rule: does an article begin, and no mere section? It states an outlet, a date or a dateline of its own, or the
    rules divide the file into titled parts of some length."""
    end = next((i for i in range(at, len(lines)) if lines[i].is_rule), len(lines))
    part = list(lines[at:end])
    text = next((i for i, line in enumerate(part) if line.prose), len(part))
    own = any(line.opens_report or line.label for line in part[: text + 1])
    above = _past_marks(lines[:at][::-1], 0)  # how many marks stand between the parts: labels of the part above among them
    own = own or (any(line.label for line in part[-3:]) and any(line.label for line in lines[at - above : at]))
    return own or (sum(line.prose for line in part) >= 2 and len(lines[at - 1].line.text) >= 5)


def _has_prose(lines: Sequence[SplitLine], start: int, end: int) -> bool:
    return any(line.prose or line.opens_report for line in lines[start:end])
