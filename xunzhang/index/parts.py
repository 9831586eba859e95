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

from xunzhang.index.columns import ArticleCodes, PassageCodes
from xunzhang.index.narrowed import Allowed, rows_of
from xunzhang.question.filters import Named
from xunzhang.types import Article, ArticleHead, AuditRow, Filters, Passage
from xunzhang.types.arrays import Floats, Rows
from xunzhang.types.printed_layout import PrintedLayout
from xunzhang.types.question import FieldDemand


class Articles(Protocol):
    """Articles, passages and the audit; see `catalogue.py`, which has them in SQLite, for what each gives and raises."""

    def passages(self, rows: Sequence[int]) -> list[Passage]: ...
    def every_passage(self) -> Iterator[Passage]: ...
    def row_of(self, passage_id: str) -> int: ...
    def passages_of(self, article_id: str) -> list[Passage]: ...
    def article(self, article_id: str) -> Article: ...
    def layout(self, article_id: str) -> PrintedLayout: ...
    def heads(self) -> list[ArticleHead]: ...
    def heads_at(self, places: Rows) -> list[ArticleHead]: ...
    def places_of(self, article_ids: Sequence[str]) -> Rows: ...
    def folded(self, column: Named) -> Sequence[str]: ...
    @property
    def columns(self) -> ArticleCodes: ...
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
    """All passages' families, in memory."""

    def __init__(self, columns: PassageCodes) -> None:
        self._names = np.array(columns.families or [""])
        self._family = columns.family
        counts = np.bincount(columns.family, minlength=len(columns.families)).tolist()
        self.sizes: Mapping[str, int] = {name: count for name, count in zip(columns.families, counts, strict=True) if count}
        self._rows: dict[str, Rows] = {}  # of the families asked for

    def __len__(self) -> int:
        return len(self._family)

    def of(self, rows: Rows) -> NDArray[np.str_]:
        return self._names[self._family[rows]]

    def within(self, family: str, allowed: Allowed | None) -> Allowed:
        place = np.searchsorted(self._names, family)
        if allowed is not None:
            rows = rows_of(allowed)
            there: Rows = rows[self._family[rows] == place]
            return there
        if family not in self._rows:
            self._rows[family] = np.flatnonzero(self._family == place)
        return self._rows[family]
