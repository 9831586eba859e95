"""What each outlet says on a question, or of what a passage tells, side by side, with what they give differently.

Differences are `differences.py`'s: figures, dates and names in sentences that two passages of one language share, and only where
it is certain; and, of a question, the figures that answer it, in whatever language (`answers_compared.py`). Finding passages is
`search/pipeline.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import get_args

from xunzhang.explore.answers_compared import AnswersCompared, compare_answers
from xunzhang.search.differences import ToldFacts, are_comparable, compare
from xunzhang.search.pipeline import Searcher
from xunzhang.search.resemblance import may_be_copies
from xunzhang.types import Filters, Hit, HitGroup, Results, Span, Strength, Verdict

FOUND = 60  # groups of passages that the columns are filled from
PASSAGES_A_COLUMN = 3
MOST_COLUMNS = 24
WORTH_A_COLUMN: tuple[Strength, ...] = ("strong", "likely")
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)  # nearest to an answer first


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something that another column gives differently: where it stands in this passage, and what stands there, word for word."""

    span: Span
    there: str
    outlet: str
    passage: str  # the other passage's id


@dataclass(frozen=True, slots=True)
class Said:
    """A passage in a column, with its disputes in the order of its text."""

    hit: Hit
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """The best passages of an outlet, best first; "" is the articles that name none."""

    outlet: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`columns`, the one with the best passage first, or the newest where figures differ by day.

    `silent` are the outlets in which nothing near enough was found, and `unshown` how many outlets with passages found no room.
    `chosen` is the passage that was compared, if one was; `judged` is what was found on the question, if one was asked: of all
    outlets together, or of the one that comes nearer to an answer alone. `compared` pairs of passages or figures were held
    against each other; `by_day` says that figures of different days differ.
    """

    columns: tuple[Column, ...]
    silent: tuple[str, ...]
    unshown: int = 0
    chosen: str = ""
    judged: Results | None = None
    compared: int = 0
    by_day: bool = False

    @property
    def differ(self) -> bool:
        return any(said.disputes for column in self.columns for said in column.said)


def compare_on(searcher: Searcher, question: str, filters: Filters | None = None) -> Comparison:
    """What each outlet says on `question`. Raises as `Searcher.ask` does."""
    filters = filters or Filters()
    results = searcher.ask(question, FOUND, filters)
    judged, worth = [results], _worth(results)
    outlets = _outlets(searcher, filters)
    found = {hit.passage.article.source for hit in worth}
    for outlet in [outlet for outlet in outlets if outlet not in found and outlet][:MOST_COLUMNS]:
        alone = searcher.ask(question, PASSAGES_A_COLUMN, replace(filters, sources=(outlet,)))
        judged.append(alone)
        worth += _worth(alone)
    return replace(_columns(worth, outlets), judged=min(judged, key=lambda each: _VERDICTS.index(each.verdict)))


def compare_passage(searcher: Searcher, passage_id: str, filters: Filters | None = None) -> Comparison:
    """What the other outlets say of what a passage tells; the passage is first in its own outlet's column. Raises KeyError."""
    filters = filters or Filters()
    chosen = searcher.passage(passage_id)
    results = searcher.similar(passage_id, FOUND, filters)
    near = [Hit(chosen, 1.0, "strong"), *(hit for hit in _hits(results) if hit.strength in WORTH_A_COLUMN)]
    return replace(_columns(near, _outlets(searcher, filters)), chosen=passage_id)


def _worth(results: Results) -> list[Hit]:
    """The hits that a column is made of: those that answer or may; of a look-up those that have its words, which come first."""
    hits = list(_hits(results))
    if results.mentions:
        return hits[: results.mentions]
    return [hit for hit in hits if hit.strength in WORTH_A_COLUMN] if results.answerable else []


def _outlets(searcher: Searcher, filters: Filters) -> list[str]:
    wanted = frozenset(filters.sources)
    return sorted({head.source for head in searcher.heads() if not wanted or head.source in wanted})


def _hits(results: Results) -> Iterator[Hit]:
    """The best hit of each group and then its copies, which rank right behind it."""
    for group in results.groups:
        yield from _of_group(group)


def _of_group(group: HitGroup) -> Iterator[Hit]:
    yield group.hit
    for copy in group.also_in:
        yield Hit(copy.passage, group.hit.score, group.hit.strength)


def _columns(hits: Iterable[Hit], outlets: Sequence[str]) -> Comparison:
    best: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        column = best.setdefault(hit.passage.article.source, [])
        if len(column) < PASSAGES_A_COLUMN and all(hit.passage.id != other.passage.id for other in column):
            column.append(hit)
    shown = dict(list(best.items())[:MOST_COLUMNS])
    placed = [hit for column in shown.values() for hit in column]
    answers = compare_answers(placed)
    disputes, pairs = _disputes(placed, answers)
    if answers.by_day:
        shown = _newest_first(shown)
    columns = tuple(
        Column(outlet, tuple(Said(hit, tuple(disputes.get(hit.passage.id, ()))) for hit in column))
        for outlet, column in shown.items()
    )
    silent = tuple(outlet for outlet in outlets if outlet and outlet not in best)
    return Comparison(columns, silent, len(best) - len(shown), compared=pairs, by_day=answers.by_day)


def _newest_first(columns: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    def day(hit: Hit) -> str:
        return hit.passage.article.date

    ordered = {outlet: sorted(hits, key=day, reverse=True) for outlet, hits in columns.items()}
    return dict(sorted(ordered.items(), key=lambda column: day(column[1][0]), reverse=True))


def _disputes(hits: Sequence[Hit], answers: AnswersCompared) -> tuple[dict[str, list[Dispute]], int]:
    """-> what passages give differently, by passage: those of different outlets, and where their figures answer the question; and
    how many pairs were compared.
    """
    accounts = [ToldFacts.of(hit.passage) for hit in hits]
    found: dict[str, list[Dispute]] = {}
    pairs = answers.pairs
    for a, b in combinations(accounts, 2):
        here, there = a.passage, b.passage
        if here.article.source == there.article.source or not may_be_copies(here, there):
            continue
        pairs += are_comparable(a, b)
        for difference in compare(a, b):
            of_there = Dispute(difference.here_span, difference.there, there.article.source, there.id)
            of_here = Dispute(difference.there_span, difference.here, here.article.source, here.id)
            found.setdefault(here.id, []).append(of_there)
            found.setdefault(there.id, []).append(of_here)
    for here_told, there_told in answers.differing:
        for one, other in ((here_told, there_told), (there_told, here_told)):
            there, printed = other.passage, other.span.of(other.passage.text)
            known = found.setdefault(one.passage.id, [])
            if not any(dispute.passage == there.id and dispute.span.overlaps(one.span) for dispute in known):
                known.append(Dispute(one.span, printed, there.article.source, there.id))
    in_order = {id_: sorted(disputes, key=lambda dispute: dispute.span.start) for id_, disputes in found.items()}
    return in_order, pairs
