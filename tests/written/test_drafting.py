"""A model's text in pieces of any size becomes the same sentences, each with what it cites, as soon as the next has begun."""

from __future__ import annotations

import pytest

from xunzhang.written.drafting import SentenceDraft

SAID = {
    "覆盖率为94.6%[1]。居全国第六[1][2]。": [("覆盖率为94.6%。", (1,)), ("居全国第六。", (1, 2))],
    "覆盖率为94.6%。[1]居全国第六。【2，3】": [("覆盖率为94.6%。", (1,)), ("居全国第六。", (2, 3))],
    "The rate is 94.6% [1]. It ranks sixth. [2, 3] Nothing else.": [
        ("The rate is 94.6%.", (1,)),
        ("It ranks sixth.", (2, 3)),
        ("Nothing else.", ()),
    ],
    "- **First** point [1]\n- Second point [2]\n\n## End\n": [("First point", (1,)), ("Second point", (2,)), ("End", ())],
    "Dr. J. A. Hobson of the U.S. Treasury spoke [4]. He left [4] at 3.5 p.m. [5]": [
        ("Dr. J. A. Hobson of the U.S. Treasury spoke.", (4,)),
        ("He left at 3.5 p.m.", (4, 5)),
    ],
    "<think>Is it [9]? Yes. Perhaps.</think>It opened [1].": [("It opened.", (1,))],
    "[1] It opened in spring.": [("It opened in spring.", (1,))],
    "……\n": [],
    "[2024] is a year and [Note] is none [1]": [("[2024] is a year and [Note] is none", (1,))],
}


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("text", SAID)
def test_pieces_of_any_size_give_the_same_sentences(text: str, size: int):
    draft = SentenceDraft()
    drafted = [each for at in range(0, len(text), size) for each in draft.add(text[at : at + size])]
    assert [tuple(each) for each in (*drafted, *draft.end())] == SAID[text]


def test_a_sentence_is_given_out_when_no_citation_can_follow_and_not_before():
    draft = SentenceDraft()
    assert draft.add("覆盖率为94.6%。") == [] and draft.unfinished == "覆盖率为94.6%。"
    assert draft.add("[1") == [] and draft.unfinished == "覆盖率为94.6%。"
    assert draft.add("]该市居全国") == []
    assert [tuple(each) for each in draft.add("第六位，比上年前进了一位，此后不变")] == [("覆盖率为94.6%。", (1,))]
    assert draft.unfinished.startswith("该市居全国第六位")


def test_what_is_thought_aloud_is_never_shown():
    draft = SentenceDraft()
    for piece in ("<thi", "nk>secret. Another", " secret. And more"):
        assert draft.add(piece) == [] and "secret" not in draft.unfinished
    assert draft.add("</think>Open.") == [] and draft.unfinished == "Open."
