"""Late interaction: the passages' token vectors on disk, and MaxSim of a question against candidate passages.

MaxSim (ColBERT, arXiv 2004.12832): each question token takes its best-matching passage token; the weighted mean over the question
is the passage's score. How a vector becomes a code of some fifty bytes is `token_coding.py`'s; here the codes are written in row
order and memory-mapped. Choosing the candidates is `search/pipeline.py`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from xunzhang.index.array_file import ArrayFile
from xunzhang.index.token_coding import Codes, Scales, TokenCoding
from xunzhang.types.arrays import Floats, Rows

CODES, SCALES, STARTS = "tokens.codes", "tokens.scales", "token_starts.npy"
# Passages whose codes are made numbers of at a time: so many stay in the processor's caches.
SCORED_TOGETHER = 16
_SCALE = np.float16().itemsize


class TokenWriter:
    """Streams passages' token vectors into `folder`, in row order; use as a context manager, which completes the files."""

    def __init__(self, folder: Path) -> None:
        self._starts = ArrayFile(folder / STARTS, np.int64)
        self._starts.add([0])
        self._written = 0
        self._codes = (folder / CODES).open("wb")
        self._scales = (folder / SCALES).open("wb")

    def __enter__(self) -> TokenWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._codes.close()
        self._scales.close()
        self._starts.close()

    def add(self, codes: Codes, scales: Scales) -> None:
        """Add the next passage's vectors, coded: (t, width) and (t,)."""
        self._codes.write(codes.tobytes())
        self._scales.write(scales.tobytes())
        self._written += len(scales)
        self._starts.add([self._written])

    def copy(self, other: TokenVectors, first: int, last: int) -> None:
        """Add the passages in rows first, ..., last - 1 of another generation with the same coding, as they are."""
        starts, codes, scales = other.stored(first, last)
        self._codes.write(codes.data)
        self._scales.write(scales.data)
        self._starts.add(starts[1:] + (self._written - starts[0]))
        self._written += len(scales)


class TokenVectors:
    """The token vectors of an index generation, opened read-only; row i is passage row i. `coding` is its vector space's.

    `before_reading` is told of the places (file, begins, ends) in bytes that are going to be read of a mapped file.
    """

    def __init__(
        self, folder: Path, coding: TokenCoding, before_reading: Callable[[str, Rows, Rows], None] = lambda *_: None
    ) -> None:
        self._folder = folder
        self._coding = coding
        self._before_reading = before_reading
        self._starts: Rows = np.load(folder / STARTS, mmap_mode="r").view(np.ndarray)
        shape = int(self._starts[-1]), coding.width
        # An empty file cannot be mapped.
        mapped = all(shape)
        self._codes = np.memmap(folder / CODES, np.uint8, "r", shape=shape) if mapped else np.zeros(shape, np.uint8)
        self._scales = np.memmap(folder / SCALES, np.float16, "r", shape=shape[:1]) if mapped else np.zeros(shape[0], np.float16)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def stored(self, first: int, last: int) -> tuple[Rows, Codes, Scales]:
        """What is stored of rows first, ..., last - 1: where each begins and the last ends, the codes, and the scales.

        Read, not mapped, since whoever goes through all of it would have it all in memory.
        """
        starts, width = self._starts[first : last + 1], self._coding.width
        begin, tokens = int(starts[0]), int(starts[-1] - starts[0])
        codes = np.fromfile(self._folder / CODES, np.uint8, tokens * width, offset=begin * width)
        scales = np.fromfile(self._folder / SCALES, np.float16, tokens, offset=begin * np.float16().itemsize)
        return starts, codes.reshape(-1, width), scales

    def reduce(self, tokens: Floats) -> Floats:
        """A question's centred token vectors (q, d) -> (q, r), unit length."""
        return self._coding.reduce(tokens)

    def of(self, row: int) -> Floats:
        """The token vectors (t, r) of one passage, about unit length (`TokenCoding.decode`)."""
        return self._coding.decode(*self._gather(np.asarray([row], np.int64)))

    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Floats:
        """-> float32 (m,) in -1..1: passages `rows` (m,) against a reduced question (q, r); `weights` (q,) sum to one."""
        scores = np.zeros(len(rows), np.float32)
        question, weights = question[weights > 0], weights[weights > 0]
        if not len(question):
            return scores
        lengths = self._starts[rows + 1] - self._starts[rows]
        filled = np.flatnonzero(lengths)
        for at in range(0, len(filled), SCORED_TOGETHER):
            some = filled[at : at + SCORED_TOGETHER]
            codes, scales = self._gather(rows[some])
            scores[some] = _of_some(self._coding, question, weights, codes, scales, lengths[some])
        return scores

    def _gather(self, rows: Rows) -> tuple[Codes, Scales]:
        begins, ends = self._starts[rows], self._starts[rows + 1]
        self._before_reading(CODES, begins * self._coding.width, ends * self._coding.width)
        self._before_reading(SCALES, begins * _SCALE, ends * _SCALE)
        slices = [slice(self._starts[row], self._starts[row + 1]) for row in rows]
        return np.concatenate([self._codes[piece] for piece in slices]), np.concatenate([self._scales[piece] for piece in slices])


def maxsim_of(coding: TokenCoding, question: Floats, weights: Floats, coded: Sequence[tuple[Codes, Scales]]) -> Floats:
    """As `TokenVectors.maxsim`, of passages whose codes (t, width) and scales (t,) are at hand."""
    scores = np.zeros(len(coded), np.float32)
    question, weights = question[weights > 0], weights[weights > 0]
    if not len(question):
        return scores
    lengths = np.array([len(scales) for _, scales in coded], np.int64)
    filled = np.flatnonzero(lengths)
    for at in range(0, len(filled), SCORED_TOGETHER):
        some = filled[at : at + SCORED_TOGETHER]
        codes, scales = (np.concatenate([coded[place][part] for place in some.tolist()]) for part in (0, 1))
        scores[some] = _of_some(coding, question, weights, codes, scales, lengths[some])
    return scores


def _of_some(coding: TokenCoding, question: Floats, weights: Floats, codes: Codes, scales: Scales, lengths: Rows) -> Floats:
    """MaxSim of passages with so many tokens each, one or more, whose codes stand one after the other."""
    similarity = (question @ coding.spread(codes).T) * scales.astype(np.float32)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    scores: Floats = weights @ np.maximum.reduceat(similarity, begins, axis=1)
    return scores
