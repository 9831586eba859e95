"""The words of passages in Tantivy, on this machine: what `words.py` asks, and how it is opened.

Tantivy is fed terms ready made, one white space apart, since its own tokenizers drop Chinese.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Query

from xunzhang.index.lexical_queries import Queries
from xunzhang.index.narrowed import Allowed, rows_of
from xunzhang.index.sharing import temporary_view
from xunzhang.index.word_queries import Every, NoneOf, WordQuery, silent
from xunzhang.index.words import Hits, WordSearch
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.arrays import Floats, Mask, Rows

_LOCK = ".tantivy-meta.lock"  # which Tantivy opens for writing even to read
_NARROWED_KEPT = 8  # conditions on words whose rows are kept: 8 bytes a row
_TERM_SET_LIMIT = 4096  # up to so many allowed rows are asked for by name; with more, hits are filtered as they come


class LexicalIndex(WordSearch):
    """A Tantivy index over passages, open for reading; any number of processes may have it open.

    Fields: those of `word_queries.py`, and `row`, the passage's row number.
    """

    def __init__(self, index: tantivy.Index) -> None:
        super().__init__()
        self._queries = Queries(index.schema)
        self._searcher = index.searcher()
        self._narrowing, self._narrowed = threading.Lock(), dict[WordQuery, Rows]()
        self._held: object = None  # what keeps the files there while this is open, where nothing else does

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what `building/lexical_writer.py` wrote. Raises `XunzhangError` where there is none.

        Tantivy takes a lock to open an index; where its folder may not be written to, it is given one of links that may.
        """
        if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
            raise XunzhangError(say("index.no_words", folder=str(folder)))
        lock = folder / _LOCK
        if os.access(lock if lock.exists() else folder, os.W_OK):
            return cls(tantivy.Index.open(str(folder)))
        view, temporary = temporary_view(folder)
        opened = cls(tantivy.Index.open(str(view)))
        opened._held = temporary
        return opened

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def every_row(self) -> Rows:
        """The rows of all passages, ascending."""
        return self._rows(Every())

    def narrowed_to(self, query: WordQuery) -> Rows:
        """The rows of what matches, ascending. A page asks for those of one question several times: the latest are kept."""
        with self._narrowing:
            found = self._narrowed.pop(query, None)
        if found is None:
            found = self._matching(query)
        with self._narrowing:
            self._narrowed[query] = found
            while len(self._narrowed) > _NARROWED_KEPT:
                del self._narrowed[next(iter(self._narrowed))]
        return found

    def _matching(self, query: WordQuery) -> Rows:
        """Of what most passages match, what the others do not is found, since every row found takes its time."""
        if 2 * self._count(self._queries.of(query)) <= len(self):
            return self._rows(query)
        mask = np.ones(len(self), np.bool_)
        mask[self._rows(NoneOf((query,)))] = False
        return np.flatnonzero(mask)

    def _rows(self, query: WordQuery) -> Rows:
        """The rows of what matches, ascending."""
        found = self._searcher.search(self._queries.of(silent(query)), len(self), count=False).hits
        return np.sort(np.array(self._searcher.fast_field_values("row", [address for _, address in found]), dtype=np.int64))

    def rows_in(self, allowed: Allowed) -> Rows:
        return rows_of(allowed)

    def how_many(self, allowed: Allowed) -> int:
        return len(rows_of(allowed))

    def count(self, query: WordQuery, allowed: Allowed | Sequence[int] | None = None) -> int:
        """See `WordSearch.count`."""
        if allowed is None:
            return self._count(self._queries.of(query))
        rows = _array(allowed)
        if len(rows) <= _TERM_SET_LIMIT:
            return self._count(self._queries.among(query, rows)) if len(rows) else 0
        return int(np.count_nonzero(self._mask(rows)[self._rows(query)]))

    def _count(self, query: Query) -> int:
        return int(self._searcher.search(query, 1, count=True).count)

    def _hits(self, query: Query, limit: int) -> Hits:
        found = self._searcher.search(query, max(limit, 1), count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return Hits(np.array(rows, dtype=np.int64), np.array([score for score, _ in found], dtype=np.float32))

    def hits(self, query: WordQuery, k: int, allowed: Allowed | Sequence[int] | None) -> Hits:
        """See `WordSearch.hits`."""
        if allowed is None:
            return self._hits(self._queries.of(query), k)
        rows = _array(allowed)
        if len(rows) <= _TERM_SET_LIMIT:
            return self._hits(self._queries.among(query, rows), k)
        return self._filtered(self._queries.of(query), k, rows)

    def _filtered(self, query: Query, k: int, allowed: Rows) -> Hits:
        """Take more and more hits until `k` of them are allowed or there are no more."""
        limit, mask = k * max(2, 2 * len(self) // len(allowed)), self._mask(allowed)
        while True:
            hits = self._hits(query, limit)
            keep = mask[hits.rows]
            if keep.sum() >= k or len(hits.rows) < limit:
                return Hits(hits.rows[keep][:k], hits.scores[keep][:k])
            limit *= 4

    def _mask(self, rows: Rows) -> Mask:
        mask = np.zeros(len(self), np.bool_)
        mask[rows] = True
        return mask

    def scores_of(self, query: WordQuery | None, rows: Rows | Sequence[int]) -> Floats:
        """See `WordSearch.scores_of`."""
        scores = np.zeros(len(rows), dtype=np.float32)
        if query is not None and len(rows):
            hits = self._hits(self._queries.among(query, rows), len(rows))
            found = dict(zip(hits.rows.tolist(), hits.scores.tolist(), strict=True))
            scores[:] = [found.get(int(row), 0.0) for row in rows]
        return scores


def _array(allowed: Allowed | Sequence[int]) -> Rows:
    return np.asarray(rows_of(allowed) if isinstance(allowed, np.ndarray) else allowed, dtype=np.int64)
