"""The articles' columns as the facets count them: by masks over articles and not passage by passage.

What the columns are is `index/columns.py`'s, what a condition means `question/filters.py`'s; which masks a facet counts under,
`narrowing.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.columns import Days, meeting
from xunzhang.index.parts import Articles
from xunzhang.language.iso_dates import IsoDate
from xunzhang.question.filters import Column, Condition, conditions
from xunzhang.search.timeline import period_bounds, periods_spanned
from xunzhang.types import Filters
from xunzhang.types.arrays import Mask, Rows

FIRST_YEAR = 1970  # of NumPy's count of years, and a multiple of ten


class ArticleColumns:
    """The articles' columns as codes, by their places, and the periods that they are dated in."""

    def __init__(self, catalogue: Articles) -> None:
        self._catalogue = catalogue
        self.codes = catalogue.columns
        self.bars, self.bar = _bars(self.codes.day)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def titles(self) -> Sequence[str]:
        """The articles' titles, folded."""
        return self._catalogue.folded("title")

    def holding(self, rows: Rows | None) -> Mask:
        """bool (articles,): those with a passage among `rows`; all where `rows` is None."""
        if rows is None:
            return np.ones(len(self), np.bool_)
        mask = np.zeros(len(self), np.bool_)
        mask[self._catalogue.articles_of(rows)] = True
        return mask

    def counted(self, found: tuple[Rows, Rows], codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
        """int64 (size,): how many hits have a passage of each code; `codes` are the articles', -1 for none."""
        rows, hits = found
        of_row = codes[self._catalogue.articles_of(rows)]
        pairs = np.unique(np.stack([hits, of_row])[:, of_row >= 0], axis=1)
        return np.bincount(pairs[1], minlength=size)

    def masks(self, filters: Filters) -> dict[Column, Mask]:
        """By column, bool (articles,): the articles that its own choice leaves, by the conditions that a search keeps to."""
        everything = np.ones(len(self), np.bool_)
        masks: dict[Column, Mask] = dict.fromkeys(get_args(Column), everything)
        return masks | {condition.column: self.meeting([condition]) for condition in conditions(filters)}

    def meeting(self, conditions: Iterable[Condition]) -> Mask:
        """bool (articles,): those that meet all conditions."""
        return meeting(conditions, self._catalogue)


def _bars(days: Days) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
    """The periods of the articles with a full date as bounds, and the period's place of each of `days`; -1 where it has none."""
    dated = days[~np.isnat(days)]
    if not len(dated):
        return [], np.full(len(days), -1, np.int64)
    unit, keys = periods_spanned(*(IsoDate(day.year, day.month, day.day) for day in (dated.min().item(), dated.max().item())))
    since = days.astype(f"datetime64[{'Y' if unit == 'decade' else unit[0].upper()}]")
    places = since.astype(np.int64) + FIRST_YEAR
    places = places // 10 if unit == "decade" else places
    return [period_bounds(key) for key in keys], np.where(np.isnat(days), -1, places - places[~np.isnat(days)].min())
