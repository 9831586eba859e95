"""Language centring: what it removes, what it keeps, and what it does with few passages and third languages."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder, direction
from xunzhang.encoding.centring import GENERIC_WEIGHT, GLOBAL, generic_passages, passage_means, question_means, unit

CHINESE = ["猫吃鱼", "狗过桥", "学校在山上", "市长看预算", "铁路过河"]
ENGLISH = ["cat eat fish", "dog bridge", "school mountain", "mayor budget", "railway river"]


@pytest.fixture
def means():
    encoder = BilingualEncoder()
    texts, languages = CHINESE + ENGLISH, ["zh"] * 5 + ["en"] * 5
    return passage_means(generic_passages(encoder), encoder.encode_passages(texts), languages)


def test_uncentred_a_passage_is_nearest_its_own_language_and_centred_its_translation(means):
    encoder = BilingualEncoder()
    question = encoder.encode_questions(["cat eat fish"])
    pooled = encoder.encode_passages(CHINESE + ENGLISH[1:]).pooled
    raw = unit(question.pooled) @ unit(pooled).T
    assert raw[0, 5:].min() > raw[0, 0]
    languages = ["zh"] * 5 + ["en"] * 4
    centred = means.centre_pooled(question.pooled, ["en"]) @ means.centre_pooled(pooled, languages).T
    assert int(np.argmax(centred)) == 0


def test_centred_vectors_have_unit_length_and_no_language_left(means):
    encoder = BilingualEncoder()
    pooled = means.centre_pooled(encoder.encode_passages(CHINESE).pooled, ["zh"] * 5)
    np.testing.assert_allclose(np.linalg.norm(pooled, axis=1), 1, atol=1e-5)
    assert np.abs(pooled @ direction("language zh")).mean() < 0.5


def test_one_passage_of_a_language_is_not_centred_away(means):
    encoder = BilingualEncoder()
    texts = [*CHINESE * 20, "railway river"]
    few = passage_means(generic_passages(encoder), encoder.encode_passages(texts), ["zh"] * 100 + ["en"])
    # Its own mean would be the passage itself and leave nothing; the generic one leaves its subject.
    left = few.centre_pooled(encoder.encode_passages(["railway river"]).pooled, ["en"])[0]
    assert left @ direction("railway") > 0.3


def test_a_third_language_has_its_own_mean_only_with_enough_passages():
    encoder = BilingualEncoder()
    few = passage_means(generic_passages(encoder), encoder.encode_passages(["chat"] * 3), ["fr"] * 3)
    assert "fr" not in few.pooled
    np.testing.assert_array_equal(
        few.centre_pooled(np.ones((1, 64), np.float32), ["fr"]), unit(np.ones((1, 64), np.float32) - few.pooled[GLOBAL])
    )
    count = int(GENERIC_WEIGHT)
    many = passage_means(generic_passages(encoder), encoder.encode_passages(["chat"] * count), ["fr"] * count)
    np.testing.assert_allclose(many.pooled["fr"], encoder.encode_passages(["chat"]).pooled[0], atol=1e-5)


def test_traditional_script_shares_the_mean_of_chinese(means):
    vectors = np.ones((1, 64), np.float32)
    np.testing.assert_array_equal(means.centre_pooled(vectors, ["zh-hant"]), means.centre_pooled(vectors, ["zh"]))


def test_questions_have_means_of_both_languages_and_a_global_one():
    means = question_means(BilingualEncoder())
    assert set(means.pooled) == {"zh", "en", GLOBAL}
    assert means.pooled["zh"] @ direction("language zh") > 1
    assert means.pooled["en"] @ direction("language en") > 1
    np.testing.assert_allclose(means.tokens[GLOBAL], (means.tokens["zh"] + means.tokens["en"]) / 2, atol=1e-5)
