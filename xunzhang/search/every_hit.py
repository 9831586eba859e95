"""All hits of a question at once: what is saved of it, and what facets are counted by.

A hit is a result called strong or likely, `MOST_HITS` of them at most; where words are looked up, every passage that holds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from xunzhang.question.grammar import parse_question
from xunzhang.question.lookups import look_up
from xunzhang.search.looking_up import find_holders, look_up_hits, rows_of_holders
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, HitGroup, Results
from xunzhang.types.arrays import Rows
from xunzhang.types.results import MOST_HITS


class HitRows(NamedTuple):
    """The passages of all hits, int64 (n,), and for each the number of the hit that it belongs to, int64 (n,)."""

    rows: Rows
    hits: Rows


def every_hit(searcher: Searcher, question: str, filters: Filters) -> Results:
    """The question's results with all of its hits and nothing else. Raises as `Searcher.ask` does.

    Passages that hold words that were looked up are each a result, copies too, so that there are as many as were counted.
    """
    results = searcher.ask(question, MOST_HITS, filters)
    words = look_up(results.asked, searcher.index.bridge) if results.mentions else None
    if words is None:
        return replace(results, groups=results.hits)
    allowed = searcher.narrowing.rows(results.asked, filters)
    found = find_holders(searcher.index, results.asked, words, allowed, "hybrid", results.mentions)
    return replace(results, groups=tuple(map(HitGroup, look_up_hits(found, [], "hybrid"))))


def rows_of_hits(searcher: Searcher, question: str, filters: Filters) -> HitRows:
    """Where the hits stand. Raises as `Searcher.ask` does."""
    asked = parse_question(question)
    if words := look_up(asked, searcher.index.bridge):
        rows = rows_of_holders(searcher.index, asked, words, searcher.narrowing.rows(asked, filters))
        return HitRows(rows, np.arange(len(rows)))
    return of_groups(searcher, searcher.ask(question, MOST_HITS, filters).hits)


def of_groups(searcher: Searcher, groups: Sequence[HitGroup]) -> HitRows:
    """Where results stand that are known, with their copies."""
    row_of = searcher.index.catalogue.row_of
    places = [(row_of(passage.id), hit) for hit, group in enumerate(groups) for passage in group.passages]
    rows = np.array(places, np.int64).reshape(-1, 2)
    return HitRows(rows[:, 0], rows[:, 1])
