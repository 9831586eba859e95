"""The lexical arm: BM25 over the index terms of `language/terms.py`, in Tantivy; and the same engine asked across languages.

Tantivy is fed terms ready made, one white space apart, since its own tokenizers drop Chinese. A passage's context (title and
heading) has a field of its own, so that it helps without drowning the text. What a question is, is decided in `question.py`;
what its words are in another language, in `bridge.py`; how arms are weighed against each other, in `search/pipeline.py`.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tantivy
from tantivy import Occur, Query

from xunzhang.index.lexical_queries import Queries, all_of, any_of, silent
from xunzhang.index.sharing import temporary_view
from xunzhang.language.region_words import regional
from xunzhang.language.terms import lexical_terms
from xunzhang.messages.wording import say
from xunzhang.question.bridge import BridgeTerm
from xunzhang.types import Language, Question, XunzhangError
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
_LOCK = ".tantivy-meta.lock"  # which Tantivy opens for writing even to read
_TERM_SET_LIMIT = 4096  # up to so many allowed rows are asked for by name; with more, hits are filtered as they come


class Hits(NamedTuple):
    """Passages found, best first: `rows` int64 (m,), `scores` float32 (m,), higher is better."""

    rows: Rows
    scores: Floats


class LexicalIndex:
    """A Tantivy index over passages, open for reading; any number of processes may have it open.

    Fields: `terms` and `context` hold index terms, `exact` every character and whole word of both (see `text.exact_terms`),
    `language` the family of the text's language, `row` the passage's row number.
    """

    def __init__(self, index: tantivy.Index) -> None:
        self.queries = Queries(index.schema)
        self._searcher = index.searcher()
        self._language_sizes: dict[Language, int] = {}
        self._held: object = None  # what keeps the files there while this is open, where nothing else does

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what `building/lexical_writer.py` wrote. Raises `XunzhangError` where there is none.

        Tantivy takes a lock to open an index; where its folder may not be written to, it is given one of links that may.
        """
        if not folder.is_dir() or not tantivy.Index.exists(str(folder)):
            raise XunzhangError(say("index.no_words", folder=str(folder)))
        lock = folder / _LOCK
        if os.access(lock if lock.exists() else folder, os.W_OK):
            return cls(tantivy.Index.open(str(folder)))
        view, temporary = temporary_view(folder)
        opened = cls(tantivy.Index.open(str(view)))
        opened._held = temporary
        return opened

    def search(self, question: Question, k: int, allowed: Rows | Sequence[int] | None = None) -> Hits:
        """The best `k` passages by BM25 that satisfy the question's phrases, +words and -words.

        `allowed` are the rows that may be found: None is all, empty is nothing. A question without a term finds nothing.
        """
        return self.best(self.ranking(question), k, allowed, self._constraints(question))

    def score(self, question: Question, rows: Sequence[int]) -> Floats:
        """-> float32 (len(rows),): the BM25 score of each given row, 0 where it holds no term; constraints are not asked."""
        return self.scores_of(self.ranking(question), rows)

    def carry(self, terms: Sequence[BridgeTerm], language: Language, k: int, allowed: Rows | Sequence[int] | None = None) -> Hits:
        """The best `k` passages in `language` (a family) by carried-over terms. A score is the sum of the terms' weights.

        All translations of a piece are one term, with the inverse frequency of the passages in `language` that hold any, and
        less the more translations there are.
        """
        return self.best(self._carried(terms, language), k, allowed, [self.queries.term("language", language)])

    def carry_score(self, terms: Sequence[BridgeTerm], language: Language, rows: Sequence[int]) -> Floats:
        """-> float32 (len(rows),): as `carry`, of the given rows; 0 for those in another language."""
        query = self._carried(terms, language)
        return self.scores_of(query and all_of([query, silent(self.queries.term("language", language))]), rows)

    def matching(self, question: Question) -> Rows | None:
        """The rows, ascending, that satisfy the question's phrases, +words and -words; None where it has none of these."""
        if not question.constrained:
            return None
        query = all_of([Query.all_query(), *self._constraints(question)])
        return np.sort(self._hits(query, len(self)).rows)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def every_row(self) -> Rows:
        """The rows of all passages, ascending."""
        return np.sort(self._hits(silent(Query.all_query()), len(self)).rows)

    # Queries

    def ranking(self, question: Question) -> Query | None:
        """BM25 over the question's terms; a single Han character is sought as such, since bigrams hide it."""
        queries: list[Query] = []
        said = {term for other in regional(question.text) for term in lexical_terms(other)} if question.terms else set()
        for term in sorted(said.difference(question.terms)):  # as another region says it
            queries.append(Query.boost_query(self.queries.term("terms", term), REGIONAL_WEIGHT))
        for term in question.terms:
            if len(question.terms) == 1 and len(term) == 1:
                queries.append(self.queries.term("exact", term))
            queries.append(self.queries.term("terms", term))
            queries.append(Query.boost_query(self.queries.term("context", term), CONTEXT_WEIGHT))
        return any_of(queries) if queries else None

    def _constraints(self, question: Question) -> list[Query]:
        """Queries that a passage has to match."""
        required = [self.queries.word_for_word(piece) for piece in (*question.must, *question.phrases)]
        excluded = [self.queries.word_for_word(piece) for piece in question.must_not]
        if excluded:
            required.append(Query.boolean_query([(Occur.Must, Query.all_query()), *((Occur.MustNot, q) for q in excluded)]))
        return required

    def _carried(self, terms: Sequence[BridgeTerm], language: Language) -> Query | None:
        size = self.language_size(language)
        weighted: list[Query] = []
        for term in terms:
            union = self._union(term)
            holding = self._count(all_of([union, self.queries.term("language", language)]))
            if 0 < holding <= max(RARE, COMMON * size):
                doubt = 1 + AMBIGUITY * (len(term.synonyms) - 1)
                weighted.append(Query.const_score_query(union, math.log(1 + size / holding) / doubt))
        return any_of(weighted) if weighted else None

    def rarities(self, terms: Iterable[str], language: Language) -> dict[str, float]:
        """What each index term tells passages in `language` (a family) apart by, 0..1: the fewer, the more; 1 for none."""
        return {term: self._rarity(self.queries.term("terms", term), language) for term in terms}

    def carried_rarities(self, terms: Sequence[BridgeTerm], language: Language) -> dict[str, float]:
        """As `rarities`, of carried-over terms by what they were carried over from: the most that any reading of it tells."""
        told: dict[str, float] = {}
        for term in terms:
            told[term.source] = max(told.get(term.source, 0.0), self._rarity(self._union(term), language))
        return told

    def _rarity(self, query: Query, language: Language) -> float:
        size = self.language_size(language)
        holding = self._count(all_of([query, self.queries.term("language", language)]))
        return math.log(1 + size / (holding + 1)) / math.log(1 + size) if size else 1.0

    def _union(self, term: BridgeTerm) -> Query:
        """Any of the translations of a carried-over term."""
        written = [self.queries.sequence("terms", synonym) for synonym in term.synonyms]
        return any_of([*written, *(self.queries.pattern("terms", pattern) for pattern in term.patterns)])

    def language_size(self, language: Language) -> int:
        if language not in self._language_sizes:
            self._language_sizes[language] = self._count(self.queries.term("language", language))
        return self._language_sizes[language]

    # Asking Tantivy

    def count(self, query: Query, allowed: Rows | Sequence[int] | None = None) -> int:
        """How many passages match, of those `allowed`: None is all, empty is nothing."""
        if allowed is not None and len(allowed) <= _TERM_SET_LIMIT:
            return self._count(all_of([query, self.queries.rows(allowed)])) if len(allowed) else 0
        matching = self._count(query)
        if allowed is None or not matching:
            return matching
        return int(np.count_nonzero(np.isin(self._hits(silent(query), matching).rows, allowed)))

    def _count(self, query: Query) -> int:
        return int(self._searcher.search(query, 1, count=True).count)

    def _hits(self, query: Query, limit: int) -> Hits:
        found = self._searcher.search(query, max(limit, 1), count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return Hits(np.array(rows, dtype=np.int64), np.array([score for score, _ in found], dtype=np.float32))

    def best(self, query: Query | None, k: int, allowed: Rows | Sequence[int] | None, constraints: Sequence[Query] = ()) -> Hits:
        """The best `k` passages by a query's own score that match it and the constraints, of those `allowed`."""
        if query is None or k < 1 or (allowed is not None and not len(allowed)):
            return Hits(np.empty(0, np.int64), np.empty(0, np.float32))
        query = all_of([query, *map(silent, constraints)])
        if allowed is None:
            return self._hits(query, k)
        if len(allowed) <= _TERM_SET_LIMIT:
            return self._hits(all_of([query, self.queries.rows(allowed)]), k)
        return self._filtered(query, k, np.asarray(allowed, dtype=np.int64))

    def _filtered(self, query: Query, k: int, allowed: Rows) -> Hits:
        """Take more and more hits until `k` of them are allowed or there are no more."""
        limit = k * max(2, 2 * len(self) // len(allowed))
        while True:
            hits = self._hits(query, limit)
            keep = np.isin(hits.rows, allowed)
            if keep.sum() >= k or len(hits.rows) < limit:
                return Hits(hits.rows[keep][:k], hits.scores[keep][:k])
            limit *= 4

    def scores_of(self, query: Query | None, rows: Sequence[int]) -> Floats:
        """-> float32 (len(rows),): the score of each given row, 0 where it does not match."""
        scores = np.zeros(len(rows), dtype=np.float32)
        if query is not None and len(rows):
            hits = self._hits(all_of([query, self.queries.rows(rows)]), len(rows))
            found = dict(zip(hits.rows.tolist(), hits.scores.tolist(), strict=True))
            scores[:] = [found.get(int(row), 0.0) for row in rows]
        return scores
