"""The pipeline on a small bilingual corpus with the test encoder, whose vectors are known: candidates, filters, operators, results."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.search.ranking import token_weights
from xunzhang.types import Filters, Span, XunzhangError


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    corpus = write_corpus(folder / "corpus")
    build_index([corpus], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def articles(results):
    return [group.hit.passage.article.id for group in results.groups]


def test_a_question_finds_its_passage_and_the_translation_next_to_it(searcher):
    for question in ("猫 吃 鱼", "cat eat fish"):
        assert set(articles(searcher.ask(question))[:2]) == {"cats", "cats-en"}


def test_results_are_verbatim_numbered_and_ordered(searcher):
    results = searcher.ask("桥 建成")
    first = results.groups[0].hit
    assert first.passage.text == "这座桥于1968年建成，长1577米。"
    article = searcher.article(first.passage.article.id)
    assert article.text[first.passage.start : first.passage.end] == first.passage.text
    scores = [group.hit.score for group in results.groups]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert 0 <= results.confidence <= 1
    assert results.language == "zh"


def test_the_semantic_arm_finds_without_words_in_common_and_the_keyword_arm_does_not(searcher):
    assert articles(searcher.ask("mayor budget", mode="semantic"))[0] == "budget"
    assert articles(searcher.ask("fish", mode="semantic"))[0] in {"cats", "cats-en"}
    keyword = searcher.ask("鱼", mode="keyword")
    assert articles(keyword) == ["cats"]
    assert articles(searcher.ask("完全没有的词", mode="keyword")) == []


def test_a_shared_figure_crosses_languages(searcher):
    assert articles(searcher.ask("416", mode="keyword")) == ["budget"]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(sources=("动物报",)), {"cats"}),
        (Filters(sources=("动物报", "City Post")), {"cats", "budget"}),
        (Filters(languages=("en",)), {"cats-en", "budget"}),
        (Filters(after="2024"), {"cats", "cats-en"}),
        (Filters(after="2024-03-05", before="2024-04"), {"cats"}),
        (Filters(before="2024-05"), {"cats", "cats-en"}),
        (Filters(articles=("bridge",)), {"bridge"}),
        (Filters(sources=("nobody",)), set()),
        (Filters(languages=("en",), sources=("动物报",)), set()),
    ],
)
def test_a_filter_leaves_what_it_says_and_one_that_matches_nothing_leaves_nothing(searcher, filters, left):
    for mode in ("hybrid", "semantic"):
        assert set(articles(searcher.ask("猫 桥 budget", filters=filters, mode=mode))) == left


def test_required_and_excluded_words_and_phrases_bind_the_semantic_arm_too(searcher):
    assert set(articles(searcher.ask("猫 -早上"))) == {"cats", "cats-en", "bridge", "budget"}
    texts = [group.hit.passage.text for group in searcher.ask("猫 -早上").groups]
    assert not any("早上" in text for text in texts)
    assert articles(searcher.ask("猫 +1968年")) == ["bridge"]
    assert articles(searcher.ask('"budget came to" 猫')) == ["budget"]


@pytest.mark.parametrize("question", ["", "   \n", "　"])
def test_an_empty_question_is_told(searcher, question):
    with pytest.raises(XunzhangError, match="question is empty"):
        searcher.ask(question)


def test_a_question_too_long_and_a_wrong_k_are_told(searcher):
    with pytest.raises(XunzhangError, match=r"20,000 characters; shorten it to 4,000"):
        searcher.ask("桥" * 20_000)
    for k in (0, -3):
        with pytest.raises(XunzhangError, match=f"^{k} results"):
            searcher.ask("桥", k=k)


@pytest.mark.parametrize(
    "question", ["？", "!!!", "😀", "<b>桥</b>", "1", "桥", "Où est le pont ?", "桥" * 2000, "the", '"', "+", "-"]
)
def test_odd_questions_get_results_or_an_honest_nothing(searcher, question):
    results = searcher.ask(question)
    assert results.question == question
    assert 0 <= results.confidence <= 1
    assert all(np.isfinite(group.hit.score) for group in results.groups)


def test_k_limits_the_groups(searcher):
    assert len(searcher.ask("猫", k=1).groups) == 1
    assert len(searcher.ask("猫", k=2).groups) == 2


def test_more_like_a_passage_gives_its_translation_and_not_itself(searcher):
    passage = searcher.passages_of("cats-en")[0]
    results = searcher.similar(passage.id)
    assert results.groups[0].hit.passage.article.id == "cats"
    assert "cats-en" not in articles(results)
    with pytest.raises(KeyError):
        searcher.similar("nothing")


@pytest.mark.parametrize("articles_", [ARTICLES[:1], [ARTICLES[0] | {"id": f"same-{i}", "source": f"报{i}"} for i in range(5)]])
def test_a_collection_of_one_article_or_of_copies_answers(tmp_path, articles_):
    corpus = write_corpus(tmp_path / "corpus", articles_)
    build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
    results = Searcher(open_index(tmp_path / "index", encoder=BilingualEncoder())).ask("猫吃鱼")
    assert results.groups[0].hit.passage.text == "猫在早上吃鱼。"


def test_token_weights_count_punctuation_nothing_and_function_words_half():
    question = "what is the budget ?"
    spans = [Span(0, 4), Span(5, 7), Span(8, 11), Span(12, 18), Span(19, 20)]
    np.testing.assert_allclose(token_weights(question, spans), [0.2, 0.2, 0.2, 0.4, 0], atol=1e-6)
    np.testing.assert_allclose(token_weights("？！", [Span(0, 1), Span(1, 2)]), [0.5, 0.5])
