"""Which lines at the top of an article are its title, and how they read as one line.

A title is never guessed: a text that opens with a sentence, or with a short line and no text below it, has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from xunzhang.language.printed_dates import find_date, is_date_line
from xunzhang.reading.facts.label_line import is_event_line
from xunzhang.reading.facts.label_words import LABEL
from xunzhang.reading.facts.labels import read_label_line
from xunzhang.reading.lines.headings import is_body, looks_like_heading
from xunzhang.reading.lines.line import Line, columns, ends_open, first_unit, is_chinese, join
from xunzhang.reading.lines.measure import Measure
from xunzhang.reading.lines.wrapping import WrappedBlock, blocks_of

LEAST_WORDS = 4  # of a further line of an English title
_NAME_FIRST = re.compile(r"(?:By |BY )?[A-Z][\w'’.-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+(?:,| \||/)")
_FIELD = re.compile(r"[^\s：:，。,.]{1,8}[：:][ 　]*\S")
_SET_BY = re.compile(r"[ 　][/／|｜丨][ 　]")
_NAME = re.compile(r"[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){1,2}|[A-Z][a-z'’-]+ (?:[A-Z]\. )?[A-Z][A-Za-z'’-]+(?: in [A-Z][\w ]+)?")
NARROWEST_WRAPPED = 24  # columns: a title line that is narrower was not broken by the margin


def title_lines(rest: Sequence[tuple[int, Line]], first_label: int, own: Measure | None) -> list[str]:
    """The lines at the top that are the title: all headings of a dump's head, the first line of any other text."""
    lines = [line for _, line in rest]
    if own is None:
        return _title_of_plain(rest, first_label)
    found: list[str] = []
    if lines and is_date_line(lines[0].text):
        return []
    for block in blocks_of(lines[: 4 * MOST_TITLE_LINES], own):
        if len(found) >= MOST_TITLE_LINES + 2 or not _is_title(block):
            break
        if found and rest[len(found)][0] > first_label:
            break
        found.extend(line.text for line in block.lines)
    return found if len(found) < len(lines) else []


def _is_title(block: WrappedBlock) -> bool:
    if block.kind == "heading":
        return True
    text = "".join(line.text for line in block.lines)
    return len(block.lines) <= 2 and not text.endswith(("：", ":")) and not re.search("[。；]", text) and ends_open(text)


def _title_of_plain(rest: Sequence[tuple[int, Line]], first_label: int) -> list[str]:
    """The first line, and what stands right under it before a blank line, if short, no sentences, and text follows."""
    count = 0
    if all(_FIELD.match(line.text) for _, line in rest[:2]) or (rest and is_event_line(rest[0][1].text)):
        return []  # a form: lines of names and values
    if rest and is_date_line(rest[0][1].text):
        return []
    for number, (at, line) in enumerate(rest[:MOST_TITLE_LINES]):
        if number == 0 and _runs_on(line, rest):
            return []
        separated = number > 0 and (line.gap > 0 or at > first_label)
        if separated or not (_may_be_title(line.text) if number == 0 else _may_be_deck(line.text)):
            break
        count += 1
    below = rest[count:]
    if not count or not below:
        return []
    if count > 1 and not (below[0][1].gap or below[0][0] > first_label > rest[count - 1][0]):
        count, below = 1, rest[1:]
    has_text = any(is_body(line.text) or columns(line.text, True) > 60 for _, line in below)
    return [line.text for _, line in rest[:count]] if has_text else []


def _runs_on(line: Line, rest: Sequence[tuple[int, Line]]) -> bool:
    """Is the first line as wide as the next and right above it, like the first two lines of a paragraph?"""
    following = rest[1][1] if len(rest) > 1 else None
    return following is not None and not following.gap and 0 <= columns(following.text, True) - columns(line.text, True) <= 4


def _may_be_title(text: str) -> bool:
    return looks_like_heading(text) or (text.endswith(("！", "？", "!", "?")) and columns(text, True) <= 60 and "。" not in text)


def _may_be_deck(text: str) -> bool:
    """A further line of a title: no label with its value, and it may begin with a dash."""
    if not is_chinese(text) and (len(text.split()) < LEAST_WORDS or _NAME_FIRST.match(text)):
        return False  # as soon a name, a place or a section as a part of the title
    if (
        LABEL.match(text)
        or is_event_line(text)
        or read_label_line(text)
        or _NAME.fullmatch(text)
        or _SET_BY.search(text)
        or find_date(text)[2]
    ):
        return False
    return _may_be_title(re.sub("^[-–—]+ ?", "", text))


def join_title(titles: Sequence[str], widest: int, parts: int, own: Measure | None) -> str:
    """The lines of a title as one: with a space between its decks, without one where Chinese words were wrapped."""
    chinese = own.chinese if own else True
    joined = titles[0]
    for before, after in pairwise(titles):
        enough_seen = parts > 1 or len(titles) == 2
        full = columns(before, True) + columns(first_unit(after), True) > widest and columns(before, True) >= NARROWEST_WRAPPED
        wrapped = chinese and own is not None and enough_seen and full and ends_open(before) and not after.startswith("—")
        joined = join(joined, after) if wrapped or before.endswith(("，", "、")) else f"{joined} {after}"
    return joined


MOST_TITLE_LINES = 4
