"""The bridge carries words, names and figures over, with the real dictionary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import parse_question


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge()


def carried(bridge: Bridge, text: str) -> dict[str, set[str]]:
    """-> {piece: its synonyms, the terms of each joined by a blank}, all synonyms of pieces of one name together."""
    question = parse_question(text)
    target = "zh" if question.language == "en" else "en"
    found: dict[str, set[str]] = {}
    for term in bridge.carry_over(question, question.language, target):
        found.setdefault(term.source, set()).update(" ".join(synonym) for synonym in term.synonyms)
    return found


@pytest.mark.parametrize(
    ("text", "piece", "synonym"),
    [
        ("重庆的学校", "重庆", "chongq"),
        ("重慶的學校", "学校", "school"),
        ("爱因斯坦写了什么", "爱因斯坦", "albert einstein"),
        ("爱因斯坦写了什么", "爱因斯坦", "einstein"),
        ("中华人民共和国成立", "中华人民共和国", "peopl republ of china"),
        ("超级碗的四分卫", "四分卫", "quarterback"),
        ("刘宴兵说了什么", "刘宴兵", "liu yanb"),
        ("刘宴兵说了什么", "刘宴兵", "yanb liu"),
        ("许志鹏", "许志鹏", "xu zhipeng"),
        ("许志鹏", "许志鹏", "xu zhi peng"),
        ("OpenHarmony 是什么", "openharmony", "openharmoni"),
        ("投入17.1亿元", "17.1亿", "1710000000"),
        ("三大任务", "三", "3"),
        ("第六次会议", "第六", "第6"),
        ("百分之五十", "百分之五十", "50%"),
        ("11月19日", "11月19日", "11月19日"),
        ("Chongqing schools", "chongqing", "重庆"),
        ("Schools in Shenzhen", "shenzhen", "深圳"),
        ("Xi'an", "xi'an", "西安"),
        ("Where is Xian?", "xian", "西安"),
        ("深圳的学校", "深圳", "shenzhen"),
        ("the People's Republic of China", "people's republic of china", "中华 华人 人民 民共 共和 和国"),
        ("Who was Albert Einstein?", "albert einstein", "爱因 因斯 斯坦"),
        ("quarterbacks", "quarterbacks", "四分 分卫"),
        ("1.2 million people", "1.2 million", "1200000"),
        ("the sixth meeting", "sixth", "第6"),
        ("three tasks", "three", "3"),
        ("OpenHarmony on RISC-V", "openharmony", "openharmoni"),
        ("the party secretary of the county", "party secretary", "县委 委书 书记"),
        ("two Vice Ministers", "vice ministers", "副部 部长"),
        ("the graduates", "graduates", "毕业 业生"),
        ("部长是谁", "部长", "minist"),
        ("学位", "学位", "school place"),
        ("November 19", "november 19", "11月19日"),
    ],
)
def test_carried_over(bridge: Bridge, text: str, piece: str, synonym: str) -> None:
    assert synonym in carried(bridge, text)[piece]


@pytest.mark.parametrize(
    ("text", "name", "written"),
    [
        ("What did Liu Yanbing say?", "liu yanbing", "刘宴兵"),
        ("What did Yanbing Liu say?", "yanbing liu", "刘宴兵"),
        ("Xu Zhipeng", "xu zhipeng", "许志鹏"),
        ("Who is Xu Peng?", "xu peng", "许鹏"),
    ],
)
def test_names_in_pinyin_become_patterns(bridge: Bridge, text: str, name: str, written: str) -> None:
    question = parse_question(text)
    terms = {term.source: term for term in bridge.carry_over(question, "en", "zh")}
    bigrams = [written[i : i + 2] for i in range(len(written) - 1)]
    assert any(len(pattern) == len(bigrams) and all(map(re.fullmatch, pattern, bigrams)) for pattern in terms[name].patterns)


@pytest.mark.parametrize(
    ("text", "name", "terms"),
    [
        ("Who leads Renhe Street Primary School?", "renhe", "人和 和街"),
        ("Where does Xinglong Road end?", "xinglong", "兴隆 隆路"),
        ("Who leads Bashu Secondary School?", "bashu", "巴蜀 蜀中 中学"),
        ("How high is Mount Gele?", "gele", "歌乐 乐山"),
        ("Who lives in Dalongtan Village?", "dalongtan", "大龙 龙潭 潭村"),
    ],
)
def test_places_in_pinyin_become_patterns_with_their_kind(bridge: Bridge, text: str, name: str, terms: str) -> None:
    found = {term.source: term for term in bridge.carry_over(parse_question(text), "en", "zh")}
    bigrams = terms.split()
    assert any(len(pattern) == len(bigrams) and all(map(re.fullmatch, pattern, bigrams)) for pattern in found[name].patterns)


def test_places_that_no_dictionary_has_are_spelled(bridge: Bridge) -> None:
    assert carried(bridge, "小岗村有多少人？")["小岗村"] == {"xiaogang"}
    assert "亿元" not in carried(bridge, "17.1亿元")


def test_words_that_are_no_pinyin_name_have_no_pattern(bridge: Bridge) -> None:
    for text in (
        "The Panthers Defense",
        "Super Bowl",
        "He Can",
        "New York",
        "to liu yanbing",
        "Main Street",
        "renhe street",
        "Renhe",
    ):
        assert not any(term.patterns for term in bridge.carry_over(parse_question(text), "en", "zh")), text


def test_chinese_names(bridge: Bridge) -> None:
    assert bridge.names("上海和重慶，哪里的清华大学校友多？") == ["上海", "重庆", "清华大学"]
    assert bridge.names("明天津贴怎么发？") == []  # 天津 overlaps two words
    assert bridge.names("谁最高明？") == bridge.names("Who lives in Shanghai?") == []


def test_function_words_stay_behind(bridge: Bridge) -> None:
    assert carried(bridge, "What is the of which?") == {}
    assert carried(bridge, "请问这是什么？") == {}


def test_only_between_chinese_and_english(bridge: Bridge) -> None:
    question = parse_question("重庆的学校")
    assert bridge.carry_over(question, "zh", "zh-hant") == []
    assert bridge.carry_over(question, "zh", "fr") == []
    assert bridge.carry_over(parse_question("schools"), "en", "en") == []
    assert bridge.carry_over(parse_question("重慶"), "zh-hant", "en") != []


def test_the_glossary_comes_first(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.csv"
    glossary.write_text("渝教大会,Chongqing schools congress\n学校,academy\nbad line\n", encoding="utf-8")
    bridge = Bridge(glossary)
    assert carried(bridge, "渝教大会开了")["渝教大会"] == {"chongq school congress"}
    assert carried(bridge, "学校")["学校"] == {"academi"}
    assert carried(bridge, "the Chongqing Schools Congress")["chongqing schools congress"] == {"渝教 教大 大会"}
    assert len(bridge.messages) == 1
    assert "line 3" in bridge.messages[0].text


def test_a_piece_that_is_repeated_counts_once(bridge: Bridge) -> None:
    for text in ("学校和学校", "schools and schools", "17.1亿和17.1亿"):
        sources = [
            term.source
            for term in bridge.carry_over(parse_question(text), parse_question(text).language, "zh" if text[0] == "s" else "en")
        ]
        assert len(set(sources)) == len(sources)


def test_a_long_question_without_a_break(bridge: Bridge) -> None:
    assert carried(bridge, "重庆的学校" * 800).keys() == {"重庆", "学校"}


def test_questions_without_words(bridge: Bridge) -> None:
    for text in ("？", "·", "-", "'", "  "):
        assert carried(bridge, text) == {}
