"""BM25 as Tantivy reckons it, of one passage at a time: for an engine that hands out a passage's words and cannot score as asked.

The formula is Okapi's with k1 1.2 and b .75, and lengths are rounded down as Lucene's byte does (exact at first, then
eight steps to each doubling), so that a passage has the score here that it has there: `tests/index/test_contract.py` holds one
against the other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Protocol

from xunzhang.index.word_queries import (
    AllOf,
    AnyOf,
    Boosted,
    Every,
    Field,
    Followed,
    HasPatterns,
    HasSimilar,
    HasTerms,
    NoneOf,
    WordQuery,
    Worth,
)
from xunzhang.language.edit_distance import within_distance
from xunzhang.types import Language

K1, B = 1.2, 0.75
_EXACT_LENGTHS, _STEPS = 24, 8
LENGTHS = (
    *range(_EXACT_LENGTHS),
    *(_EXACT_LENGTHS + step for step in range(_STEPS)),
    *(_EXACT_LENGTHS + ((_STEPS + step) << doubled) for doubled in range(27) for step in range(_STEPS)),
)


class WordStatistics(Protocol):
    """Of all passages: how many there are, how long each field is on average, and how many hold a term in a field."""

    passages: int
    lengths: Mapping[Field, float]

    def holding(self, field: Field, term: str) -> int: ...


@dataclass(frozen=True)  # without slots, for what is counted once
class PassageWords:
    """A passage's words by field, as `word_queries.py` has them."""

    terms: tuple[str, ...]
    context: tuple[str, ...]
    exact: tuple[str, ...]
    language: Language

    def of(self, field: Field) -> tuple[str, ...]:
        return (self.language,) if field == "language" else getattr(self, field)

    @cached_property
    def counts(self) -> Mapping[Field, Mapping[str, int]]:
        return {field: _counted(self.of(field)) for field in ("terms", "context", "exact", "language")}


def _counted(terms: Sequence[str]) -> Mapping[str, int]:
    return {term: len(list(same)) for term, same in groupby(sorted(terms))}


def score(query: WordQuery, words: PassageWords, known: WordStatistics) -> float | None:
    """What a query gives a passage; None where it does not match."""
    if isinstance(query, HasTerms):
        return _score_of_terms(query, words, known)
    if isinstance(query, HasPatterns):
        wanted = [_pattern(each) for each in query.patterns]
        return 1.0 if _follow(words.of(query.field), wanted) else None
    if isinstance(query, HasSimilar):
        return 1.0 if any(within_distance(each, query.term, query.most) for each in words.counts[query.field]) else None
    if isinstance(query, Followed):
        return 1.0 if _is_followed(words.of(query.field), query) else None
    if isinstance(query, AnyOf):
        found = [each for part in query.parts if (each := score(part, words, known)) is not None]
        return sum(found) if found else None
    if isinstance(query, AllOf):
        total = 0.0
        for part in query.parts:
            if (each := score(part, words, known)) is None:
                return None
            total += each
        return total
    if isinstance(query, (Boosted, Worth)):
        scored = score(query.part, words, known)
        return scored if scored is None else (query.by * scored if isinstance(query, Boosted) else query.score)
    if isinstance(query, NoneOf):
        return 1.0 if all(score(part, words, known) is None for part in query.parts) else None
    return 1.0 if isinstance(query, Every) else None


def _score_of_terms(query: HasTerms, words: PassageWords, known: WordStatistics) -> float | None:
    field = query.field
    if field == "language":
        return 1.0 if query.terms == (words.language,) else None
    counts = words.counts[field]
    often = counts.get(query.terms[0], 0)
    if len(query.terms) > 1:
        often = _times(words.of(field), query.terms) if all(term in counts for term in query.terms) else 0
    if not often:
        return None
    worth = sum(inverse_frequency(known.holding(field, term), known.passages) for term in query.terms)
    return worth * (1 + K1) * saturation(often, len(words.of(field)), known.lengths[field])


def inverse_frequency(holding: int, passages: int) -> float:
    """What a term that `holding` of so many passages have is worth."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def saturation(often: int, length: int, usual: float) -> float:
    """In 0..1: how much a passage of `length` words is about a term that it has so often, `usual` being the average length."""
    rounded = LENGTHS[bisect_right(LENGTHS, length) - 1]
    return float(often / (often + K1 * (1 - B + B * rounded / max(usual, 1e-9))))


def _times(words: Sequence[str], terms: Sequence[str]) -> int:
    width = len(terms)
    return sum(tuple(words[at : at + width]) == tuple(terms) for at in range(len(words) - width + 1))


def _follow(words: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> bool:
    width = len(patterns)
    return any(
        all(pattern.fullmatch(word) for pattern, word in zip(patterns, words[at : at + width]))
        for at in range(len(words) - width + 1)
    )


def _is_followed(words: Sequence[str], query: Followed) -> bool:
    first, then = query.terms, query.then
    ends = [at + len(first) for at in range(len(words)) if tuple(words[at : at + len(first)]) == first]
    return any(tuple(words[at : at + len(then)]) == then for end in ends for at in range(end, end + query.apart + 1))


@lru_cache(maxsize=1 << 10)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
