from __future__ import annotations

import pytest

from xunzhang.question.asked_kinds import asked_kind, asked_parts, kind_of_head


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("新校区有多少所学校？", "number"),
        ("How many schools are there?", "number"),
        ("How long is the bridge?", "number"),
        ("这座塔有多高？", "number"),
        ("占比是多少？", "percent"),
        ("失业率是多少？", "percent"),
        ("心率是多少？", "number"),
        ("What percentage of pupils walk to school?", "percent"),
        ("What is the unemployment rate?", "percent"),
        ("总投资多少亿元？", "money"),
        ("校长的年薪是多少？", "money"),
        ("How much money was spent?", "money"),
        ("How much did the bridge cost?", "money"),
        ("How much rain fell in June?", "number"),
        ("What is the mayor's salary?", "money"),
        ("大桥是哪一年建成的？", "date"),
        ("会议什么时候召开？", "date"),
        ("When was the bridge built?", "date"),
        ("In what year did it open?", "date"),
        ("谁主持了会议？", "person"),
        ("Who chaired the meeting?", "person"),
        ("請問誰主持了會議？", "person"),
        ("The bridge was opened by whom?", "person"),
        ("大会在哪里召开？", "place"),
        ("他出生于哪个省？", "place"),
        ("Where does she live?", "place"),
        ("Which city has two airports?", "place"),
        ("她毕业于哪所大学？", "organisation"),
        ("哪家公司承建了大桥？", "organisation"),
        ("Which company built the bridge?", "organisation"),
        ("为什么关闭？", "reason"),
        ("关闭的原因是什么？", "reason"),
        ("Why was the bridge closed?", "reason"),
        ("What was the reason for the delay?", "reason"),
        ("机器怎样工作？", "manner"),
        ("How is steel made?", "manner"),
        ("有哪些措施？", "list"),
        ("What are the main goals of the plan?", "list"),
        ("是否增加了经费？", "yes_no"),
        ("学校有食堂吗？", "yes_no"),
        ("Is the museum open on Sundays?", "yes_no"),
        ("什么是图灵机？", "definition"),
        ("What is a solar chimney?", "definition"),
        ("联系电话是多少？", "contact"),
        ("What is the telephone number of the museum?", "contact"),
        ("大桥是什么材料造的？", "name"),
        ("What does ELF stand for?", "name"),
        ("Which song did she sing?", "name"),
        ("这被称为什么？", "name"),
        ("他的职责是什么？", "other"),
        ("他的主張為何？", "other"),
        ("会议宣布了甚麼目標？", "name"),
        ("什么是拜物教会？", "definition"),
        ("为何关闭？", "reason"),
        ("华为", "other"),
        ("", "other"),
        ("?!……", "other"),
        ("😀😀", "other"),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, kind: str) -> None:
    assert asked_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("何时何地成立？", ["date", "place"]),
        ("大会什么时候在哪里召开？", ["date", "place"]),
        ("有多少名学生和多少名教师？", ["number", "number"]),
        ("谁主持了会议，有几人出席？", ["person", "number"]),
        ("誰在何時建成大橋？", ["person", "date"]),
        ("When and where was it founded?", ["date", "place"]),
        ("Who founded it, and how many people work there?", ["person", "number"]),
        ("How many pupils and how many teachers are there?", ["number", "number"]),
        ("Who is the man who founded it when he was young?", ["person"]),
        ("What happened when the bridge was opened?", ["other"]),
        ("到什么时候为止？", ["date"]),
    ],
)
def test_a_question_with_two_parts(question: str, kinds: list[str]) -> None:
    assert [part.kind for part in asked_parts(question)] == kinds


@pytest.mark.parametrize(
    ("question", "asks", "units"),
    [
        ("沙坪坝区有多少名教师？", "多少名", {"person"}),
        ("面积是多少平方公里？", "多少平方公里", {"km2"}),
        ("有几座桥？", "几座", {"座"}),
        ("How many miles long is it?", "How many", {"mi", "mile", "long"}),
        ("How old was she?", "How old", {"year old", "year"}),
        ("人口是多少？", "多少", set()),
    ],
)
def test_the_words_that_ask_and_the_unit(question: str, asks: str, units: set[str]) -> None:
    (part,) = asked_parts(question)
    assert (part.asks.of(question), set(part.units)) == (asks, units)


def test_what_a_noun_tells() -> None:
    nouns = ["总面积", "妻子", "现任校长", "联系电话", "办法", "population", "wife", "plan", ""]
    assert [kind_of_head(noun) for noun in nouns] == [
        "number",
        "person",
        "person",
        "contact",
        None,
        "number",
        "person",
        None,
        None,
    ]
