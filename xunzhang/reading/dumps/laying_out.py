"""Text files as articles: dumps of paged documents repaired, files of several articles divided, heads and feet made facts.

Reads top to bottom as the way a file goes. What is not wrapped is left as it stands; `wrapping.py` decides which lines are one
paragraph, `furniture.py` what belongs to the page, `splitting.py` where articles begin, `labels.py` what a line of facts says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.furniture import count_furniture, find_furniture
from xunzhang.reading.dumps.splitting import SplitLine, article_starts, split_lines
from xunzhang.reading.facts.datelines import dateline, lead_date, opens_report
from xunzhang.reading.facts.heads import lines_of_facts, take
from xunzhang.reading.facts.metadata import OPENING_DAY, TITLE_LINE, Facts
from xunzhang.reading.facts.titles import MOST_TITLE_LINES, join_title, title_lines
from xunzhang.reading.lines.headings import mark_headings
from xunzhang.reading.lines.line import Line, close_up, columns, join, lines_of, printed_spaces, visible
from xunzhang.reading.lines.measure import Measure
from xunzhang.reading.lines.wrapping import WrappedBlock, blocks_of, measure
from xunzhang.types import Paragraph
from xunzhang.types.message import Message

LEAD_PARAGRAPHS = 3  # among these a dateline or a day stands, if one does
WIDEST_SUMMARY = 160  # columns: eighty Han characters
END_LINES = 3  # within so many lines from the foot, a rule or a mark like （完） ends the article
CLOSED_UP = 0.8  # share of boundaries between Han and Latin with a space, from which on the spaces are the program's
_FROM_FIRST_LETTER = re.compile(r"\S[^\n\r]*")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class LaidOut:
    """An article as laid out. `printed` counts the visible characters of the file that are kept in `facts` only.

    Of a printed page, `printed_lines` are where each printed line begins and ends in the text, and its number.
    """

    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    facts: Facts = field(default_factory=Facts)
    printed: int = 0
    printed_lines: list[tuple[int, int, int]] = field(default_factory=list)


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
    found = ((match.start(), match.group().rstrip()) for match in _FROM_FIRST_LETTER.finditer(text))
    paragraphs = [Paragraph(start, start + len(line)) for start, line in found]
    return mark_headings(text, paragraphs)


def lay_out(
    text: str,
    removed: Counter[Message],
    known: Facts | None = None,
    single: bool = False,
    set_like: Measure | None = None,
    wrapped: bool = True,
) -> list[LaidOut]:
    """The articles of a text file, in order. What is left out is counted in `removed`, in visible characters.

    `known` are facts given elsewhere: of a single article they hold whatever the text says, of several they fill what one does
    not say (but for the title). `single`: the text is one article, whatever it looks like, and `set_like` how those beside it are
    set. `wrapped` is False where each line is known to be a whole paragraph.
    """
    known = known or Facts()
    lines = lines_of(text)
    around, marked = measure(lines, set_like) if wrapped else None, None
    if wrapped and not around and not single:
        marked = split_lines(lines, None)
        around = _measure_of_a_part(lines, marked)
    if around:
        roles = find_furniture(lines, around)
        removed.update(count_furniture(lines, roles))
        lines, marked = _without(lines, roles, around), None
    if marked is None:
        marked = split_lines(lines, around)
    starts = [0] if single else article_starts(marked, wrapped=around is not None)
    of_each = known if len(starts) == 1 else Facts()
    unwrapped = len(lines) if wrapped and not around and set_like is None else 0  # all of these lines together are not
    cuts = pairwise([*starts, len(marked)])
    parts = [_part(marked[start:end], around, removed, of_each, wrapped, unwrapped) for start, end in cuts]
    for part in parts:
        part.facts.fill_from(replace(known, title=""))
    widest = max((columns(title, True) for part in parts for title in part.titles), default=0)
    return [_article(part, widest, len(parts), removed) for part in parts if part.body]


def _measure_of_a_part(lines: Sequence[Line], marked: Sequence[SplitLine]) -> Measure | None:
    """Of the first article that is wrapped, where the file as a whole keeps to no one margin."""
    starts = article_starts(marked)
    parts = (lines[start:end] for start, end in pairwise([*starts, len(lines)])) if len(starts) > 1 else ()
    return next((found for part in parts if (found := measure(part))), None)


def _without(lines: Sequence[Line], roles: dict[int, Message], around: Measure) -> list[Line]:
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


def _part(
    marked: Sequence[SplitLine],
    around: Measure | None,
    removed: Counter[Message],
    known: Facts,
    wrapped: bool,
    unwrapped: int,
) -> _Part:
    """Head, facts and body of one article. Where nothing would be left for a body, all of it is body.

    `unwrapped` is how many lines the file has, where it is known that they are not wrapped.
    """
    taken = take([line.label or line.outlet for line in marked], _head_and_foot(marked), removed, known)
    labels = taken.lines
    tail = next((i + 1 for i in range(len(marked) - 1, -1, -1) if not marked[i].is_mark), 0)
    ends = [i for i, line in enumerate(marked) if (line.is_rule and i >= tail) or (line.is_end and i >= len(marked) - END_LINES)]
    rest = [(i, line.line) for i, line in enumerate(marked) if i not in labels and i not in ends]
    if not rest:
        return _Part([], [line.line for line in marked], replace(known, origins=dict(known.origins)), 0, None)
    for i in ends:
        removed[say("left_out.end_marks")] += visible(marked[i].line.text)
    own = measure([line for _, line in rest], around) if wrapped and len(rest) != unwrapped else None
    titles = [] if taken.facts.title else title_lines(rest, min(labels, default=len(marked)), own)
    body = [line for _, line in rest[len(titles) :]]
    return _Part(titles, body, taken.facts, taken.printed, own)


def _head_and_foot(marked: Sequence[SplitLine]) -> list[int]:
    """Which lines are facts about the article. In a text without prose (verse, a list), those right below its first lines."""
    prose = [i for i, line in enumerate(marked) if line.prose]
    first, last = (prose[0], prose[-1]) if prose else (_end_of_head(marked), len(marked))
    return lines_of_facts([line.label or line.outlet for line in marked], first, last, [line.may_be_title for line in marked])


def _end_of_head(marked: Sequence[SplitLine]) -> int:
    label = next((i for i, line in enumerate(marked[:MOST_TITLE_LINES]) if line.label), len(marked))
    return next((i for i in range(label, len(marked)) if not marked[i].label), 0)


def _article(part: _Part, widest: int, parts: int, removed: Counter[Message]) -> LaidOut:
    facts = part.facts
    close = part.measure is not None and _is_closed_up(part)
    if part.titles:
        title = join_title(part.titles, widest, parts, part.measure)
        facts.put("title", close_up(title) if close else title, TITLE_LINE)
        part.printed += visible(facts.title)
    article = LaidOut(facts=facts, printed=part.printed)
    if part.measure:
        article.text, article.paragraphs = _rewrapped(part.body, part.measure, close, removed)
    else:
        article.text = "".join(("\n" * (line.gap + 1) if i else "") + line.raw for i, line in enumerate(part.body))
        article.paragraphs = as_it_stands(article.text)
    fill_from_lead(article)
    return article


def _is_closed_up(part: _Part) -> bool:
    """Do spaces stand between Han characters and digits throughout, as a typesetting program leaves them?"""
    spaced, closed = printed_spaces("\n".join([*part.titles, *(line.text for line in part.body)]))
    return spaced > 0 and spaced >= CLOSED_UP * (spaced + closed)


def _rewrapped(body: Sequence[Line], own: Measure, close: bool, removed: Counter[Message]) -> tuple[str, tuple[Paragraph, ...]]:
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


def _settled(blocks: list[WrappedBlock], own: Measure) -> list[WrappedBlock]:
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


def _join_words(before: str, after: str, words: Counter[str], removed: Counter[Message]) -> str:
    """Two lines of a paragraph as one. A hyphen at the break goes if the article has the whole word without it elsewhere."""
    broken = _BROKEN_WORD.search(before) if before.endswith(("-", "\u00ad")) else None
    rest = _WORD.match(after)
    if broken and rest and after[0].islower():
        whole = broken.group(1) + rest.group()
        if before.endswith("\u00ad") or (words[whole.lower()] and not words[f"{broken.group(1)}-{rest.group()}".lower()]):
            removed[say("left_out.hyphens")] += 1
            return before[:-1] + after
    return join(before, after)


class _Read(Protocol):
    text: str
    paragraphs: tuple[Paragraph, ...]
    facts: Facts


def fill_from_lead(article: _Read) -> None:
    """Outlet, byline and day from the opening paragraphs, where no line of facts has given them."""
    for lead in _leads(article):
        article.facts.fill_from(dateline(lead))
        if article.facts.source or article.facts.byline:  # else it may be a story of long ago
            article.facts.fill_from(Facts(date=lead_date(lead)).said_by(OPENING_DAY))


def _leads(article: _Read) -> Iterator[str]:
    """The first paragraph; and the next, as long as those above are no more than a summary or a line that introduces."""
    texts = [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]
    paragraphs = [text for kind, text in texts if kind == "text" or opens_report(text)]
    for lead in paragraphs[:LEAD_PARAGRAPHS]:
        yield lead
        if columns(lead, True) > WIDEST_SUMMARY:
            return
