"""Words looked up in the sample, and quotation marks in questions about it, with the real model: both languages, both scripts."""

from __future__ import annotations

import re

import pytest

from xunzhang.types import Filters

pytestmark = pytest.mark.model


def holding(searcher, pattern: str, filters: Filters | None = None) -> set[str]:
    """The ids of the passages whose text matches, found by reading them all."""
    rows = searcher.index.catalogue.narrowed_to(filters) if filters else None
    passages = searcher.index.catalogue.every_passage() if rows is None else searcher.index.catalogue.passages(rows.tolist())
    return {passage.id for passage in passages if re.search(pattern, passage.text)}


# What is looked up, and what a passage that mentions it has in it.
LOOKED_UP = [
    ("教育", r"教育|\b[Ee]ducat|\b[Tt]each(?:es|ing)?\b"),
    ("education", r"教育|\b[Ee]ducat"),
    ("幼儿园", r"幼儿园|[Kk]indergarten"),
    ("幼兒園", r"幼儿园|[Kk]indergarten"),
    ("kindergarten", r"幼儿园|[Kk]indergarten"),
    ("Kindergartens", r"幼儿园|[Kk]indergarten"),
    ("沙坪坝区", r"沙坪坝区|Shapingba"),
    ("沙坪壩區", r"沙坪坝区|Shapingba"),
    ("Shapingba", r"沙坪坝区|Shapingba"),
    ("ＥＳＩ", r"ESI"),
    ("416", r"416"),
    ("2035年", r"2035年"),
    ("师德师风", r"师德师风"),
    ("Chongqing University", r"重庆大学|Chongqing(?:'s)? [Uu]niversit(?:y|ies)\b"),
    ("“聂强”", r"聂强"),
]


@pytest.mark.parametrize(("typed", "pattern"), LOOKED_UP)
def test_what_mentions_a_word_is_counted_and_comes_first(sample_searcher, typed, pattern):
    expected = holding(sample_searcher, pattern)
    results = sample_searcher.ask(typed, k=120)
    assert (results.verdict, results.mentions) == ("related", len(expected))
    told = [passage.id for group in results.groups if group.hit.terms for passage in group.passages]
    assert set(told[:15]) <= expected
    assert {group.hit.passage.id for group in results.groups[: min(10, len(expected) // 2)]} <= expected
    assert all(group.hit.strength == "weak" and not group.hit.exact for group in results.groups)
    assert all(re.search(pattern, group.hit.answer.of(group.hit.passage.text)) for group in results.groups if group.hit.terms)


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("大会", "教育大会"),
        ("大會", "教育大会"),
        ("conference", "education conference"),
        ("袁家军", "袁家军"),
        ("Liu Yanbing", "Liu Yanbing"),
        ("聂强", "聂强"),
        ("聶強", "聂强"),
        ("Nie Qiang", "Chongqing Polytechnic University of Electronic Technology"),
    ],
)
def test_passages_about_a_word_lead(sample_searcher, typed, about):
    first = sample_searcher.ask(typed).groups[0].hit.passage
    assert about in f"{first.article.title}\n{first.heading}"


def test_filters_narrow_what_is_counted(sample_searcher):
    for filters in (
        Filters(languages=("en",)),
        Filters(sources=("重庆日报",)),
        Filters(languages=("zh",), sources=("上游新闻",)),
    ):
        results = sample_searcher.ask("幼儿园", filters=filters)
        assert results.mentions == len(holding(sample_searcher, "幼儿园|[Kk]indergarten", filters))


@pytest.mark.parametrize(
    "typed", ["typhoon", "颱風", "台风", "Volcker", "Paul Volcker", "沃尔克", "保罗·沃尔克", '"Paul Volcker"', "量子纠缠"]
)
def test_what_no_passage_holds_is_nothing(sample_searcher, typed):
    results = sample_searcher.ask(typed)
    assert (results.verdict, results.mentions) == ("nothing", 0)
    assert all(group.hit.strength == "weak" for group in results.groups)


QUOTING = [
    ("“416”布局是指什么？", "416"),
    ("什麼是「416」布局？", "416"),
    ('What share of the platforms fits the "416" layout?', "416"),
    ("谁说要打响《红岩思政》？", "红岩思政"),
    ("誰說要打響『紅岩思政』？", "红岩思政"),
    ("重庆“一技之长”的首选地是谁提的", "一技之长"),
    ("Who said ‘teaching, medical care and research’?", "teaching, medical care and research"),
]


@pytest.mark.parametrize(("question", "phrase"), QUOTING)
def test_a_passage_with_what_is_quoted_leads_and_the_others_stay(sample_searcher, question, phrase):
    results = sample_searcher.ask(question)
    first = results.groups[0].hit.passage
    assert phrase in first.text
    assert not results.notes
    assert len(results.groups) == 10


@pytest.mark.parametrize(
    "question",
    [
        "谁主持了“三减”大会？",
        "誰主持了『三減』大會？",
        "Who presided over the ‘triple reduction’ conference?",
        "“三减”大会定下目标",
    ],
)
def test_where_nothing_has_it_the_answer_stands_with_a_line_saying_so(sample_searcher, question):
    results = sample_searcher.ask(question)
    assert [note.key for note in results.notes] == ["quoted.nowhere"]
    assert len(results.groups) == 10
    demanding = sample_searcher.ask(str(dict(results.notes[0].values)["ask"]))
    assert demanding.asked.must and not demanding.groups


def test_a_quotation_that_stands_in_the_other_language_alone_does_not_hide_its_passage(sample_searcher):
    results = sample_searcher.ask("重庆“公办幼儿园”新增了多少所？", filters=Filters(languages=("en",)))
    assert "kindergarten" in results.groups[0].hit.passage.text
