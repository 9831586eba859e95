"""A question's words in the other language: which a passage has, where, and the question said in them."""

from __future__ import annotations

import pytest

from xunzhang.question.bridge import Bridge, BridgeTerm
from xunzhang.question.grammar import parse_question
from xunzhang.search.carried_words import carried_held, carried_places, in_passage_words


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


def carried(bridge: Bridge, question: str) -> list[BridgeTerm]:
    asked = parse_question(question)
    return bridge.carry_over(asked, asked.language, "en" if asked.language == "zh" else "zh")


def test_what_is_carried_over_is_held_in_any_of_its_spellings() -> None:
    name = BridgeTerm("liu yanbing", (("liu", "yanb"),), (("[刘柳].", ".[兵冰]"),))
    other = BridgeTerm("c++", (("c++",),))
    assert carried_held([name, other], "柳艳冰没有来。") == {"liu yanbing"}
    assert carried_held([name, other], "Liu Yanbing wrote it in C.") == {"liu yanbing"}
    assert carried_held([name, other], "刘家的人来了，艳冰没有来。") == set()


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("这个城市有多少所大学？", "Our city has nine universities.", "这个 city 有 how many universities ？"),
        ("How many universities are there in the city?", "全市有9所大学。", "多少 大学 are there in the 全市 ?"),
        ("这个城市有多少所大学？", "It rained.", "这个城市有 how many 大学？"),
        ("Who opened the bridge in 2019?", "2019年，市长为大桥揭幕。", "谁 揭幕 the 大桥 in 2019 ?"),
        ("Why?", "因为下雨。", "为什么 ?"),
        ("", "因为下雨。", ""),
    ],
)
def test_a_question_is_said_in_the_words_of_the_passage(bridge: Bridge, question: str, text: str, said: str) -> None:
    assert in_passage_words(question, carried_places(carried(bridge, question) if question else [], text), text) == said


def test_a_word_stands_where_its_translation_does(bridge: Bridge) -> None:
    text = "The committee set aside 1.71 billion yuan for research."
    places = carried_places(carried(bridge, "科研经费是不是17.1亿元？"), text)
    assert {source: span.of(text) for source, span in places.items()} == {
        "17.1亿": "1.71 billion",
        "科研": "research",
    }


def test_a_longer_piece_is_exchanged_whole(bridge: Bridge) -> None:
    question, text = "科学研究花了多少钱？", "Scientific research cost money, and science is old."
    said = in_passage_words(question, carried_places(carried(bridge, question), text), text)
    assert said.startswith("Scientific research 花了 how much")
