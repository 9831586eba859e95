"""The truth that stores are held against: every passage looked at, in numpy and Python, with no index at all."""

from __future__ import annotations

from collections import Counter

import numpy as np

from xunzhang.index.catalogue import Catalogue
from xunzhang.index.narrowed import rows_of
from xunzhang.index.relations import POOLED
from xunzhang.index.stores.milvus.entities import words_of
from xunzhang.index.word_scoring import score
from xunzhang.index.words import Hits, WordSearch

COUNTED = ("terms", "context", "exact")


class ExactVectors:
    """Implements `VectorStore`."""

    def __init__(self, folder, dimensions):
        self._vectors = np.fromfile(folder / POOLED, np.float32).reshape(-1, dimensions)

    def __len__(self):
        return len(self._vectors)

    def search(self, vectors, k, allowed=None):
        if vectors.shape[1] != self._vectors.shape[1]:
            raise ValueError(f"vectors of shape {vectors.shape} do not fit an index of {self._vectors.shape[1]} dimensions")
        rows = np.arange(len(self)) if allowed is None else rows_of(allowed)
        scores = vectors @ self._vectors[rows].T
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return rows[order], np.take_along_axis(scores, order, axis=1)

    def vectors(self, rows):
        return self._vectors[rows]


class ExactWords(WordSearch):
    """Every passage's words by themselves; also their `WordStatistics`."""

    def __init__(self, folder):
        super().__init__()
        self._words = [words_of(passage) for passage in Catalogue(folder).every_passage()]
        self.passages = len(self._words)
        self.lengths = {name: float(np.mean([len(each.of(name)) for each in self._words])) for name in COUNTED}
        self._holding = Counter((name, term) for each in self._words for name in COUNTED for term in each.counts[name])

    def __len__(self):
        return self.passages

    def holding(self, field, term):
        return self._holding[field, term]

    def _scored(self, query, allowed):
        rows = range(len(self)) if allowed is None else rows_of(allowed).tolist()
        found = [(score(query, self._words[row], self), row) for row in rows]
        return [(worth, row) for worth, row in found if worth is not None]

    def hits(self, query, k, allowed):
        best = sorted(self._scored(query, allowed), key=lambda each: (-each[0], each[1]))[:k]
        return Hits(np.array([row for _, row in best], np.int64), np.array([worth for worth, _ in best], np.float32))

    def count(self, query, allowed=None):
        return len(self._scored(query, allowed))

    def scores_of(self, query, rows):
        found = [query and score(query, self._words[row], self) for row in rows.tolist()]
        return np.array([worth or 0 for worth in found], np.float32)

    def narrowed_to(self, query):
        return np.array([row for _, row in self._scored(query, None)], np.int64)

    def rows_in(self, allowed):
        return rows_of(allowed)
