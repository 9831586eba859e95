"""The articles' columns as arrays of codes, so that facets are counted by masks over articles and not passage by passage.

What a condition means is `question/filters.py`'s; which masks a facet counts under, `narrowing.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.parts import Articles
from xunzhang.language.folding import fold
from xunzhang.language.iso_dates import iso_date
from xunzhang.question.filters import Column, Condition, Holds, Named, Within, conditions
from xunzhang.search.timeline import period_bounds, period_of, timeline
from xunzhang.types import ArticleHead, Filters
from xunzhang.types.arrays import Mask, Rows


class ArticleColumns:
    """The articles' columns as codes, by number, and each passage's article."""

    def __init__(self, catalogue: Articles) -> None:
        self.heads = catalogue.heads()
        self._numbers = {head.id: number for number, head in enumerate(self.heads)}
        self._articles_of = catalogue.articles_of
        self.sources, self.source = _codes([head.source for head in self.heads])
        self.languages, self.language = _codes([head.language for head in self.heads])
        self.day = np.array([_day(head.date) for head in self.heads], "datetime64[D]")  # NaT: not a full date
        self.bars, self.bar = _bars([head for head, undated in zip(self.heads, np.isnat(self.day)) if not undated], self.heads)
        self.titles = [fold(head.title) for head in self.heads]

    def holding(self, rows: Rows | None) -> Mask:
        """bool (articles,): those with a passage among `rows`; all where `rows` is None."""
        if rows is None:
            return np.ones(len(self.heads), np.bool_)
        mask = np.zeros(len(self.heads), np.bool_)
        mask[self._articles_of(rows)] = True
        return mask

    def counted(self, found: tuple[Rows, Rows], codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
        """int64 (size,): how many hits have a passage of each code; `codes` are the articles', -1 for none."""
        rows, hits = found
        of_row = codes[self._articles_of(rows)]
        pairs = np.unique(np.stack([hits, of_row])[:, of_row >= 0], axis=1)
        return np.bincount(pairs[1], minlength=size)

    def masks(self, filters: Filters) -> dict[Column, Mask]:
        """By column, bool (articles,): the articles that its own choice leaves, by the conditions that a search keeps to."""
        everything = np.ones(len(self.heads), np.bool_)
        masks: dict[Column, Mask] = dict.fromkeys(get_args(Column), everything)
        return masks | {condition.column: self._mask(condition) for condition in conditions(filters)}

    def meeting(self, conditions: Iterable[Condition]) -> Mask:
        """bool (articles,): those that meet all conditions."""
        masks = [self._mask(each) ^ each.excluded for each in conditions]
        return np.logical_and.reduce(masks) if masks else np.ones(len(self.heads), np.bool_)

    def _mask(self, condition: Condition) -> Mask:
        if isinstance(condition, Holds):
            return np.array([any(each in text for each in condition.texts) for text in self._folded(condition.column)], np.bool_)
        if isinstance(condition, Within):
            return (self.day >= np.datetime64(condition.first)) & (self.day <= np.datetime64(condition.last))
        if condition.column == "id":
            return np.isin(np.arange(len(self.heads)), [self._numbers[id_] for id_ in condition.values if id_ in self._numbers])
        names, codes = (self.sources, self.source) if condition.column == "source" else (self.languages, self.language)
        return np.isin(codes, [place for place, name in enumerate(names) if name in condition.values])

    def _folded(self, column: Named) -> list[str]:
        return self.titles if column == "title" else [fold(getattr(head, column)) for head in self.heads]


def _codes(values: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    names = sorted(set(values))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[value] for value in values], np.int64)


def _day(given: str) -> str:
    """A full date without its time of day; "NaT" for any other, which is within no period."""
    date = iso_date(given)
    return str(date) if date and date.is_full else "NaT"


def _bars(dated: Sequence[ArticleHead], heads: Sequence[ArticleHead]) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
    """The periods of the dated articles as bounds, and the period's place of each of `heads`; -1 where it has none."""
    line = timeline(dated)
    places = {period.key: place for place, period in enumerate(line.periods)}
    known = {head.id for head in dated}
    bar = np.array([places[period_of(head.date, line.unit)] if head.id in known else -1 for head in heads], np.int64)
    return [period_bounds(period.key) for period in line.periods], bar
