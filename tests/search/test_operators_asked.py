"""Operators, fields and misspelled words asked of a real index with the test encoder: what is found, counted, said and offered."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from tests.helpers.lookup_articles import STORMS
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.messages.verdicts import verdict_lines
from xunzhang.messages.wording import in_language
from xunzhang.search.every_hit import every_hit
from xunzhang.search.pipeline import Searcher
from xunzhang.types import BoundError, Filters

OUTLETS = {"storm": "海洋报", "storm-en": "Harbour Post", "banker": "Harbour Post", "schools": "城市晚报"}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("operators")
    articles = [each | {"source": OUTLETS.get(each["id"], "")} for each in STORMS]
    build_index([write_corpus(folder / "corpus", articles)], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def ids(results):
    return {group.hit.passage.article.id for group in results.groups}


@pytest.mark.parametrize(
    ("typed", "mentions", "articles", "marked"),
    [
        ("typho*", 2, {"storm-en", "ferry-en"}, "typhoons"),
        ("ferr* OR 渔船", 2, {"ferry-en", "storm"}, "Ferries"),
        ('"typhoon port"~3', 1, {"storm-en"}, "typhoon closed the port"),
        ("volkcer~", 4, {"banker", "banker-zh"}, "Volcker"),
        ("教*局", 1, {"schools"}, "教育局"),
        ("typho* -second~", 1, {"ferry-en"}, "typhoon"),
    ],
)
def test_operators_alone_are_looked_up(searcher, typed, mentions, articles, marked):
    results = searcher.ask(typed)
    assert (results.verdict, results.mentions, ids(results)) == ("related", mentions, articles)
    assert marked in [span.of(group.hit.passage.text) for group in results.groups for span in group.hit.terms]
    assert in_language(verdict_lines(results)[0], "en").endswith("what you asked for.")
    assert len(every_hit(searcher, typed, Filters()).groups) == mentions


def test_a_question_is_answered_by_passages_that_meet_its_operators(searcher):
    results = searcher.ask("What closed the port? typho*")
    assert ids(results) <= {"storm-en", "ferry-en"} and results.mentions == 0
    assert not searcher.ask("What closed the port? zebra*").groups
    assert [(d.text, d.passages) for d in searcher.narrowing.demands(searcher.ask("port zebra*").asked, Filters())] == [
        ("zebra*", 0)
    ]


def test_fields_alone_list_what_they_leave_newest_first(searcher):
    results = searcher.ask("outlet:harbour")
    assert [group.hit.passage.article.id for group in results.groups] == ["storm-en", "banker", "banker", "banker"]
    assert (results.verdict, results.mentions) == ("related", 4)
    assert ids(searcher.ask("typho* 媒体:Harbour")) == {"storm-en"}
    assert ids(searcher.ask("title:台风 before:2024")) == {"storm"}
    assert searcher.ask("title:没有这样的标题").verdict == "nothing"


def test_facets_count_what_fields_leave(searcher):
    choices = searcher.narrowing.choices("outlet:harbour -title:volcker", Filters())
    assert choices.articles == 1 and dict(choices.sources)["Harbour Post"] == 1
    assert searcher.narrowing.choices("lang:en after:2024", Filters()).articles == 4


def test_a_field_with_no_date_in_it_is_refused_as_a_bound_is(searcher):
    with pytest.raises(BoundError, match="2024-13"):
        searcher.ask("after:2024-13 typhoon")


def notes(searcher, typed):
    return [dict(note.values) | {"key": note.key} for note in searcher.ask(typed).notes]


@pytest.mark.parametrize(
    ("typed", "other", "ask"),
    [
        ("typhon", "typhoon", "typhoon"),
        ("Volkcer", "Volcker", "Volcker"),
        ("eductaion", "Education", "Education"),
        ("教语局", "教育局", "教育局"),
        ("海鸟号 taifoon", None, None),
        ("What did Volkcer say about the bank?", "Volcker", "What did Volcker say about the bank?"),
    ],
)
def test_another_spelling_is_offered_where_no_passage_has_the_word(searcher, typed, other, ask):
    found = [(note["other"], note["ask"]) for note in notes(searcher, typed) if note["key"] == "spelling.meant"]
    assert found == ([(other, ask)] if other else [])


@pytest.mark.parametrize("typed", ["typhoon", "zebra", "Volcker", "教育", "量子"])
def test_nothing_is_offered_for_what_is_there_or_is_a_word(searcher, typed):
    assert not [note for note in notes(searcher, typed) if note["key"] == "spelling.meant"]
