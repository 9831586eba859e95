"""Which questions ask who or what one thing is."""

from __future__ import annotations

import pytest

from xunzhang.question.bridge import plain_bridge
from xunzhang.question.grammar import parse_question
from xunzhang.question.subjects import subject_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who is Nie Qiang?", ("Nie", "Qiang")),
        ("who's Paul Volcker", ("Paul", "Volcker")),
        ("Who were the Normans?", ("Normans",)),
        ("What is inflation?", ("inflation",)),
        ("What is an observatory ?", ("observatory",)),
        ("What does ESI mean?", ("ESI",)),
        ("Tell me about Volcker.", ("Volcker",)),
        ("聂强是谁？", ("聂强",)),
        ("聶強是誰？", ("聶強",)),
        ("谁是刘宴兵", ("刘宴兵",)),
        ("什么是留守儿童？", ("留守儿童",)),
        ("留守儿童指的是什么？", ("留守儿童",)),
        ("双一流是什么意思呢？", ("双一流",)),
        ("沙坪坝区是什么地方", ("沙坪坝区",)),
        ("请介绍一下刘宴兵", ("刘宴兵",)),
    ],
)
def test_one_thing_is_asked_about(text, words):
    subject = subject_of(parse_question(text), plain_bridge())
    assert subject and subject[1].words == words


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of France?",
        "Who was the first president?",
        "What is Volcker's salary?",
        "Who is it?",
        "What was that?",
        "Who said that?",
        "Where is Nie Qiang?",
        "重庆市委书记是谁？",
        "主持会议的是谁？",
        "他是谁？",
        "这是什么？",
        "聂强说了什么？",
        "谁说的？",
        "聂强",
        "聂强 校长",
        '谁是"刘宴兵"？',
        "谁是刘宴兵 -重庆",
        "",
        "？",
        "什么是" + "很" * 200,
    ],
)
def test_nothing_is_asked_about_or_more_than_one_thing(text):
    assert subject_of(parse_question(text or " "), plain_bridge()) is None
