"""Every store against exact search in NumPy."""

from __future__ import annotations

import ctypes
from pathlib import Path

import numpy as np
import pytest

from xunzhang.encoding.centring import unit
from xunzhang.index.stores import build_store, faiss_building, open_store

COUNT, DIMENSIONS = 600, 24


@pytest.fixture
def vectors():
    return unit(np.random.default_rng(11).normal(size=(COUNT, DIMENSIONS)).astype(np.float32))


def chunks_of(vectors):
    return lambda: iter([vectors[at : at + 100] for at in range(0, len(vectors), 100)])


@pytest.fixture(params=["Flat", "SQ8", "IVF8,SQ8"])
def kind(request, monkeypatch):
    monkeypatch.setattr(faiss_building, "description", lambda count: request.param)
    monkeypatch.setattr(faiss_building, "LEARNING_ROWS", 550)
    monkeypatch.setattr(faiss_building, "SHARD_ROWS", 130)


@pytest.fixture
def store(kind, tmp_path, vectors):
    building = tmp_path / "building"
    building.mkdir()
    build_store(building, DIMENSIONS, chunks_of(vectors), COUNT)
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
    assert faiss_building.description(100) == "Flat"
    assert faiss_building.description(50_000) == "SQ8"
    assert faiss_building.description(1_000_000) == "IVF2048,SQ8"


def test_gives_its_vectors_back(store, vectors):
    rows = np.array([5, 5, 599, 0])
    np.testing.assert_allclose(store.vectors(rows), vectors[rows], atol=0.02)
    assert store.vectors(rows[:0]).shape == (0, DIMENSIONS)


def test_a_collection_in_order_is_learned_from_end_to_end(kind, tmp_path):
    # One outlet's vectors first, then another's, which point elsewhere: codes fitted to the first would clip the second.
    some = np.random.default_rng(3).normal(size=(COUNT, DIMENSIONS)) * 0.05
    some[: COUNT // 2, 0] += 1
    some[COUNT // 2 :, 1] -= 1
    vectors = unit(some.astype(np.float32))
    build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT)
    np.testing.assert_allclose(open_store(tmp_path).vectors(np.arange(COUNT)), vectors, atol=0.1)


def test_too_few_vectors_are_no_store(kind, tmp_path, vectors):
    with pytest.raises(ValueError, match="601 vectors were announced and 600 came"):
        build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT + 1)


def test_a_store_says_nothing_on_standard_output(kind, tmp_path, vectors, capfd):
    build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT)
    open_store(tmp_path).search(vectors[:1], 3)
    ctypes.CDLL(None).fflush(None)  # what FAISS has printed waits in C's own buffer
    assert capfd.readouterr().out == ""


def test_a_store_opens_where_nothing_may_be_written(kind, tmp_path, vectors):
    build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT)
    for path in tmp_path.iterdir():
        path.chmod(0o444)
    opened = open_store(tmp_path)
    assert opened.search(vectors[:1], 1)[0].tolist() == [[0]]
    maps = Path("/proc/self/maps")
    if maps.exists():  # root may write into any file: what the map allows tells
        assert not [line for line in maps.read_text().splitlines() if str(tmp_path) in line and " rw" in line]


def test_lists_that_are_not_there_are_an_error_and_no_crash(tmp_path, vectors, monkeypatch):
    monkeypatch.setattr(faiss_building, "description", lambda count: "IVF8,SQ8")
    build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT)
    (tmp_path / faiss_building.LISTS).unlink()
    with pytest.raises(RuntimeError, match="No such file"):
        open_store(tmp_path)


def test_building_leaves_nothing_in_memory_or_beside_the_store(kind, tmp_path, vectors):
    build_store(tmp_path, DIMENSIONS, chunks_of(vectors), COUNT)
    assert {path.name for path in tmp_path.iterdir()} <= {faiss_building.FILE, faiss_building.LISTS}
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("what a process has mapped is looked up in /proc")
    assert str(tmp_path) not in maps.read_text()
