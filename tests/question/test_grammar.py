"""Operators count where people mean them, and nowhere else."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import parse_question, plain_question


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "must", "must_not"),
    [
        ('"教育强国" 重庆', '"教育强国" 重庆', ("教育强国",), (), ()),
        ("什么是“双减”？", "什么是“双减”？", ("双减",), (), ()),
        ("「論自由」『群己』", "「論自由」『群己』", ("論自由", "群己"), (), ()),
        ("+华为 -苹果 手机", "华为 手机", (), ("华为",), ("苹果",)),
        ("手机 －苹果，多少钱", "手机", (), (), ("苹果，多少钱",)),
        ('schools -"New York" +"class size"', "schools class size", (), ("class size",), ("New York",)),
        ("e5-small -5 10-20 C++ a - b", "e5-small -5 10-20 C++ a - b", (), (), ()),
        ('an "unclosed quote', 'an "unclosed quote', (), (), ()),
        ('"？" ""', '"？" ""', (), (), ()),
        ("-all", "", (), (), ("all",)),
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
