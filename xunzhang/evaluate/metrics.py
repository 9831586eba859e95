"""Measures of retrieval quality over rankings, and how far chance may have moved them.

Rankings are lists of ids, best first, without repeats; relevance is binary. Every measure is in 0..1, higher is better. Which
rankings are measured is `evaluation.py`'s business.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

RESAMPLES = 1000
BINS = 10  # of confidence
CONFIDENCE_LEVEL = 0.95


class Estimate(NamedTuple):
    """A figure and the ends of its 95 % interval, from `RESAMPLES` bootstrap resamples, the same ones every time."""

    value: float
    low: float
    high: float


def hit_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 where one of the first `k` is relevant, else 0."""
    return float(any(found in relevant for found in ranked[:k]))


def reciprocal_rank_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 / the rank of the first relevant one; 0 where none is among the first `k`. Its mean is MRR@k."""
    return next((1 / rank for rank, found in enumerate(ranked[:k], start=1) if found in relevant), 0.0)


def ndcg_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """Discounted gain of the first `k` over that of the best order (Järvelin and Kekäläinen 2002), gains 0 and 1."""
    gain = sum(1 / math.log2(rank + 1) for rank, found in enumerate(ranked[:k], start=1) if found in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gain / best if best else 0.0


def recall_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """The share of what is relevant that is among the first `k`; 0 where nothing is relevant."""
    return sum(found in relevant for found in ranked[:k]) / len(relevant) if relevant else 0.0


def complete_at(k: int, ranked: Sequence[str], relevant: Collection[str]) -> float:
    """1 where all that is relevant is among the first `k`: the measure that shows a bias towards one language best."""
    return float(set(relevant) <= set(ranked[:k]))


def auroc(positives: Sequence[float] | Values, negatives: Sequence[float] | Values) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann-Whitney U); NaN where either is empty."""
    above, below = np.asarray(positives, np.float64), np.sort(np.asarray(negatives, np.float64))
    if not len(above) or not len(below):
        return math.nan
    lower = np.searchsorted(below, above, "left")
    lower_or_equal = np.searchsorted(below, above, "right")
    return float((lower + lower_or_equal).mean() / 2 / len(below))


def calibration_error(sure: Sequence[float] | Values, true: Sequence[float] | Values, weights: Sequence[float] | Values) -> float:
    """Expected calibration error (Naeini and others 2015) in BINS equal bins of `sure`, 0..1; `true` are 0 or 1; 0 is best."""
    chances, facts, counted = (np.asarray(values, np.float64) for values in (sure, true, weights))
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(float((counted * (facts - chances))[bins == number].sum())) for number in range(BINS)]
    return sum(gaps) / float(counted.sum())


def mean_estimate(values: Sequence[float] | Values) -> Estimate:
    """The mean, with the bootstrap's percentile interval (Efron 1979). Raises ValueError for no values."""
    sample = np.asarray(values, np.float64)
    if not len(sample):
        raise ValueError("no values to take the mean of")
    return _estimate(float(sample.mean()), lambda rng: float(rng.choice(sample, len(sample)).mean()))


def auroc_estimate(positives: Sequence[float] | Values, negatives: Sequence[float] | Values) -> Estimate:
    """`auroc` with its interval, positives and negatives resampled apart. Raises ValueError where either is empty."""
    above, below = np.asarray(positives, np.float64), np.asarray(negatives, np.float64)
    if not len(above) or not len(below):
        raise ValueError("no pair to compare")
    return _estimate(auroc(above, below), lambda rng: auroc(rng.choice(above, len(above)), rng.choice(below, len(below))))


def _estimate(value: float, resampled: Callable[[np.random.Generator], float]) -> Estimate:
    rng = np.random.default_rng(0)
    tail = (1 - CONFIDENCE_LEVEL) / 2
    low, high = np.quantile([resampled(rng) for _ in range(RESAMPLES)], [tail, 1 - tail])
    return Estimate(value, float(low), float(high))
