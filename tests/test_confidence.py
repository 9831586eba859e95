from __future__ import annotations

import numpy as np
import pytest

from xunzhang.confidence import ANSWERABLE, Signals, confidence, measure
from xunzhang.types import Span

GOOD = Signals(sentence=0.75, least=0.65, names_missing=0.0, negated=False, negation_missing=False)


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
        Signals(0.55, 0.65, 0.0, False, False),
        Signals(0.75, 0.45, 0.0, False, False),
        Signals(0.75, 0.65, 1.0, False, False),
        Signals(0.75, 0.65, 0.0, True, False),
        Signals(0.75, 0.65, 0.0, True, True),
    ]
    assert all(0 < confidence(signals) < confidence(GOOD) < 1 for signals in worse)


def test_the_threshold_lies_between_a_match_and_none() -> None:
    nothing = Signals(sentence=0.35, least=0.25, names_missing=0.0, negated=False, negation_missing=False)
    assert confidence(nothing) < ANSWERABLE < confidence(GOOD)
