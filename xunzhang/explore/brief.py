"""A brief on a question: the sentences that answer it, verbatim, put together where they claim the same, set against each other
where their figures or dates differ, and marked where one outlet alone has a claim.

Nothing is written: a sentence stands as it is printed, whole. Which passages answer, and where, is `search/`'s to say; whether
two figures, or two dates, agree is `language/mentions/`'s. Files are made by `export/brief_files.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xunzhang.explore.answers_compared import are_alike
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.language.iso_dates import first_day
from xunzhang.language.mentions.dates import Date, comparable_dates, dates, dates_agree
from xunzhang.language.mentions.figures import Figure, agree, figures
from xunzhang.language.sentences import sentence_spans
from xunzhang.language.terms import lexical_terms
from xunzhang.language.word_forms import Form, PlacedText
from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import plain_question
from xunzhang.search.every_hit import every_hit
from xunzhang.search.pipeline import Searcher
from xunzhang.search.resemblance import alike, shingles
from xunzhang.search.understanding import BRIDGES
from xunzhang.types import Copy, Filters, HitGroup, Passage, Span
from xunzhang.types.brief_records import Brief, BriefOrder, Claim, Statement

COUNTERPART = 0.5  # the share of terms that a copy's sentence has in common with the one that answers, at least


def brief_on(searcher: Searcher, question: str, filters: Filters | None = None, order: BriefOrder = "weight") -> Brief:
    """The claims of all passages that answer `question` or may. Raises as `Searcher.ask` does.

    By weight, those of most outlets come first, then as their passages were found; else by the date of a claim's newest, or
    oldest, article, undated ones last.
    """
    results = every_hit(searcher, question, filters or Filters())
    if not results.answerable:
        return Brief(results, ())
    read = [_Read(statement, searcher.index.bridge) for group in results.groups for statement in _statements(group)]
    claims = _ordered([Claim(tuple(each.statement for each in group)) for group in _grouped(read)], order)
    return Brief(results, _set_against(claims, searcher.index.bridge))


def _statements(group: HitGroup) -> Iterator[Statement]:
    """The sentence that answers in a hit, and its counterparts in the copies."""
    hit = group.hit
    if hit.answer is None or hit.strength == "weak":
        return
    within = tuple(span for span in hit.exact if span.overlaps(hit.answer))
    first = Statement(hit.passage, hit.answer, within)
    yield first
    for copy in group.also_in:
        if (statement := _counterpart(first, copy)) is not None:
            yield statement


def _counterpart(first: Statement, copy: Copy) -> Statement | None:
    """The sentence of a copy that tells what the first one does, with its answer: the same words, or what it has instead."""
    passage = copy.passage
    wanted = lexical_terms(first.text)
    likeness = {span: _shared(wanted, lexical_terms(span.of(passage.text))) for span in sentence_spans(passage.text)}
    best = max(likeness, key=lambda span: likeness[span], default=None)
    if best is None or likeness[best] < COUNTERPART:
        return None
    instead = [each.there_span for each in copy.differences if any(each.here_span.overlaps(span) for span in first.exact)]
    return Statement(passage, best, tuple(instead) or tuple(_same_words(first, passage, best)))


def _shared(wanted: Sequence[str], terms: Sequence[str]) -> float:
    return SequenceMatcher(None, wanted, terms, autojunk=False).ratio() if wanted and terms else 0.0


def _same_words(first: Statement, passage: Passage, sentence: Span) -> Iterator[Span]:
    for span in first.exact:
        printed = span.of(first.passage.text)
        at = passage.text.find(printed, sentence.start, sentence.end)
        if at >= 0:
            yield Span(at, at + len(printed))


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """What a statement answers with, where it is certain: a figure, a date, or words."""

    figure: Figure | None
    date: Date | None
    words: str


class _Read:
    """A statement with what comparing it needs."""

    def __init__(self, statement: Statement, bridge: Bridge) -> None:
        self.statement = statement
        self.answer = _answer(statement)
        self._bridge = bridge
        self._shingles = shingles(statement.text)

    def claims_the_same(self, other: _Read) -> bool:
        """By what answers where both have it; else by the sentences' letters, in one language."""
        one, two = self.answer, other.answer
        if one.figure and two.figure:
            return are_alike(one.figure, two.figure) and agree(one.figure, two.figure)
        if one.date and two.date:
            return comparable_dates(one.date, two.date) and dates_agree(one.date, two.date)
        if one.words and two.words:
            return fold(one.words) == fold(two.words) or self._is_carried(other) or other._is_carried(self)
        here, there = self.statement, other.statement
        same_language = family(here.passage.language) == family(there.passage.language)
        return same_language and alike(here.text, there.text, self._shingles, other._shingles)

    def differs_from(self, other: _Read) -> bool:
        """Whether both give a figure of one kind, or a date, and these are not the same."""
        one, two = self.answer, other.answer
        if one.figure and two.figure:
            return are_alike(one.figure, two.figure) and not agree(one.figure, two.figure)
        return bool(one.date and two.date and comparable_dates(one.date, two.date) and not dates_agree(one.date, two.date))

    def _is_carried(self, other: _Read) -> bool:
        """Whether the other's words are a translation of these, as a whole, by the dictionary or a name's spelling."""
        here, there = family(self.statement.passage.language), family(other.statement.passage.language)
        if BRIDGES.get(here) != there:
            return False
        asked = plain_question(self.answer.words, here)
        terms = self._bridge.carry_over(asked, here, there)
        placed, whole = PlacedText(other.answer.words), len(other.answer.words.strip())
        forms = [Form(written) for term in terms for written in term.synonyms]
        forms += [Form(written, pattern=True) for term in terms for written in term.patterns]
        return any(span.end - span.start >= whole for form in forms for span in placed.spans(form))


def _answer(statement: Statement) -> _Answer:
    """One figure, or one date, among the spans that answer; a sentence with several gives none for certain."""
    text, exact = statement.passage.text, statement.exact
    counted = [each for each in figures(text) if any(each.span.overlaps(span) for span in exact)]
    dated = [each for each in dates(text) if any(each.span.overlaps(span) for span in exact)]
    if len(counted) == 1 and not dated:
        return _Answer(counted[0], None, statement.answer)
    if len(dated) == 1 and not counted:
        return _Answer(None, dated[0], statement.answer)
    return _Answer(None, None, statement.answer)


def _grouped(read: Sequence[_Read]) -> list[list[_Read]]:
    """Each statement with the first group whose first statement claims the same, so that small changes make no chain."""
    groups: list[list[_Read]] = []
    for each in read:
        group = next((group for group in groups if group[0].claims_the_same(each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def _ordered(claims: list[Claim], order: BriefOrder) -> list[Claim]:
    if order == "weight":
        return sorted(claims, key=lambda claim: -len(claim.sources))  # stable
    dated = [(day, claim) for claim in claims if (day := _day(claim, order))]
    undated = [claim for claim in claims if not _day(claim, order)]
    return [claim for _, claim in sorted(dated, key=lambda pair: pair[0], reverse=order == "newest")] + undated


def _day(claim: Claim, order: BriefOrder) -> str:
    """The first possible day of a claim's newest, or oldest, article with a year; "" where none has one."""
    days = (first_day(statement.passage.article.date) for statement in claim.statements)
    return (max if order == "newest" else min)(filter(None, days), default="")


def _set_against(claims: Sequence[Claim], bridge: Bridge) -> tuple[Claim, ...]:
    first = [_Read(claim.statements[0], bridge) for claim in claims]
    return tuple(
        Claim(claim.statements, tuple(at for at, other in enumerate(first) if other is not own and own.differs_from(other)))
        for claim, own in zip(claims, first, strict=True)
    )
