"""Another of the kind that a question names, in a passage in the other language, tells that something else is spoken of."""

from __future__ import annotations

import pytest

from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import parse_question
from xunzhang.search.carried_words import carried_places
from xunzhang.search.rivals import has_rival, named_of_kind


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


@pytest.mark.parametrize(
    ("question", "text", "known", "rival"),
    [
        ("How many schools did Yubei District build?", "沙坪坝区今年新建学校三所。", "", True),
        ("How many schools did Yubei District build?", "沙坪壩區今年新建學校三所。", "", True),
        ("How many schools did Yubei District build?", "渝北區今年新建學校三所，沙坪壩區兩所。", "", False),
        ("How many schools did Yubei District build?", "渝北区今年新建学校三所，沙坪坝区两所。", "", False),
        ("How many schools did Yubei District build?", "今年新建学校三所，沙坪坝区最多。", "渝北区教育", False),
        ("How many schools did Yubei District build?", "全区今年新建学校三所，校区都在江边。", "", False),
        ("How many schools did the district build?", "沙坪坝区今年新建学校三所。", "", False),
        ("What did Linxi Village plant?", "杨林村种了桃树，北京村没有。", "", True),
        ("What did Linxi Village plant?", "林溪村种了桃树，北京村没有。", "", False),
        ("What did Zzyzx Village plant?", "北京村种了桃树。", "", False),
        ("渝北区新建了多少所学校？", "Shapingba District built three schools.", "", True),
        ("渝北区新建了多少所学校？", "Yubei built three schools, Shapingba District two.", "", False),
        ("渝北区新建了多少所学校？", "Three schools were built in the district.", "", False),
        ("重庆大学的校长是谁？", "Peking University has a new president, Li Ping.", "", True),
        ("重庆大学的校长是谁？", "Chongqing University has a new president, Li Ping.", "", False),
        ("新建了多少所学校？", "Shapingba District built three schools.", "", False),
    ],
)
def test_another_of_its_kind_in_place_of_what_is_named(bridge: Bridge, question: str, text: str, known: str, rival: bool) -> None:
    asked = parse_question(question)
    carried = bridge.carry_over(asked, asked.language, "en" if asked.language == "zh" else "zh")
    named = named_of_kind(question, bridge.names(question) if asked.language == "zh" else (), carried)
    assert has_rival(named, carried_places(carried, text), text, known, bridge.dictionary) is rival
