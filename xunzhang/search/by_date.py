"""Results in the order of their articles' dates: hits before what is called weak, and of words looked up all that hold them."""

from __future__ import annotations

from dataclasses import replace

from xunzhang.language.iso_dates import first_day
from xunzhang.search.every_hit import every_hit
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, HitGroup, Results
from xunzhang.types.results import MOST_HITS


def by_date(searcher: Searcher, results: Results, filters: Filters, *, newest: bool) -> Results:
    """The results sorted, fifty at most; articles without a year follow those with one, in the order in which they were found.

    The newest of fifty passages that hold a word are not the newest that do: those are looked up anew. Raises as `Searcher.ask`.
    """
    found = every_hit(searcher, results.question, filters).groups if results.mentions else results.groups
    hits = results.hits if not results.mentions else found
    ordered = [*_ordered(hits, newest), *_ordered([group for group in found if group not in hits], newest)]
    return replace(results, groups=tuple(ordered[:MOST_HITS]))


def _ordered(groups: list[HitGroup] | tuple[HitGroup, ...], newest: bool) -> list[HitGroup]:
    placed = [(first_day(group.hit.passage.article.date), group) for group in groups]
    dated = sorted((pair for pair in placed if pair[0]), key=lambda pair: pair[0], reverse=newest)  # stable
    return [group for _, group in (*dated, *(pair for pair in placed if not pair[0]))]
