"""What each outlet says, side by side: one column each, what differs marked in both, nothing marked that is not certain."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.explore.comparison import compare_on, compare_passage
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import EVERYTHING, Searcher
from xunzhang.search.verdict import held_to
from xunzhang.types import Filters

ARTICLES = [
    {"id": "a", "source": "甲报", "lang": "zh", "text": "市长说，大学建成的项目共2112项，预算为17.1亿元；学校的桥共271座，经费为39亿元。"},
    {"id": "b", "source": "乙报", "lang": "zh", "text": "市长说，大学建成的项目共2112项，预算为171亿元；学校的桥共271座，经费为39亿元。"},
    {"id": "c", "source": "Post", "lang": "en", "text": "The mayor said the university budget came to 1.71 billion for 2112 completed projects."},
    {"id": "d", "source": "", "lang": "zh", "text": "猫在早上吃鱼。狗在河边。"},
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    return build(tmp_path_factory.mktemp("outlets"), ARTICLES)


def build(folder, articles):
    (folder / "corpus").mkdir()
    lines = [json.dumps(article, ensure_ascii=False) for article in articles]
    (folder / "corpus" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build_index([folder / "corpus"], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def marked(comparison):
    return {
        column.outlet: [(d.span.of(said.hit.passage.text), d.there, d.outlet) for said in column.said for d in said.disputes]
        for column in comparison.columns
    }


def test_a_column_an_outlet_with_the_figure_that_differs_marked_in_both(searcher):
    comparison = compare_on(searcher, "大学 项目 预算 市长")
    found = marked(comparison)
    assert found["甲报"] == [("17.1亿元", "171亿元", "乙报")]
    assert found["乙报"] == [("171亿元", "17.1亿元", "甲报")]
    assert comparison.differ
    assert found.get("Post", []) == []  # another language is never said to disagree


def test_a_passage_is_first_in_its_own_column(searcher):
    passage = searcher.passages_of("b")[0]
    comparison = compare_passage(searcher, passage.id)
    assert comparison.chosen == passage.id
    assert (comparison.columns[0].outlet, comparison.columns[0].said[0].hit.passage) == ("乙报", passage)
    assert marked(comparison)["甲报"] == [("17.1亿元", "171亿元", "乙报")]
    with pytest.raises(KeyError):
        compare_passage(searcher, "nothing")


def test_every_outlet_is_a_column_or_silent(searcher):
    comparison = compare_on(searcher, "大学 项目 预算 市长")
    columns = [column.outlet for column in comparison.columns]
    assert len(columns) == len(set(columns))
    assert {*columns, *comparison.silent} >= {"甲报", "乙报", "Post"} and set(columns).isdisjoint(comparison.silent)


def test_filters_hold(searcher):
    comparison = compare_on(searcher, "大学 项目 预算 市长", Filters(sources=("甲报",)))
    assert [column.outlet for column in comparison.columns] == ["甲报"] and comparison.silent == ()
    assert not comparison.differ


def test_agreeing_outlets_have_nothing_marked(tmp_path):
    same = [ARTICLES[0], ARTICLES[0] | {"id": "e", "source": "丙报"}]
    comparison = compare_on(build(tmp_path, same), "大学 项目 预算")
    assert {column.outlet for column in comparison.columns} == {"甲报", "丙报"} and not comparison.differ


def test_one_outlet_is_one_column(tmp_path):
    comparison = compare_on(build(tmp_path, ARTICLES[:1]), "大学 项目 预算")
    assert [column.outlet for column in comparison.columns] == ["甲报"] and not comparison.differ


def test_nothing_near_is_no_column(searcher):
    comparison = compare_on(searcher, "火星 雷达")
    assert comparison.columns == ()
    assert comparison.judged.verdict == searcher.ask("火星 雷达").verdict and not comparison.judged.answerable


class Judging(Searcher):
    """The searcher with verdicts of its own, by the outlets that it is narrowed to."""

    def __init__(self, index, verdicts, **more):
        super().__init__(index)
        self.verdicts, self.more = verdicts, more

    def ask(self, question, k=10, filters=EVERYTHING, mode="hybrid", skip=0):
        results = super().ask(question, k, filters, mode, skip)
        verdict = self.verdicts.get(filters.sources, "related")
        return replace(results, verdict=verdict, groups=held_to(verdict, results.groups), **self.more)


QUESTION = "大学 项目 预算 市长"


def test_of_several_verdicts_the_one_nearest_to_an_answer_is_shown(searcher):
    asked = {(): "related", ("乙报",): "may_answer", ("甲报",): "nothing"}
    comparison = compare_on(Judging(searcher.index, asked), QUESTION)
    assert comparison.judged.verdict == "may_answer"
    assert [column.outlet for column in comparison.columns] == ["乙报"]  # the others claim no answer
    assert {said.hit.strength for column in comparison.columns for said in column.said} <= {"likely"}


def test_where_nothing_answers_there_is_no_column_and_what_is_missing_is_known(searcher):
    comparison = compare_on(Judging(searcher.index, {}, missing=("市长",)), QUESTION)
    assert (comparison.columns, comparison.judged.verdict, comparison.judged.missing) == ((), "related", ("市长",))


def test_of_a_look_up_the_passages_that_come_first_are_those_that_have_the_words(searcher):
    first = searcher.ask(QUESTION).groups[0].hit.passage
    comparison = compare_on(Judging(searcher.index, {}, mentions=1), QUESTION, Filters(sources=(first.article.source,)))
    assert [said.hit.passage.id for column in comparison.columns for said in column.said] == [first.id]
    assert {said.hit.strength for column in comparison.columns for said in column.said} == {"weak"}


def test_a_passage_compared_has_no_verdict(searcher):
    assert compare_passage(searcher, searcher.passages_of("b")[0].id).judged is None
