"""What a hit is: one meaning for the count, the facets and what is saved."""

from __future__ import annotations

import pytest

from xunzhang.search.every_hit import every_hit, rows_of_hits
from xunzhang.types import Filters

pytestmark = pytest.mark.model
ANSWERED = ("普惠性幼儿园的覆盖率是多少？", "How many bus lines did Shapingba change?")
WORDS = ("教育", "schools")


@pytest.mark.parametrize("question", [*ANSWERED, "Who painted the ceiling of the Sistine Chapel?"])
def test_hits_are_the_results_called_strong_or_likely(sample_searcher, question):
    shown = sample_searcher.ask(question, 50)
    strong = [group.hit.passage.id for group in shown.groups if group.hit.strength in ("strong", "likely")]
    saved = every_hit(sample_searcher, question, Filters())
    assert [group.hit.passage.id for group in saved.groups] == strong
    assert all(group.hit.strength != "weak" for group in sample_searcher.ask(question, 10).hits)
    assert len(set(rows_of_hits(sample_searcher, question, Filters()).hits.tolist())) == len(strong)


@pytest.mark.parametrize("words", WORDS)
def test_of_words_alone_every_passage_that_holds_them_is_a_hit(sample_searcher, words):
    mentions = sample_searcher.ask(words, 10).mentions
    saved = every_hit(sample_searcher, words, Filters())
    assert 10 < mentions == len(saved.groups) == len({group.hit.passage.id for group in saved.groups})
    rows = rows_of_hits(sample_searcher, words, Filters())
    held = {passage.id for passage in sample_searcher.index.catalogue.passages(rows.rows.tolist())}
    assert held == {group.hit.passage.id for group in saved.groups}


def test_facets_count_hits_under_a_question_and_articles_before_one(sample_searcher):
    narrowing, question = sample_searcher.narrowing, WORDS[0]

    def hits(filters):
        return rows_of_hits(sample_searcher, question, filters)

    before, under = narrowing.choices("", Filters()), narrowing.choices(question, Filters(), "", hits)
    assert sum(count for _, count in before.languages) == len(sample_searcher.heads())
    found = every_hit(sample_searcher, question, Filters())
    sources = [group.hit.passage.article.source for group in found.groups]
    assert dict(under.sources) == {source: sources.count(source) for source, _ in before.sources}
    assert under.hits == tuple(sorted(under.hits, reverse=True)) and under.hits[0] > 0
    one = under.sources[0][0]
    within = narrowing.choices(question, Filters(sources=(one,)), "", hits)
    assert within.sources == under.sources and sum(count for _, count in within.languages) == dict(under.sources)[one]
