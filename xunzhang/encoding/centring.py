"""Language centring: subtract from every vector the mean of its language, so that what is left says what the text is about.

A multilingual encoder puts a text's language into its vector, and so ranks any Chinese passage above the English one that answers
a Chinese question. Subtracting each language's mean, on both sides, removes that (LIR, arXiv 2109.04727; SHIFT, arXiv 2606.18801;
on XQuAD's mixed collection recall@10 rises from .50 to .95). This module owns the means; it knows nothing of indexes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from xunzhang.encoding.encoder import Encoded, Encoder
from xunzhang.encoding.generic import sentences
from xunzhang.language.codes import family
from xunzhang.language.folding import simplify
from xunzhang.types import Language, Passage
from xunzhang.types.arrays import Floats

# A language's own mean counts n passages against this many generic ones: with a handful of passages their subject would be taken
# for their language. On XQuAD with 5 passages in the second language, see benchmarks/QUALITY.md.
GENERIC_WEIGHT = 30.0
GLOBAL = "*"  # the key of the mean that serves languages without one of their own


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length one; rows of zeros stay zeros. (..., d) -> (..., d)."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


@dataclass(frozen=True, slots=True)
class Means:
    """Mean vectors by language family: `pooled` (d,) and `tokens` (d',), float32, with GLOBAL for any other language."""

    pooled: Mapping[str, Floats]
    tokens: Mapping[str, Floats]

    def centre_pooled(self, vectors: Floats, languages: Sequence[Language]) -> Floats:
        """(n, d) -> (n, d): centred by each row's language, unit length."""
        means = np.stack([self._of(self.pooled, language) for language in languages]) if len(languages) else 0.0
        return unit(vectors - means)

    def centre_tokens(self, vectors: Floats, language: Language) -> Floats:
        """(t, d') -> (t, d') of one text: centred, unit length."""
        return unit(vectors - self._of(self.tokens, language))

    @staticmethod
    def _of(means: Mapping[str, Floats], language: Language) -> Floats:
        return means.get(family(language), means[GLOBAL])


def question_means(encoder: Encoder) -> Means:
    """The means of generic questions in each language that has them (`generic/`); GLOBAL is the mean of those."""
    sums: dict[str, _Sum] = {}
    for language, texts in sentences("questions").items():
        sums[language] = _Sum.of(encoder.encode_questions(texts))
    return _means(sums)


def generic_passages(encoder: Encoder) -> dict[str, Encoded]:
    """-> language code: the vectors of its generic statements, which stand in for passages where there are few."""
    return {language: encoder.encode_passages(texts) for language, texts in sentences("statements").items()}


def passage_means(generic_ones: Mapping[str, Encoded], encoded: Encoded, languages: Sequence[Language]) -> Means:
    """The means of a collection's passages (a sample of them will do), held to those of `generic_passages` in a language of few.

    A language without generic sentences has a mean of its own from GENERIC_WEIGHT passages on, else the global one.
    """
    generic = {language: _Sum.of(passages) for language, passages in generic_ones.items()}
    families = [family(language) for language in languages]
    sums: dict[str, _Sum] = {}
    for language in sorted({*families, *generic}):
        rows = [row for row, code in enumerate(families) if code == language]
        own = _Sum.of(Encoded(encoded.pooled[rows], [encoded.tokens[row] for row in rows])) if rows else None
        if language in generic:
            prior = generic[language].scaled(GENERIC_WEIGHT)
            sums[language] = prior.plus(own) if own else prior
        elif own and len(rows) >= GENERIC_WEIGHT:
            sums[language] = own
    return _means(sums)


def generic_share(passages: int) -> float:
    """How much, 0..1, of the mean that so many passages of a language are centred by is that of generic texts."""
    return GENERIC_WEIGHT / (GENERIC_WEIGHT + passages)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Sums of pooled and token vectors, with how many texts and tokens went in."""

    pooled: Floats
    tokens: Floats
    texts: float
    token_count: float

    @classmethod
    def of(cls, encoded: Encoded) -> _Sum:
        tokens = np.concatenate(encoded.tokens) if encoded.tokens else np.zeros((0, 1), np.float32)
        return cls(encoded.pooled.sum(0), tokens.sum(0), len(encoded.pooled), len(tokens))

    def scaled(self, texts: float) -> _Sum:
        """The same means, counting as `texts` texts."""
        factor = texts / self.texts
        return _Sum(self.pooled * factor, self.tokens * factor, texts, self.token_count * factor)

    def plus(self, other: _Sum) -> _Sum:
        pooled, tokens = self.pooled + other.pooled, self.tokens + other.tokens
        return _Sum(pooled, tokens, self.texts + other.texts, self.token_count + other.token_count)


def _means(sums: Mapping[str, _Sum]) -> Means:
    pooled = {language: (total.pooled / total.texts).astype(np.float32) for language, total in sums.items()}
    tokens = {language: (total.tokens / max(total.token_count, 1)).astype(np.float32) for language, total in sums.items()}
    pooled[GLOBAL] = np.mean(list(pooled.values()), axis=0).astype(np.float32)
    tokens[GLOBAL] = np.mean(list(tokens.values()), axis=0).astype(np.float32)
    return Means(pooled, tokens)


def encoded_text(passage: Passage) -> str:
    """What the encoder reads in a passage's place: its text in simplified script, as long as the text itself."""
    return simplify(passage.text)
