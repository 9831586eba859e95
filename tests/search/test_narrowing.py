"""What each choice would leave, counted on a real index with the test encoder."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.question.grammar import parse_question
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, XunzhangError

# From tests/building/test_builder.py: cats (zh, 2024-03-05), cats-en (en, 2024-05-01), bridge (zh, --11-19), budget (en, 2023).


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("narrowing")
    build_index([write_corpus(folder / "corpus")], folder / "index", encoder=BilingualEncoder())
    return Searcher(open_index(folder / "index", encoder=BilingualEncoder()))


def left(searcher, filters):
    """How many articles a search narrowed so can find."""
    rows = searcher.narrowing.rows(parse_question("cat"), filters)
    return 4 if rows is None else len(set(searcher._index.catalogue.articles_of(rows).tolist()))


def test_without_a_choice_every_article_is_counted(searcher):
    choices = searcher.narrowing.choices("", Filters())
    assert choices.articles == 4 and dict(choices.languages) == {"zh": 2, "en": 2}
    assert dict(choices.sources) == {"动物报": 1, "Animal Post": 1, "城市报": 1, "City Post": 1}
    assert [head.id for head in choices.listed] == ["cats", "cats-en", "bridge", "budget"]


def test_a_facet_counts_what_the_others_leave_and_not_its_own_choice(searcher):
    choices = searcher.narrowing.choices("", Filters(languages=("zh",)))
    assert choices.articles == 2 and dict(choices.languages) == {"zh": 2, "en": 2}
    assert dict(choices.sources) == {"动物报": 1, "城市报": 1, "Animal Post": 0, "City Post": 0}


def test_bars_run_without_a_gap_and_bound_what_they_count(searcher):
    choices = searcher.narrowing.choices("", Filters())
    assert choices.undated == 2
    assert [bar.articles for bar in choices.bars if bar.articles] == [1, 1]
    assert (choices.bars[0].after, choices.bars[-1].before) == ("2024-03-05", "2024-05-01")
    assert len(choices.bars) == 58  # days from the first to the last
    for bar in choices.bars:
        assert left(searcher, Filters(after=bar.after, before=bar.before)) == bar.articles


@pytest.mark.parametrize(
    "filters",
    [
        Filters(sources=("动物报", "City Post")),
        Filters(languages=("en",), after="2024"),
        Filters(before="2024-03"),
        Filters(after="2024-04-30", before="2024-05"),
        Filters(articles=("bridge",), languages=("zh",)),
        Filters(sources=("no such outlet",)),
        Filters(articles=("no such article",)),
        Filters(after="2025"),
    ],
)
def test_what_is_counted_is_what_a_search_is_left_with(searcher, filters):
    assert searcher.narrowing.choices("", filters).articles == left(searcher, filters)
    assert (not searcher.ask("cat", filters=filters).groups) == (left(searcher, filters) == 0)


def test_required_words_count_the_articles_that_hold_them(searcher):
    choices = searcher.narrowing.choices("+fish cat", Filters())
    assert choices.articles == 1 and dict(choices.languages) == {"en": 1, "zh": 0}


def test_articles_are_found_by_a_part_of_their_title(searcher):
    assert [head.id for head in searcher.narrowing.choices("", Filters(), "CAT'S").listed] == ["cats-en"]
    assert [head.id for head in searcher.narrowing.choices("", Filters(), "橋").listed] == ["bridge"]


def test_a_bound_that_is_no_date_is_refused(searcher):
    with pytest.raises(XunzhangError, match="2024-13"):
        searcher.narrowing.choices("", Filters(after="2024-13"))


def test_each_demand_is_counted_by_itself(searcher):
    demands = searcher.narrowing.demands(parse_question('"cat will eat" +unicorn -mayor'), Filters())
    assert [(demand.kind, demand.text, demand.passages) for demand in demands] == [
        ("phrase", "cat will eat", 1),
        ("must", "unicorn", 0),
        ("must_not", "mayor", searcher._index.catalogue.counts()[1] - 1),
    ]
    assert searcher.narrowing.demands(parse_question("cat"), Filters()) == []


def test_results_can_be_turned_page_by_page(searcher):
    whole = searcher.ask("cat eat fish", k=4).groups
    assert searcher.ask("cat eat fish", k=4, skip=2).groups == whole[2:]
    assert np.all([group.hit.answer for group in whole])
