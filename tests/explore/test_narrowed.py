"""What is shown of a part of the collection is that part, and nothing else of the whole."""

from __future__ import annotations

import pytest

from xunzhang.explore.explorer import Explorer
from xunzhang.page.views.explore.explore_handlers import make_explore_handlers
from xunzhang.types import BoundError, Filters

pytestmark = pytest.mark.model


@pytest.fixture(
    params=[Filters(languages=("en",)), Filters(languages=("zh-hant", "zh")), Filters(sources=("重庆日报",), languages=("zh",))]
)
def part(request, sample_searcher) -> tuple[Explorer, set[str]]:
    rows = sample_searcher.index.catalogue.narrowed_to(request.param).tolist()
    passages = sample_searcher.index.catalogue.passages(rows)
    return Explorer.of(sample_searcher).within(request.param), {passage.article.id for passage in passages}


def test_articles_files_and_timeline_are_those_that_the_filters_leave(part, sample_searcher):
    explorer, left = part
    heads = [head for head in sample_searcher.heads() if head.id in left]
    assert 0 < len(heads) < len(sample_searcher.heads())
    assert [article.head for article in explorer.articles] == heads
    assert {row.path for row in explorer.audit} == {head.path for head in heads}
    line = explorer.timeline
    assert line.placed + line.undated + line.yearless.total() + line.coarser == len(heads)


def test_map_and_terms_are_of_the_passages_that_the_filters_leave(part, sample_searcher):
    explorer, left = part
    whole, drawn = Explorer.of(sample_searcher).passage_map(), explorer.passage_map()
    passages = explorer.passages(drawn.rows.tolist())
    assert {passage.article.id for passage in passages} == left and drawn.total == len(drawn.rows)
    places = dict(zip(whole.rows.tolist(), whole.points.tolist()))
    assert [places[row] for row in drawn.rows.tolist()] == drawn.points.tolist()
    found = explorer.frequent()
    assert (found.read, found.total) == (len(passages), len(passages))
    texts = [f"{passage.text}" for passage in passages]
    assert all(
        any(term.text in text for text in texts)
        for terms in found.terms.values()
        for term in terms
        if term.text.isascii() is False
    )


def test_no_filter_is_the_whole_and_a_bound_that_is_no_date_is_refused(sample_searcher):
    whole = Explorer.of(sample_searcher)
    assert whole.within(Filters()) is whole
    with pytest.raises(BoundError):
        whole.within(Filters(after="yesterday"))


def test_every_panel_obeys_the_address(sample_searcher):
    _, around, panel, region = make_explore_handlers(lambda: sample_searcher)
    english = [["language", "en"]]
    n = sum(head.language == "en" for head in sample_searcher.heads())
    assert f"{n:,} of" in panel({"address": [["show", "articles"], *english]})["panel"]
    assert "简体" not in panel({"address": [["show", "terms"], *english]})["panel"]
    mapped = around({"address": english})["head"]
    assert mapped != around({"address": []})["head"]
    passages = sum(passage.article.language == "en" for passage in Explorer.of(sample_searcher).index.catalogue.every_passage())
    assert str(passages) in mapped
    shown = region({"address": [["region", "0"], ["from", "0"], *english]})["passages"]
    assert 'lang="en"' in shown and 'lang="zh-Hans"' not in shown
