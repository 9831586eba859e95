"""Figures that answer one question are compared whatever their language; what cannot be compared counts for nothing."""

from __future__ import annotations

import pytest

from xunzhang.explore.answers_compared import compare_answers
from xunzhang.types import ArticleHead, Hit, Passage, Span


def hit(text: str, printed: str, source: str, day: str = "") -> Hit:
    start = text.index(printed)
    passage = Passage(f"{source}{day}.1", ArticleHead(f"{source}{day}", source=source, date=day), 1, 0, len(text), text)
    return Hit(passage, 0.9, "strong", None, (Span(start, start + len(printed)),))


@pytest.mark.parametrize(
    ("here", "there", "pairs", "differ"),
    [
        (("经费达17.1亿元。", "17.1亿元"), ("Funding came to 17.1 billion yuan.", "17.1 billion yuan"), 1, True),
        (("经费达171亿元。", "171亿元"), ("Funding came to 17.1 billion yuan.", "17.1 billion yuan"), 1, False),
        (("The quake killed 99 people.", "99"), ("The quake left 101 dead.", "101"), 1, True),
        (("地震造成99人死亡。", "99人"), ("The quake killed 99 people.", "99 people"), 1, False),
        (("约有3万名学生。", "3万"), ("It has 30 thousand pupils.", "30 thousand"), 1, False),
        (("The road is 12 km long.", "12 km"), ("The road is 8 miles long.", "8 miles"), 0, False),
        (("It cost 5 million dollars.", "5 million dollars"), ("耗资500万元。", "500万元"), 0, False),
    ],
)
def test_figures_of_the_same_thing(here, there, pairs, differ):
    found = compare_answers([hit(*here, "甲报"), hit(*there, "Post")])
    assert (found.pairs, bool(found.differing), found.by_day) == (pairs, differ, False)


def test_figures_of_different_days_differ_by_day_within_an_outlet_too():
    told = [
        hit(f"The quake killed {n} people.", str(n), "Post", f"2024-05-0{day}") for day, n in enumerate((99, 80, 53, 36, 101), 1)
    ]
    found = compare_answers(told)
    assert found.pairs == len(found.differing) == 10 and found.by_day
    assert compare_answers(told[:1]).pairs == 0 and compare_answers([told[0], told[0]]).pairs == 0
