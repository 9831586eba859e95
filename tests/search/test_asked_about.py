"""Passages that hold what a question asks about lead, in either language, and are never said to be about nothing."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

HELD = {"id": "held", "title": "开学", "lang": "zh", "source": "甲报", "text": "大学校长聂强说，学校在山下，河边有桥。"}
MORE = [
    HELD,
    {"id": "other", "title": "谁", "lang": "zh", "source": "乙报", "text": "市长是谁？谁是市长？他在大学吃鱼。"},
    {"id": "en", "title": "Who", "lang": "en", "source": "C", "text": "Who is the mayor? The mayor is who the dog follows."},
    {"id": "fish", "title": "Fish", "lang": "en", "source": "C", "text": "The cat eats fish at the river by the bridge."},
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked-about")
    build_index([write_corpus(folder / "corpus", MORE)], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


@pytest.mark.parametrize("mode", ["hybrid", "keyword"])
@pytest.mark.parametrize("question", ["聂强是谁？", "谁是聂强？", "聶強是誰？", "请介绍一下聂强"])
def test_what_holds_it_leads(searcher, question, mode):
    results = searcher.ask(question, mode=mode)
    assert results.groups[0].hit.passage.text == HELD["text"]
    assert results.verdict != "nothing"


@pytest.mark.parametrize("question", ["Who is Nie Qiang?", "Who was Qiang Nie?"])
def test_a_name_in_pinyin_leads_to_its_characters(searcher, question):
    results = searcher.ask(question)
    assert results.groups[0].hit.passage.article.id == "held" and results.verdict != "nothing"


def test_by_meaning_alone_no_word_leads_and_what_is_filtered_out_is_not_found(searcher):
    assert searcher.ask("Who is Nie Qiang?", mode="semantic").groups[0].hit.passage.article.id != "held"
    without = searcher.ask("聂强是谁？", filters=Filters(sources=("乙报", "C")))
    assert "held" not in {group.hit.passage.article.id for group in without.groups}


def test_what_no_passage_holds_leads_nothing(searcher):
    asked = searcher.ask("Who is Xu Zhipeng?")
    assert asked.groups and asked.verdict in ("nothing", "related")
