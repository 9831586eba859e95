"""Figures by value and unit, dates by their parts, names in either script and across languages: what of a sentence stands in a passage."""

from __future__ import annotations

import pytest

from tests.helpers.sample_results import passage
from xunzhang.question.bridge import plain_bridge
from xunzhang.types import Passage
from xunzhang.written.facts_held import Cited, not_held

ZH = passage(
    "11月19日，市长袁家军说，全市已投入17.1亿元，近1900名教师到岗，普惠性幼儿园的覆盖率为94.6%，居全国第六；2035年建成教育强市。热线400-100-2000，机型BM1520。",
    title="重庆教育大会召开",
    source="山城晚报",
    date="2024-11-20",
)
EN = passage(
    "Mayor Yuan Jiajun said on November 19 that Chongqing had put 1.71 billion yuan into 80 schools, and ranked sixth in the country.",
    title="Education conference",
    source="City Post",
    date="2024-11-20",
    language="en",
)


def lacking(sentence: str, *cited: Passage) -> list[tuple[str, str]]:
    """-> (kind, what) of what does not stand there."""
    found = not_held(sentence, [Cited(each) for each in cited], plain_bridge())
    return [(problem.kind, str(dict(problem.said.values)["what"])) for problem in found]


HELD = [
    ("投入17.1亿元。", ZH),
    ("投入1710000000元。", ZH),
    ("Chongqing put in 1.71 billion yuan.", ZH),
    ("投入17.1亿元。", EN),
    ("约17亿元。", ZH),  # rounded
    ("覆盖率是百分之九十四点六。", ZH),
    ("覆盖率达95%。", ZH),
    ("居全国第6。", ZH),
    ("It ranks 6th in the country.", EN),
    ("It ranks sixth.", ZH),
    ("教師近1900名。", ZH),
    ("11月19日宣布。", ZH),
    ("It was said on November 19.", ZH),
    ("2024年11月20日报道。", ZH),  # the article's own date
    ("到2035年建成。", ZH),
    ("《山城晚报》报道。", ZH),  # the outlet
    ("袁家軍說。", ZH),  # the other script
    ("袁家军说，重庆投入80所学校。", EN),
    ("Yuan Jiajun said so.", ZH),
    ("Mr. Yuan Jiajun said so.", EN),
    ("热线是400-100-2000，机型是BM1520。", ZH),
    ("There are 80 schools.", EN),
    ("In Chongqing, one can ask.", EN),
    ("Two-thirds of the teachers, and a quarter of the schools.", passage("三分之二的教师，四分之一的学校。")),
    ("三分之二的教师，四分之一的学校。", passage("Two thirds of the teachers and one-quarter of the schools.", language="en")),
    ("亞洲的墨西哥人。", passage("Mexicans in Asian cities.", language="en")),  # another form of the dictionary's word
    ("American teachers.", passage("美国的教师。")),
]


@pytest.mark.parametrize(("sentence", "cited"), HELD, ids=[sentence for sentence, _ in HELD])
def test_what_stands_there_is_not_held_against_a_sentence(sentence: str, cited: Passage):
    assert lacking(sentence, cited) == []


LACKING = [
    ("投入171亿元。", ZH, [("figure", "171亿元")]),
    ("投入17.1亿美元。", ZH, [("figure", "17.1亿美元")]),
    ("投入17.12亿元。", ZH, [("figure", "17.12亿元")]),  # more exact than what is printed
    ("It put in 17.1 billion yuan.", ZH, [("figure", "17.1 billion yuan")]),
    ("覆盖率为94.6个百分点。", ZH, [("figure", "94.6个百分点")]),
    ("居全国第七。", ZH, [("figure", "第七")]),
    ("It ranks seventh.", EN, [("figure", "seventh")]),
    ("教师1943名。", ZH, [("figure", "1943名")]),
    ("2024年11月19日宣布。", ZH, [("date", "2024年11月19日")]),  # no year is printed with it
    ("11月18日宣布。", ZH, [("date", "11月18日")]),
    ("到2025年建成。", ZH, [("date", "2025年")]),
    ("袁家辉说。", ZH, [("name", "袁家辉")]),
    ("Zhang Wei said so.", ZH, [("name", "Zhang Wei")]),
    ("张伟表示。", EN, [("name", "张伟")]),
    ("这由张伟宣布。", ZH, [("name", "张伟")]),  # wherever it stands
    ("他与刘建新共同主持。", ZH, [("name", "刘建新")]),
    ("Zanubia opened it.", EN, [("name", "Zanubia")]),
    ("北京投入17.1亿元。", ZH, [("name", "北京")]),
    ("热线是400-100-2001。", ZH, [("date", "2001")]),
    ("三分之一的教师。", passage("三分之二的教师。"), [("figure", "三分之一")]),
    ("Three quarters of them.", passage("四分之一的人。"), [("figure", "Three quarters")]),
    ("机型是BM1521。", ZH, [("figure", "BM1521")]),
    ("See evil.example.com now.", EN, [("link", "evil.example.com")]),
    ("见http://evil.example/x?y=1。", ZH, [("link", "http://evil.example/x?y=1。")]),
]


@pytest.mark.parametrize(("sentence", "cited", "expected"), LACKING, ids=[sentence for sentence, *_ in LACKING])
def test_what_does_not_is_named(sentence: str, cited: Passage, expected: list[tuple[str, str]]):
    assert lacking(sentence, cited) == expected


def test_what_one_of_several_passages_has_is_enough():
    assert lacking("投入17.1亿元，80所学校。", ZH) == [("figure", "80所")]
    assert lacking("投入17.1亿元，80所学校。", ZH, EN) == []
