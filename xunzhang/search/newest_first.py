"""The passages that a question's fields leave where it asks for nothing else: each article's first, the newest article first."""

from __future__ import annotations

import numpy as np

from xunzhang.index.narrowed import Allowed
from xunzhang.index.opening import Index
from xunzhang.language.iso_dates import first_day
from xunzhang.types.arrays import Rows


def rows_left(index: Index, allowed: Allowed | None) -> Rows:
    """-> int64 (m,), all that may be found: first passages by date, undated articles last, then the others in the same order."""
    rows = index.catalogue.every_row() if allowed is None else index.lexical.rows_in(allowed)
    if not len(rows):
        return rows
    articles = index.catalogue.articles_of(rows)
    numbers, place = np.unique(articles, return_inverse=True)
    heads = index.catalogue.heads()
    days = [first_day(heads[number].date) for number in numbers.tolist()]
    order = sorted(range(len(days)), key=lambda at: days[at], reverse=True)  # stable
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    first = np.ones(len(rows), np.bool_)
    first[1:] = articles[1:] != articles[:-1]
    return rows[np.lexsort((rows, rank[place], ~first))]
