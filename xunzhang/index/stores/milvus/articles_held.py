"""The catalogue of a build in Milvus: articles, their passages and the audit, as `parts.Articles` has them.

What is known of all articles (their heads, how many passages each has) is read once, when it is first asked for: the facets, the
list of articles and Explore go by it, a question and its results do not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from xunzhang.index.columns import ArticleCodes, article_codes
from xunzhang.index.narrowed import Allowed
from xunzhang.index.schema import audit_from, paragraphs_from
from xunzhang.index.stores.milvus.entities import NUMBERS, OF_A_PASSAGE, HeldPassage, key_of
from xunzhang.index.stores.milvus.expressions import of_conditions
from xunzhang.index.stores.milvus.held import HeldPassages
from xunzhang.index.stores.milvus.stored_texts import StoredTexts
from xunzhang.language.folding import fold
from xunzhang.question.filters import Holds, Named, OneOf, conditions, of_fields
from xunzhang.types import FACTS, Article, ArticleHead, AuditRow, Filters, Passage
from xunzhang.types.arrays import Rows
from xunzhang.types.printed_layout import NO_LAYOUT, PrintedLayout
from xunzhang.types.question import FieldDemand

ARTICLE, BODY, AUDIT = "article", "body", "audit"
STREAMED = 64  # articles whose passages are read in a request


class StoredArticle(NamedTuple):
    """What is known of an article: its number, its head, and what it has; `digest` tells it from itself after a change."""

    number: int
    head: ArticleHead
    passages: int
    characters: int
    digest: str


class MilvusArticles:
    """The catalogue of one state of a store."""

    def __init__(self, held: HeldPassages) -> None:
        self._held = held
        self._texts = StoredTexts(held.server, held.state.collection)

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        return [each.passage for each in self._held.of(rows)]

    def every_passage(self) -> Iterator[Passage]:
        articles = self.articles
        for at in range(0, len(articles), STREAMED):
            numbers = [each.number for each in articles[at : at + STREAMED]]
            found = self._held.query(self._held.where(None, f"article in {numbers}"), OF_A_PASSAGE)
            yield from (each.passage for each in sorted(map(HeldPassage, found), key=lambda each: each.row))

    def row_of(self, passage_id: str) -> int:
        where = self._held.where(None, f"id == {json.dumps(passage_id, ensure_ascii=False)}")
        found = self._held.query(where, ["key"])
        if not found:
            raise KeyError(passage_id)
        return int(found[0]["key"])

    def passages_of(self, article_id: str) -> list[Passage]:
        where = self._held.where(None, f"article_id == {json.dumps(article_id, ensure_ascii=False)}")
        found = map(HeldPassage, self._held.query(where, OF_A_PASSAGE))
        return [each.passage for each in sorted(found, key=lambda each: each.row)]

    def article(self, article_id: str) -> Article:
        found = self._numbers[article_id]
        body = json.loads(self._texts.whole(BODY, str(found.number)) or "{}")
        return Article(found.head, body["text"], paragraphs_from(json.dumps(body["paragraphs"])))

    def layout(self, article_id: str) -> PrintedLayout:
        """None: the pages of a collection in a store lie where it is built."""
        self._numbers[article_id]
        return NO_LAYOUT

    def heads(self) -> list[ArticleHead]:
        return [each.head for each in self.articles]

    def heads_at(self, places: Rows) -> list[ArticleHead]:
        return [self.articles[place].head for place in places.tolist()]

    def places_of(self, article_ids: Sequence[str]) -> Rows:
        wanted = set(article_ids)
        return np.array([place for place, each in enumerate(self.articles) if each.head.id in wanted], np.int64)

    def folded(self, column: Named) -> Sequence[str]:
        return [fold(getattr(each.head, column)) for each in self.articles]

    @cached_property
    def columns(self) -> ArticleCodes:
        heads = ((each.number, each.head) for each in self.articles)
        return article_codes((number, head.source, head.language, head.date) for number, head in heads)

    def sizes(self) -> list[tuple[int, int]]:
        return [(each.passages, each.characters) for each in self.articles]

    def origins(self) -> dict[str, dict[str, Counter[str]]]:
        found: dict[str, dict[str, Counter[str]]] = {}
        for head in self.heads():
            given = dict(head.origins)
            facts = found.setdefault(head.path, {name: Counter() for name in (*FACTS, "language")})
            for name, origins in facts.items():
                origins[given.get(name, "")] += 1
        return found

    def audit(self) -> list[AuditRow]:
        state = self._held.state
        told = json.loads(self._texts.whole(AUDIT, str(state.generation)) or "[]")
        return [audit_from(text) for text in told]

    def every_row(self) -> Rows:
        """All rows, ascending. An article's passages are numbered from 1 without a gap."""
        found = [np.arange(key_of(each.number, 1), key_of(each.number, each.passages + 1)) for each in self.articles]
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def articles_of(self, rows: Rows) -> Rows:
        return np.searchsorted(self.columns.number, rows >> NUMBERS)

    def narrowed_to(self, filters: Filters, fields: Sequence[FieldDemand] = ()) -> Allowed | None:
        """What the filters and a question's fields leave, as an expression. Raises BoundError for a bound that is no date.

        Milvus folds no text: the articles whose outlet, title or author holds something are found among all heads.
        """
        named = [self._named(each) if isinstance(each, Holds) else each for each in of_fields(fields)]
        return of_conditions((*conditions(filters), *named))

    def _named(self, asked: Holds) -> OneOf:
        found = zip(self.articles, self.folded(asked.column))
        ids = (each.head.id for each, text in found if any(one in text for one in asked.texts))
        return OneOf("id", tuple(ids), asked.excluded)

    @cached_property
    def articles(self) -> list[StoredArticle]:
        """All articles of the state, by number."""
        state = self._held.state
        gone = set(state.gone)
        found = self._texts.every(ARTICLE, state.generation, state.next_article)
        return [_read(each.number, json.loads(each.text)) for each in found if each.number not in gone]

    @cached_property
    def _numbers(self) -> dict[str, StoredArticle]:
        return {each.head.id: each for each in self.articles}


def _read(number: int, told: dict[str, Any]) -> StoredArticle:
    origins = tuple((name, origin) for name, origin in told["head"].pop("origins"))
    return StoredArticle(
        number, ArticleHead(**told["head"], origins=origins), told["passages"], told["characters"], told["digest"]
    )
