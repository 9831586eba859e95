"""What a question may be narrowed to, and what each choice would leave, counted by outlet, language, date and title.

Before anything is asked articles are counted, those that the other choices leave: a choice counted 3 leaves three articles to
search. Under a question its hits are, those found within the other choices; finding them is `every_hit.py`'s, which gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.columns import Days
from xunzhang.index.narrowed import Allowed, both
from xunzhang.index.parts import Articles
from xunzhang.index.words import WordSearch
from xunzhang.language.folding import fold
from xunzhang.language.iso_dates import IsoDate
from xunzhang.language.region_words import regional
from xunzhang.question.filters import Column, conditions
from xunzhang.question.grammar import parse_question
from xunzhang.search.timeline import period_bounds, periods_spanned
from xunzhang.types import ArticleHead, Filters, Question
from xunzhang.types.arrays import Mask, Rows

# -> the rows of the passages of hits within some filters, int64 (n,), and the number of the hit that each belongs to.
HitsWithin = Callable[[Filters], tuple[Rows, Rows]]
FIRST_YEAR = 1970  # of NumPy's count of years, and a multiple of ten
LISTED_ARTICLES = 20  # articles named in the article facet at a time


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of the date facet: the ISO dates it runs from and to, as `Filters.after` and `.before`, and its articles."""

    after: str
    before: str
    articles: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What each facet leaves. `sources` and `languages` are (name, count), most first; those that leave 0 are there too.

    `bars` are the periods of the collection without a gap, empty where no article has a full date; `undated` counts the articles
    left that a bound on the date would leave out. `listed` are the first articles left, those with most hits first, else in the
    collection's order; `hits` how many hits each of these has, empty where nothing was asked. `articles` is how many articles all
    choices together leave.
    """

    articles: int
    sources: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]
    undated: int
    listed: tuple[ArticleHead, ...]
    hits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the question demands of a passage: `kind` is "phrase", "must" or "must_not"; `passages` satisfy it."""

    kind: str
    text: str
    passages: int


class Narrowing:
    """Counts over one opened index; what it needs of the articles is read at the first question about them."""

    def __init__(self, catalogue: Articles, lexical: WordSearch) -> None:
        self._catalogue = catalogue
        self._lexical = lexical

    def rows(self, question: Question, filters: Filters) -> Allowed | None:
        """The passages that the filters and the question's phrases, +words and -words leave; None for all."""
        return both(self._catalogue.narrowed_to(filters), self._lexical.matching(question))

    def _left(self, question: Question, filters: Filters) -> int:
        allowed = self.rows(question, filters)
        return 0 if allowed is None else self._lexical.how_many(allowed)

    def demands(self, asked: Question, filters: Filters) -> list[Demand]:
        """Each phrase, +word and -word of the question with how many of the passages that `filters` leave satisfy it alone."""
        found = []
        for kind in ("phrases", "must", "must_not"):
            for text in getattr(asked, kind):
                alone = Question(asked.typed, asked.text, asked.language, asked.terms, asks=asked.asks, **{kind: (text,)})
                found.append(Demand("phrase" if kind == "phrases" else kind, text, self._left(alone, filters)))
        return found

    def in_other_regions(self, asked: Question, filters: Filters) -> list[tuple[str, str, int]]:
        """(a phrase or +word of the question, what another region says for it, the passages that have that), none with 0.

        A demand is word for word, and so leaves out what means the same: 計程車 where 出租车 was demanded.
        """
        found = []
        for kind in ("phrases", "must"):
            for text in getattr(asked, kind):
                for other in regional(text):
                    alone = Question(asked.typed, asked.text, asked.language, asked.terms, asks=asked.asks, **{kind: (other,)})
                    if left := self._left(alone, filters):
                        found.append((text, other, left))
        return found

    def choices(self, question: str, filters: Filters, find: str = "", hits: HitsWithin | None = None) -> Choices:
        """What every facet would leave. `find` lists the articles whose title holds it, in any script and case.

        With `hits`, which gives the passages of a question's hits within some filters, hits are counted and not articles.
        Raises BoundError for a bound that is no date.
        """
        table = self._table
        matching = self._lexical.matching(parse_question(question)) if question.strip() else None
        holding = table.holding(None if matching is None else self._lexical.rows_in(matching))
        masks = table.masks(filters)
        left = {name: holding & _all_but(masks, name, len(holding)) for name in (*masks, "")}

        def counted(column: Column, codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
            if hits is None:
                within = codes[left[column]]
                return np.bincount(within[within >= 0], minlength=size)
            return table.counted(hits(without(filters, column)), codes, size)

        columns = table.columns
        by_outlet = counted("source", columns.source, len(columns.sources))
        by_language = counted("language", columns.language, len(columns.languages))
        by_bar = counted("date", table.bar, len(table.bars))
        listed = np.flatnonzero(left["id"])
        if sought := fold(find.strip()):
            listed = listed[[sought in table.titles[place] for place in listed.tolist()]]
        by_article = counted("id", np.arange(len(table)), len(table)) if hits else None
        if by_article is not None:
            listed = listed[np.argsort(-by_article[listed], kind="stable")]
        listed = listed[:LISTED_ARTICLES]
        return Choices(
            int(np.count_nonzero(left[""])),
            _most_first(columns.sources, by_outlet),
            _most_first(columns.languages, by_language),
            tuple(Bar(after, before, int(count)) for (after, before), count in zip(table.bars, by_bar.tolist())),
            int(np.count_nonzero(left["date"] & np.isnat(columns.day))),
            tuple(self._catalogue.heads_at(listed)),
            () if by_article is None else tuple(by_article[listed].tolist()),
        )

    @cached_property
    def _table(self) -> _Table:
        return _Table(self._catalogue)


class _Table:
    """The articles' columns as codes, by their places."""

    def __init__(self, catalogue: Articles) -> None:
        self._catalogue = catalogue
        self.columns = catalogue.columns
        self.bars, self.bar = _bars(self.columns.day)

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def titles(self) -> list[str]:
        return [fold(title) for title in self._catalogue.titles()]

    def holding(self, rows: Rows | None) -> Mask:
        """bool (articles,): those with a passage among `rows`; all where `rows` is None."""
        if rows is None:
            return np.ones(len(self), np.bool_)
        mask = np.zeros(len(self), np.bool_)
        mask[self._catalogue.articles_of(rows)] = True
        return mask

    def counted(self, found: tuple[Rows, Rows], codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
        """int64 (size,): how many hits have a passage of each code; `codes` are the articles', -1 for none."""
        rows, hits = found
        of_row = codes[self._catalogue.articles_of(rows)]
        pairs = np.unique(np.stack([hits, of_row])[:, of_row >= 0], axis=1)
        return np.bincount(pairs[1], minlength=size)

    def masks(self, filters: Filters) -> dict[Column, Mask]:
        """By column, bool (articles,): the articles that its own choice leaves, by the conditions that a search keeps to."""
        everything = np.ones(len(self), np.bool_)
        masks: dict[Column, Mask] = dict.fromkeys(get_args(Column), everything)
        return masks | {each.column: self.columns.meets(each, self._catalogue.places_of) for each in conditions(filters)}


def without(filters: Filters, column: Column) -> Filters:
    """The filters without the choice that a facet makes."""
    left = {"source": {"sources": ()}, "language": {"languages": ()}, "id": {"articles": ()}, "date": {"after": "", "before": ""}}
    return replace(filters, **left[column])  # type: ignore[arg-type]


def _all_but(masks: dict[Column, Mask], name: str, size: int) -> Mask:
    together = np.ones(size, np.bool_)
    for other, mask in masks.items():
        if other != name:
            together &= mask
    return together


def _most_first(names: Sequence[str], counts: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
    pairs = [(name, count) for name, count in zip(names, counts.tolist()) if name]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _bars(days: Days) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
    """The periods of the articles with a full date as bounds, and the period's place of each of `days`; -1 where it has none."""
    dated = days[~np.isnat(days)]
    if not len(dated):
        return [], np.full(len(days), -1, np.int64)
    unit, keys = periods_spanned(*(IsoDate(day.year, day.month, day.day) for day in (dated.min().item(), dated.max().item())))
    since = days.astype(f"datetime64[{'Y' if unit == 'decade' else unit[0].upper()}]")
    places = since.astype(np.int64) + FIRST_YEAR
    places = places // 10 if unit == "decade" else places
    return [period_bounds(key) for key in keys], np.where(np.isnat(days), -1, places - places[~np.isnat(days)].min())
