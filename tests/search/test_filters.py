"""A filter means one thing: the rows that a search is left with, the articles that the facets count, and the words of the
documentation, held against each other on articles with all sorts of dates and languages.
"""

from __future__ import annotations

import random
import sqlite3
from datetime import date

import numpy as np
import pytest

from xunzhang.index.catalogue import Catalogue
from xunzhang.index.schema import FILE, INDEXES, SCHEMA
from xunzhang.question.filters import OneOf, Within, conditions
from xunzhang.search.article_columns import ArticleColumns
from xunzhang.types import BoundError, Filters

SOURCES = ("甲报", "Post", "O'Hara's \"Daily\"; --", "")
LANGUAGES = ("zh", "zh-hant", "en", "ja", "und")
DATES = (
    *("2024", "2024-11", "2024-11-19", "2024-11-30", "2024-12-01", "2024-02-29", "2023-12-31", "2024-01-01", "1999-06-01"),
    *("--11-19", "--11", "", "0001-01-01", "9999-12-31", "0000-01-01", "0987-05-06"),
    *("2024-11-19T08:00:00Z", "2024-11-30T", "2024-12-31T23:59", "2024-11-19 08:00", "2024-11-19x", "2024-11T08"),
    *(
        "2024-13-01",
        "2024-02-30",
        "2023-02-29",
        "2024-11-31",
        "2024-00-10",
        "2024-11-00",
        "２０２４-11-19",
        "19 Nov 2024",
        "2460000.5",
    ),
)
BOUNDS = (
    *(
        "",
        "",
        "2024",
        "2024-11",
        "2024-11-19",
        "2024-11-30",
        "2024-12",
        "2024-02-29",
        "2023",
        "2023-12-31",
        "0001",
        "9999",
        "1999-06",
    ),
    *("0987-05-06", "2024-02", "9999-12-31"),
)
ARTICLES = 400
QUESTIONS = 1000


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    """Articles of every kind in a random order, with none, one or several passages each."""
    chosen = random.Random(11)
    folder = tmp_path_factory.mktemp("filters")
    db = sqlite3.connect(folder / FILE)
    db.executescript(SCHEMA)
    row = 0
    for number in range(ARTICLES):
        source, day, language = (chosen.choice(values) for values in (SOURCES, DATES, LANGUAGES))
        article = (number, f"a{number}", "", source, "", day, language, "", "", "[]", "", "[]", 0, number, "")
        db.execute(f"INSERT INTO articles VALUES ({','.join('?' * len(article))})", article)
        for place in range(chosen.choice((0, 1, 1, 3))):
            passage = (row, f"p{row}", number, place, 0, 0, "", "", language, None, b"", place + 1, place + 1, 0)
            db.execute(f"INSERT INTO passages VALUES ({','.join('?' * len(passage))})", passage)
            row += 1
    db.executescript(INDEXES)
    db.commit()
    db.close()
    return Catalogue(folder)


def some(chosen, values):
    return tuple(chosen.choice(values) for _ in range(chosen.choice((0, 0, 1, 1, 2, 3))))


def random_filters(count):
    chosen = random.Random(18)
    ids = [f"a{number}" for number in range(ARTICLES)]
    for _ in range(count):
        articles = tuple(chosen.sample(ids, 150)) if chosen.random() < 0.2 else some(chosen, ["no such article", *ids])[:1]
        yield Filters(
            sources=some(chosen, ("no such outlet", *SOURCES)),
            languages=some(chosen, ("fr", *LANGUAGES)),
            articles=articles if chosen.random() < 0.3 else (),
            after=chosen.choice(BOUNDS),
            before=chosen.choice(BOUNDS),
        )


def full_date(given):
    """The day that a date names, whole, whatever the time of day; None where it names none that there is."""
    day, time = given[:10], given[10:]
    try:
        return day if date.fromisoformat(day).isoformat() == day and time[:1] in ("", "T") else None
    except ValueError:
        return None


def satisfies(head, filters):
    """What a filter means, in the words of the documentation."""
    if filters.sources and head.source not in filters.sources:
        return False
    if filters.articles and head.id not in filters.articles:
        return False
    zh_takes_it_in = head.language == "zh-hant" and "zh" in filters.languages
    if filters.languages and head.language not in filters.languages and not zh_takes_it_in:
        return False
    if not (filters.after or filters.before):
        return True
    day = full_date(head.date)
    if day is None:
        return False
    return day[: len(filters.after)] >= filters.after and (not filters.before or day[: len(filters.before)] <= filters.before)


def test_search_facets_and_documentation_agree_on_every_filter(catalogue):
    table = ArticleColumns(catalogue)
    heads, article_of_row = catalogue.heads(), catalogue.articles_of(catalogue.every_row())
    left_some = 0
    for filters in random_filters(QUESTIONS):
        wanted = np.array([satisfies(head, filters) for head in heads])
        assert np.array_equal(np.logical_and.reduce(list(table.masks(filters).values())), wanted), filters
        rows = catalogue.narrowed_to(filters)
        assert (rows is None) == (not filters)
        expected = np.flatnonzero(wanted[article_of_row])
        assert rows is None or np.array_equal(rows, expected), filters
        left_some += 0 < len(expected) < len(article_of_row)
    assert left_some > QUESTIONS / 4  # most leave something, and not everything


@pytest.mark.parametrize("bound", ["2024-13", "yesterday", "0000", "--11-19", "2024-11-19T08:00"])
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_bound_that_is_no_date_is_refused_by_both(catalogue, name, bound):
    filters = Filters(**{name: bound})
    for narrow in (catalogue.narrowed_to, ArticleColumns(catalogue).masks):
        with pytest.raises(BoundError) as raised:
            narrow(filters)
        assert raised.value.bound == bound


def test_conditions_say_what_a_filter_means():
    filters = Filters(sources=("甲报",), languages=("en", "zh"), articles=("a",), after="2024", before="2024-02")
    assert conditions(filters) == (
        OneOf("source", ("甲报",)),
        OneOf("language", ("en", "zh", "zh-hant")),
        Within("date", "2024-01-01", "2024-02-29"),
        OneOf("id", ("a",)),
    )
    assert conditions(Filters(before="2024")) == (Within("date", "0001-01-01", "2024-12-31"),)
    assert conditions(Filters(languages=("zh-hant",))) == (OneOf("language", ("zh-hant",)),)
    assert conditions(Filters()) == ()
