"""Late interaction: the passages' token vectors on disk, and MaxSim of a question against candidate passages.

MaxSim (ColBERT, arXiv 2004.12832): each question token takes its best-matching passage token; the weighted mean over the question
is the passage's score. Vectors arrive centred by language and of unit length (`centring.py`); here they are reduced by PCA,
quantised to 8 bits with one scale a vector, and memory-mapped. Choosing the candidates is `search.py`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xunzhang.centring import unit
from xunzhang.encoder import Floats

# Dimensions kept. On XQuAD 192 of 384 cost nothing that can be measured (benchmarks/QUALITY.md, "Token vectors").
REDUCED_DIMENSIONS = 192
# Fewer sample vectors than this many a dimension, and the principal axes would be the sample's and not the collection's: a
# collection so small keeps every dimension, which costs it a few megabytes at most.
SAMPLE_VECTORS_PER_DIMENSION = 50
LEVELS = 127.0

VECTORS, SCALES, STARTS, REDUCTION = "tokens.int8", "token_scales.float16", "token_starts.npy", "token_reduction.npy"
Rows = NDArray[np.int64]


def fit_reduction(sample: Floats, dimensions: int = REDUCED_DIMENSIONS) -> Floats:
    """PCA without a second centring: (m, d) unit vectors -> (d, r) orthonormal columns, r <= `dimensions`.

    The identity where the sample is too small to tell, or d is small already.
    """
    count, width = sample.shape
    if width <= dimensions or count < SAMPLE_VECTORS_PER_DIMENSION * width:
        return np.eye(width, dtype=np.float32)
    _, axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))  # ascending
    return np.ascontiguousarray(axes[:, ::-1][:, :dimensions], dtype=np.float32)


def write_tokens(folder: Path, reduction: Floats, passages: Iterable[Floats]) -> int:
    """Stream passages' centred token vectors, each float32 (t_i, d), into `folder`; -> bytes written."""
    starts = [0]
    with (folder / VECTORS).open("wb") as vectors, (folder / SCALES).open("wb") as scales:
        for tokens in passages:
            codes, scale = quantise(unit(tokens @ reduction))
            vectors.write(codes.tobytes())
            scales.write(scale.tobytes())
            starts.append(starts[-1] + len(tokens))
    np.save(folder / STARTS, np.asarray(starts, np.int64))
    np.save(folder / REDUCTION, reduction)
    return sum((folder / name).stat().st_size for name in (VECTORS, SCALES, STARTS, REDUCTION))


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """(t, r) -> 8-bit codes (t, r) and one half-precision scale a vector, such that codes * scale is the vector."""
    scale = (np.abs(vectors).max(axis=1, initial=0.0) / LEVELS).astype(np.float16)
    divisor = np.where(scale > 0, scale, 1).astype(np.float32)[:, None]
    codes = np.clip(np.rint(vectors / divisor), -LEVELS, LEVELS).astype(np.int8)
    return codes, scale


@dataclass(frozen=True, slots=True)
class Match:
    """MaxSim of one question with m passages: `scores` float32 (m,) in -1..1; `best` float32 (q, m), each token's best."""

    scores: Floats
    best: Floats


class TokenVectors:
    """The token vectors of an index generation, opened read-only; row i is passage row i."""

    def __init__(self, folder: Path) -> None:
        self._starts: Rows = np.load(folder / STARTS)
        self.reduction: Floats = np.load(folder / REDUCTION)
        tokens, width = int(self._starts[-1]), self.reduction.shape[1]
        # An empty file cannot be mapped.
        self._codes = (
            np.memmap(folder / VECTORS, np.int8, "r", shape=(tokens, width)) if tokens else np.zeros((0, width), np.int8)
        )
        self._scales = np.memmap(folder / SCALES, np.float16, "r", shape=(tokens,)) if tokens else np.zeros(0, np.float16)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def reduce(self, tokens: Floats) -> Floats:
        """A question's centred token vectors (q, d) -> (q, r), unit length."""
        return unit(tokens @ self.reduction)

    def of(self, row: int) -> Floats:
        """The token vectors (t, r) of one passage, unit length but for quantisation."""
        codes, scales = self._gather(np.asarray([row], np.int64))
        vectors: Floats = codes * scales[:, None]
        return vectors

    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Match:
        """Score passages `rows` (m,) against a reduced question (q, r); `weights` (q,) sum to one."""
        if not len(rows) or not len(question):
            return Match(np.zeros(len(rows), np.float32), np.zeros((len(question), len(rows)), np.float32))
        lengths = self._starts[rows + 1] - self._starts[rows]
        codes, scales = self._gather(rows)
        best = np.zeros((len(question), len(rows)), np.float32)
        filled = lengths > 0
        if filled.any():
            similarity = (question @ codes.T) * scales
            begins = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
            best[:, filled] = np.maximum.reduceat(similarity, begins, axis=1)
        return Match((weights @ best).astype(np.float32), best)

    def _gather(self, rows: Rows) -> tuple[Floats, Floats]:
        slices = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        codes = np.concatenate([self._codes[piece] for piece in slices]).astype(np.float32)
        scales = np.concatenate([self._scales[piece] for piece in slices]).astype(np.float32)
        return codes, scales


def join(parts: Sequence[Floats], width: int) -> Floats:
    """Stack token arrays into one (sum of t_i, width)."""
    return np.concatenate(parts) if parts else np.zeros((0, width), np.float32)
