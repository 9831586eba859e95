"""Whoever asks a store in Milvus gets what one machine gives: results, facets, marks, the list of articles, Explore."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building import publishing
from xunzhang.building.builder import build_index
from xunzhang.building.publishing import publish
from xunzhang.explore.explorer import Explorer
from xunzhang.index.opening import open_index
from xunzhang.index.stores.milvus.server import MilvusServer
from xunzhang.index.stores.store_uris import parse_store
from xunzhang.search.every_hit import every_hit, rows_of_hits
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.types import Filters

MORE = [
    {"id": f"town-{n}", "title": f"{n}号学校", "source": ("城市报", "动物报")[n % 2], "lang": "zh", "date": f"2024-{n + 1:02}-11", "text": f"学校有猫{n}只，狗{n + 3}只。\n\n{n}年后，市长建成铁路和医院，预算{n * 7}亿元。"}
    for n in range(8)
] + [
    {"id": f"port-{n}", "title": f"Railway {n}", "source": "City Post", "lang": "en", "date": f"2023-0{n + 1}", "text": f"The mayor said the hospital and school number {n} will be completed.\n\nThe dog will eat fish by the river {n} times; the university is near."}
    for n in range(6)
]  # fmt: skip
QUESTIONS = [
    "猫吃什么？", "What will the cat eat?", "市长的预算是多少？", "hospital", "铁路 医院", "猫", "谁建成了桥？", '"学校有猫"', "+狗 -医院", "Where is the university?",
    "budget of the mayor", "狗和鱼", "市长说过“预算”吗？", "计程车", "-猫",
]  # fmt: skip
NARROW = [
    Filters(),
    Filters(sources=("城市报",)),
    Filters(languages=("en",), before="2023-12"),
    Filters(after="2024-03"),
    Filters(sources=("没有",)),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    corpus = write_corpus(folder / "corpus")
    for article in MORE:
        (corpus / f"{article['id']}.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def uri(place):
    return parse_store(f"milvus://{place}/store.db?news")


@pytest.fixture(scope="module")
def searchers(place, uri):
    encoder = BilingualEncoder()
    build_index([place / "corpus"], place / "index", encoder=encoder)
    assert publish(place / "index", uri, lambda *_: None).full
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUNZHANG_CACHE", str(place / "cache"))
        yield open_searcher(place / "index", encoder=encoder, reads=False), open_searcher(place / "none", encoder=encoder, reads=False, store=uri)  # fmt: skip


def told(results):
    found = replace(results, elapsed_ms=0.0).as_dict()
    for result in found["results"]:
        result["score"] = round(result["score"], 4)
    return {**found, "confidence": round(found["confidence"], 4)}


@pytest.mark.parametrize("filters", NARROW)
def test_the_same_is_found(searchers, filters):
    here, there = searchers
    for question in QUESTIONS:
        assert told(there.ask(question, 8, filters)) == told(here.ask(question, 8, filters)), question


@pytest.mark.parametrize("mode", ["semantic", "keyword"])
def test_the_same_by_one_arm(searchers, mode):
    here, there = searchers
    for question in QUESTIONS[:8]:
        assert told(there.ask(question, 8, mode=mode)) == told(here.ask(question, 8, mode=mode)), question


def choices(searcher, question, filters):
    hits = partial(rows_of_hits, searcher, question) if question else None
    return searcher.narrowing.choices(question, filters, hits=hits)


def test_the_same_choices_and_demands(searchers):
    here, there = searchers
    for question in ("", "猫", "+狗 -医院", '"学校有猫"', "mayor"):
        asked = here.ask(question or "猫", 1).asked
        for filters in NARROW:
            assert choices(there, question, filters) == choices(here, question, filters), (question, filters)
            assert there.narrowing.demands(asked, filters) == here.narrowing.demands(asked, filters)


def test_the_same_more_like_it_and_every_hit(searchers):
    here, there = searchers
    for passage in list(here.index.catalogue.every_passage())[::7]:
        assert told(there.similar(passage.id, 5)) == told(here.similar(passage.id, 5))
        assert there.passage(passage.id) == passage and there.article(passage.article.id) == here.article(passage.article.id)
    assert told(every_hit(there, "猫", Filters())) == told(every_hit(here, "猫", Filters()))


def test_the_same_to_explore(searchers):
    here, there = (Explorer.of(each) for each in searchers)
    assert there.articles == here.articles and there.timeline == here.timeline and there.audit == here.audit
    for filters in (Filters(), NARROW[1]):
        ours, theirs = here.concordance("医院", "left", 0, 20, filters), there.concordance("医院", "left", 0, 20, filters)
        assert theirs == ours and ours.total
    assert len(there.passage_map().points) == len(here.passage_map().points)
    shown = there.passages(there.passage_map().rows[:5].tolist())
    assert shown == here.passages(here.passage_map().rows[:5].tolist())
    assert there.places(shown).shape == (5, 2)
    narrowed = there.within(NARROW[1])
    assert [each.head for each in narrowed.articles] == [each.head for each in here.within(NARROW[1]).articles]
    assert len(narrowed.passage_map().rows) == len(here.within(NARROW[1]).passage_map().rows)


def numbers(uri):
    server = MilvusServer.connect(uri)
    try:
        return server.ask("describe_alias", uri.collection)["collection_name"], len(server.ask("list_collections"))
    finally:
        server.close()


def seen(place, uri, searchers):
    """The searcher on what is current in the store, with the background of one machine, which takes seconds to measure."""
    searcher = Searcher(open_index(place / "none", encoder=searchers[0].encoder, reads=False, store=uri))
    searcher.__dict__["background"] = searchers[0].background
    return searcher


def test_an_update_costs_what_changed_and_is_seen_at_once(searchers, place, uri):
    here, there = searchers
    encoder = here.encoder
    before = numbers(uri)
    assert publish(place / "index", uri, lambda *_: None).written == 0  # nothing to do
    changed = {**MORE[0], "text": "市长把医院改成了大学。\n\n河边有鱼。\n\n山上有狗。"}
    (place / "corpus" / "town-0.jsonl").write_text(json.dumps(changed, ensure_ascii=False), encoding="utf-8")
    (place / "corpus" / "port-1.jsonl").unlink()
    new = {"id": "new", "title": "新河", "source": "河报", "lang": "zh", "date": "2025-01-02", "text": "河上有新桥，预算8亿元。"}
    (place / "corpus" / "new.jsonl").write_text(json.dumps(new, ensure_ascii=False), encoding="utf-8")
    build_index([place / "corpus"], place / "index", encoder=encoder)
    done = publish(place / "index", uri, lambda *_: None, grace_s=0.0)
    assert (done.full, done.written, done.removed) == (False, 4, 4)
    assert numbers(uri) == before  # the same collection
    ours = open_searcher(place / "index", encoder=encoder, reads=False)
    theirs = seen(place, uri, searchers)
    assert theirs.generation == done.generation != there.generation
    assert {each.id for each in theirs.heads()} == {each.id for each in ours.heads()}
    assert {each.id for each in theirs.index.catalogue.every_passage()} == {each.id for each in ours.index.catalogue.every_passage()}  # fmt: skip
    assert theirs.index.languages.sizes == ours.index.languages.sizes and theirs.audit() == ours.audit()
    for question in QUESTIONS:
        mine, yours = ours.ask(question, 5), theirs.ask(question, 5)
        assert [hit.hit.passage.id for hit in yours.groups[:1]] == [hit.hit.passage.id for hit in mine.groups[:1]], question
    for words in ("医院", "大学", "railway"):
        assert theirs.index.lexical.rarities([words], "zh") == ours.index.lexical.rarities([words], "zh")
    with pytest.raises(KeyError):
        theirs.article("port-1")


def test_a_full_build_is_switched_to_and_old_ones_go(searchers, place, uri):
    first = numbers(uri)[0]
    names = [first]
    for _ in range(2):
        assert publish(place / "index", uri, lambda *_: None, force=True).full
        names.append(numbers(uri)[0])
    assert len(set(names)) == 3 and names == sorted(names)
    assert numbers(uri)[1] == 4  # two builds of two collections each: the current one, and the one before


def test_an_update_that_ended_half_way_is_not_seen_and_is_made_up_for(searchers, place, uri, monkeypatch):
    encoder = searchers[0].encoder
    publish(place / "index", uri, lambda *_: None)
    before = seen(place, uri, searchers)
    held = [passage.id for passage in before.index.catalogue.every_passage()]
    late = {"id": "late", "title": "晚报", "source": "河报", "lang": "zh", "date": "2025-03-04", "text": "狗在学校。"}
    (place / "corpus" / "late.jsonl").write_text(json.dumps(late, ensure_ascii=False), encoding="utf-8")
    build_index([place / "corpus"], place / "index", encoder=encoder)
    for broken in ("word_texts", "write_state"):

        def stop(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(publishing, broken, stop)
            publish(place / "index", uri, lambda *_: None)
        now = seen(place, uri, searchers)
        assert now.generation == before.generation
        assert [passage.id for passage in now.index.catalogue.every_passage()] == held
        assert not [group for group in now.ask("学校的狗", 20).groups if group.hit.passage.article.id == "late"]
    assert publish(place / "index", uri, lambda *_: None).full  # since counts were written over
    now = seen(place, uri, searchers)
    ours = open_searcher(place / "index", encoder=encoder, reads=False)
    now.__dict__["background"] = ours.background
    assert told(now.ask("学校的狗", 20)) == told(ours.ask("学校的狗", 20)) and now.article("late") == ours.article("late")
