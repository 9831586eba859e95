"""Vectors, words and token vectors of passages in Milvus, as `VectorStore`, `WordSearch` and `PassageTokens` have them.

Milvus finds candidates; what a query gives them is reckoned here from their words, as Tantivy does it (`word_scoring.py`), so
that a passage has the same score in either store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.narrowed import Allowed, Expression, leaves_nothing
from xunzhang.index.stores.milvus.entities import WORDS_OF, HeldPassage, dimension
from xunzhang.index.stores.milvus.expressions import is_exact, of_family, of_words
from xunzhang.index.stores.milvus.held import MOST, HeldPassages
from xunzhang.index.stores.milvus.state import WordCounts
from xunzhang.index.token_coding import TokenCoding
from xunzhang.index.token_vectors import maxsim_of
from xunzhang.index.word_queries import AllOf, AnyOf, Boosted, Every, Field, Followed, HasTerms, WordQuery, Worth
from xunzhang.index.word_scoring import K1, inverse_frequency, score
from xunzhang.index.words import NO_HITS, Hits, WordSearch
from xunzhang.types.arrays import Floats, Rows

# Where Milvus cannot rank as asked (phrases, synonyms that count once), so many times as many candidates are taken and ranked.
BEYOND, AT_LEAST = 4, 100
COUNTS_REMEMBERED = 4096


class MilvusVectors:
    """Pooled vectors by row."""

    def __init__(self, held: HeldPassages) -> None:
        self._held = held
        self._dimensions = int(held.state.manifest["dimensions"])

    def __len__(self) -> int:
        return self._held.state.passages

    def search(self, vectors: Floats, k: int, allowed: Allowed | None = None) -> tuple[Rows, Floats]:
        """See `VectorStore.search`."""
        if vectors.ndim != 2 or vectors.shape[1] != self._dimensions:
            raise ValueError(f"vectors of shape {vectors.shape} do not fit an index of {self._dimensions} dimensions")
        if k < 1 or leaves_nothing(allowed) or not len(self):
            return np.zeros((len(vectors), 0), np.int64), np.zeros((len(vectors), 0), np.float32)
        found = self._held.near("pooled", np.asarray(vectors, np.float32).tolist(), k, self._held.where(allowed))
        width = min(map(len, found))
        rows = [[passage.row for passage, _ in hits[:width]] for hits in found]
        scores = [[each for _, each in hits[:width]] for hits in found]
        shape = len(found), width
        return np.array(rows, np.int64).reshape(shape), np.array(scores, np.float32).reshape(shape)

    def vectors(self, rows: Rows) -> Floats:
        """See `VectorStore.vectors`."""
        found: dict[int, Sequence[float]] = {}
        wanted = np.unique(rows)
        for at in range(0, len(wanted), 500):
            where = self._held.where(wanted[at : at + 500])
            found |= {int(entity["key"]): entity["pooled"] for entity in self._held.query(where, ["key", "pooled"])}
        return np.array([found[row] for row in rows.tolist()], np.float32).reshape(len(rows), self._dimensions)


class MilvusTokens:
    """Token vectors by row, from the codes that came with the candidates."""

    def __init__(self, held: HeldPassages, coding: TokenCoding) -> None:
        self._held = held
        self._coding = coding

    def __len__(self) -> int:
        return self._held.state.passages

    def reduce(self, tokens: Floats) -> Floats:
        return self._coding.reduce(tokens)

    def of(self, row: int) -> Floats:
        codes, scales = self._held.of([row])[0].codes
        return self._coding.decode(codes.reshape(len(scales), self._coding.width), scales)

    def maxsim(self, question: Floats, weights: Floats, rows: Rows) -> Floats:
        """See `TokenVectors.maxsim`."""
        return maxsim_of(self._coding, question, weights, [each.codes for each in self._held.of(rows.tolist())])


class MilvusLanguages:
    """The language families of passages; `sizes` are of the state."""

    def __init__(self, held: HeldPassages) -> None:
        self._held = held
        self.sizes = dict(sorted(held.state.sizes.items()))

    def of(self, rows: Rows) -> NDArray[np.str_]:
        return np.array([each.family for each in self._held.of(rows.tolist())], np.str_)

    def within(self, family: str, allowed: Allowed | None) -> Allowed:
        return Expression(self._held.where(allowed, of_family(family).text))


class MilvusWords(WordSearch):
    """Words of passages: candidates by the vector of words or by an expression, ranked here."""

    def __init__(self, held: HeldPassages, counts: WordCounts) -> None:
        super().__init__()
        self._held = held
        self._counts = counts
        self._counted = lru_cache(COUNTS_REMEMBERED)(self._count)

    def __len__(self) -> int:
        return self._held.state.passages

    def hits(self, query: WordQuery, k: int, allowed: Allowed | None) -> Hits:
        """See `WordSearch.hits`."""
        self._counts.look_up(_terms_of(query))
        ranked, conditions = _parted(query)
        weights, whole = self._weights(ranked)
        where = [of_words(each) for each in (*conditions, *([] if whole else [ranked]))]
        wanted = k + AT_LEAST if whole else BEYOND * k + AT_LEAST
        if weights:
            near = self._held.near("words", [weights], wanted, self._held.where(allowed, *where))[0]
            found = [passage for passage, _ in near]
        else:
            found = self._held.of(self._held.rows(self._held.where(allowed, *where))[:MOST].tolist())
        scored = [(score(query, each.words, self._counts), each.row) for each in found]
        best = sorted((-worth, row) for worth, row in scored if worth is not None)[:k]
        if not best:
            return NO_HITS
        return Hits(np.array([row for _, row in best], np.int64), np.array([-worth for worth, _ in best], np.float32))

    def count(self, query: WordQuery, allowed: Allowed | None = None) -> int:
        """See `WordSearch.count`."""
        if leaves_nothing(allowed):
            return 0
        if allowed is None and (known := self._known(query)) is not None:
            return known
        return self._counted(query, self._held.where(allowed))

    def _count(self, query: WordQuery, where: str) -> int:
        where = f"({where}) and ({of_words(query)})"
        return self._held.count(where) if is_exact(query) else len(self._matching(query, where))

    def _known(self, query: WordQuery) -> int | None:
        """What the counts of a term say by themselves, of all passages or of those of a language."""
        if isinstance(query, Every):
            return len(self)
        parts = query.parts if isinstance(query, AllOf) else (query,)
        families = [each.terms[0] for each in parts if isinstance(each, HasTerms) and each.field == "language"]
        terms = [each for each in parts if not (isinstance(each, HasTerms) and each.field == "language")]
        if len(families) > 1 or len(terms) > 1:
            return None
        if not terms:
            return self._held.state.sizes.get(families[0], 0)
        only = terms[0]
        if not isinstance(only, HasTerms) or len(only.terms) > 1:
            return None
        held = self._counts.by_family(only.field, only.terms[0])
        return held.get(families[0], 0) if families else sum(held.values())

    def scores_of(self, query: WordQuery | None, rows: Rows) -> Floats:
        """See `WordSearch.scores_of`."""
        if query is None:
            return np.zeros(len(rows), np.float32)
        self._counts.look_up(_terms_of(query))
        found = [score(query, each.words, self._counts) for each in self._held.of(rows.tolist())]
        return np.array([each or 0.0 for each in found], np.float32)

    def narrowed_to(self, query: WordQuery) -> Allowed:
        where = of_words(query)
        return Expression(where) if is_exact(query) else self._matching(query, self._held.where(None, where))

    def rows_in(self, allowed: Allowed) -> Rows:
        return self._held.rows(self._held.where(allowed)) if isinstance(allowed, Expression) else allowed

    def _matching(self, query: WordQuery, where: str) -> Rows:
        """The rows of what matches among what meets an expression that finds more."""
        found = [HeldPassage(entity) for entity in self._held.query(where, WORDS_OF)]
        return np.array(sorted(each.row for each in found if score(query, each.words, self._counts) is not None), np.int64)

    def _weights(self, query: WordQuery) -> tuple[dict[int, float], bool]:
        """A vector of words that ranks passages as the query does, and whether it does so exactly."""
        weights: dict[int, float] = {}
        whole = True
        for part, times in _summed(query, 1.0):
            if isinstance(part, HasTerms) and part.field != "language":
                whole &= len(part.terms) == 1
                for each in part.terms:
                    rarity = inverse_frequency(self._counts.holding(part.field, each), self._counts.passages)
                    at = dimension(part.field, each)
                    weights[at] = weights.get(at, 0.0) + times * rarity * (1 + K1)
            else:
                whole = False
                for field, each in _terms_of(part):  # a condition with a worth of its own: nearer with each of its terms
                    at = dimension(field, each)
                    worth = part.score if isinstance(part, Worth) else 1.0
                    weights[at] = max(weights.get(at, 0.0), times * worth)
        return weights, whole


def _parted(query: WordQuery) -> tuple[WordQuery, list[WordQuery]]:
    """What ranks, and the conditions beside it that add nothing to a score."""
    if not isinstance(query, AllOf):
        return query, []
    conditions: list[WordQuery] = [part for part in query.parts if isinstance(part, Worth) and not part.score]
    ranking = [part for part in query.parts if part not in conditions]
    return (ranking[0] if len(ranking) == 1 else AllOf(tuple(ranking))), conditions


def _summed(query: WordQuery, times: float) -> Iterator[tuple[WordQuery, float]]:
    """The parts of which a score is the sum, each with what it is multiplied by."""
    if isinstance(query, AnyOf):
        for part in query.parts:
            yield from _summed(part, times)
    elif isinstance(query, Boosted):
        yield from _summed(query.part, times * query.by)
    else:
        yield query, times


def _terms_of(query: WordQuery) -> Iterable[tuple[Field, str]]:
    if isinstance(query, HasTerms):
        return [(query.field, each) for each in query.terms if query.field != "language"]
    if isinstance(query, Followed):
        return [(query.field, each) for each in (*query.terms, *query.then)]
    if isinstance(query, (Boosted, Worth)):
        return _terms_of(query.part)
    return [each for part in getattr(query, "parts", ()) for each in _terms_of(part)]
