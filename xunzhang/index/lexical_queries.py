"""The lexical index's schema, and what is asked of words (`word_queries.py`) in Tantivy's queries; asking is `lexical.py`'s."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from xunzhang.index.word_queries import (
    AllOf,
    AnyOf,
    Boosted,
    Followed,
    HasPatterns,
    HasSimilar,
    HasTerms,
    NoneOf,
    WordQuery,
    Worth,
)
from xunzhang.types.arrays import Rows


def lexical_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("exact", tokenizer_name="whitespace", index_option="position")
    return builder.build()


class Queries:
    """The queries of one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def of(self, asked: WordQuery) -> Query:
        """Tantivy has no phrase of one term."""
        if isinstance(asked, HasTerms):
            return self._terms(asked)
        if isinstance(asked, HasPatterns):
            return self._patterns(asked)
        if isinstance(asked, Followed):
            return self._followed(asked)
        if isinstance(asked, HasSimilar):
            return Query.fuzzy_term_query(self._schema, asked.field, asked.term, asked.most)
        if isinstance(asked, AnyOf):
            return Query.boolean_query([(Occur.Should, self.of(part)) for part in asked.parts])
        if isinstance(asked, AllOf):
            return _all_of([self.of(part) for part in asked.parts])
        if isinstance(asked, Boosted):
            return Query.boost_query(self.of(asked.part), asked.by)
        if isinstance(asked, Worth):
            return Query.const_score_query(self.of(asked.part), asked.score)
        if isinstance(asked, NoneOf):
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), *((Occur.MustNot, self.of(part)) for part in asked.parts)]
            )
        return Query.all_query()

    def among(self, asked: WordQuery, rows: Rows | Sequence[int]) -> Query:
        """The same of the passages of these rows alone."""
        among = Query.term_set_query(self._schema, "row", [int(row) for row in rows])
        return _all_of([self.of(asked), Query.const_score_query(among, 0.0)])

    def _terms(self, asked: HasTerms) -> Query:
        if len(asked.terms) == 1:
            return Query.term_query(self._schema, asked.field, asked.terms[0])
        return Query.phrase_query(self._schema, asked.field, list(asked.terms))

    def _followed(self, asked: Followed) -> Query:
        """One phrase a distance: the slop of Tantivy's phrases counts moves, and takes two for words that have changed places."""
        first = list(enumerate(asked.terms))
        apart = [
            Query.phrase_query(self._schema, asked.field, [*first, *enumerate(asked.then, len(first) + between)])
            for between in range(asked.apart + 1)
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, each) for each in apart]), 1.0)

    def _patterns(self, asked: HasPatterns) -> Query:
        if len(asked.patterns) == 1:
            return Query.regex_query(self._schema, asked.field, asked.patterns[0])
        return Query.regex_phrase_query(self._schema, asked.field, list(asked.patterns))


def _all_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
