"""Vectors on a plane: neighbours stay neighbours, the same every time, for any number of them."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.encoding.centring import unit
from xunzhang.explore.projection import principal_axes, project


def clusters(count, groups, width=24, noise=0.15, seed=3):
    random = np.random.default_rng(seed)
    centres = unit(random.normal(size=(groups, width)))
    labels = np.arange(count) % groups
    return unit((centres[labels] + noise * random.normal(size=(count, width))).astype(np.float32)), labels


def nearest(points):
    distances = ((points[:, None] - points[None]) ** 2).sum(-1)
    np.fill_diagonal(distances, np.inf)
    return distances.argmin(1)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 10, 40])
def test_any_number_of_passages(count):
    points = project(clusters(count, 3)[0])
    assert points.shape == (count, 2) and points.dtype == np.float32
    assert np.isfinite(points).all() and (np.abs(points) <= 1.0001).all()
    if count > 1:
        assert np.ptp(points, axis=0).max() == pytest.approx(2, abs=1e-4)


def test_one_passage_is_in_the_middle_and_equal_ones_are_no_trouble():
    assert project(np.ones((1, 8), np.float32)).tolist() == [[0, 0]]
    assert project(np.ones((30, 8), np.float32)).tolist() == [[0, 0]] * 30
    half = np.repeat(np.eye(2, 8, dtype=np.float32), 15, axis=0)
    assert np.isfinite(project(half)).all()


def test_the_same_vectors_give_the_same_map():
    vectors, _ = clusters(60, 4)
    assert np.array_equal(project(vectors), project(vectors.copy()))


def test_neighbours_are_of_ones_own_kind():
    vectors, labels = clusters(80, 5)
    points = project(vectors)
    assert (labels[nearest(points)] == labels).mean() == 1.0


def test_a_passage_lies_beside_its_counterpart():
    vectors, _ = clusters(40, 40)
    pairs = unit(np.concatenate([vectors, vectors + 0.01]))
    assert (nearest(project(pairs)) == np.roll(np.arange(80), 40)).mean() >= 0.9


def test_progress_comes_to_its_end():
    told = []
    project(clusters(40, 3)[0], told.append)
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 1


def test_axes_keep_distances_and_their_signs():
    vectors, _ = clusters(12, 3, width=6)
    axes = principal_axes(vectors, 6)
    before = ((vectors[:, None] - vectors[None]) ** 2).sum(-1)
    np.testing.assert_allclose(((axes[:, None] - axes[None]) ** 2).sum(-1), before, atol=1e-4)
    assert np.allclose(principal_axes(vectors[::-1].copy(), 6), axes[::-1], atol=1e-4)
