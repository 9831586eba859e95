"""A passage's sentences with the rows of their tokens: what a question's tokens find in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xunzhang.language.sentences import sentence_spans
from xunzhang.types import Span
from xunzhang.types.arrays import Floats


@dataclass(frozen=True, slots=True)
class Sentences:
    """A passage's sentences that have tokens: where they stand, and the rows of their tokens in the similarity matrix."""

    spans: tuple[Span, ...]
    rows: tuple[slice, ...]

    @classmethod
    def of(cls, text: str, token_spans: Sequence[Span]) -> Sentences:
        """A token belongs to the sentence that its middle stands in; a passage cut at the model's limit has sentences without."""
        spans = sentence_spans(text)
        middles = [(token.start + token.end) / 2 for token in token_spans]
        ends = np.searchsorted(middles, [span.start for span in spans[1:]]).tolist()
        rows = [slice(start, end) for start, end in zip([0, *ends], [*ends, len(middles)], strict=True)]
        kept = [row for row, tokens in enumerate(rows) if tokens.start < tokens.stop]
        return cls(tuple(spans[row] for row in kept), tuple(rows[row] for row in kept))

    def matches(self, similarity: Floats) -> Floats:
        """-> (sentences, q): the best similarity of each question token within each sentence; `similarity` is (q, t)."""
        best: Floats = np.stack([similarity[:, rows].max(axis=1) for rows in self.rows])
        return best
