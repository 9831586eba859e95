"""What a question quotes is preferred: passages with it lead, those in the other language do not vanish, and none is said so."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from tests.helpers.lookup_articles import STORMS
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

MORE = [
    {"id": "plan", "title": "计划", "lang": "zh", "source": "甲报", "text": "学校减轻负担的计划，大家叫它双减。学校今年照办。"},
    {"id": "other", "title": "计划", "lang": "zh", "source": "甲报", "text": "学校今年有新的计划，学校的负担由家长说。"},
    {
        "id": "plan-en",
        "title": "A plan",
        "lang": "en",
        "source": "B",
        "text": "The school has a double reduction policy this year.",
    },
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preferring")
    build_index([write_corpus(folder / "corpus", [*STORMS, *MORE])], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def articles(results):
    return [group.hit.passage.article.id for group in results.groups]


@pytest.mark.parametrize("mark", ["“%s”", '"%s"', "「%s」", "『%s』", "《%s》", "‘%s’", "〈%s〉", "＂%s＂", '“%s"'])
def test_a_passage_that_has_the_phrase_leads(searcher, mark):
    for phrase in ("双减", "雙減"):
        results = searcher.ask(f"学校今年怎样照着{mark % phrase}的计划办？", k=20)
        assert articles(results)[0] == "plan"
        assert {"other", "plan-en"} <= set(articles(results))
        assert not results.notes


def test_the_phrase_moves_a_passage_up_and_its_translation_with_it(searcher):
    plain, quoting = (articles(searcher.ask(f"今年学校的新{phrase}计划怎样？", k=20)) for phrase in ("双减", "“双减”"))
    assert quoting.index("plan") <= plain.index("plan")
    assert quoting.index("plan-en") <= plain.index("plan-en")


def test_where_no_passage_has_it_that_is_said_with_the_question_that_demands_it(searcher):
    results = searcher.ask("学校今年怎样落实“三减”？", k=20)
    assert results.groups
    (note,) = results.notes
    assert note.key == "quoted.nowhere"
    assert dict(note.values) == {"text": "三减", "ask": '学校今年怎样落实 +"三减" ？'}
    assert searcher.ask(dict(note.values)["ask"]).groups == ()


def test_where_others_than_those_shown_have_it_they_are_counted(searcher):
    results = searcher.ask("“校车”什么时候来？", k=1, filters=Filters(articles=("plan", "schools")))
    assert articles(results) == ["schools"] and not results.notes
    hidden = searcher.ask("今年怎样落实“双减”？", filters=Filters(articles=("other", "storm")))
    assert [note.key for note in hidden.notes] == ["quoted.nowhere"]  # under these filters


def test_another_form_of_the_phrase_is_had_as_well(searcher):
    assert not searcher.ask("Why do they have “double reductions policy” at school?").notes
    assert articles(searcher.ask("Why is there a “double reduction policy” at school?"))[0] == "plan-en"


@pytest.mark.parametrize("mode", ["hybrid", "semantic", "keyword"])
def test_what_is_quoted_narrows_in_no_mode(searcher, mode):
    results = searcher.ask("学校今年怎样落实“三减”？", mode=mode, k=20)
    assert {"plan", "other"} <= set(articles(results))
    assert [note.key for note in results.notes] == ["quoted.nowhere"]
