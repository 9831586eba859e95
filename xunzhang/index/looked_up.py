"""Which passages hold words that are looked up, and in which they stand out: the lexical index asked for words alone.

What a word's forms are is `language/word_forms.py`'s, and which of its translations count `search/looking_up.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xunzhang.index.narrowed import Allowed
from xunzhang.index.thing_queries import in_context, in_text
from xunzhang.index.word_queries import Boosted, WordQuery, all_of, any_of, silent, term
from xunzhang.index.words import Hits, WordSearch
from xunzhang.language.word_forms import Thing
from xunzhang.types import Language
from xunzhang.types.arrays import Rows

# Of a term in title or heading against one in the text, in choosing the candidates that are then read (`search/aboutness.py`).
TITLE_WEIGHT = 2.0
_NO_ROWS: Rows = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Sought:
    """Things that are looked up together, in passages of one language family, or in all where `language` is "".

    `telling` is the place of the thing without which the others are nothing, as a person's given name is without his surname.
    """

    things: tuple[Thing, ...]
    language: Language = ""
    telling: int | None = None

    @property
    def decisive(self) -> tuple[Thing, ...]:
        """The things one of which a passage's own text has to hold."""
        return self.things if self.telling is None else (self.things[self.telling],)


class Holders:
    """The passages, of those `allowed` (None is all, empty is nothing), that hold what any of `readings` seeks."""

    def __init__(self, words: WordSearch, readings: Sequence[Sought], allowed: Allowed | None) -> None:
        self._words = words
        self._allowed = allowed
        self.readings = [reading for reading in readings if reading.things]

    def count(self) -> int:
        """How many hold all things of a reading, a decisive one in their own text and the others there or in the title."""
        return self._count([self._all(reading) for reading in self.readings])

    def count_any(self) -> int:
        """How many hold a decisive thing in their own text, or where none does, in their title or heading."""
        in_texts = [self._within(reading, [self._in_texts(reading)]) for reading in self.readings]
        return self._count(in_texts) or self._count([self._any(reading) for reading in self.readings])

    def rows(self) -> Rows:
        """The rows that `count` counts, or where there are none, those that `count_any` does; in no order."""
        in_texts = [self._within(reading, [self._in_texts(reading)]) for reading in self.readings]
        for queries in ([*map(self._all, self.readings)], in_texts, [*map(self._any, self.readings)]):
            rows = self._words.best(any_of(queries), len(self._words), self._allowed).rows if queries else _NO_ROWS
            if len(rows):
                return rows
        return _NO_ROWS

    def count_each(self, reading: Sought) -> list[int]:
        """For each thing of a reading, how many hold it in text, title or heading."""
        return [self._count([self._any(Sought((thing,), reading.language))]) for thing in reading.things]

    def best(self, k: int, *, whole: bool) -> list[Hits]:
        """For each reading, the best `k` by BM25 that hold all of its things, or a decisive one where `whole` is false."""
        holding = self._all if whole else self._any
        return [self._words.best(self._scored(each), k, self._allowed, [holding(each)]) for each in self.readings]

    def _count(self, queries: list[WordQuery]) -> int:
        return self._words.count(any_of(queries), self._allowed) if queries else 0

    def _all(self, reading: Sought) -> WordQuery:
        somewhere = [any_of([in_text(thing), *in_context(thing)]) for thing in reading.things]
        return self._within(reading, [*somewhere, self._in_texts(reading)])

    def _in_texts(self, reading: Sought) -> WordQuery:
        return any_of([in_text(thing) for thing in reading.decisive])

    def _any(self, reading: Sought) -> WordQuery:
        either = [query for thing in reading.decisive for query in (in_text(thing), *in_context(thing))]
        return self._within(reading, [any_of(either)])

    def _within(self, reading: Sought, queries: list[WordQuery]) -> WordQuery:
        own = [term("language", reading.language)] if reading.language else []
        return all_of([*queries, *map(silent, own)])

    def _scored(self, reading: Sought) -> WordQuery:
        queries = [in_text(thing) for thing in reading.things]
        context = [query for thing in reading.things for query in in_context(thing)]
        return any_of([*queries, *(Boosted(query, TITLE_WEIGHT) for query in context)])
