from __future__ import annotations

import pytest

from xunzhang.question.bridge import Bridge
from xunzhang.question.demands import demand
from xunzhang.question.question_pieces import content_words


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


@pytest.mark.parametrize(
    ("question", "kind", "attribute", "subject"),
    [
        ("沙坪坝区有多少名教师？", "number", ["教师"], ["沙坪坝区"]),
        ("沙坪壩區有多少名教師？", "number", ["教師"], ["沙坪壩區"]),
        ("沃尔克的年薪是多少？", "money", ["年薪"], ["沃尔克"]),
        ("谁是他的妻子？", "person", ["妻子"], []),
        ("他的妻子叫什么名字？", "person", ["妻子"], []),
        ("沃尔克是谁？", "person", [], ["沃尔克"]),
        ("重庆在哪里？", "place", [], ["重庆"]),
        ("大桥哪一年建成？", "date", ["建成"], ["大桥"]),
        ("大桥是什么材料造的？", "name", ["材料"], ["大桥"]),
        ("图书馆的电话是什么？", "contact", ["电话"], ["图书馆"]),
        ("谁主持了会议？", "person", ["主持"], ["会议"]),
        ("What is Volcker's salary?", "money", ["salary"], ["Volcker"]),
        ("What is the salary of Volcker?", "money", ["salary"], ["Volcker"]),
        ("Who is Volcker's wife?", "person", ["wife"], ["Volcker"]),
        ("Who is Volcker?", "person", [], ["Volcker"]),
        ("How many teachers does Shapingba have?", "number", ["teachers"], ["Shapingba"]),
        ("When was the bridge built?", "date", ["built"], ["bridge"]),
        ("Where was he born?", "place", ["born"], []),
        ("How much did the bridge cost?", "money", ["cost"], ["bridge"]),
        ("What is the telephone number of the museum?", "contact", ["telephone"], ["museum"]),
        ("Which company built the bridge in 1957?", "organisation", ["built"], ["bridge", "1957"]),
        ("台风", "other", [], ["台风"]),
        ("typhoon", "other", [], ["typhoon"]),
    ],
)
def test_what_is_asked_of_what(bridge: Bridge, question: str, kind: str, attribute: list[str], subject: list[str]) -> None:
    told = demand(question, bridge)
    assert [part.kind for part in told.parts] == [kind]
    assert [piece.span.of(question) for piece in told.attributes[0]] == attribute
    assert [piece.span.of(question) for piece in told.subject] == subject


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("沙坪坝区的面积和人口分别是多少？", [("number", ["面积"]), ("number", ["人口"])]),
        ("有多少名学生和多少名教师？", [("number", ["学生"]), ("number", ["教师"])]),
        ("大会什么时候在哪里召开？", [("date", ["召开"]), ("place", ["召开"])]),
        ("What are the area and population of the town?", [("number", ["area"]), ("number", ["population"])]),
        ("Who founded it, and how many people work there?", [("person", ["founded"]), ("number", ["work"])]),
        ("When and where was it founded?", [("date", ["founded"]), ("place", ["founded"])]),
    ],
)
def test_each_part_has_its_attribute(bridge: Bridge, question: str, parts: list[tuple[str, list[str]]]) -> None:
    told = demand(question, bridge)
    found = zip(told.parts, told.attributes, strict=True)
    assert [(part.kind, [piece.span.of(question) for piece in attribute]) for part, attribute in found] == parts


@pytest.mark.parametrize("question", ["", "？？？", "😀", "“”", "что это такое", "多少", "How many?"])
def test_a_text_without_words_demands_nothing(bridge: Bridge, question: str) -> None:
    told = demand(question, bridge)
    assert len(told.parts) == len(told.attributes) == 1
    assert not any(told.attributes)


def test_a_character_that_is_no_word_belongs_to_the_next_one(bridge: Bridge) -> None:
    assert content_words("图灵机在新校区里", bridge) == ["图灵机", "新校区"]


def test_a_long_question_is_taken_apart_in_time(bridge: Bridge) -> None:
    assert len(demand("学校教师" * 1000, bridge).pieces) == 2000
