from __future__ import annotations

from math import log
from types import MappingProxyType

import numpy as np
import pytest

from xunzhang.question.bridge import BridgeTerm
from xunzhang.search.comparing import TokenMatch
from xunzhang.search.confidence import (
    DROP_ALONE,
    DROP_BESIDE,
    GENERIC_LEVEL,
    SHARED_ACROSS,
    Circumstances,
    LanguagePair,
    measure,
)
from xunzhang.types import Span

EMPTY = MappingProxyType({})
WITHIN, ACROSS = LanguagePair(same_language=True), LanguagePair(same_language=False)


def spans(text: str) -> list[Span]:
    return [Span(i, i + 1) for i in range(len(text))]


def similarity(rows: list[list[float]]) -> np.ndarray:
    return np.array(rows, np.float32)


def measured(question, text, token_spans, similarity, pair, weights=None, *, carried=(), rarities=EMPTY, chinese_names=()):
    """Without weights every question token counts the same."""
    even = np.ones(len(similarity), np.float32)
    match = TokenMatch(question, text, token_spans, similarity, even if weights is None else weights, carried)
    return measure(match, Circumstances(pair, rarities, chinese_names))


def test_signals_are_of_the_sentence_that_matches_best() -> None:
    text = "甲。乙丙。"
    best = similarity([[0.1, 0, 0.6, 0.9, 0], [0.2, 0, 0.5, 0.3, 0]])
    signals = measured("问？", text, spans(text), best, WITHIN)
    assert signals.sentence == pytest.approx((0.9 + 0.5) / 2)
    assert 0.5 < signals.least < signals.sentence
    assert (signals.names_missing, signals.negation_missing) == (0.0, False)


@pytest.mark.parametrize(
    ("question", "text", "same", "missing"),
    [
        ("What did Grace Hopper build?", "Grace Hopper built a compiler.", True, 0.0),
        ("What did Grace Hopper build?", "Ada built a compiler.", True, 1.0),
        ("What did Grace Kelly build?", "Grace Hopper built a compiler.", True, 0.5),
        ("What did Grace Hopper build?", "霍珀造了编译器。", False, 0.0),
        ("what did she build?", "Ada built a compiler.", True, 0.0),
    ],
)
def test_names_that_the_passage_lacks(question: str, text: str, same: bool, missing: float) -> None:
    best = np.full((3, len(text)), 0.5, np.float32)
    assert measured(question, text, spans(text), best, LanguagePair(same)).names_missing == missing


def test_chinese_names_that_the_passage_lacks() -> None:
    text = "重庆的大会在十一月召开。"
    best = np.full((3, len(text)), 0.5, np.float32)

    def missing(question: str, *names: str) -> float:
        return measured(question, text, spans(text), best, WITHIN, chinese_names=names).names_missing

    assert missing("上海的大会何时召开？", "上海") == 1.0
    assert missing("重庆的大会何时召开？", "重庆") == 0.0
    assert missing("重慶與上海的 UNESCO 大会？", "重庆", "上海") == pytest.approx(2 / 3)
    assert measured("上海？", text, spans(text), best, ACROSS, chinese_names=["上海"]).names_missing == 0.0


def test_a_small_collection_and_another_language_are_put_on_one_scale() -> None:
    text = "The bridge was built."
    best = np.full((2, len(text)), 0.45, np.float32)

    def sentence(same_language: bool, generic: float = 0.0, beside: float = 1.0) -> float:
        return measured("桥？", text, spans(text), best, LanguagePair(same_language, generic, beside)).sentence

    assert sentence(True, generic=0.5) == pytest.approx(0.45 + GENERIC_LEVEL / 2)
    assert sentence(False, beside=0.0) - sentence(False, beside=1.0) == pytest.approx(DROP_BESIDE - DROP_ALONE)
    assert sentence(False) < sentence(False, beside=0.5) < sentence(False, beside=0.0)
    assert sentence(False, generic=0.5) > sentence(False)


def test_words_in_common_and_weights() -> None:
    text = "The bridge was built of steel."
    best = similarity([[0.2] * len(text), [0.8] * len(text)])
    signals = measured("stone bridge", text, spans(text), best, WITHIN, np.array([1, 3], np.float32))
    assert signals.shared == pytest.approx(log(2))  # bridge, not stone
    assert signals.sentence == pytest.approx((0.2 + 3 * 0.8) / 4)
    assert measured("stone bridge", text, spans(text), best, WITHIN).sentence == pytest.approx(0.5)
    assert measured("石桥", text, spans(text), best, ACROSS).shared == 0.0  # nothing is carried over


def test_a_rare_word_in_common_says_more_than_a_common_one() -> None:
    text = "The bridge was built of steel. 钢桥建成。"
    best = np.full((2, len(text)), 0.5, np.float32)
    shared = [
        measured(word, text, spans(text), best, WITHIN, rarities={"bridg": 0.2, "steel": 0.9}).shared
        for word in ("bridge", "steel")
    ]
    assert shared == pytest.approx([log(1.2), log(1.9)])
    assert measured("钢桥", text, spans(text), best, WITHIN).shared == pytest.approx(log(1.5))  # Han bigrams overlap
    carried = [BridgeTerm("钢", (("steel",),)), BridgeTerm("石", (("stone",),))]
    across = measured("钢和石", text, spans(text), best, ACROSS, carried=carried, rarities={"钢": 0.6, "石": 1.0})
    assert across.shared == pytest.approx(SHARED_ACROSS * log(1.6))


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("Which school did not open?", "The school opened in May.", True),
        ("Which school did not open?", "One school never opened.", False),
        ("哪所学校没有开学？", "学校五月开学。", True),
        ("无线网络有什么不同？", "学校五月开学。", False),
    ],
)
def test_a_negation_that_the_sentence_lacks(question: str, text: str, missing: bool) -> None:
    signals = measured(question, text, spans(text), np.full((2, len(text)), 0.5, np.float32), WITHIN)
    assert signals.negation_missing is missing
