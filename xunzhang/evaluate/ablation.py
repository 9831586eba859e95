"""The pipeline with one arm or step taken out, for measuring what it is worth. Every other step is the pipeline's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from xunzhang.encoding.centring import Means
from xunzhang.index.opening import Index
from xunzhang.search.pipeline import Searcher
from xunzhang.search.ranking import DEFAULT, Evidence, fuse_within
from xunzhang.search.understanding import Understood
from xunzhang.types import Mode
from xunzhang.types.arrays import Floats, Rows


def without_centring(index: Index) -> Searcher:
    """Questions are asked as they were encoded; the index's passages stay centred."""
    means = index.question_means
    pooled, tokens = ({name: np.zeros_like(mean) for name, mean in kind.items()} for kind in (means.pooled, means.tokens))
    return Searcher(replace(index, question_means=Means(pooled, tokens)))


class WithoutLateInteraction(Searcher):
    """The pooled vectors' cosine stands in for MaxSim."""

    def _weigh(self, understood: Understood, rows: Rows) -> Evidence:
        found, scores = self._index.vectors.search(understood.pooled, len(rows), rows)
        cosines = np.zeros(len(rows), np.float32)
        cosines[np.searchsorted(rows, found[0])] = scores[0]
        return replace(super()._weigh(understood, rows), late=cosines)


class WithoutRegardToLanguage(Searcher):
    """The arms' scores are standardised among all candidates together."""

    def _fuse(self, evidence: Evidence, mode: Mode = "hybrid") -> Floats:
        return fuse_within(evidence, np.full(len(evidence.rows), ""), self._settings)


ABLATIONS: Mapping[str, Callable[[Index], Searcher]] = MappingProxyType(
    {
        "without language centring": without_centring,
        "without late interaction": WithoutLateInteraction,
        "without words": lambda index: Searcher(index, replace(DEFAULT, words=0.0, words_han=0.0)),
        "without the bridge": lambda index: Searcher(index, replace(DEFAULT, bridge=0.0)),
        "fused without regard to language": WithoutRegardToLanguage,
        "without the reader": lambda index: Searcher(replace(index, reader=None)),
        "function words in full": lambda index: Searcher(index, replace(DEFAULT, function_word_weight=1.0)),
    }
)
