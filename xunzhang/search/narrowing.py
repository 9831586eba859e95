"""What a question may be narrowed to, and what each choice would leave, counted by outlet, language, date and title.

Before anything is asked articles are counted, those that the other choices leave: a choice counted 3 leaves three articles to
search. Under a question its hits are, those found within the other choices; finding them is `every_hit.py`'s, which gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.narrowed import Allowed, both
from xunzhang.index.parts import Articles
from xunzhang.index.words import WordSearch
from xunzhang.language.folding import fold
from xunzhang.language.region_words import regional
from xunzhang.question.filters import Column, of_fields
from xunzhang.question.grammar import parse_question
from xunzhang.search.article_columns import ArticleColumns
from xunzhang.types import ArticleHead, Filters, Question
from xunzhang.types.arrays import Mask, Rows

# -> the rows of the passages of hits within some filters, int64 (n,), and the number of the hit that each belongs to.
HitsWithin = Callable[[Filters], tuple[Rows, Rows]]
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
    """Something the question demands of a passage, as typed, and how many passages satisfy it.

    `kind` is "phrase", "must", "must_not", "operator" or "field".
    """

    kind: str
    text: str
    passages: int


class Narrowing:
    """Counts over one opened index; what it needs of the articles is read at the first question about them."""

    def __init__(self, catalogue: Articles, lexical: WordSearch) -> None:
        self._catalogue = catalogue
        self._lexical = lexical

    def rows(self, question: Question, filters: Filters) -> Allowed | None:
        """The passages that the filters and the question's phrases, signed words, operators and fields leave; None for all."""
        return both(self._catalogue.narrowed_to(filters, question.fields), self._lexical.matching(question))

    def _left(self, question: Question, filters: Filters) -> int:
        allowed = self.rows(question, filters)
        return 0 if allowed is None else self._lexical.how_many(allowed)

    def demands(self, asked: Question, filters: Filters) -> list[Demand]:
        """All that the question demands, each thing with how many of the passages that `filters` leave satisfy it alone."""
        found = []
        plain = _undemanding(asked)
        for kind in ("phrases", "must", "must_not"):
            for text in getattr(asked, kind):
                alone = replace(plain, **{kind: (text,)})  # type: ignore[arg-type]
                found.append(Demand("phrase" if kind == "phrases" else kind, text, self._left(alone, filters)))
        for each in asked.operators:
            left = self._left(replace(plain, operators=(each,)), filters)
            found.append(Demand("must_not" if each.excluded else "operator", each.text, left))
        for field in asked.fields:
            left = self._left(replace(plain, fields=(field,)), filters)
            found.append(Demand("must_not" if field.excluded else "field", field.text, left))
        return found

    def in_other_regions(self, asked: Question, filters: Filters) -> list[tuple[str, str, int]]:
        """(a phrase or +word of the question, what another region says for it, the passages that have that), none with 0.

        A demand is word for word, and so leaves out what means the same: 計程車 where 出租车 was demanded.
        """
        found = []
        for kind in ("phrases", "must"):
            for text in getattr(asked, kind):
                for other in regional(text):
                    alone = replace(_undemanding(asked), **{kind: (other,)})  # type: ignore[arg-type]
                    if left := self._left(alone, filters):
                        found.append((text, other, left))
        return found

    def choices(self, question: str, filters: Filters, find: str = "", hits: HitsWithin | None = None) -> Choices:
        """What every facet would leave. `find` lists the articles whose title holds it, in any script and case.

        With `hits`, which gives the passages of a question's hits within some filters, hits are counted and not articles.
        Raises BoundError for a bound that is no date.
        """
        table = self._table
        asked = parse_question(question) if question.strip() else None
        matching = self._lexical.matching(asked) if asked else None
        holding = table.holding(None if matching is None else self._lexical.rows_in(matching))
        holding &= table.meeting(of_fields(asked.fields) if asked else ())
        masks = table.masks(filters)
        left = {name: holding & _all_but(masks, name, len(holding)) for name in (*masks, "")}

        def counted(column: Column, codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
            if hits is None:
                within = codes[left[column]]
                return np.bincount(within[within >= 0], minlength=size)
            return table.counted(hits(without(filters, column)), codes, size)

        columns = table.codes
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
    def _table(self) -> ArticleColumns:
        return ArticleColumns(self._catalogue)


def _undemanding(asked: Question) -> Question:
    """The same words, of which nothing is demanded."""
    return Question(asked.typed, asked.text, asked.language, asked.terms, asks=asked.asks)


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
