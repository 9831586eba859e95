"""The answer sentence and the exact span, with the bilingual test encoder, and with the real model on XQuAD where it lies."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.encoding.centring import unit
from xunzhang.question.bridge import BridgeTerm
from xunzhang.search.answers import mark_answer
from xunzhang.search.comparing import TokenMatch
from xunzhang.search.joint_reading import Read
from xunzhang.search.matched_sentences import Sentences
from xunzhang.types import Span


def marked(encoder: BilingualEncoder, question: str, text: str) -> tuple[str, list[str]]:
    tokens = encoder.encode_questions([question]).tokens[0]
    passage = encoder.encode_passages([text]).tokens[0]
    centre = np.concatenate([tokens, passage]).mean(0)
    similarity = unit(tokens - centre) @ unit(passage - centre).T
    sentence, exact = mark_answer(
        TokenMatch(question, text, encoder.token_spans(text), similarity, np.ones(len(tokens), np.float32))
    )
    assert sentence is not None
    return sentence.of(text), [span.of(text) for span in exact]


TEXT = "The school has a cat. The bridge was completed in 1957 by Anna Berg. The hospital stands near the river with 12 doctors."


@pytest.mark.parametrize(
    ("question", "sentence", "exact"),
    [
        ("When was the bridge completed?", 1, ["1957"]),
        ("Who completed the bridge?", 1, ["Anna Berg"]),
        ("How many doctors has the hospital?", 2, ["12"]),
        ("Which school has a cat?", 0, []),
    ],
)
def test_the_sentence_and_the_span(bilingual: BilingualEncoder, question: str, sentence: int, exact: list[str]) -> None:
    sentences = [
        "The school has a cat.",
        "The bridge was completed in 1957 by Anna Berg.",
        "The hospital stands near the river with 12 doctors.",
    ]
    assert marked(bilingual, question, TEXT) == (sentences[sentence], exact)


def test_words_carried_over_find_the_sentence_of_the_other_language(bilingual: BilingualEncoder) -> None:
    text = "这里从前是一片荒地。后来人们种了许多苹果树。再后来大家都搬走了。"
    carried = (BridgeTerm("apple", (("苹果",),)), BridgeTerm("trees", (("树木",), ("果树",))))
    spans = bilingual.token_spans(text)
    alike = np.full((4, len(spans)), 0.3, np.float32)  # the vectors say nothing
    sentence, exact = mark_answer(
        TokenMatch("Who planted apple trees?", text, spans, alike, np.ones(4, np.float32), carried, in_other=True)
    )
    assert sentence is not None
    assert (sentence.of(text), exact) == ("后来人们种了许多苹果树。", ())


def test_of_several_dates_the_one_beside_the_question_words(bilingual: BilingualEncoder) -> None:
    text = (
        "In 1931 a plan for a long and costly railway through all of the northern hills was drawn up and then forgotten again, "
        "and the bridge over the river was completed in 1957."
    )
    assert marked(bilingual, "When was the bridge over the river completed?", text)[1] == ["1957"]


def test_nothing_to_go_by_gives_nothing() -> None:
    nothing = np.zeros((0, 0), np.float32)
    assert mark_answer(TokenMatch("?", "", [], nothing, np.zeros(0, np.float32))) == (None, ())
    one = np.ones((1, 1), np.float32)
    assert mark_answer(TokenMatch("猫", "猫", [Span(0, 1)], one, np.zeros(1, np.float32))) == (None, ())


def test_sentences_without_tokens_are_left_out() -> None:
    text = "One cat. Two dogs. Three fish."
    sentences = Sentences.of(text, [Span(0, 3), Span(4, 7), Span(9, 12), Span(13, 17)])
    assert [span.of(text) for span in sentences.spans] == ["One cat.", "Two dogs."]
    assert [list(range(rows.start, rows.stop)) for rows in sentences.rows] == [[0, 1], [2, 3]]


def test_each_sentence_is_matched_by_its_own_tokens() -> None:
    sentences = Sentences((Span(0, 8), Span(9, 18)), (slice(0, 2), slice(2, 4)))
    similarity = np.array([[0.1, 0.4, 0.3, 0.2], [0.5, -0.1, -0.3, -0.2]], np.float32)
    assert np.array_equal(sentences.matches(similarity), np.array([[0.4, 0.5], [0.3, -0.2]], np.float32))


@pytest.mark.parametrize(
    ("says", "marked"),
    [
        (None, ["1957年"]),
        (("1957年", 3.0), ["1957年"]),
        (("1957年", -3.9), ["1957年"]),
        (("1957年", -4.1), []),  # sure that it answers nowhere
        (("三百米", 8.0), []),  # sees the answer elsewhere
    ],
)
def test_across_languages_a_rules_span_is_marked_where_the_reader_sees_it_too(bilingual: BilingualEncoder, says, marked) -> None:
    text = "河上的桥在1957年建成，桥长三百米。"
    spans = bilingual.token_spans(text)
    near = np.full((3, len(spans)), 0.5, np.float32)
    said = None
    if says:
        at = text.index(says[0])
        said = Read(1.0, Span(at, at + len(says[0])), says[1], 2.0, False)
    match = TokenMatch("When was the bridge built?", text, spans, near, np.ones(3, np.float32), in_other=True)
    _, exact = mark_answer(match, said)
    assert [span.of(text) for span in exact] == marked
