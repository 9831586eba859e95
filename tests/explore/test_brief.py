"""Briefs: sentences that claim the same together, across outlets, copies and languages; what differs set against each other."""

from __future__ import annotations

import json

import pytest

from xunzhang.explore.brief import _grouped, _ordered, _Read, _set_against, brief_on
from xunzhang.export.brief_files import BRIEF_FORMATS, brief_file, differing, differing_rows
from xunzhang.export.provenance import Manner
from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import parse_question
from xunzhang.types import ArticleHead, Passage, Results, Span
from xunzhang.types.brief_records import Brief, Claim, Statement


@pytest.fixture(scope="module")
def bridge():
    return Bridge()


def stated(source, date, text, answer, language="zh", title=""):
    """A passage of one sentence that answers with `answer`, "" for no certain span."""
    head = ArticleHead(f"{source}{title}{date}{text[:8]}", title or "题", source, date=date, language=language)
    passage = Passage(f"p{head.id}", head, 1, 0, len(text), text, language=language)
    at = text.find(answer) if answer else -1
    return Statement(passage, Span(0, len(text)), (Span(at, at + len(answer)),) if at >= 0 else ())


def claims_of(bridge, statements, order="weight"):
    grouped = _grouped([_Read(each, bridge) for each in statements])
    return _set_against(_ordered([Claim(tuple(each.statement for each in group)) for group in grouped], order), bridge)


FUNDS = [
    stated("甲报", "2024-05-01", "这项工程的经费是17.1亿元。", "17.1亿元"),
    stated("乙报", "2024-05-03", "工程经费达171亿元。", "171亿元"),
    stated("Post", "2024-05-02", "The project has 1.71 billion yuan to spend.", "1.71 billion yuan", "en"),
    stated("甲报", "2024-05-04", "工程的经费为171000万元，甲报再次写道。", "171000万元"),
]


def test_figures_are_put_together_by_value_in_either_language_and_set_against_others(bridge):
    claims = claims_of(bridge, FUNDS)
    assert [[each.answer for each in claim.statements] for claim in claims] == [
        ["17.1亿元", "1.71 billion yuan", "171000万元"],
        ["171亿元"],
    ]
    assert [(claim.sources, claim.stands_once, claim.differs) for claim in claims] == [
        (("甲报", "Post"), False, (1,)),
        (("乙报",), True, (0,)),
    ]


def test_order_by_date(bridge):
    assert [claim.answer for claim in claims_of(bridge, FUNDS, "oldest")] == ["17.1亿元", "171亿元"]
    assert [claim.answer for claim in claims_of(bridge, FUNDS, "newest")] == ["17.1亿元", "171亿元"]  # its newest is of 4 May
    undated = [stated("丙报", "--05-09", "经费是3亿元。", "3亿元"), *FUNDS]
    assert [claim.answer for claim in claims_of(bridge, undated, "newest")] == ["17.1亿元", "171亿元", "3亿元"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("市长是袁家军。", "袁家军", "zh"), ("The mayor is Yuan Jiajun.", "Yuan Jiajun", "en"), True),
        (("市长是袁家军。", "袁家军", "zh"), ("The mayor is Liu Yanbing.", "Liu Yanbing", "en"), False),
        (("会议在重庆召开。", "重庆", "zh"), ("It was held in Chongqing.", "Chongqing", "en"), True),
        (("大桥于1968年建成。", "1968年", "zh"), ("The bridge was built in 1968.", "1968", "en"), True),
        (("大桥全长1577米。", "1577米", "zh"), ("大桥于1968年建成。", "1968年", "zh"), False),
        (("今年的目标是让每个孩子都有学上，都上好学。", "", "zh"), ("他说今年的目标是让每个孩子都有学上，都上好学。", "", "zh"), True),
        (("今年的目标是让每个孩子都有学上。", "", "zh"), ("明年要再修三座桥，通往南岸。", "", "zh"), False),
    ],
)  # fmt: skip
def test_what_claims_the_same(bridge, one, other, same):
    first, second = (stated(source, "2024-01-01", *given) for source, given in (("甲", one), ("乙", other)))
    claims = claims_of(bridge, [first, second])
    assert (len(claims) == 1) is same
    if not same:
        assert claims[0].differs == ()


def test_dates_that_differ_are_set_against_each_other(bridge):
    claims = claims_of(
        bridge,
        [
            stated("甲", "2024-01-01", "大桥于1968年5月建成。", "1968年5月"),
            stated("乙", "2024-01-01", "The bridge was built in May 1969.", "May 1969", "en"),
        ],
    )
    assert [claim.differs for claim in claims] == [(1,), (0,)]


def brief_of(claims):
    asked = parse_question("经费是多少？")
    return Brief(Results(asked, "answers", 0.9, 1.0), tuple(claims))


def test_a_file_has_every_sentence_verbatim_with_its_number_and_the_differences_newest_first(bridge):
    made = brief_of(claims_of(bridge, FUNDS))
    (together,) = differing(made)
    assert [printed for printed, _ in differing_rows(together)] == ["171000万元", "171亿元", "1.71 billion yuan", "17.1亿元"]
    text = brief_file(made, "md", Manner("zh")).decode()
    assert "## 1\\. 17.1亿元 · 2 家说到" in text and "## 2\\. 171亿元 · 仅一家说到" in text
    assert "> 这项工程的经费是<strong>17\\.1亿元</strong>。" in text.replace("17.1亿元</strong>", "17\\.1亿元</strong>")
    assert "| 171亿元 | 乙报 \\[" in text and text.count("\\[N\\]") == 4
    told = json.loads(brief_file(made, "json", Manner()))
    assert [claim["stands_once"] for claim in told["claims"]] == [False, True]
    assert [each["sentence"]["text"] for claim in told["claims"] for each in claim["statements"]] == [
        FUNDS[at].text for at in (0, 2, 3, 1)
    ]
    assert brief_file(made, "docx", Manner("en"))[:2] == b"PK" and set(BRIEF_FORMATS) == {"docx", "md", "json"}


@pytest.mark.model
def test_a_brief_on_the_sample(sample_searcher):
    made = brief_on(sample_searcher, "高校牵头的国家科研项目经费是多少亿元？")
    assert {"17.1亿元", "171亿元"} <= {claim.answer for claim in made.claims}
    by_answer = {claim.answer: at for at, claim in enumerate(made.claims)}
    assert by_answer["171亿元"] in made.claims[by_answer["17.1亿元"]].differs
    for statement in made.statements:
        article = sample_searcher.article(statement.passage.article.id)
        start = statement.passage.start + statement.sentence.start
        assert article.text[start : start + len(statement.text)] == statement.text


@pytest.mark.model
@pytest.mark.parametrize("asked", ["Who invented the telephone?", "教育"])
def test_where_nothing_answers_there_is_nothing_to_put_together(sample_searcher, asked):
    made = brief_on(sample_searcher, asked)
    assert made.claims == ()
    assert "没有段落回答这个问题" in brief_file(made, "md", Manner("zh")).decode()
