"""The measures, on rankings small enough to be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from xunzhang.evaluate.metrics import (
    auroc,
    auroc_estimate,
    complete_at,
    hit_at,
    mean_estimate,
    ndcg_at,
    recall_at,
    reciprocal_rank_at,
)

RANKED = ["c", "a", "d", "b"]


def test_hit_looks_no_further_than_k():
    assert [hit_at(k, RANKED, {"a", "b"}) for k in (1, 2, 4)] == [0.0, 1.0, 1.0]


def test_reciprocal_rank_is_that_of_the_first_relevant_one():
    assert reciprocal_rank_at(10, RANKED, {"b", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank_at(2, RANKED, {"b", "d"}) == 0.0


def test_ndcg_discounts_by_the_logarithm_of_the_rank():
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    assert ndcg_at(10, RANKED, {"a", "b"}) == pytest.approx(gain / (1 + 1 / math.log2(3)))
    assert ndcg_at(10, ["a", "b"], {"a", "b"}) == 1.0
    assert ndcg_at(1, ["a", "b"], {"a", "b"}) == 1.0  # the best that one place allows


def test_recall_and_complete_count_every_relevant_one():
    assert recall_at(2, RANKED, {"a", "b"}) == 0.5
    assert (complete_at(2, RANKED, {"a", "b"}), complete_at(4, RANKED, {"a", "b"})) == (0.0, 1.0)


def test_nothing_relevant_scores_nothing():
    assert (hit_at(4, RANKED, set()), ndcg_at(4, RANKED, set()), recall_at(4, RANKED, set())) == (0.0, 0.0, 0.0)


def test_auroc_is_the_share_of_pairs_in_order():
    assert auroc([3, 2], [1, 0]) == 1.0
    assert auroc([0, 1], [2, 3]) == 0.0
    assert auroc([1, 1], [1, 1]) == 0.5
    assert auroc([0.9, 0.4], [0.5, 0.4, 0.1]) == pytest.approx((3 + 1.5) / 6)
    assert math.isnan(auroc([], [1.0]))


def test_auroc_agrees_with_counting_every_pair():
    rng = np.random.default_rng(7)
    positives, negatives = rng.integers(0, 20, 60), rng.integers(0, 20, 45)
    pairs = [(p > n) + 0.5 * (p == n) for p in positives for n in negatives]
    assert auroc(positives, negatives) == pytest.approx(np.mean(pairs))


def test_interval_of_a_mean_is_the_binomials_for_many_zeros_and_ones():
    value, low, high = mean_estimate([1.0] * 800 + [0.0] * 200)
    assert value == 0.8
    assert low == pytest.approx(0.8 - 1.96 * math.sqrt(0.16 / 1000), abs=0.004)
    assert high == pytest.approx(0.8 + 1.96 * math.sqrt(0.16 / 1000), abs=0.004)


def test_intervals_repeat_and_close_in_on_certainty():
    assert mean_estimate([0.0, 1.0, 1.0]) == mean_estimate([0.0, 1.0, 1.0])
    assert mean_estimate([1.0] * 9) == (1.0, 1.0, 1.0)
    assert auroc_estimate([3.0, 4.0], [1.0, 2.0]) == (1.0, 1.0, 1.0)


def test_no_data_is_no_figure():
    with pytest.raises(ValueError, match="no values"):
        mean_estimate([])
    with pytest.raises(ValueError, match="no pair"):
        auroc_estimate([1.0], [])
