"""Words to look up are told from questions, headlines and lists of keywords, in both languages and both scripts."""

from __future__ import annotations

import pytest

from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import parse_question
from xunzhang.question.lookups import look_up
from xunzhang.types import LookUp


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("教育", ("教育",)),
        ("颱風", ("颱風",)),
        ("typhoon", ("typhoon",)),
        ("the typhoon", ("typhoon",)),
        ("ＧＤＰ", ("ＧＤＰ",)),
        ("WHO", ("WHO",)),
        ("U.S.", ("U.S.",)),
        ("AT&T", ("AT&T",)),
        ("C++", ("C++",)),
        ("教育？", ("教育",)),
        ("2024年度预算", ("2024", "年度预算")),
        ("2024年预算", ("2024年", "预算")),
        ("Volcker?", ("Volcker",)),
        ("党", ("党",)),
        ("416", ("416",)),
        ("2035年", ("2035年",)),
        ("17.1亿元", ("17.1亿元",)),
        ("沙坪坝区", ("沙坪坝区",)),
        ("沙坪壩區", ("沙坪壩區",)),
        ("一带一路", ("一带一路",)),
        ("新政策", ("新政策",)),
        ("市教委", ("市教委",)),
        ("师德师风", ("师德师风",)),
        ("新能源汽车", ("新能源汽车",)),
        ("教育 经费", ("教育", "经费")),
        ("教育，经费", ("教育", "经费")),
        ("教育的意义", ("教育", "意义")),
        ("重庆 GDP", ("重庆", "GDP")),
        ("ESI学科", ("ESI", "学科")),
        ("人工智能（AI）", ("人工智能", "AI")),
        ("interest rates", ("interest rates",)),
        ("freedom of speech", ("freedom of speech",)),
        ("school budget", ("school", "budget")),
        ("inflation in China", ("inflation", "China")),
        ("“双减”政策", ("双减", "政策")),
        ('"论自由" 穆勒', ("论自由", "穆勒")),
        ('"到2035年建成教育强国"', ("到2035年建成教育强国",)),
        ("《红楼梦》", ("红楼梦",)),
        ("台风 -菲律宾", ("台风",)),
        ("+台风", ("台风",)),
        ("分析", ("分析",)),
        ("list", ("list",)),
        ("比较文学", ("比较文学",)),
        ("几何", ("几何",)),
    ],
)
def test_one_or_two_words(bridge: Bridge, typed: str, words: tuple[str, ...]) -> None:
    found = look_up(parse_question(typed), bridge)
    assert found is not None
    assert found.words == words
    assert not found.telling


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("袁家军", LookUp(("袁家军",))),
        ("何立峰", LookUp(("何立峰",))),  # 何 asks, and is a surname
        ("向华强", LookUp(("向华强",))),
        ("沃尔克", LookUp(("沃尔克",))),
        ("保罗·沃尔克", LookUp(("保罗", "沃尔克"), telling="沃尔克")),
        ("加西亞·馬爾克斯？", LookUp(("加西亞", "馬爾克斯"), telling="馬爾克斯")),
        ("一二·九运动", LookUp(("一二·九运动",))),
        ("Volcker", LookUp(("Volcker",))),
        ("Paul Volcker", LookUp(("Paul", "Volcker"), telling="Volcker")),
        ('"Paul Volcker"', LookUp(("Paul Volcker",))),
        ("Liu Yanbing", LookUp(("Liu", "Yanbing"), telling="Yanbing")),
        ("Yanbing Liu", LookUp(("Yanbing", "Liu"), telling="Yanbing")),
        ("Charlie Chan", LookUp(("Charlie", "Chan"), telling="Chan")),
        ("J. K. Rowling", LookUp(("Rowling",), telling="Rowling")),
        ("President Xi Jinping", LookUp(("Xi", "Jinping"), telling="Jinping")),
        ("Gabriel García Márquez", LookUp(("Gabriel", "García", "Márquez"), telling="Márquez")),
        ("Alexandria Ocasio-Cortez", LookUp(("Alexandria", "Ocasio-Cortez"), telling="Ocasio-Cortez")),
        ("International Monetary Fund", LookUp(("International Monetary Fund",))),
        ("New York Times", LookUp(("New York Times",))),
        ("Chongqing University of Chinese Medicine", LookUp(("Chongqing University of Chinese Medicine",))),
        ("重庆市教育委员会", LookUp(("重庆市教育委员会",), ("重庆市", "教育委员会"))),
        ("文化和旅游部", LookUp(("文化和旅游部",))),
    ],
)
def test_names(bridge: Bridge, typed: str, found: LookUp) -> None:
    assert look_up(parse_question(typed), bridge) == found


def test_a_compound_knows_its_parts(bridge: Bridge) -> None:
    assert look_up(parse_question("教育經費"), bridge) == LookUp(("教育經費",), ("教育", "經費"))
    assert look_up(parse_question("重庆大学"), bridge) == LookUp(("重庆大学",))  # which the dictionary has


@pytest.mark.parametrize(
    "typed",
    [
        # asking
        "什么是教育", "教育是什么", "谁", "什麼", "多少", "为什么", "怎么样", "重庆在哪", "谁写了论自由", "誰是市長", "下雨了吗", "有没有台风", "哪里有台风",
        "what is inflation", "who", "what", "when", "why", "how", "is it raining", "how to cook", "who wrote it",
        "《论自由》的内容？", "教育的意义？", "school budget?", "加西亚·马尔克斯写了什么", "加西亚·马尔克斯的父亲马科斯·罗德里格斯是做什么的",
        # ordering
        "find typhoons", "Find Volcker", "list universities", "tell me about typhoons", "查找台风", "介绍重庆", "告诉我台风", "请问台风",
        # sentences and headlines
        "他是老师", "台风来了", "台风在菲律宾登陆", "教育部回应双减", "重庆举行教育大会", "猫吃鱼", "it will rain", "he was elected",
        "Typhoon Hits Taiwan", "typhoon hits taiwan", "Biden Meets Xi", "Bank of Japan Raises Rates", "University Raises Fees Again",
        "Stocks Fall Sharply Today", "“双减”政策落地一年", "economy: outlook", "教育：回顾",
        # three words
        "重庆 教育 经费", "重庆教育经费", "全市教育大会", "school meals budget", '"论自由" 穆勒 伦敦',
        # no word
        "？", "！？", "😀", "...", '""', "the", "of the", "的",
        # longer than any word
        "教育" * 60, "word " * 50,
    ],
)  # fmt: skip
def test_what_is_no_look_up(bridge: Bridge, typed: str) -> None:
    assert look_up(parse_question(typed), bridge) is None
