"""The words' part of a search, whichever engine holds them: BM25 over the index terms of `language/terms.py`, asked in the
question's language and, carried over, in the other one.

A passage's context (title and heading) has a field of its own, so that it helps without drowning the text. What is asked is made
of `word_queries.py`; an engine answers it (`lexical.py`, Tantivy; `stores/milvus/`). What a question is, is decided in
`question/grammar.py`; what its words are in another language, in `bridge.py`; how arms are weighed, in `search/pipeline.py`.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from xunzhang.index.narrowed import Allowed, leaves_nothing
from xunzhang.index.thing_queries import somewhere
from xunzhang.index.word_queries import (
    AnyOf,
    Boosted,
    Every,
    HasPatterns,
    NoneOf,
    WordQuery,
    Worth,
    all_of,
    any_of,
    sequence,
    silent,
    term,
    word_for_word,
)
from xunzhang.language.region_words import regional
from xunzhang.language.terms import lexical_terms
from xunzhang.question.bridge import BridgeTerm
from xunzhang.question.operator_forms import things_of
from xunzhang.types import Language, Question
from xunzhang.types.arrays import Floats, Rows

# Of a term in title or heading against one in the text. On Chinese news (question -> article, BM25 alone), the article's first
# sentence as context: hit@1 .909 without, .920 at 0.3, .926 at 0.5, .898 at 1.0; fused with MaxSim, best up to 0.3.
CONTEXT_WEIGHT = 0.3
# Of a term that another region has for one of the question. Set by reasoning: most of what it finds is the thing itself.
REGIONAL_WEIGHT = 0.8
# A carried-over term that more than this share of the target language's passages hold says nothing, unless RARE or fewer do:
# in a collection of a few passages a quarter is next to nothing. On XQuAD a tenth costs .3 points, a half nothing.
COMMON = 0.25
RARE = 2
# What every further translation takes from a term's weight, since the fewer of them can be what was meant. On XQuAD hit@1
# across languages with MaxSim, zh>en and en>zh: .886 and .890 without, .889 and .891 at 0.05, .891 and .888 at 0.1.
AMBIGUITY = 0.05


class Hits(NamedTuple):
    """Passages found, best first: `rows` int64 (m,), `scores` float32 (m,), higher is better."""

    rows: Rows
    scores: Floats


NO_HITS = Hits(np.empty(0, np.int64), np.empty(0, np.float32))


class WordSearch(ABC):
    """An engine that holds the words of passages. It writes what is abstract here, and has the rest of this."""

    def __init__(self) -> None:
        self._language_sizes: dict[Language, int] = {}

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def hits(self, query: WordQuery, k: int, allowed: Allowed | None) -> Hits:
        """The best `k`, at least 1, by a query's score, of those `allowed`, which leave something."""

    @abstractmethod
    def count(self, query: WordQuery, allowed: Allowed | None = None) -> int:
        """How many passages match, of those `allowed`: None is all, empty is nothing."""

    @abstractmethod
    def scores_of(self, query: WordQuery | None, rows: Rows) -> Floats:
        """-> float32 (m,): the score of each of `rows` (m,), 0 where it does not match."""

    @abstractmethod
    def narrowed_to(self, query: WordQuery) -> Allowed:
        """The passages that match, as what may be found."""

    @abstractmethod
    def rows_in(self, allowed: Allowed) -> Rows:
        """The rows of what may be found, ascending."""

    def search(self, question: Question, k: int, allowed: Allowed | None = None) -> Hits:
        """The best `k` passages by BM25 that satisfy the question's phrases, +words and -words.

        `allowed` are those that may be found: None is all, empty is nothing. A question without a term finds nothing.
        """
        return self.best(self.ranking(question), k, allowed, constraints_of(question))

    def score(self, question: Question, rows: Rows) -> Floats:
        """-> float32 (len(rows),): the BM25 score of each given row, 0 where it holds no term; constraints are not asked."""
        return self.scores_of(self.ranking(question), rows)

    def carry(self, terms: Sequence[BridgeTerm], language: Language, k: int, allowed: Allowed | None = None) -> Hits:
        """The best `k` passages in `language` (a family) by carried-over terms. A score is the sum of the terms' weights.

        All translations of a piece are one term, with the inverse frequency of the passages in `language` that hold any, and
        less the more translations there are.
        """
        return self.best(self._carried(terms, language), k, allowed, [term("language", language)])

    def carry_score(self, terms: Sequence[BridgeTerm], language: Language, rows: Rows) -> Floats:
        """-> float32 (len(rows),): as `carry`, of the given rows; 0 for those in another language."""
        query = self._carried(terms, language)
        return self.scores_of(query and all_of([query, silent(term("language", language))]), rows)

    def matching(self, question: Question) -> Allowed | None:
        """What satisfies the question's phrases, +words and -words; None where it has none of these."""
        if not question.constrained:
            return None
        return self.narrowed_to(all_of([Every(), *constraints_of(question)]))

    def how_many(self, allowed: Allowed) -> int:
        """How many passages may be found."""
        return self.count(Every(), allowed)

    # Queries

    def ranking(self, question: Question) -> WordQuery | None:
        """BM25 over the question's terms; a single Han character is sought as such, since bigrams hide it."""
        queries: list[WordQuery] = []
        said = {term for other in regional(question.text) for term in lexical_terms(other)} if question.terms else set()
        for other in sorted(said.difference(question.terms)):  # as another region says it
            queries.append(Boosted(term("terms", other), REGIONAL_WEIGHT))
        for own in question.terms:
            if len(question.terms) == 1 and len(own) == 1:
                queries.append(term("exact", own))
            queries.append(term("terms", own))
            queries.append(Boosted(term("context", own), CONTEXT_WEIGHT))
        return any_of(queries) if queries else None

    def _carried(self, terms: Sequence[BridgeTerm], language: Language) -> WordQuery | None:
        size = self.language_size(language)
        weighted: list[WordQuery] = []
        for carried in terms:
            union = _union(carried)
            holding = self.count(all_of([union, term("language", language)]))
            if 0 < holding <= max(RARE, COMMON * size):
                doubt = 1 + AMBIGUITY * (len(carried.synonyms) - 1)
                weighted.append(Worth(union, math.log(1 + size / holding) / doubt))
        return any_of(weighted) if weighted else None

    def rarities(self, terms: Iterable[str], language: Language) -> dict[str, float]:
        """What each index term tells passages in `language` (a family) apart by, 0..1: the fewer, the more; 1 for none."""
        return {each: self._rarity(term("terms", each), language) for each in terms}

    def carried_rarities(self, terms: Sequence[BridgeTerm], language: Language) -> dict[str, float]:
        """As `rarities`, of carried-over terms by what they were carried over from: the most that any reading of it tells."""
        told: dict[str, float] = {}
        for carried in terms:
            told[carried.source] = max(told.get(carried.source, 0.0), self._rarity(_union(carried), language))
        return told

    def _rarity(self, query: WordQuery, language: Language) -> float:
        size = self.language_size(language)
        holding = self.count(all_of([query, term("language", language)]))
        return math.log(1 + size / (holding + 1)) / math.log(1 + size) if size else 1.0

    def language_size(self, language: Language) -> int:
        if language not in self._language_sizes:
            self._language_sizes[language] = self.count(term("language", language))
        return self._language_sizes[language]

    def best(self, query: WordQuery | None, k: int, allowed: Allowed | None, constraints: Sequence[WordQuery] = ()) -> Hits:
        """The best `k` passages by a query's own score that match it and the constraints, of those `allowed`."""
        if query is None or k < 1 or leaves_nothing(allowed):
            return NO_HITS
        return self.hits(all_of([query, *map(silent, constraints)]), k, allowed)


def constraints_of(question: Question) -> list[WordQuery]:
    """What a passage has to match of the question's phrases, +words, -words and operators."""
    required = [word_for_word(piece) for piece in (*question.must, *question.phrases)]
    excluded = [word_for_word(piece) for piece in question.must_not]
    for operator in question.operators:
        (excluded if operator.excluded else required).append(somewhere(things_of(operator)))
    return [*required, NoneOf(tuple(excluded))] if excluded else required


def _union(carried: BridgeTerm) -> AnyOf:
    """Any of the translations of a carried-over term."""
    written = [sequence("terms", synonym) for synonym in carried.synonyms]
    return any_of([*written, *(HasPatterns("terms", pattern) for pattern in carried.patterns)])
