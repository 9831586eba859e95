"""Quotation marks in all the ways that people type them, and when what stands between them is an order."""

from __future__ import annotations

import pytest

from xunzhang.question.grammar import parse_question
from xunzhang.question.quotations import demanding, quotations


def quoted(text: str) -> list[str]:
    return [quotation.text for quotation in quotations(text)]


@pytest.mark.parametrize(
    "mark",
    [
        "“%s”", '"%s"', "「%s」", "『%s』", "《%s》", "〈%s〉", "‘%s’", "'%s'", "＂%s＂", "〝%s〞", "„%s“", "«%s»", "｢%s｣", "﹁%s﹂", "<<%s>>",
        "``%s''", "''%s''",
        # marks that do not match
        "”%s”", "“%s“", "“%s\"", "\"%s”", "「%s』", "『%s」", "《%s〉", "“%s」", "《%s”", "”%s“",
    ],
)  # fmt: skip
def test_each_pair_of_marks_quotes(mark: str) -> None:
    assert quoted(f"谁写了{mark % '论自由'}？") == ["论自由"]
    assert quoted(f"Who wrote {mark % 'On Liberty'} and when?") == ["On Liberty"]


@pytest.mark.parametrize(
    "text",
    [
        "谁写了“论自由？", "谁写了论自由”？", '谁写了"论自由', "《论自由是谁写的", "论自由》是谁写的", "「論自由", "", "“”", '""', "《》", "“？”", "''",
        "It's the '90s and the '00s", "the students' and teachers' rights", "rock 'n' roll", "don't, can't, won't", "O’Brien’s",
        "players of 5'10\" and 6'2\"", "5 < 6 and 7 > 6", "<b>桥</b>", "“论\n自由”",
    ],
)  # fmt: skip
def test_what_quotes_nothing(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“双减”和“五项管理”", ["双减", "五项管理"]),
        ("“双减 与 “五项管理” 的关系", ["五项管理"]),
        ("“他说‘很好’”之后", ["他说‘很好’"]),
        ("国务院印发《关于〈办法〉的意见》", ["关于〈办法〉的意见"]),
        ("‘It’s fine’ said who?", ["It’s fine"]),
        ("who said 'it's fine'?", ["it's fine"]),
        ("他說：『你好』「再見」", ["你好", "再見"]),
        ('the 10" pipe and "the valve"', ["the valve"]),
    ],
)
def test_several_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "typed",
    [
        '"论自由"', "“论自由”", "「論自由」『群己』", "《论自由》", "‘论自由’", '"论自由"？', '"论自由"、"功利主义"', '"论自由" 穆勒', "穆勒 “论自由”",
        "穆勒，《论自由》", '"Paul Volcker"', '"Paul Volcker" salary', "Mill “On Liberty” 1859", '"教育强国" 重庆', '"双减" tutoring',
    ],
)  # fmt: skip
def test_a_quotation_alone_or_among_keywords_is_demanded(typed: str) -> None:
    question = parse_question(typed)
    assert question.phrases and not question.preferred


# Our own, after the ways of headlines: what they quote, where, and with which marks.
HEADLINES = [
    "“双减”一年后：孩子的时间去哪了",
    "教育部：“双减”绝不是减质量",
    "市长谈“夜经济”：要热闹，也要安静",
    "“最美书店”关门，读者自发告别",
    "首条“空中轨道”今日通车",
    "“村超”火了，小城来了百万游客",
    "“老字号” 回来了",
    "专家：“倒春寒”或持续一周",
    "市政府印发《夜间经济三年行动》",
    "《长江之歌》响起 万人合唱",
    "记者手记｜“慢火车”上的人们",
    "「夜市經濟」復甦 攤販盼延長營業",
    "市長：『不會加稅』",
    "台灣首座「零碳」圖書館啟用",
    "‘慢就业’成为新选择",
    '"反向旅游"走红',
    "全国首个“无废城市”公布",
    "Mayor: ‘No new taxes’ this year",
    "'No new taxes,' mayor says",
    "“Quiet quitting” spreads to schools",
    '"Slow trains" win new friends in the hills',
    "City's ‘night economy’ comes back to life",
    "Bakers call new flour rule “absurd”",
    'What the "zero-carbon" library costs',
    'Minister defends "temporary" bridge toll',
    '"Ghost pier" opens',
    "'Ghost pier' reopens to walkers after 30 years",
    "Is the “ghost pier” safe?",
    'Judge: toll "unlawful"',
    "Why ‘slow trains’ are full again",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_demands_nothing(headline: str) -> None:
    question = parse_question(headline)
    assert question.preferred and not question.constrained


@pytest.mark.parametrize(
    ("typed", "demand"),
    [
        ("谁写了“论自由”？", '谁写了 +"论自由" ？'),
        ("《论自由》是谁写的", '+"论自由" 是谁写的'),
        ("Who wrote ‘On Liberty’?", 'Who wrote +"On Liberty" ?'),
        ("「論“自由”」何時出版", '+"論“自由”" 何時出版'),
    ],
)
def test_a_question_that_demands_what_it_quoted(typed: str, demand: str) -> None:
    (quotation,) = quotations(typed)
    assert demanding(typed, quotation) == demand
    demanded = parse_question(demand)
    assert demanded.must == (quotation.text,)
    assert not demanded.preferred and not demanded.phrases
