"""What comparing two stores says, by value: stores that are the same, and one that lacks an article."""

from __future__ import annotations

import json

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from xunzhang.building.builder import build_index
from xunzhang.cli.main import main
from xunzhang.evaluate.benchmark import BenchQuestion
from xunzhang.evaluate.stores_compared import AskedOfBoth, compare_stores, sample_questions, typed_questions
from xunzhang.search.pipeline import open_searcher


def searcher_of(folder, articles, encoder):
    folder.mkdir()
    build_index([write_corpus(folder / "corpus", articles)], folder / "index", encoder=encoder)
    return open_searcher(folder / "index", encoder=encoder, reads=False)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("compared"), BilingualEncoder()
    return searcher_of(folder / "whole", ARTICLES, encoder), searcher_of(folder / "less", ARTICLES[1:], encoder)


def test_a_store_is_like_itself(both):
    found = compare_stores(both[0], both[0], typed_questions(["猫吃什么？", "Where is the budget?", "桥"])).as_dict()
    assert found["questions"] == found["same"] == found["same_first"] == 3
    assert found["in_common"] == 1.0 and found["differing"] == [] and "hit@1" not in found


def test_a_store_that_lacks_an_article_is_told_of(both):
    cats = BenchQuestion("zh", "猫在早上吃什么？", frozenset({"cats"}))
    bridge = BenchQuestion("zh", "桥是哪年建成的？", frozenset({"bridge"}))
    found = compare_stores(*both, [cats, bridge]).as_dict()
    assert found["hit@1"] == [1.0, 0.5] and found["same"] == 0 and found["same_first"] == 1
    first, second = found["differing"]
    assert (first["question"], first["at"]) == ("猫在早上吃什么？", 1) and first["first"][0].startswith("cats.")
    assert second["at"] > 1 and second["first"][0] == second["second"][0]
    assert 0 < found["in_common"] < 1


@pytest.mark.parametrize(
    ("first", "second", "at", "common"),
    [("abc", "abc", 0, 1.0), ("abc", "acb", 2, 1.0), ("abc", "ab", 3, 2 / 3), ("", "", 0, 1.0), ("", "a", 1, 0.0)],
)
def test_where_they_differ(first, second, at, common):
    asked = AskedOfBoth(BenchQuestion("zh", "?"), tuple(first), tuple(second), (False, False))
    assert (asked.differ_at, asked.in_common) == (at, pytest.approx(common))


def test_without_questions_titles_are_asked(both):
    assert [each.text for each in sample_questions(both[0], None, 2)] == ["猫的一天", "Budget"]
    assert len(sample_questions(both[0], None, None)) == len(ARTICLES)


@pytest.mark.model
def test_the_command(sample_index, capsys):
    assert (
        main(["compare-stores", "faiss:", "faiss:", "--index", str(sample_index), "--limit", "2", "--reader", "off", "--json"])
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == found["same"] == 2 and found["in_common"] == 1.0
