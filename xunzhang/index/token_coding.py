"""How a token vector is kept in fifty bytes: the collection's principal axes, four together as one of 256 points.

Vectors arrive centred by language and of unit length (`centring.py`). The axes along which the collection differs most are dealt
into groups of equal worth, and 256 points of each group are learnt (product quantisation, Jégou and others 2011; dealt as by Ge
and others 2013). A scale a token makes up for what rounding did to its length. Files are `token_vectors.py`'s; what bytes buy is
measured by `python -m benchmarks.token_vectors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.centring import unit
from xunzhang.types.arrays import Floats

Codes = NDArray[np.uint8]
Scales = NDArray[np.float16]

# Bytes of a token's code, one a group of axes; with its scale it takes two more. And the axes kept of a wider vector. What other
# choices cost and gain: benchmarks/QUALITY.md, "Token vectors".
CODE_BYTES, KEPT_AXES = 48, 192
# A collection with fewer vectors a dimension than this is a few megabytes whichever way. It keeps every axis, since of so few
# texts the widest axes would be those that all of them share, and a byte of each.
FEW_A_DIMENSION = 50
BEYOND = 1.25  # an axis with a byte of its own reaches so much further than the sample does
POINTS = 256  # of a group: a byte names one
# Vectors of the sample that points are learnt from, and how often these are moved at most.
LEARNT_FROM, MOVES = 64 * POINTS, 10
FEW = 4096  # vectors, among which there may be no more different ones than points
SMALLEST = 1e-9


@dataclass(frozen=True)  # without slots, for what is made once
class TokenCoding:
    """`axes` float32 (d, r): orthonormal columns, and empty ones to fill the last group. `points` float32 (m, POINTS, r / m).

    The numbers in both are such as half precision has, in which they are stored (`rounded`).
    """

    axes: Floats
    points: Floats

    @classmethod
    def rounded(cls, axes: NDArray[np.floating], points: NDArray[np.floating]) -> TokenCoding:
        return cls(*(values.astype(np.float16).astype(np.float32) for values in (axes, points)))

    @property
    def width(self) -> int:
        """Bytes of a token's code."""
        return len(self.points)

    def reduce(self, vectors: Floats) -> Floats:
        """Centred token vectors (t, d) -> (t, r), unit length."""
        return unit(vectors @ self.axes)

    def encode(self, vectors: Floats) -> tuple[Codes, Scales]:
        """Centred token vectors (t, d) -> codes uint8 (t, width) and scales float16 (t,); `decode` takes them back."""
        reduced = self.reduce(vectors)
        codes: Codes
        if self.points.shape[2] == 1:
            codes = _nearest_levels(reduced, self.points[:, :, 0])
        else:
            codes = self._quantizer.compute_codes(np.ascontiguousarray(reduced))
        coded = self.spread(codes)
        return codes, _lengths(reduced, coded).astype(np.float16)

    @cached_property
    def _quantizer(self) -> Any:
        return quantizer_of(self.points)

    def decode(self, codes: Codes, scales: Scales) -> Floats:
        """-> float32 (t, r): the reduced vectors as nearly as they are kept, of about unit length, or zero."""
        vectors: Floats = self.spread(codes) * scales.astype(np.float32)[:, None]
        return vectors

    def spread(self, codes: Codes) -> Floats:
        """Codes (t, width) -> the points they name, float32 (t, r), not scaled."""
        points = self.points.reshape(-1, self.points.shape[2])
        spread: Floats = np.take(points, codes + POINTS * np.arange(self.width), axis=0)
        return spread.reshape(len(codes), self.axes.shape[1])


def quantizer_of(points: Floats) -> Any:
    """FAISS's quantizer of `points` (m, POINTS, w), which finds the nearest six times as fast as matrices do."""
    import faiss

    quantizer = faiss.ProductQuantizer(len(points) * points.shape[2], len(points), 8)
    faiss.copy_array_to_vector(np.ascontiguousarray(points, np.float32).ravel(), quantizer.centroids)
    return quantizer


def _lengths(vectors: Floats, coded: Floats) -> Floats:
    """What to multiply `coded` by, (t,), so that its best cosine with a question's token is that of `vectors` on average.

    Of unit length it would be too small, and so as to give every inner product right on average (as RaBitQ has it, Gao and Long
    2024) too large, since a question's token takes the best of many: it is half-way. 0 for a vector of zeros.
    """
    norms, along = np.linalg.norm(coded, axis=1), (vectors * coded).sum(axis=1)
    scale: Floats = np.where(along > SMALLEST, 1 / np.sqrt(np.maximum(along, SMALLEST) * np.maximum(norms, SMALLEST)), 0)
    return scale


def coding_of(sample: Floats) -> TokenCoding:
    """The coding of a collection, learnt from centred token vectors of it, (m, d) of unit length; m may be 0."""
    count, width = sample.shape
    return fit_coding(sample, width, width) if count < FEW_A_DIMENSION * width else fit_coding(sample)


def fit_coding(sample: Floats, code_bytes: int = CODE_BYTES, kept_axes: int = KEPT_AXES) -> TokenCoding:
    """The same with `code_bytes` a token and no more than `kept_axes`."""
    axes = _dealt(sample, code_bytes, min(kept_axes, sample.shape[1]))
    reduced = unit(sample @ axes.reshape(sample.shape[1], -1))
    learnt = reduced[np.linspace(0, len(reduced) - 1, min(len(reduced), LEARNT_FROM)).astype(int)] if len(reduced) else reduced
    groups = axes.shape[1]
    points = np.stack([_begun(_group(learnt, group, groups)) for group in range(groups)])
    if axes.shape[2] > 1:
        points = _moved(points, learnt)
    return TokenCoding.rounded(axes.reshape(sample.shape[1], -1), points)


def _group(vectors: Floats, group: int, groups: int) -> Floats:
    width = vectors.shape[1] // groups
    return np.ascontiguousarray(vectors[:, group * width : (group + 1) * width])


def _dealt(sample: Floats, code_bytes: int, kept: int) -> Floats:
    """The principal axes, (d, groups, axes of a group): the widest first, each to the group that is worth least and has room.

    A group is worth the product of its variances, which is what its points can tell apart.
    """
    variances, columns = np.linalg.eigh((sample.T @ sample / max(len(sample), 1)).astype(np.float64))  # ascending, not centred
    widths = np.log(np.maximum(variances[::-1][:kept], SMALLEST))
    room = -(-kept // code_bytes)
    groups = -(-kept // room)
    axes = np.zeros((sample.shape[1], groups, room), np.float32)
    worth, filled = np.zeros(groups), np.zeros(groups, int)
    for axis, width in enumerate(widths - widths.min()):
        group = int(np.where(filled < room, worth, np.inf).argmin())
        axes[:, group, filled[group]] = columns[:, -1 - axis]
        worth[group] += width
        filled[group] += 1
    return axes


def _begun(vectors: Floats) -> Floats:
    """Points (POINTS, w) for vectors (m, w) to begin with: some of them; of a single axis, evenly spaced ones."""
    if not len(vectors):
        return np.zeros((POINTS, vectors.shape[1]), np.float32)
    if vectors.shape[1] == 1:
        reach = BEYOND * np.abs(vectors).max()
        return np.linspace(-reach, reach, POINTS, dtype=np.float32)[:, None]
    if len(vectors) <= FEW and len(different := np.unique(vectors, axis=0)) <= POINTS:
        return np.resize(different, (POINTS, vectors.shape[1]))
    return vectors[np.resize(np.random.default_rng(0).permutation(len(vectors))[:POINTS], POINTS)]


def _moved(points: Floats, vectors: Floats) -> Floats:
    """`points` (g, POINTS, w) moved to where parts of vectors (m, g * w) lie nearest to them: k-means of each group."""
    groups, _, width = points.shape
    vectors, before = np.ascontiguousarray(vectors), None
    for _ in range(MOVES if len(vectors) else 0):
        nearest: Codes = quantizer_of(points).compute_codes(vectors)
        if before is not None and np.array_equal(nearest, before):
            break
        named = (nearest + POINTS * np.arange(groups)).ravel()
        counts = np.bincount(named, minlength=groups * POINTS)
        parts = vectors.reshape(-1, width)
        sums = np.stack([np.bincount(named, axis, groups * POINTS) for axis in parts.T], axis=1)
        means = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], points.reshape(-1, width))
        points, before = means.astype(np.float32).reshape(points.shape), nearest
    return points


def _nearest_levels(vectors: Floats, levels: Floats) -> Codes:
    """Of each axis's own levels (r, POINTS), ascending, the number of the nearest to each value of vectors (t, r)."""
    between = (levels[:, 1:] + levels[:, :-1]) / 2
    codes = np.empty(vectors.shape, np.uint8)
    for axis, ends in enumerate(between):
        codes[:, axis] = np.searchsorted(ends, vectors[:, axis])
    return codes
