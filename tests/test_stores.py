"""Every store against exact search in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.centring import unit
from xunzhang.stores import build_store, open_store
from xunzhang.stores import faiss as faiss_store

COUNT, DIMENSIONS = 600, 24


@pytest.fixture
def vectors():
    return unit(np.random.default_rng(11).normal(size=(COUNT, DIMENSIONS)).astype(np.float32))


@pytest.fixture(params=["Flat", "SQ8", "IVF8,SQ8"])
def store(request, tmp_path, vectors, monkeypatch):
    monkeypatch.setattr(faiss_store, "description", lambda count: request.param)
    monkeypatch.setattr(faiss_store, "EIGHT_BIT_FROM", 300)  # vectors to train on
    monkeypatch.setattr(faiss_store, "SHARD_ROWS", 130)
    building = tmp_path / "building"
    building.mkdir()
    build_store(building, DIMENSIONS, iter([vectors[at : at + 100] for at in range(0, COUNT, 100)]), COUNT)
    return open_store(building.rename(tmp_path / "built"))  # as a generation gets its name


def exact(vectors, queries, k, allowed=None):
    scores = queries @ vectors.T
    if allowed is not None:
        mask = np.full(COUNT, -np.inf)
        mask[allowed] = 0
        scores = scores + mask
    return np.argsort(-scores, axis=1)[:, :k]


def overlap(rows, expected):
    return np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(rows.tolist(), expected.tolist())])


def test_finds_the_nearest_best_first_with_inner_products(store, vectors):
    rows, scores = store.search(vectors[:20], 10)
    assert len(store) == COUNT
    assert (rows[:, 0] == np.arange(20)).all()
    np.testing.assert_allclose(scores[:, 0], 1, atol=0.02)
    assert (np.diff(scores, axis=1) <= 0).all()
    assert overlap(rows, exact(vectors, vectors[:20], 10)) > 0.9


def test_a_narrow_filter_still_finds_all_it_allows(store, vectors):
    allowed = np.array([3, 77, 431])
    rows, _ = store.search(vectors[:5], 10, allowed)
    assert rows.shape == (5, 3)
    assert all(sorted(found) == allowed.tolist() for found in rows.tolist())


def test_none_allows_all_and_empty_allows_nothing(store, vectors):
    assert store.search(vectors[:2], 4, None)[0].shape == (2, 4)
    rows, scores = store.search(vectors[:2], 4, np.zeros(0, np.int64))
    assert rows.shape == scores.shape == (2, 0)


def test_vectors_of_another_width_are_named(store):
    with pytest.raises(ValueError, match=r"\(1, 5\).*24"):
        store.search(np.zeros((1, 5), np.float32), 3)


def test_the_engine_grows_with_the_collection():
    assert faiss_store.description(100) == "Flat"
    assert faiss_store.description(50_000) == "SQ8"
    assert faiss_store.description(1_000_000) == "IVF2048,SQ8"


def test_gives_its_vectors_back(store, vectors):
    rows = np.array([5, 5, 599, 0])
    np.testing.assert_allclose(store.vectors(rows), vectors[rows], atol=0.02)
    assert store.vectors(rows[:0]).shape == (0, DIMENSIONS)
