"""Fusion: what the rule promises for two languages, for few candidates and for none."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.search.ranking import LIKELY, STRONG, Evidence, fuse, fuse_within, relevance, standardise, strength


def evidence(late, languages, words=None, bridge=None, asked_in="zh", carried_to="en"):
    late = np.array(late, np.float32)
    zeros = np.zeros(len(late), np.float32)
    words = zeros if words is None else np.array(words, np.float32)
    bridge = zeros if bridge is None else np.array(bridge, np.float32)
    return Evidence(np.arange(len(late)), late, words, bridge, np.array(languages), asked_in, carried_to)


def test_the_best_of_each_language_comes_before_the_second_of_either():
    # English cosines are all lower, as they are for a Chinese question; the answer stands out in both languages.
    late = [0.9, 0.6, 0.61, 0.59, 0.6, 0.58, 0.6, 0.45, 0.3, 0.31, 0.29, 0.3, 0.28, 0.3]
    languages = ["zh"] * 7 + ["en"] * 7
    assert set(np.argsort(-fuse(evidence(late, languages)))[:2].tolist()) == {0, 7}
    flat = fuse_within(evidence(late, languages), np.full(len(late), ""))
    assert np.argsort(-flat)[:2].tolist() != [0, 7]


def test_words_count_within_the_language_and_the_bridge_across():
    even = evidence([0.5] * 4, ["zh", "zh", "en", "en"], words=[0, 9, 0, 9], bridge=[9, 0, 9, 0])
    fused = fuse(even)
    assert fused[1] > fused[0]
    assert fused[2] > fused[3]


def test_a_question_without_a_bridge_uses_its_words_everywhere():
    fused = fuse(evidence([0.5, 0.5], ["fr", "en"], words=[0, 4], asked_in="fr", carried_to=""))
    assert fused[1] > fused[0]


@pytest.mark.parametrize("late", [[0.4], [0.4, 0.4, 0.4], []])
def test_candidates_that_are_alike_score_alike(late):
    fused = fuse(evidence(late, ["zh"] * len(late)))
    assert fused.shape == (len(late),)
    np.testing.assert_allclose(fused, 0, atol=1e-6)


def test_one_passage_of_a_language_is_neither_made_average_nor_blown_up():
    groups = np.array(["zh"] * 20 + ["en"])
    scores = np.concatenate([np.linspace(0.3, 0.5, 20), [0.8]]).astype(np.float32)
    standard = standardise(scores, groups)
    assert standard[-1] > standard[:-1].max()
    assert standard[-1] < 10


def test_relevance_starts_at_the_confidence_and_falls():
    chances = relevance(np.array([4.0, 3.0, 0.0], np.float32), ["zh", "en", "zh"], {"zh": 0.8, "en": 0.5}, 0.4)
    assert chances[0] == pytest.approx(0.8)
    assert (np.diff(chances) < 0).all()
    assert relevance(np.zeros(0, np.float32), [], {}, 0.4).shape == (0,)
    assert (strength(STRONG), strength(LIKELY), strength(0.0)) == ("strong", "likely", "weak")


def test_a_language_that_does_not_answer_gives_way_to_one_that_does():
    scores, languages = np.array([3.9, 3.4, 2.7], np.float32), ["zh", "en", "zh"]
    chances = relevance(scores, languages, {"zh": 0.05, "en": 0.9}, 0.4)
    assert chances[:2] == pytest.approx([0.05, 0.9])
    assert 0 < chances[2] < 0.05
    # One that leads as the surest, or where none is sure enough, is what the others are held against.
    assert relevance(scores, languages, {"zh": 0.5, "en": 0.9}, 0.4)[0] == pytest.approx(0.9)
    assert relevance(scores, languages, {"zh": 0.05, "en": 0.3}, 0.4)[0] == pytest.approx(0.3)
