"""The schema of the lexical index, and how Tantivy queries are put together from others. Asking them is `lexical.py`'s."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Occur, Query

from xunzhang.language.terms import exact_forms
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
    """The queries of one schema by term."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def sequence(self, field: str, terms: Sequence[str]) -> Query:
        """One term, or several that follow each other. Tantivy has no phrase of one."""
        return self.term(field, terms[0]) if len(terms) == 1 else Query.phrase_query(self._schema, field, list(terms))

    def word_for_word(self, piece: str) -> Query:
        """What has a word or phrase in text or title as typed, or with its words joined or parted as others print them."""
        forms = [self.sequence("exact", form) for form in exact_forms(piece)]
        return forms[0] if len(forms) == 1 else any_of(forms)

    def pattern(self, field: str, terms: Sequence[str]) -> Query:
        """As `sequence`, of regular expressions."""
        if len(terms) == 1:
            return Query.regex_query(self._schema, field, terms[0])
        return Query.regex_phrase_query(self._schema, field, list(terms))

    def rows(self, rows: Rows | Sequence[int]) -> Query:
        """The passages of these rows, as a condition."""
        return silent(Query.term_set_query(self._schema, "row", [int(row) for row in rows]))


def all_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def silent(query: Query) -> Query:
    """The query as a condition: it decides what is found and adds nothing to the score."""
    return Query.const_score_query(query, 0.0)
