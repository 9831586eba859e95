"""Late interaction: the passages' token vectors on disk, and MaxSim of a question against candidate passages.

MaxSim (ColBERT, arXiv 2004.12832): each question token takes its best-matching passage token; the weighted mean over the question
is the passage's score. Vectors arrive centred by language and of unit length (`centring.py`); here they are reduced by PCA,
quantised to 8 bits with one scale a vector, and memory-mapped. Choosing the candidates is `search/pipeline.py`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.centring import unit
from xunzhang.index.array_file import ArrayFile
from xunzhang.types.arrays import Floats, Rows

# Dimensions kept. On XQuAD 192 of 384 cost nothing that can be measured (benchmarks/QUALITY.md, "Token vectors").
REDUCED_DIMENSIONS = 192
# Fewer sample vectors than this many a dimension, and the principal axes would be the sample's and not the collection's: a
# collection so small keeps every dimension, which costs it a few megabytes at most.
SAMPLE_VECTORS_PER_DIMENSION = 50
LEVELS = 127.0

VECTORS, SCALES, STARTS, REDUCTION = "tokens.int8", "token_scales.float16", "token_starts.npy", "token_reduction.npy"


def fit_reduction(sample: Floats, dimensions: int = REDUCED_DIMENSIONS) -> Floats:
    """PCA without a second centring: (m, d) unit vectors -> (d, r) orthonormal columns, r <= `dimensions`.

    The identity where the sample is too small to tell, or d is small already.
    """
    count, width = sample.shape
    if width <= dimensions or count < SAMPLE_VECTORS_PER_DIMENSION * width:
        return np.eye(width, dtype=np.float32)
    _, axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))  # ascending
    return np.ascontiguousarray(axes[:, ::-1][:, :dimensions], dtype=np.float32)


class TokenWriter:
    """Streams passages' token vectors into `folder`, in row order; use as a context manager, which completes the files."""

    def __init__(self, folder: Path, reduction: Floats) -> None:
        self._folder = folder
        self._reduction = reduction
        self._starts = ArrayFile(folder / STARTS, np.int64)
        self._starts.add([0])
        self._written = 0
        self._vectors = (folder / VECTORS).open("wb")
        self._scales = (folder / SCALES).open("wb")

    def __enter__(self) -> TokenWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._vectors.close()
        self._scales.close()
        self._starts.close()
        if kind is None:
            np.save(self._folder / REDUCTION, self._reduction)

    def add(self, codes: NDArray[np.int8], scales: NDArray[np.float16]) -> None:
        """Add the next passage's vectors, reduced and quantised: (t, r) and (t,)."""
        self._vectors.write(codes.tobytes())
        self._scales.write(scales.tobytes())
        self._written += len(scales)
        self._starts.add([self._written])

    def copy(self, other: TokenVectors, first: int, last: int) -> None:
        """Add the passages in rows first, ..., last - 1 of another generation with the same reduction, as they are."""
        starts, codes, scales = other.stored(first, last)
        self._vectors.write(codes.data)
        self._scales.write(scales.data)
        self._starts.add(starts[1:] + (self._written - starts[0]))
        self._written += len(scales)


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """(t, r) -> 8-bit codes (t, r) and one half-precision scale a vector, such that codes * scale is the vector."""
    scale = (np.abs(vectors).max(axis=1, initial=0.0) / LEVELS).astype(np.float16)
    divisor = np.where(scale > 0, scale, 1).astype(np.float32)[:, None]
    codes = np.clip(np.rint(vectors / divisor), -LEVELS, LEVELS).astype(np.int8)
    return codes, scale


class TokenVectors:
    """The token vectors of an index generation, opened read-only; row i is passage row i."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts: Rows = np.load(folder / STARTS, mmap_mode="r").view(np.ndarray)
        self.reduction: Floats = np.load(folder / REDUCTION)
        tokens, width = int(self._starts[-1]), self.reduction.shape[1]
        # An empty file cannot be mapped.
        self._codes = (
            np.memmap(folder / VECTORS, np.int8, "r", shape=(tokens, width)) if tokens else np.zeros((0, width), np.int8)
        )
        self._scales = np.memmap(folder / SCALES, np.float16, "r", shape=(tokens,)) if tokens else np.zeros(0, np.float16)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def stored(self, first: int, last: int) -> tuple[Rows, NDArray[np.int8], NDArray[np.float16]]:
        """What is stored of rows first, ..., last - 1: where each begins and the last ends, the codes, and the scales.

        Read, not mapped, since whoever goes through all of it would have it all in memory.
        """
        starts, width = self._starts[first : last + 1], self.reduction.shape[1]
        begin, tokens = int(starts[0]), int(starts[-1] - starts[0])
        codes = np.fromfile(self._folder / VECTORS, np.int8, tokens * width, offset=begin * width)
        scales = np.fromfile(self._folder / SCALES, np.float16, tokens, offset=begin * np.float16().itemsize)
        return starts, codes.reshape(-1, width), scales

    def reduce(self, tokens: Floats) -> Floats:
        """A question's centred token vectors (q, d) -> (q, r), unit length."""
        return unit(tokens @ self.reduction)

    def of(self, row: int) -> Floats:
        """The token vectors (t, r) of one passage, unit length but for quantisation."""
        codes, scales = self._gather(np.asarray([row], np.int64))
        vectors: Floats = codes * scales[:, None]
        return vectors

    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Floats:
        """-> float32 (m,) in -1..1: passages `rows` (m,) against a reduced question (q, r); `weights` (q,) sum to one."""
        if not len(rows) or not len(question):
            return np.zeros(len(rows), np.float32)
        lengths = self._starts[rows + 1] - self._starts[rows]
        codes, scales = self._gather(rows)
        best = np.zeros((len(question), len(rows)), np.float32)
        filled = lengths > 0
        if filled.any():
            similarity = (question @ codes.T) * scales
            begins = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
            best[:, filled] = np.maximum.reduceat(similarity, begins, axis=1)
        return (weights @ best).astype(np.float32)

    def _gather(self, rows: Rows) -> tuple[Floats, Floats]:
        slices = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        codes = np.concatenate([self._codes[piece] for piece in slices]).astype(np.float32)
        scales = np.concatenate([self._scales[piece] for piece in slices]).astype(np.float32)
        return codes, scales


def join(parts: Sequence[Floats], width: int) -> Floats:
    """Stack token arrays into one (sum of t_i, width)."""
    return np.concatenate(parts) if parts else np.zeros((0, width), np.float32)
