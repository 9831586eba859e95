"""The vector space: written and read back unchanged, and given up when the collection is another."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.vector_spaces import space
from xunzhang.index.vector_space import ALL, VectorSpace, outgrown


def test_a_vector_space_comes_back_as_it_was():
    one = space()
    other = VectorSpace.from_bytes(one.to_bytes())
    assert other.name() == one.name() != space(1).name()
    assert dict(other.fitted_on) == dict(one.fitted_on)
    for part in ("axes", "points"):
        np.testing.assert_array_equal(getattr(other.coding, part), getattr(one.coding, part))
    for mine, theirs in ((one.passages, other.passages), (one.questions, other.questions)):
        for kind in ("pooled", "tokens"):
            assert getattr(mine, kind).keys() == getattr(theirs, kind).keys()
            for language, vector in getattr(mine, kind).items():
                np.testing.assert_array_equal(vector, getattr(theirs, kind)[language])


@pytest.mark.parametrize(
    ("then", "common", "now", "fits"),
    [
        ({ALL: 90, "zh": 90}, {ALL: 90, "zh": 90}, {ALL: 90, "zh": 90}, True),
        ({ALL: 90, "zh": 90}, {ALL: 90, "zh": 90}, {ALL: 112, "zh": 112}, True),  # a quarter as many again
        ({ALL: 90, "zh": 90}, {ALL: 90, "zh": 90}, {ALL: 113, "zh": 113}, False),
        ({ALL: 90, "zh": 90}, {ALL: 72, "zh": 72}, {ALL: 72, "zh": 72}, True),  # a fifth of them removed
        ({ALL: 90, "zh": 90}, {ALL: 71, "zh": 71}, {ALL: 71, "zh": 71}, False),
        ({ALL: 90, "zh": 90}, {ALL: 71, "zh": 71}, {ALL: 90, "zh": 90}, False),  # as many, but others
        ({ALL: 300, "zh": 300}, {ALL: 300, "zh": 300}, {ALL: 329, "zh": 300, "en": 29}, True),  # too few to have a mean
        ({ALL: 300, "zh": 300}, {ALL: 300, "zh": 300}, {ALL: 330, "zh": 300, "en": 30}, False),  # a language of its own
        ({ALL: 4, "zh": 4}, {ALL: 4, "zh": 4}, {ALL: 300, "zh": 300}, False),
    ],
)
def test_a_vector_space_is_given_up_when_less_than_four_fifths_are_common(then, common, now, fits):
    assert (not outgrown(then, common, now)) is fits


def test_the_reason_names_the_language_and_the_numbers():
    told = outgrown({ALL: 300, "zh": 300}, {ALL: 300, "zh": 300}, {ALL: 340, "zh": 300, "en": 40}).text
    assert "0 passages in en then, 40 now, 0 in both" in told and "encoded again" in told
