"""Keyword in context on a small index: what is found, in which order, and that every line is verbatim."""

from __future__ import annotations

import json

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.explore import concordance as module
from xunzhang.explore.concordance import concordance
from xunzhang.index.opening import open_index
from xunzhang.language.terms import exact_spans, exact_terms, in_order
from xunzhang.types import Filters, Span, XunzhangError

ARTICLES = [
    {"id": "zh", "source": "甲报", "lang": "zh", "title": "大桥", "text": "这座大桥今年建成。\n\n旧大桥长，新大桥更长。"},
    {"id": "hant", "source": "乙報", "lang": "zh", "title": "學校", "text": "那所學校在大橋旁邊，有ＡＢＣ三棟樓。"},
    {"id": "en", "source": "Post", "lang": "en", "title": "Bridge", "text": "The Bridge is long. A bridge-builder built it; abridged, he said. Café owners agree."},
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("concordance")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "a.jsonl").write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in ARTICLES), encoding="utf-8")
    build_index([corpus], folder / "index", encoder=BilingualEncoder())
    return open_index(folder / "index", encoder=BilingualEncoder())


def shown(found):
    return [(line.passage.article.id, line.keyword) for line in found.lines]


def test_traditional_script_width_and_case_make_no_difference_and_lines_are_as_printed(index):
    assert shown(concordance(index, "大桥")) == [("zh", "大桥"), ("zh", "大桥"), ("zh", "大桥"), ("hant", "大橋")]
    assert shown(concordance(index, "abc")) == [("hant", "ＡＢＣ")]
    assert shown(concordance(index, "cafe")) == [("en", "Café")]


def test_a_word_is_whole_and_a_phrase_in_order(index):
    found = concordance(index, "bridge")
    assert shown(found) == [("en", "Bridge"), ("en", "bridge")]  # "abridged" holds no such word
    assert shown(concordance(index, "a bridge builder")) == [("en", "A bridge-builder")]
    assert concordance(index, "bridge a").total == 0


def test_every_line_is_its_passage_word_for_word(index):
    for line in concordance(index, "大桥").lines:
        assert line.left + line.keyword + line.right == line.passage.text
        assert line.passage.text == index.catalogue.article(line.passage.article.id).text[line.passage.start : line.passage.end]


def test_lines_go_by_what_is_before_or_after(index):
    assert [line.left[-1:] for line in concordance(index, "大桥", "left").lines] == sorted("座旧新在")
    assert [line.right[:1] for line in concordance(index, "大桥", "right").lines] == sorted("今长更旁")


def test_counts_pages_and_filters(index):
    found = concordance(index, "大桥", first=1, count=2)
    assert (found.total, found.passages, found.articles, len(found.lines)) == (4, 3, 2, 2)
    assert shown(found) == shown(concordance(index, "大桥"))[1:3]
    assert shown(concordance(index, "大桥", filters=Filters(sources=("乙報",)))) == [("hant", "大橋")]
    assert concordance(index, "大桥", filters=Filters(sources=("nobody",))).total == 0
    assert concordance(index, "没有这个词").total == 0


def test_what_was_not_looked_through_is_counted(index, monkeypatch):
    monkeypatch.setattr(module, "MOST_PASSAGES", 1)
    found = concordance(index, "大桥")
    assert (found.total, found.unread) == (1, 2)


@pytest.mark.parametrize("term", ["", "  ", "，。", "x" * 201])
def test_a_term_that_cannot_be_sought_says_why(index, term):
    with pytest.raises(XunzhangError):
        concordance(index, term)


def test_occurrences_do_not_overlap():
    assert list(in_order(exact_spans("哈哈哈哈哈"), exact_terms("哈哈"))) == [Span(0, 2), Span(2, 4)]
