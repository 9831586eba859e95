from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from xunzhang.bridge import BridgeTerm
from xunzhang.confidence import ANSWERABLE, SHARED_ACROSS, Signals, confidence, measure
from xunzhang.types import Span

GOOD = Signals(sentence=0.75, least=0.65, shared=1.6, names_missing=0.0, negated=False, negation_missing=False)


def spans(text: str) -> list[Span]:
    return [Span(i, i + 1) for i in range(len(text))]


def similarity(rows: list[list[float]]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_signals_are_of_the_sentence_that_matches_best() -> None:
    text = "甲。乙丙。"
    best = similarity([[0.1, 0, 0.6, 0.9, 0], [0.2, 0, 0.5, 0.3, 0]])
    signals = measure("问？", text, spans(text), best, same_language=True)
    assert signals.sentence == pytest.approx((0.9 + 0.5) / 2)
    assert 0.5 < signals.least < signals.sentence
    assert (signals.names_missing, signals.negated, signals.negation_missing) == (0.0, False, False)


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
    assert measure(question, text, spans(text), best, same).names_missing == missing


def test_words_in_common_and_weights() -> None:
    text = "The bridge was built of steel."
    best = similarity([[0.2] * len(text), [0.8] * len(text)])
    signals = measure("stone bridge", text, spans(text), best, True, np.array([1, 3], np.float32))
    assert signals.shared == pytest.approx(log(2))  # bridge, not stone
    assert signals.sentence == pytest.approx((0.2 + 3 * 0.8) / 4)
    assert measure("stone bridge", text, spans(text), best, True).sentence == pytest.approx(0.5)
    assert measure("石桥", text, spans(text), best, False).shared == 0.0  # nothing is carried over


def test_a_rare_word_in_common_says_more_than_a_common_one() -> None:
    text = "The bridge was built of steel. 钢桥建成。"
    best = np.full((2, len(text)), 0.5, np.float32)
    shared = [
        measure(word, text, spans(text), best, True, rarities={"bridg": 0.2, "steel": 0.9}).shared for word in ("bridge", "steel")
    ]
    assert shared == pytest.approx([log(1.2), log(1.9)])
    assert measure("钢桥", text, spans(text), best, True).shared == pytest.approx(log(1.5))  # Han bigrams overlap
    carried = [BridgeTerm("钢", (("steel",),)), BridgeTerm("石", (("stone",),))]
    across = measure("钢和石", text, spans(text), best, False, carried=carried, rarities={"钢": 0.6, "石": 1.0})
    assert across.shared == pytest.approx(SHARED_ACROSS * log(1.6))


@pytest.mark.parametrize(
    ("question", "text", "negated", "missing"),
    [
        ("Which school did not open?", "The school opened in May.", True, True),
        ("Which school did not open?", "One school never opened.", True, False),
        ("哪所学校没有开学？", "学校五月开学。", True, True),
        ("无线网络有什么不同？", "学校五月开学。", False, False),
    ],
)
def test_a_negation_that_the_sentence_lacks(question: str, text: str, negated: bool, missing: bool) -> None:
    signals = measure(question, text, spans(text), np.full((2, len(text)), 0.5, np.float32), True)
    assert (signals.negated, signals.negation_missing) == (negated, missing)


def test_confidence_grows_with_every_good_sign() -> None:
    worse = [
        replace(GOOD, sentence=0.55),
        replace(GOOD, least=0.45),
        replace(GOOD, shared=0.4),
        replace(GOOD, names_missing=1.0),
        replace(GOOD, negated=True),
        replace(GOOD, negated=True, negation_missing=True),
    ]
    assert all(0 < confidence(signals) < confidence(GOOD) < 1 for signals in worse)


def test_the_threshold_lies_between_a_match_and_none() -> None:
    nothing = Signals(sentence=0.35, least=0.25, shared=0.3, names_missing=0.0, negated=False, negation_missing=False)
    assert confidence(nothing) < ANSWERABLE < confidence(GOOD)
