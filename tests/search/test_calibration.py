"""How likely it is that a passage answers, from its signals and the reader's word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xunzhang.search.calibration import (
    ABOUT,
    MOST_SURE,
    NAMELESS,
    WIDEST,
    WITH_READER,
    WITHOUT_READER,
    aboutness,
    answered,
    likelihood,
)
from xunzhang.search.confidence import Signals
from xunzhang.search.joint_reading import Read
from xunzhang.search.verdict import LINES
from xunzhang.types import Span

GOOD = Signals(sentence=0.75, least=0.65, shared=1.6, names_missing=0.0, negation_missing=False)
FAIR = Signals(sentence=0.5, least=0.4, shared=0.8, names_missing=0.0, negation_missing=False)
POOR = Signals(sentence=0.35, least=0.25, shared=0.3, names_missing=0.0, negation_missing=False)
PAIRINGS = ["zh", "en", "zh>en", "en>zh"]


def said(answers: float, margin: float) -> Read:
    return Read(answers, Span(0, 1), margin, 1.0, False)


@pytest.mark.parametrize("pair", PAIRINGS)
@pytest.mark.parametrize("read", [None, said(2.0, 5.0)])
def test_every_sign_that_is_worse_makes_an_answer_no_likelier(pair: str, read: Read | None) -> None:
    best = likelihood(pair, GOOD, read)
    worse = [
        replace(GOOD, sentence=0.55),
        replace(GOOD, least=0.45),
        replace(GOOD, shared=0.4),
        replace(GOOD, names_missing=1.0),
        replace(GOOD, negation_missing=True),
    ]
    assert all(0 < likelihood(pair, signals, read) <= best < 1 for signals in worse)
    assert likelihood(pair, replace(GOOD, sentence=0.55), read) < best


@pytest.mark.parametrize("pair", PAIRINGS)
def test_the_readers_word_can_make_an_answer_of_what_is_in_doubt(pair: str) -> None:
    lines = LINES[pair]
    assert likelihood(pair, FAIR, said(-6.0, -15.0)) < lines.answers < likelihood(pair, FAIR, said(6.0, 15.0))


@pytest.mark.parametrize("pair", ["zh", "en"])
def test_within_a_language_it_can_take_one_away(pair: str) -> None:
    assert likelihood(pair, FAIR, said(-6.0, -15.0)) < LINES[pair].may_answer


@pytest.mark.parametrize("pair", PAIRINGS)
def test_what_has_nothing_for_it_is_not_called_an_answer(pair: str) -> None:
    assert likelihood(pair, POOR, None) < LINES[pair].may_answer < likelihood(pair, GOOD, None)
    assert likelihood(pair, POOR, said(-6.0, -15.0)) < LINES[pair].may_answer


@pytest.mark.parametrize("pair", PAIRINGS)
@pytest.mark.parametrize("read", [None, said(9.0, 20.0)])
def test_a_passage_without_the_questions_names_answers_nothing(pair: str, read: Read | None) -> None:
    for share in (0.5, 1.0):
        assert likelihood(pair, replace(GOOD, names_missing=share), read) < LINES[pair].may_answer
    assert likelihood(pair, replace(GOOD, names_missing=0.33), read) > NAMELESS


def test_the_readers_word_counts_up_to_a_bound() -> None:
    assert likelihood("en", POOR, said(1000.0, 1000.0)) == likelihood("en", POOR, said(MOST_SURE, WIDEST))


@pytest.mark.parametrize("pair", PAIRINGS)
def test_a_near_passage_is_about_it_and_a_far_one_is_not(pair: str) -> None:
    assert aboutness(pair, POOR, None) < 0.5 < aboutness(pair, GOOD, None)


def test_what_is_not_about_the_question_does_not_answer_it() -> None:
    assert answered(0.9, 1.0) == 0.9
    assert answered(0.9, 0.25) == pytest.approx(0.45)
    assert answered(0.9, 0.0) == 0.0


def test_every_pairing_has_its_constants() -> None:
    assert set(WITH_READER) == set(WITHOUT_READER) == set(ABOUT) == set(PAIRINGS)
