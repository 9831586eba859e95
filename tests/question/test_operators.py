"""The grammar of those who know search engines: what is an operator, what it asks for, and what stays as it was typed."""

from __future__ import annotations

import pytest

from xunzhang.language.edit_distance import within_distance
from xunzhang.language.word_forms import PlacedText
from xunzhang.messages.operators_said import operators_said
from xunzhang.messages.wording import in_language
from xunzhang.question.grammar import parse_question
from xunzhang.question.operator_forms import things_of


def told(typed):
    """-> (kind, words, most) of each operator, with "-" before the kind of one that is excluded."""
    found = []
    for each in parse_question(typed).operators:
        words = each.words or tuple(word for part in each.parts for word in part.words)
        found.append((("-" if each.excluded else "") + each.kind, words, each.most))
    return found


@pytest.mark.parametrize(
    ("typed", "operators", "text", "alone"),
    [
        ("typho*", [("pattern", ("typho*",), 0)], "typho", True),
        ("沙*区 有多少教师？", [("pattern", ("沙*区",), 0)], "沙区 有多少教师？", False),
        ("沙坪*", [("pattern", ("沙坪*",), 0)], "沙坪", True),
        ("ｔｙｐｈｏ＊", [("pattern", ("typho*",), 0)], "typho", True),
        ("volcker~ salary", [("similar", ("volcker",), 1)], "volcker salary", False),
        ("university~2", [("similar", ("university",), 2)], "university", True),
        ("袁加军~", [("similar", ("袁加军",), 1)], "袁加军", True),
        ('"bank strike"~3', [("near", ("bank", "strike"), 3)], "bank strike", True),
        ("“教育 经费”~5 重庆", [("near", ("教育", "经费"), 5)], "教育 经费 重庆", False),
        ('"strike"~3', [], '"strike"~3', False),
        ("台风 OR typhoon", [("either", ("台风", "typhoon"), 0)], "台风 typhoon", True),
        ("教育 或 经费 或者 学校", [("either", ("教育", "经费", "学校"), 0)], "教育 经费 学校", True),
        ("（台风 | typhoon）损失多少？", [], "（台风 | typhoon）损失多少？", False),
        ("（台风 | typhoon） 损失多少？", [("either", ("台风", "typhoon"), 0)], "台风 typhoon 损失多少？", False),
        ('fires OR "forest fire" OR wildf*', [("either", ("fires", "forest fire", "wildf*"), 0)], "fires forest fire wildf", True),
        ("storm -typho*", [("-pattern", ("typho*",), 0)], "storm", False),
        ("-(cat OR dog) fish", [("-either", ("cat", "dog"), 0)], "fish", False),
    ],
)  # fmt: skip
def test_operators_are_told_and_the_encoder_reads_their_words(typed, operators, text, alone):
    asked = parse_question(typed)
    assert told(typed) == operators
    assert (asked.text, asked.alone, asked.typed) == (text, alone, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "**bold** words", "5*3 equals", "a * b", "f***", "C*", "*", "你好～", "今天天气怎么样~", "thanks ~", "~/corpus", "Brexit | BBC News",
        "我 或 他", "this or that", "OR", "OR gates", "cats OR", "outlet", "来源： 新华社", "see https://example.org/a:b", "10:30", "by and by",
        "重*市有多少教师？",
    ],
)  # fmt: skip
def test_what_can_mean_something_else_is_no_operator(typed):
    asked = parse_question(typed)
    assert not asked.operators and not asked.fields and not asked.alone
    assert asked.text == typed


@pytest.mark.parametrize(
    ("typed", "fields", "text"),
    [
        ("outlet:新华社 教育", [("outlet", "新华社", False)], "教育"),
        ("媒体：新华社 教育", [("outlet", "新华社", False)], "教育"),
        ('title:"rate rise" Volcker', [("title", "rate rise", False)], "Volcker"),
        ("标题：“高质量” by:张三", [("title", "高质量", False), ("author", "张三", False)], ""),
        ("-outlet:post after:2024年5月 before:2024/6/1 cats", [("outlet", "post", True), ("after", "2024-05", False), ("before", "2024-06-01", False)], "cats"),
        ("不早于：2024 lang:英文", [("after", "2024", False), ("language", "en", False)], ""),
        ("AFTER:2024-13", [("after", "2024-13", False)], ""),
    ],
)  # fmt: skip
def test_fields(typed, fields, text):
    asked = parse_question(typed)
    assert [(each.name, each.value, each.excluded) for each in asked.fields] == fields
    assert asked.text == text
    assert asked.alone == (not text)


def test_signs_and_phrases_are_read_as_ever_beside_them():
    asked = parse_question('outlet:post +cats -dogs typho* "a phrase"')
    assert (asked.must, asked.must_not, asked.phrases) == (("cats",), ("dogs",), ("a phrase",))
    assert told(asked.typed) == [("pattern", ("typho*",), 0)]


def spans(typed, text):
    """What of a text each thing of the question's operators finds there."""
    things = [thing for each in parse_question(typed).operators for thing in things_of(each)]
    return [sorted({span.of(text) for form in thing for span in PlacedText(text).spans(form)}) for thing in things]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("typho*", "Typhoons and a typhoon; no hoon", [["Typhoons", "typhoon"]]),
        ("*phoon", "A typhoon, typhoons", [["typhoon"]]),
        ("co*tion", "cooperation, commission, conation", [["conation", "cooperation"]]),
        ("沙*区", "沙坪坝区与沙区，沙地很远的那一个区", [["沙区", "沙坪坝区"]]),
        ("volker~", "Volcker, Volker and Walker", [["Volcker", "Volker"]]),
        ("eductaion~", "education, educator", [["education"]]),
        ("universty~2", "universities, university, universally", [["university"]]),
        ("袁加军~", "袁家军说。袁军也来了，加军没有，袁加大军", [["加军", "袁军", "袁加", "袁加大军", "袁家军"]]),
        ('"cat fish"~2', "fish for a cat; cat and the fish", [["cat and the fish", "fish for a cat"]]),
        ('"cat fish"~1', "fish for a cat; cat, the fish", [["cat, the fish"]]),
        ("“教育 经费”~3", "教育的年度经费。经费用于教育", [["教育的年度经费", "经费用于教育"]]),
        ("cats OR 桥", "A cat on the 桥", [["cat", "桥"]]),
    ],
)
def test_what_a_text_holds_of_them(typed, text, found):
    assert spans(typed, text) == found


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xabc", 1), ("ca", "abc", 3), ("kitten", "sitting", 3), ("", "ab", 2)],
)  # fmt: skip
def test_edit_distance(one, other, distance):
    for most in range(5):
        assert within_distance(one, other, most) == within_distance(other, one, most) == (distance <= most)


def test_each_is_explained_in_both_languages():
    asked = parse_question(
        'cats OR 猫 typho* volker~2 "a b"~1 -title:草稿 outlet:新华社 by:Liu after:2024 before:2025-01 lang:zh'
    )
    said = operators_said(asked)
    assert [in_language(each, "en") for each in said] == [
        "with one of “cats”, “猫”",
        "with a word like “typho*” (* is any letters, or a few characters)",
        "with a word like “volker” (2 letters off at most)",
        "with “a” and “b” at most 1 word apart",
        "not: with “草稿” in the title",
        "from an outlet named “新华社”",
        "by “Liu”",
        "not before 2024",
        "not after 2025-01",
        "in the language Chinese (simplified)",
    ]
    assert in_language(said[0], "zh") == "含“cats”、“猫”中的一个" and in_language(said[4], "zh") == "不要：标题含“草稿”"
