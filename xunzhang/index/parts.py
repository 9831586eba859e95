"""The parts of an opened index, as search and Explore know them: what each store has to have, on this machine or on others.

Vectors are `stores/`'s to say, words `words.py`'s. On this machine the parts are the files of a generation, and a passage's row
is its position in each of them; another store gives rows of its own, which order passages as the collection has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.narrowed import Allowed, rows_of
from xunzhang.types import Article, ArticleHead, AuditRow, Filters, Passage
from xunzhang.types.arrays import Floats, Rows
from xunzhang.types.question import FieldDemand


class Articles(Protocol):
    """Articles, passages and the audit; see `catalogue.py`, which has them in SQLite, for what each gives and raises."""

    def passages(self, rows: Sequence[int]) -> list[Passage]: ...
    def every_passage(self) -> Iterator[Passage]: ...
    def row_of(self, passage_id: str) -> int: ...
    def passages_of(self, article_id: str) -> list[Passage]: ...
    def article(self, article_id: str) -> Article: ...
    def heads(self) -> list[ArticleHead]: ...
    def origins(self) -> dict[str, dict[str, Counter[str]]]: ...
    def sizes(self) -> list[tuple[int, int]]: ...
    def audit(self) -> list[AuditRow]: ...
    def every_row(self) -> Rows: ...
    def articles_of(self, rows: Rows) -> Rows: ...
    def narrowed_to(self, filters: Filters, fields: Sequence[FieldDemand] = ()) -> Allowed | None: ...


class PassageTokens(Protocol):
    """Token vectors of passages by row; see `token_vectors.py`."""

    def __len__(self) -> int: ...
    def reduce(self, tokens: Floats) -> Floats: ...
    def of(self, row: int) -> Floats: ...
    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Floats: ...


class Languages(Protocol):
    """The language families of passages. `sizes` says how many there are of each."""

    @property
    def sizes(self) -> Mapping[str, int]: ...
    def of(self, rows: Rows) -> NDArray[np.str_]:
        """The family of each of `rows` (m,)."""
        ...

    def within(self, family: str, allowed: Allowed | None) -> Allowed:
        """The passages in a family, of those that may be found."""
        ...


class Whole(Protocol):
    """Whether the index is still what it was when it was opened; see `wholeness.py`."""

    def watched(self) -> AbstractContextManager[None]: ...
    def check(self) -> None: ...
    def go_through(self, most: int) -> bool: ...
    def begin_anew(self) -> None: ...


class LanguagesByRow:
    """All passages' families, in memory: `by_row` is their array, row after row."""

    def __init__(self, by_row: NDArray[np.str_]) -> None:
        self.by_row = by_row
        self._rows = {str(family): np.flatnonzero(by_row == family) for family in np.unique(by_row)}
        self.sizes: Mapping[str, int] = {family: len(rows) for family, rows in self._rows.items()}

    def __len__(self) -> int:
        return len(self.by_row)

    def of(self, rows: Rows) -> NDArray[np.str_]:
        return self.by_row[rows]

    def within(self, family: str, allowed: Allowed | None) -> Allowed:
        rows = self._rows[family]
        return rows if allowed is None else np.intersect1d(rows, rows_of(allowed))
