"""The remembering encoder gives what the encoder gives, and asks it once."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.evaluate.remembering import RememberingEncoder

TEXTS = ["the cat eats fish", "猫吃鱼", "the cat eats fish", "a school"]


def test_vectors_are_the_encoders_own(bilingual: BilingualEncoder):
    remembering = RememberingEncoder(bilingual)
    for texts in (TEXTS, TEXTS[::-1]):
        got, expected = remembering.encode_passages(texts), BilingualEncoder().encode_passages(texts)
        np.testing.assert_array_equal(got.pooled, expected.pooled)
        for mine, theirs in zip(got.tokens, expected.tokens, strict=True):
            np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize(("most_bytes", "encoded"), [(1 << 20, 3), (0, 6)])
def test_a_text_is_encoded_once_while_there_is_room(bilingual: BilingualEncoder, most_bytes: int, encoded: int):
    remembering = RememberingEncoder(bilingual, most_bytes)
    remembering.encode_passages(TEXTS)
    remembering.encode_passages(TEXTS)
    assert bilingual.passages_encoded == encoded


def test_questions_and_passages_are_kept_apart(bilingual: BilingualEncoder):
    remembering = RememberingEncoder(bilingual)
    remembering.encode_questions(["cat"])
    remembering.encode_passages(["cat"])
    assert bilingual.passages_encoded == 1


def test_no_texts_are_no_vectors(bilingual: BilingualEncoder):
    assert RememberingEncoder(bilingual).encode_passages([]).pooled.shape == (0, bilingual.dimensions)


def test_the_rest_is_the_encoders(bilingual: BilingualEncoder):
    remembering = RememberingEncoder(bilingual)
    assert (remembering.fingerprint, remembering.name) == (bilingual.fingerprint, bilingual.name)
    assert remembering.token_spans("a cat") == bilingual.token_spans("a cat")
    assert remembering.passage_tokens("a cat") == 2
