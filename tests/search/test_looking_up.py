"""Words looked up on a real index with the test encoder: who leads, how many there are, and that nothing is claimed."""

from __future__ import annotations

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from tests.helpers.lookup_articles import STORMS
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("looking-up")
    build_index([write_corpus(folder / "corpus", STORMS)], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def passages(results):
    """(article, number) of each hit that is shown for the words that it holds."""
    return [(g.hit.passage.article.id, g.hit.passage.number) for g in results.groups if g.hit.terms]


@pytest.mark.parametrize(
    ("typed", "mentions", "first"),
    [
        ("台风", 6, [("storm", 1), ("storm", 3)]),
        ("颱風", 6, [("storm", 1), ("storm", 3)]),
        ("台风？", 6, [("storm", 1), ("storm", 3)]),
        ("typhoon", 6, [("storm-en", 1), ("storm", 1)]),
        ("Typhoons", 6, [("storm-en", 1), ("storm", 1)]),
        ("ＴＹＰＨＯＯＮ", 6, [("storm-en", 1), ("storm", 1)]),
        ("Volcker", 3, [("banker", 1), ("banker", 2), ("banker-zh", 1)]),
        ("教育", 3, [("schools", 1), ("schools", 2), ("schools-en", 1)]),
        ("教育经费", 1, [("schools", 1)]),
        ("港口", 2, [("storm-hant", 1), ("storm-en", 1)]),
    ],
)
def test_passages_that_hold_the_word_come_first_and_are_counted(searcher, typed, mentions, first):
    results = searcher.ask(typed)
    assert (results.verdict, results.mentions) == ("related", mentions)
    assert passages(results)[: len(first)] == first
    assert not results.answerable and not results.notes and not results.missing
    assert all(group.hit.strength == "weak" and not group.hit.exact for group in results.groups)


def test_every_passage_that_holds_it_stands_before_any_that_does_not(searcher):
    for typed in ("台风", "颱風", "typhoon", "Volcker", "教育", "Paul Volcker", "教育 经费"):
        groups = searcher.ask(typed, k=50).groups
        told = [bool(group.hit.terms) for group in groups]
        assert told == sorted(told, reverse=True) and told[0]
        scores = [group.hit.score for group in groups]
        assert scores == sorted(scores, reverse=True)


def test_the_word_is_marked_in_whichever_language_and_script_and_a_sentence_that_has_it(searcher):
    marked = {
        g.hit.passage.article.id: (
            {span.of(g.hit.passage.text) for span in g.hit.terms},
            g.hit.answer and g.hit.answer.of(g.hit.passage.text),
        )
        for g in reversed(searcher.ask("台风").groups)
        if g.hit.terms
    }
    assert marked["storm"][0] == {"台风"}
    assert marked["storm-hant"] == ({"颱風"}, "颱風逼近，港口停航一天。")
    assert marked["storm-en"] == ({"typhoons", "typhoon"}, "Two typhoons came within a week.")
    assert marked["harvest"][1] == "农户说，去年的台风没有伤到稻子，收成不错。"


def test_two_words_are_held_together_before_either_alone(searcher):
    results = searcher.ask("教育 经费")
    assert passages(results)[0] == ("schools", 1)
    assert set(passages(results)) >= {("schools", 2), ("schools", 3)}
    assert results.mentions == 3  # their title has both
    apart = searcher.ask("台风 稻子")
    assert (apart.mentions, passages(apart)[0]) == (1, ("harvest", 1))


def test_a_person_is_not_any_other_of_that_name(searcher):
    results = searcher.ask("Paul Volcker")
    assert passages(results)[:2] == [("banker", 1), ("banker", 2)]
    assert ("banker-zh", 1) in passages(results)
    assert results.mentions == 2  # the third is of another Paul
    nobody = searcher.ask("Paul Keating")
    assert (nobody.verdict, nobody.mentions, nobody.missing) == ("nothing", 0, ("Keating",))


def test_words_of_which_no_passage_has_all_say_so(searcher):
    results = searcher.ask("台风 校车")
    assert (results.verdict, results.missing) == ("related", ())
    assert [note.key for note in results.notes] == ["lookup.apart"]
    missing = searcher.ask("台风 雪山")
    assert (missing.verdict, missing.missing, missing.mentions) == ("related", ("雪山",), 6)
    parts = searcher.ask("教育校车")
    assert [note.key for note in parts.notes] == ["lookup.parts"]
    assert (passages(parts)[0], parts.mentions) == (("schools", 2), 1)


@pytest.mark.parametrize("typed", ["独角兽", "獨角獸", "unicorn", "Keating", '"crimson weather"', "“没有这句话”"])
def test_a_word_that_nothing_holds_is_nothing(searcher, typed):
    results = searcher.ask(typed)
    assert (results.verdict, results.mentions) == ("nothing", 0)
    assert all(group.hit.strength == "weak" and not group.hit.terms for group in results.groups)


def test_a_quotation_alone_is_looked_up_and_demanded(searcher):
    results = searcher.ask('"typhoon closed the port"')
    assert (results.verdict, results.mentions, passages(results)) == ("related", 1, [("storm-en", 1)])
    assert len(results.groups) == 1
    assert passages(searcher.ask("「颱風逼近」")) == passages(searcher.ask("“台风逼近”")) == [("storm-hant", 1)]


def test_filters_and_signs_count_too(searcher):
    assert searcher.ask("台风", filters=Filters(languages=("en",))).mentions == 2
    assert searcher.ask("台风", filters=Filters(languages=("zh-hant",))).mentions == 1
    assert searcher.ask("台风", filters=Filters(after="2024-09-02", before="2024-10")).mentions == 3
    assert searcher.ask("台风", filters=Filters(sources=("nobody",))).verdict == "nothing"
    without = searcher.ask("台风 -登陆")
    assert without.mentions == 4 and all("登陆" not in g.hit.passage.text for g in without.groups)
    demanded = searcher.ask("+台风")
    assert demanded.mentions == 4 and {g.hit.passage.language for g in demanded.groups} == {"zh", "zh-hant"}


def test_keyword_mode_keeps_to_the_word_and_semantic_to_the_meaning(searcher):
    keyword = searcher.ask("台风", mode="keyword")
    assert keyword.mentions == 4 == len(passages(keyword))
    assert [group.hit.passage.article.title for group in keyword.groups[4:]] == ["台风“海鸟”登陆"]  # its title has it
    semantic = searcher.ask("台风", mode="semantic")
    assert (semantic.verdict, semantic.mentions) == ("related", 6)
    assert searcher.ask("独角兽", mode="keyword").groups == ()


def test_pages_of_a_look_up_follow_each_other(searcher):
    whole = searcher.ask("台风", k=6).groups
    assert searcher.ask("台风", k=6, skip=3).groups == whole[3:]


def test_a_word_in_titles_alone_finds_their_passages(tmp_path):
    article = {"id": "a", "title": "火箭", "lang": "zh", "text": "昨天清晨升空，九分钟后入轨。"}
    build_index([write_corpus(tmp_path / "corpus", [article, STORMS[0]])], tmp_path / "index", encoder=BilingualEncoder())
    results = Searcher(open_index(tmp_path / "index", encoder=BilingualEncoder())).ask("火箭")
    assert (results.verdict, results.mentions) == ("related", 1)
    assert results.groups[0].hit.passage.article.id == "a"


def test_a_common_word_is_counted_under_any_filter_and_few_passages_are_read(tmp_path):
    many = [
        {"id": f"n{i}", "title": "日报", "lang": "zh", "source": f"报{i % 2}", "text": f"第{i}天，河水上涨。"}
        for i in range(9000)
    ]
    about = {"id": "about", "title": "河水", "lang": "zh", "source": "报0", "text": "河水从哪里来？河水从山上来。河水到海里去。"}
    build_index([write_corpus(tmp_path / "corpus", [*many, about])], tmp_path / "index", encoder=BilingualEncoder())
    searcher = Searcher(open_index(tmp_path / "index", encoder=BilingualEncoder()))
    results = searcher.ask("河水")
    assert results.mentions == 9001 and results.groups[0].hit.passage.article.id == "about"
    assert searcher.ask("河水", filters=Filters(sources=("报0",))).mentions == 4501
