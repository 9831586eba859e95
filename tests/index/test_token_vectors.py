"""MaxSim on disk against MaxSim written out, reduction, quantisation and alignment."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.encoding.centring import unit
from xunzhang.index.token_vectors import TokenVectors, TokenWriter, fit_reduction, quantise

LENGTHS = [3, 0, 7, 1, 12]


@pytest.fixture
def passages():
    rng = np.random.default_rng(7)
    return [unit(rng.normal(size=(length, 16)).astype(np.float32)) for length in LENGTHS]


@pytest.fixture
def stored(tmp_path, passages):
    with TokenWriter(tmp_path, np.eye(16, dtype=np.float32)) as writer:
        for tokens in passages:
            writer.add(*quantise(tokens))
    return TokenVectors(tmp_path)


def maxsim_written_out(question, weights, passage):
    if not len(passage):
        return 0.0
    return sum(w * max(float(q @ p) for p in passage) for q, w in zip(question, weights))


def test_maxsim_equals_the_definition_for_any_rows_in_any_order(stored, passages):
    rng = np.random.default_rng(1)
    question = unit(rng.normal(size=(4, 16)).astype(np.float32))
    weights = np.array([0.4, 0.3, 0.2, 0.1], np.float32)
    rows = np.array([4, 0, 1, 3])
    scores = stored.maxsim(question, weights, rows)
    expected = [maxsim_written_out(question, weights, passages[row]) for row in rows]
    np.testing.assert_allclose(scores, expected, atol=0.01)


def test_a_passage_without_tokens_scores_zero_and_shifts_nobody(stored):
    question = np.eye(16, dtype=np.float32)[:1]
    alone = [float(stored.maxsim(question, np.ones(1, np.float32), np.array([row]))[0]) for row in range(5)]
    together = stored.maxsim(question, np.ones(1, np.float32), np.arange(5))
    np.testing.assert_allclose(together, alone, atol=1e-6)
    assert together[1] == 0


def test_no_rows_and_no_question_tokens_give_empty_scores(stored):
    assert stored.maxsim(np.zeros((2, 16), np.float32), np.ones(2, np.float32), np.zeros(0, np.int64)).shape == (0,)
    assert stored.maxsim(np.zeros((0, 16), np.float32), np.zeros(0, np.float32), np.array([0, 1])).tolist() == [0, 0]


def test_stored_vectors_are_the_given_ones_but_for_eight_bits(stored, passages):
    assert len(stored) == len(LENGTHS)
    for row, tokens in enumerate(passages):
        assert stored.of(row).shape == tokens.shape
        assert np.abs(stored.of(row) - tokens).max(initial=0) < 1 / 127


def test_quantising_keeps_directions():
    vectors = unit(np.random.default_rng(3).normal(size=(200, 192)).astype(np.float32))
    codes, scale = quantise(vectors)
    assert codes.dtype == np.int8
    cosine = (unit(codes * scale[:, None].astype(np.float32)) * vectors).sum(1)
    assert cosine.min() > 0.9995


def test_a_zero_vector_stays_zero():
    codes, scale = quantise(np.zeros((1, 8), np.float32))
    assert not codes.any()
    assert scale[0] == 0


def test_reduction_keeps_the_subspace_the_vectors_lie_in():
    rng = np.random.default_rng(5)
    basis = np.linalg.qr(rng.normal(size=(40, 6)))[0].T.astype(np.float32)
    sample = unit((rng.normal(size=(4000, 6)) @ basis).astype(np.float32))
    reduction = fit_reduction(sample, dimensions=6)
    assert reduction.shape == (40, 6)
    np.testing.assert_allclose(reduction.T @ reduction, np.eye(6), atol=1e-4)
    np.testing.assert_allclose(sample @ reduction @ reduction.T, sample, atol=1e-4)


def test_too_small_a_sample_reduces_nothing():
    assert fit_reduction(np.ones((100, 40), np.float32), dimensions=6).shape == (40, 40)
