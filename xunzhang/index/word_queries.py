"""What is asked of the words of passages, whichever engine holds them: terms, terms that follow each other, and what joins these.

`lexical_queries.py` makes Tantivy's queries of it. A passage has three fields of words: `terms` (of its text) and `context` (of
title and heading) hold index terms, `exact` every character and whole word of both, one white space apart (`language/terms.py`);
and a `language`, a family.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from xunzhang.language.terms import exact_forms

Field = Literal["terms", "context", "exact", "language"]


@dataclass(frozen=True, slots=True)
class HasTerms:
    """One term in a field, or several that follow each other there. Scored by BM25, several by the sum of their idf."""

    field: Field
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HasPatterns:
    """As `HasTerms`, of regular expressions that a term matches as a whole. What it finds scores 1."""

    field: Field
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """As `HasTerms`, of terms that others follow after at most `apart` between them. What it finds scores 1."""

    field: Field
    terms: tuple[str, ...]
    then: tuple[str, ...]
    apart: int


@dataclass(frozen=True, slots=True)
class HasSimilar:
    """As `HasTerms`, of one term that differs from this one by at most `most` letters. What it finds scores 1."""

    field: Field
    term: str
    most: int


@dataclass(frozen=True, slots=True)
class Every:
    """Every passage; scores 1."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What matches one of the parts or more, with the sum of their scores."""

    parts: tuple[WordQuery, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """What matches all of the parts, with the sum of their scores."""

    parts: tuple[WordQuery, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """What matches none of the parts; scores 1."""

    parts: tuple[WordQuery, ...]


@dataclass(frozen=True, slots=True)
class Boosted:
    """As the part, with its score times `by`."""

    part: WordQuery
    by: float


@dataclass(frozen=True, slots=True)
class Worth:
    """As the part, each passage that matches with the same score."""

    part: WordQuery
    score: float


WordQuery: TypeAlias = HasTerms | HasPatterns | Followed | HasSimilar | Every | AnyOf | AllOf | NoneOf | Boosted | Worth


def term(field: Field, one: str) -> HasTerms:
    return HasTerms(field, (one,))


def sequence(field: Field, terms: Sequence[str]) -> HasTerms:
    """One term, or several that follow each other."""
    return HasTerms(field, tuple(terms))


def word_for_word(piece: str) -> WordQuery:
    """What has a word or phrase in text or title as typed, or with its words joined or parted as others print them."""
    forms = [sequence("exact", form) for form in exact_forms(piece)]
    return forms[0] if len(forms) == 1 else AnyOf(tuple(forms))


def all_of(queries: Iterable[WordQuery]) -> AllOf:
    return AllOf(tuple(queries))


def any_of(queries: Iterable[WordQuery]) -> AnyOf:
    return AnyOf(tuple(queries))


def silent(query: WordQuery) -> Worth:
    """The query as a condition: it decides what is found and adds nothing to the score."""
    return Worth(query, 0.0)
