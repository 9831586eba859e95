"""Operators count where people mean them, and nowhere else."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import parse_question, plain_question


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "must", "must_not"),
    [
        ('"教育强国" 重庆', '"教育强国" 重庆', ("教育强国",), (), ()),
        ("什么是“双减”？", "什么是“双减”？", (), (), ()),
        ("「論自由」『群己』", "「論自由」『群己』", ("論自由", "群己"), (), ()),
        ("+华为 -苹果 手机", "华为 手机", (), ("华为",), ("苹果",)),
        ("手机 －苹果，多少钱", "手机", (), (), ("苹果，多少钱",)),
        ('schools -"New York" +"class size"', "schools class size", (), ("class size",), ("New York",)),
        ("e5-small -5 10-20 C++ a - b", "e5-small -5 10-20 C++ a - b", (), (), ()),
        ('an "unclosed quote', 'an "unclosed quote', (), (), ()),
        ('"？" ""', '"？" ""', (), (), ()),
        ("-all", "", (), (), ("all",)),
        ("+《论自由》的作者", "论自由 的作者", (), ("论自由",), ()),
        ('+“论自由" 的作者是谁？', "论自由 的作者是谁？", (), ("论自由",), ()),
        ("文學 －『論自由』", "文學", (), (), ("論自由",)),
        ('"class size" +must -not in rural schools', '"class size" must in rural schools', ("class size",), ("must",), ("not",)),
        ("+穆勒《论自由》", "穆勒 《论自由》", ("论自由",), ("穆勒",), ()),
    ],
)
def test_parse_question(
    typed: str, text: str, phrases: tuple[str, ...], must: tuple[str, ...], must_not: tuple[str, ...]
) -> None:
    question = parse_question(typed)
    assert question.text == text
    assert (question.phrases, question.must, question.must_not) == (phrases, must, must_not)
    assert question.constrained == bool(phrases or must or must_not)


@pytest.mark.parametrize(
    "quoted", ["“双减”", '"双减"', "「雙減」", "『双减』", "《双减》", "‘双减’", "＂双减＂", "〈双减〉", '“双减"', "”双减”"]
)
def test_what_a_question_quotes_is_preferred_and_not_demanded(quoted: str) -> None:
    for typed in (f"什么是{quoted}？", f"{quoted}政策落地一年，校外培训怎样了", f"{quoted}政策落地", f"How did {quoted} begin"):
        question = parse_question(typed)
        assert [phrase.replace("雙減", "双减") for phrase in question.preferred] == ["双减"]
        assert question.text == typed and not question.constrained


def test_a_phrase_quoted_twice_is_preferred_once() -> None:
    assert parse_question("“双减”与“双减”有何不同，“五项管理”呢？").preferred == ("双减", "五项管理")


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("谁写了“论自由”？", True),
        ("誰寫了「論自由」", True),
        ("Who wrote it", True),
        ('"论自由" 穆勒', False),
        ("school meals", False),
    ],
)
def test_a_question_is_told_from_keywords(typed: str, asks: bool) -> None:
    assert parse_question(typed).asks is asks


def test_terms_are_each_once_and_without_what_is_excluded() -> None:
    assert parse_question("华为 华为 -苹果").terms == ("华为",)
    assert parse_question("重慶").language == "zh-hant"


def test_a_plain_question_has_no_operators() -> None:
    question = plain_question("“双减” -5 +1", "zh")
    assert not question.constrained
    assert question.text == "“双减” -5 +1"
