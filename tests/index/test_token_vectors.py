"""MaxSim on disk against MaxSim written out, for any rows, with passages that have no tokens."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.encoding.centring import unit
from xunzhang.index import token_vectors
from xunzhang.index.token_coding import fit_coding
from xunzhang.index.token_vectors import TokenVectors, TokenWriter

LENGTHS = [3, 0, 7, 1, 12]


@pytest.fixture
def passages():
    rng = np.random.default_rng(7)
    return [unit(rng.normal(size=(length, 16)).astype(np.float32)) for length in LENGTHS]


@pytest.fixture
def stored(tmp_path, passages):
    coding = fit_coding(np.concatenate(passages))
    with TokenWriter(tmp_path) as writer:
        for tokens in passages:
            writer.add(*coding.encode(tokens))
    return TokenVectors(tmp_path, coding)


def maxsim_written_out(question, weights, passage):
    if not len(passage):
        return 0.0
    return sum(w * max(float(q @ p) for p in passage) for q, w in zip(question, weights))


@pytest.mark.parametrize("together", [1, 3, 32])
def test_maxsim_equals_the_definition_for_any_rows_in_any_order(stored, passages, monkeypatch, together):
    monkeypatch.setattr(token_vectors, "SCORED_TOGETHER", together)
    rng = np.random.default_rng(1)
    question = unit(rng.normal(size=(4, 16)).astype(np.float32))
    weights = np.array([0.4, 0.3, 0.2, 0.1], np.float32)
    rows = np.array([4, 0, 1, 3])
    scores = stored.maxsim(stored.reduce(question), weights, rows)
    expected = [maxsim_written_out(question, weights, passages[row]) for row in rows]
    np.testing.assert_allclose(scores, expected, atol=0.01)


def test_a_passage_without_tokens_scores_zero_and_shifts_nobody(stored):
    question = stored.reduce(np.eye(16, dtype=np.float32)[:1])
    alone = [float(stored.maxsim(question, np.ones(1, np.float32), np.array([row]))[0]) for row in range(5)]
    together = stored.maxsim(question, np.ones(1, np.float32), np.arange(5))
    np.testing.assert_allclose(together, alone, atol=1e-6)
    assert together[1] == 0 and together[0] != 0


def test_no_rows_and_no_question_tokens_give_empty_scores(stored):
    assert stored.maxsim(np.zeros((2, 16), np.float32), np.ones(2, np.float32), np.zeros(0, np.int64)).shape == (0,)
    assert stored.maxsim(np.zeros((0, 16), np.float32), np.zeros(0, np.float32), np.array([0, 1])).tolist() == [0, 0]


def test_stored_vectors_are_the_given_ones_but_for_rounding(stored, passages):
    assert len(stored) == len(LENGTHS)
    for row, tokens in enumerate(passages):
        assert len(stored.of(row)) == len(tokens)
        np.testing.assert_allclose(stored.of(row) @ stored.of(row).T, tokens @ tokens.T, atol=0.02)


def test_no_passage_of_a_collection_may_have_tokens(tmp_path):
    coding = fit_coding(np.zeros((0, 16), np.float32))
    with TokenWriter(tmp_path) as writer:
        writer.add(*coding.encode(np.zeros((0, 16), np.float32)))
    empty = TokenVectors(tmp_path, coding)
    assert len(empty) == 1 and len(empty.of(0)) == 0


def test_passages_are_copied_as_they_are(stored, tmp_path, passages):
    coding = fit_coding(np.concatenate(passages))
    (tmp_path / "copy").mkdir()
    with TokenWriter(tmp_path / "copy") as writer:
        writer.copy(stored, 2, 5)
        writer.copy(stored, 0, 2)
    copied = TokenVectors(tmp_path / "copy", coding)
    for row, source in enumerate((2, 3, 4, 0, 1)):
        np.testing.assert_array_equal(copied.of(row), stored.of(source))
