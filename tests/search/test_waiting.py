"""A question whose asker has left stops at its next step; one that nobody watches over is worked out to its end."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.search.waiting import NobodyWaits, Waiting, asked_by


class Counted:
    """Says that the asker has left at the `last` time that it is asked."""

    def __init__(self, last: int) -> None:
        self.last, self.looks = last, 0

    def __call__(self) -> bool:
        self.looks += 1
        return self.looks >= self.last


@pytest.fixture(scope="module")
def searcher(tmp_path_factory) -> Searcher:
    folder, encoder = tmp_path_factory.mktemp("waiting"), BilingualEncoder()
    build_index([write_corpus(folder / "corpus")], folder / "index", encoder=encoder)
    return open_searcher(folder / "index", encoder=encoder, reads=False)


@pytest.mark.parametrize("question", ["Where was the bridge built?", "猫晚上在哪里睡觉？"])
def test_it_stops_at_whichever_step_it_is_at(question, searcher):
    whole, stays = searcher.ask(question), Counted(10_000)
    with asked_by(Waiting(stays)):
        assert searcher.ask(question).groups == whole.groups
    assert stays.looks >= 5  # parse, understand, find, weigh, judge, group
    for step in range(1, stays.looks + 1):
        leaves, told = Counted(step), []
        with asked_by(Waiting(leaves, told.append)), pytest.raises(NobodyWaits):
            searcher.ask(question)
        assert leaves.looks == step and told == []
    assert searcher.ask(question).groups == whole.groups


def test_what_a_question_came_to_is_told_once(searcher):
    told = []
    with asked_by(Waiting(told=told.append)):
        results = [searcher.ask("猫"), searcher.ask("Where was the bridge built?")]
    assert told == results
    searcher.ask("猫")
    assert told == results
