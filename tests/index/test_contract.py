"""One contract for vectors and words, held by every store: the exact one (numpy), FAISS with Tantivy, and Milvus (Milvus Lite)."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.exact_store import ExactVectors, ExactWords
from xunzhang.building.builder import build_index
from xunzhang.building.publishing import publish
from xunzhang.encoding.centring import unit
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import LEXICAL, current_generation
from xunzhang.index.lexical import LexicalIndex
from xunzhang.index.parts import LanguagesByRow
from xunzhang.index.stores import open_store
from xunzhang.index.stores.milvus.opened import open_store_at
from xunzhang.index.stores.store_uris import parse_store
from xunzhang.question.bridge import BridgeTerm
from xunzhang.question.grammar import parse_question
from xunzhang.types import Filters

MORE = [
    {"id": "phones", "title": "企业新闻", "source": "动物报", "lang": "zh", "date": "2024-02-29T08:00:00Z", "text": "华为发布了新款手机，投资17.1亿元。\n\n苹果公司也发布了手机，投资171亿元。"},
    {"id": "plan", "title": "教育", "source": "城市报", "lang": "zh-Hant", "date": "2024-12-31", "text": "到2035年，重慶將建成教育強市，覆蓋率達94.6%。"},
    {"id": "party", "title": "重庆100%_大会", "source": "a\"b'\\c", "lang": "zh", "date": "2024-02", "text": "党的会议在重庆召开，讨论了教育和桥梁。"},
    {"id": "huawei", "title": "Companies", "source": "Animal Post", "lang": "en", "date": "2024-03-01", "text": "Huawei invested 1.71 billion in the Chongqing education commission. The river runs past C++ and AT&T.\n\nThe new schools of Chongqing are running well in 2035; e-mail and co-operation help."},
    {"id": "apple", "title": "Apple", "source": "City Post", "lang": "en", "date": "2023-06-15", "text": "An apple a day, says the commission on education.\n\nA fish, a cat and a dog cross the bridge; the cat will eat."},
]  # fmt: skip
QUESTIONS = [
    "华为手机投资17.1亿元", "重庆教育", "重慶", "党", "猫和鱼", "schools of Chongqing", "the commission on education", "94.6%",
    "cat fish bridge", "没有此事", '"发布了新款"', "教育 -党", "-commission", "+手机 -苹果", '"running well" schools', "email", "计程车",
    "educ*", "重*市 教育", "comission~ education", "重慶開~", '"cat eat"~6', '"手机 华为"~20', "cat OR 桥梁 OR co-op*", "-educ* cat", '("running well" | 党)',
]  # fmt: skip
FILTERS = [
    Filters(), Filters(sources=("动物报",)), Filters(sources=("a\"b'\\c", "City Post")), Filters(sources=("无",)), Filters(languages=("zh",)),
    Filters(languages=("en",), after="2024"), Filters(after="2024-02", before="2024-03"), Filters(before="2023"), Filters(after="2024-02-29", before="2024-02-29"),
    Filters(articles=("cats", "apple")), Filters(sources=("城市报", "动物报"), languages=("zh",), after="2024-03-01"),
]  # fmt: skip
FIELDS = [
    "outlet:动物", "outlet:post outlet:城市", "title:教育", "-title:教育", "媒体:POST -after:2024", "after:2024-02 before:2024/3", "lang:英文", "-lang:en",
]  # fmt: skip
BRIDGED = [
    BridgeTerm("school", (("学校",), ("教育",))),
    BridgeTerm("release", (("发布",), ("手机", "机投"), ("机投", "手机"))),
    BridgeTerm("chong", (), (("[重中][庆青]",),)),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    encoder = BilingualEncoder()
    build_index([write_corpus(folder / "corpus", [*ARTICLES, *MORE])], folder / "index", encoder=encoder)
    return folder


@pytest.fixture(scope="module")
def exact(built):
    generation = current_generation(built / "index")
    catalogue = Catalogue(generation)
    ids = [passage.id for passage in catalogue.every_passage()]
    languages = LanguagesByRow(catalogue.passage_columns)
    return SimpleNamespace(vectors=ExactVectors(generation, 64), words=ExactWords(generation), articles=catalogue, languages=languages, ids=dict(enumerate(ids)))  # fmt: skip


@pytest.fixture(scope="module")
def in_milvus(built):
    uri = parse_store(f"milvus://{built}/store.db")
    publish(built / "index", uri, lambda *_: None)
    opened = open_store_at(uri)
    yield opened
    opened.server.close()


@pytest.fixture(scope="module", params=["exact", "faiss", "milvus"])
def store(request, built, exact):
    if request.param == "exact":
        return exact
    if request.param == "faiss":
        folder = current_generation(built / "index")
        return SimpleNamespace(**{**vars(exact), "vectors": open_store(folder), "words": LexicalIndex.open(folder / LEXICAL)})
    opened = request.getfixturevalue("in_milvus")
    ids = {opened.articles.row_of(id_): id_ for id_ in exact.ids.values()}
    return SimpleNamespace(vectors=opened.vectors, words=opened.words, articles=opened.articles, languages=opened.languages, ids=ids)  # fmt: skip


def named(store, rows):
    return [store.ids[int(row)] for row in rows]


def some_vectors():
    return unit(np.random.default_rng(5).normal(size=(3, 64)).astype(np.float32))


@pytest.mark.parametrize("filters", FILTERS)
def test_the_nearest_of_what_filters_leave(store, exact, filters):
    allowed, truth = store.articles.narrowed_to(filters), exact.articles.narrowed_to(filters)
    assert (allowed is None) == (truth is None)
    for vector in some_vectors():
        rows, scores = store.vectors.search(vector[None], 5, allowed)
        expected, likeness = exact.vectors.search(vector[None], 5, truth)
        assert named(store, rows[0]) == named(exact, expected[0])
        np.testing.assert_allclose(scores[0], likeness[0], atol=1e-5)


def test_nothing_allowed_is_nothing(store):
    nothing = np.zeros(0, np.int64)
    rows, scores = store.vectors.search(some_vectors(), 4, nothing)
    assert rows.shape == scores.shape == (3, 0)
    assert not len(store.words.search(parse_question("重庆 education"), 4, nothing).rows)
    assert store.words.how_many(nothing) == 0 and not len(store.words.rows_in(nothing))


def test_rows_may_be_named_one_by_one(store, exact):
    some = sorted(store.ids)[1::3]
    rows, _ = store.vectors.search(some_vectors()[:1], 100, np.array(some))
    assert sorted(rows[0].tolist()) == some
    np.testing.assert_allclose(store.vectors.vectors(np.array(some[::-1])), exact.vectors.vectors(np.array(sorted(exact.ids)[1::3][::-1])), atol=1e-6)  # fmt: skip


def test_vectors_of_another_width_are_named(store):
    with pytest.raises(ValueError, match=r"\(1, 5\).*64"):
        store.vectors.search(np.zeros((1, 5), np.float32), 3)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_words_are_found_and_score_alike(store, exact, asked):
    question = parse_question(asked)
    hits, truth = store.words.search(question, 30), exact.words.search(question, 30)
    np.testing.assert_allclose(hits.scores, truth.scores, rtol=1e-4)
    assert dict(zip(named(store, hits.rows), hits.scores.round(3))) == pytest.approx(dict(zip(named(exact, truth.rows), truth.scores.round(3))), rel=1e-2)  # fmt: skip
    if question.constrained:
        allowed = store.words.matching(question)
        assert named(store, store.words.rows_in(allowed)) == named(exact, exact.words.matching(question))
        assert store.words.how_many(allowed) == len(exact.words.matching(question))
    else:
        assert store.words.matching(question) is None
    rows = np.array(sorted(store.ids))
    np.testing.assert_allclose(
        store.words.score(question, rows), exact.words.score(question, np.array(sorted(exact.ids))), rtol=1e-4
    )


@pytest.mark.parametrize("asked", FIELDS)
def test_fields_of_a_question_leave_the_same(store, exact, asked):
    fields = parse_question(asked).fields
    left, truth = store.articles.narrowed_to(Filters(), fields), exact.articles.narrowed_to(Filters(), fields)
    assert named(store, store.words.rows_in(left)) == named(exact, truth)
    assert 0 < len(truth) < len(exact.ids)


@pytest.mark.parametrize("filters", FILTERS)
def test_words_keep_to_filters(store, exact, filters):
    question = parse_question("重庆 education 手机 cat")
    hits = store.words.search(question, 4, store.articles.narrowed_to(filters))
    truth = exact.words.search(question, 4, exact.articles.narrowed_to(filters))
    np.testing.assert_allclose(hits.scores, truth.scores, rtol=1e-4)


def test_words_carried_over(store, exact):
    everywhere, truth = store.words.carry(BRIDGED, "zh", 10), exact.words.carry(BRIDGED, "zh", 10)
    assert len(truth.rows) > 2
    np.testing.assert_allclose(everywhere.scores, truth.scores, rtol=1e-4)
    assert set(named(store, everywhere.rows)) == set(named(exact, truth.rows))
    rows = np.array(sorted(store.ids))
    np.testing.assert_allclose(store.words.carry_score(BRIDGED, "zh", rows), exact.words.carry_score(BRIDGED, "zh", np.array(sorted(exact.ids))), rtol=1e-4)  # fmt: skip
    assert store.words.carried_rarities(BRIDGED, "zh") == pytest.approx(exact.words.carried_rarities(BRIDGED, "zh"))
    assert store.words.rarities(["教育", "重庆", "无此"], "zh") == pytest.approx(
        exact.words.rarities(["教育", "重庆", "无此"], "zh")
    )


def test_languages(store, exact):
    assert dict(store.languages.sizes) == dict(exact.languages.sizes)
    rows = np.array(sorted(store.ids))
    assert store.languages.of(rows).tolist() == exact.languages.of(np.array(sorted(exact.ids))).tolist()
    found, _ = store.vectors.search(some_vectors()[:1], 100, store.languages.within("en", None))
    assert len(found[0]) == exact.languages.sizes["en"]


def test_the_catalogue_is_the_same(store, exact):
    theirs, ours = store.articles, exact.articles
    assert list(theirs.every_passage()) == list(ours.every_passage())
    assert theirs.heads() == ours.heads() and theirs.sizes() == ours.sizes()
    assert theirs.audit() == ours.audit() and theirs.origins() == ours.origins()
    assert theirs.every_row().tolist() == sorted(store.ids)
    assert theirs.articles_of(theirs.every_row()).tolist() == ours.articles_of(ours.every_row()).tolist()
    for head in ours.heads():
        assert theirs.article(head.id) == ours.article(head.id)
        assert theirs.passages_of(head.id) == ours.passages_of(head.id)
    for missing in (theirs.article, theirs.row_of):
        with pytest.raises(KeyError):
            missing("nobody")
