"""A negation that was put in or left out, and up for down, are told where words tell them; what only looks so is left alone."""

from __future__ import annotations

import pytest

from xunzhang.written.polarity import turned_round

OPPOSITE = [
    ("委员会没有批准这座桥的预算。", "去年，委员会批准了这座桥的预算，工程在春天开始。"),
    ("委员会批准了这座桥的预算。", "委员会没有批准这座桥的预算。"),
    ("The council approved the budget for the bridge.", "In May the council did not approve the budget for the bridge."),
    ("The council never approved the budget for the bridge.", "The council approved the budget for the bridge in May."),
    ("学校的学生人数减少。", "近年来，学校的学生人数增加。"),
    ("Enrolment at the village schools fell last year.", "Enrolment at the village schools rose last year."),
    ("The council rejected the budget for the new bridge.", "The council approved the budget for the new bridge."),
]
ALIKE = [
    ("委员会批准了这座桥的预算。", "去年，委员会批准了这座桥的预算。"),
    ("这座桥不仅通车，还免费开放。", "这座桥通车，免费开放。"),
    ("The bridge is not only long but safe.", "The bridge is long and safe."),
    ("The number of pupils did not rise at the school.", "The number of pupils at the school fell."),
    ("委员会批准了这座桥的预算。", "市长没有出席会议。委员会批准了这座桥的预算。"),
    ("桥长1577米。", "没有人受伤。"),
    ("", ""),
]


@pytest.mark.parametrize(("sentence", "passage"), OPPOSITE)
def test_what_says_the_opposite_is_found(sentence: str, passage: str):
    clause = turned_round(sentence, passage)
    assert clause and clause in passage


@pytest.mark.parametrize(("sentence", "passage"), ALIKE)
def test_what_does_not_is_left_alone(sentence: str, passage: str):
    assert turned_round(sentence, passage) == ""
