"""Text files as articles: dumps of paged documents repaired, files of several articles divided, heads and feet made facts.

Reads top to bottom as the way a file goes. What is not wrapped is left as it stands; `wrapping.py` decides which lines are one
paragraph, `furniture.py` what belongs to the page, `splitting.py` where articles begin, `labels.py` what a line of facts says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .furniture import count_furniture, find_furniture
from .headings import is_body, looks_like_heading, mark_headings
from .labels import LabelLine
from .lines import Line, close_up, columns, ends_open, first_unit, join, lines_of, printed_spaces, visible
from .metadata import Facts, dateline, lead_date
from .splitting import MOST_TITLE_LINES, SplitLine, article_starts, split_lines
from .types import Paragraph
from .wrapping import Block, Measure, blocks_of, measure

LEAD_PARAGRAPHS = 3  # among these a dateline or a day stands, if one does
HEAD_LINES = 8  # within so many lines from an article's top or foot, a line of facts is about the article
CLOSED_UP = 0.8  # share of boundaries between Han and Latin with a space, from which on the spaces are the program's
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class LaidOut:
    """An article as laid out. `printed` counts the visible characters of the file that are kept in `facts` only."""

    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    facts: Facts = field(default_factory=Facts)
    printed: int = 0


@dataclass(slots=True)
class _Part:
    """An article on its way: the lines of its head, what they say, its body, and how it is set."""

    titles: list[str]
    body: list[Line]
    facts: Facts
    printed: int
    measure: Measure | None


def as_it_stands(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text that is taken as it is: its lines that are not blank, headings marked."""
    paragraphs = []
    for match in re.finditer(r"[^\n\r]*\S[^\n\r]*", text):
        lead = len(match.group()) - len(match.group().lstrip())
        paragraphs.append(Paragraph(match.start() + lead, match.start() + len(match.group().rstrip())))
    return mark_headings(text, paragraphs)


def lay_out(text: str, removed: Counter[str], has_title: bool = False) -> list[LaidOut]:
    """The articles of a text file, in order. What is left out is counted in `removed`, in visible characters.

    `has_title`: the title is known from elsewhere, so the top of a single article is text.
    """
    lines = lines_of(text)
    around = measure(lines)
    if around:
        roles = find_furniture(lines, around)
        removed.update(count_furniture(lines, roles))
        lines = _without(lines, roles, around)
    marked = split_lines(lines, around)
    starts = article_starts(marked)
    parts = [
        _part(marked[start:end], around, removed, has_title and len(starts) == 1)
        for start, end in zip(starts, [*starts[1:], len(marked)], strict=True)
    ]
    widest = max((columns(title, True) for part in parts for title in part.titles), default=0)
    return [article for part in parts if (article := _article(part, widest, len(parts), removed)).text]


def _without(lines: Sequence[Line], roles: dict[int, str], around: Measure) -> list[Line]:
    """The lines without furniture; where a page ended, the blank lines around it say nothing about paragraphs."""
    kept: list[Line] = []
    for i, line in enumerate(lines):
        if i in roles:
            continue
        after_furniture = i > 0 and i - 1 in roles
        kept.append(
            replace(line, page_break=True, gap=min(line.gap, around.usual_gap) if around.spaced else line.gap)
            if after_furniture
            else line
        )
    return kept


def _part(marked: list[SplitLine], around: Measure | None, removed: Counter[str], has_title: bool) -> _Part:
    facts, printed = Facts(), 0
    labels = _lines_of_facts(marked)
    for i in labels:
        label = marked[i].label or LabelLine()
        facts.fill_from(label.facts)
        printed += label.printed
        removed.update(label.removed)
    for line in marked:
        if line.is_end or (line.is_rule and line is marked[-1]):
            removed["end marks and rules"] += visible(line.line.text)
    rest = [
        (i, line.line)
        for i, line in enumerate(marked)
        if i not in labels and not line.is_end and not (line.is_rule and line is marked[-1])
    ]
    own = measure([line for _, line in rest], around)
    titles = [] if has_title or facts.title else _titles(rest, min(labels, default=len(marked)), own)
    body = [line for _, line in rest[len(titles) :]]
    return _Part(titles, body, facts, printed, own)


def _lines_of_facts(marked: Sequence[SplitLine]) -> list[int]:
    """Which lines are facts about the article: those above its text, after a title, and those below it."""
    first = next((i for i, line in enumerate(marked) if line.prose or line.opens_report), len(marked))
    last = next((i for i in range(len(marked) - 1, -1, -1) if marked[i].prose), -1)
    return [
        i for i, line in enumerate(marked)
        if line.label and ((i < first and i < HEAD_LINES) or (i > last and i >= len(marked) - HEAD_LINES))
    ]  # fmt: skip


def _titles(rest: Sequence[tuple[int, Line]], first_label: int, own: Measure | None) -> list[str]:
    """The lines at the top that are the title: all headings of a dump's head, the first line of any other text."""
    lines = [line for _, line in rest]
    if own is None:
        return _title_of_plain(rest, first_label)
    found: list[str] = []
    for block in blocks_of(lines[: 4 * MOST_TITLE_LINES], own):
        if len(found) >= MOST_TITLE_LINES + 2 or not _is_title(block):
            break
        if found and rest[len(found)][0] > first_label:
            break
        found.extend(line.text for line in block.lines)
    return found if len(found) < len(lines) else []


def _is_title(block: Block) -> bool:
    if block.kind == "heading":
        return True
    text = "".join(line.text for line in block.lines)
    return len(block.lines) <= 2 and not text.endswith(("：", ":")) and not re.search("[。；]", text) and ends_open(text)


def _title_of_plain(rest: Sequence[tuple[int, Line]], first_label: int) -> list[str]:
    """The first line, and what stands right under it before a blank line, if short, no sentences, and text follows."""
    count = 0
    for number, (at, line) in enumerate(rest[:MOST_TITLE_LINES]):
        separated = number > 0 and (line.gap > 0 or at > first_label)
        if separated or not _may_be_title(line.text):
            break
        count += 1
    below = rest[count:]
    if not count or not below:
        return []
    if count > 1 and not (below[0][1].gap or below[0][0] > first_label > rest[count - 1][0]):
        count, below = 1, rest[1:]
    has_text = any(is_body(line.text) or columns(line.text, True) > 60 for _, line in below)
    return [line.text for _, line in rest[:count]] if has_text else []


def _may_be_title(text: str) -> bool:
    return looks_like_heading(text) or (text.endswith(("！", "？", "!", "?")) and columns(text, True) <= 60 and "。" not in text)


def _article(part: _Part, widest: int, parts: int, removed: Counter[str]) -> LaidOut:
    facts = part.facts
    close = part.measure is not None and _is_closed_up(part)
    if part.titles:
        title = _joined_title(part.titles, widest, parts, part.measure)
        facts.title = close_up(title) if close else title
        part.printed += visible(facts.title)
    article = LaidOut(facts=facts, printed=part.printed)
    if part.measure:
        article.text, article.paragraphs = _rewrapped(part.body, part.measure, close, removed)
    else:
        article.text = "".join(("\n" * (line.gap + 1) if i else "") + line.raw for i, line in enumerate(part.body))
        article.paragraphs = as_it_stands(article.text)
    _fill_from_lead(article)
    return article


def _is_closed_up(part: _Part) -> bool:
    """Do spaces stand between Han characters and digits throughout, as a typesetting program leaves them?"""
    spaced, closed = printed_spaces("\n".join([*part.titles, *(line.text for line in part.body)]))
    return spaced > 0 and spaced >= CLOSED_UP * (spaced + closed)


def _joined_title(titles: Sequence[str], widest: int, parts: int, own: Measure | None) -> str:
    """The lines of a title as one: with a space between its decks, without one where Chinese words were wrapped."""
    chinese = own.chinese if own else True
    joined = titles[0]
    for before, after in pairwise(titles):
        enough_seen = parts > 1 or len(titles) == 2
        full = columns(before, True) + columns(first_unit(after), True) > widest and columns(before, True) >= 30
        wrapped = chinese and own is not None and enough_seen and full and ends_open(before) and not after.startswith("—")
        joined = join(joined, after) if wrapped or before.endswith(("，", "、")) else f"{joined} {after}"
    return joined


def _rewrapped(body: Sequence[Line], own: Measure, close: bool, removed: Counter[str]) -> tuple[str, tuple[Paragraph, ...]]:
    words = Counter(word.lower() for line in body for word in _WORD.findall(line.text))
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    length = 0
    for block in _settled(blocks_of(body, own), own):
        text = block.lines[0].text
        for line in block.lines[1:]:
            text = _join_words(text, line.text, words, removed)
        text = close_up(text) if close else text
        apart = "\n\n" if own.spaced or block.lines[0].gap or not own.blank_separates else "\n"
        if len(block.lines) == 1 and own.blank_separates:  # verse and the like keep their places
            apart += block.lines[0].raw[: len(block.lines[0].raw) - len(block.lines[0].raw.lstrip())]
        if parts:
            parts.append(apart)
            length += len(apart)
        parts.append(text)
        paragraphs.append(Paragraph(length, length + len(text), block.kind))
        length += len(text)
    return "".join(parts), tuple(paragraphs)


def _settled(blocks: list[Block], own: Measure) -> list[Block]:
    """Headings have text under them: more than three short lines in a row, or some at the end, are text."""
    settled = list(blocks)
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and blocks[end].kind == "heading":
            end += 1
        if end > start and (end == len(blocks) or end - start > 3):
            settled[start:end] = [replace(block, kind="text") for block in blocks[start:end]]
        start = end + 1
    return settled


def _join_words(before: str, after: str, words: Counter[str], removed: Counter[str]) -> str:
    """Two lines of a paragraph as one. A hyphen at the break goes if the article has the whole word without it elsewhere."""
    broken = _BROKEN_WORD.search(before)
    rest = _WORD.match(after)
    if broken and rest and after[0].islower():
        whole = broken.group(1) + rest.group()
        if before.endswith("\u00ad") or (words[whole.lower()] and not words[f"{broken.group(1)}-{rest.group()}".lower()]):
            removed["hyphens at line ends"] += 1
            return before[:-1] + after
    return join(before, after)


def _fill_from_lead(article: LaidOut) -> None:
    """Outlet, byline and day from the opening paragraphs, where no line of facts has given them."""
    leads = [article.text[p.start : p.end] for p in article.paragraphs if p.kind == "text"][:LEAD_PARAGRAPHS]
    for lead in leads:
        article.facts.fill_from(dateline(lead))
    for lead in leads:
        article.facts.fill_from(Facts(date=lead_date(lead)))
