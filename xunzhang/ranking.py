"""Fusion: what MaxSim, BM25 and the bridge each say of a candidate, made one score.

The rule knows whether question and passage share a language. Within one, BM25 counts; across, the question's words mean nothing
but for names and figures, so BM25 counts little and the dictionary bridge takes its part. Every constant here is measured by
`python -m xunzhang evaluate --ablate` (benchmarks/QUALITY.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoder import Floats
from xunzhang.function_words import is_function_word
from xunzhang.text import fold
from xunzhang.types import Span, Strength

Rows = NDArray[np.int64]

FALL_OFF = 2.0
STRONG, LIKELY = 0.6, 0.3
_WORD = re.compile(r"\w")
_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The pipeline's switches and weights; the defaults are what users get, the rest is for ablation.

    Weights multiply an arm's standardised score, MaxSim's being one.
    """

    vector_candidates: int = 100
    word_candidates: int = 50
    bridge_candidates: int = 50
    centring: bool = True
    late: bool = True  # off: candidates keep the pooled vectors' order
    words: float = 0.3  # BM25, question and passage in one language
    words_across: float = 0.05  # BM25 across languages: shared names and figures
    bridge: float = 0.2
    function_word_weight: float = 0.5  # of a question token against one that carries meaning


DEFAULT = Settings()


def token_weights(question: str, spans: Sequence[Span], settings: Settings = DEFAULT) -> Floats:
    """-> float32 (q,), summing to one: what each question token counts in MaxSim.

    Punctuation counts nothing, function words (what is the, 请问) half; a question of nothing else counts evenly.
    """
    folded = fold(question)
    words = [(match.start(), match.end(), match.group()) for match in _LATIN_WORD.finditer(folded)]
    weights = np.zeros(len(spans), np.float32)
    for row, span in enumerate(spans):
        token = span.of(folded).strip()
        word = next((w for start, end, w in words if start < span.end and span.start < end), token)
        if _WORD.search(token):
            weights[row] = settings.function_word_weight if is_function_word(word) else 1.0
    if not weights.any():
        weights[:] = 1.0
    return weights / max(float(weights.sum()), 1e-9)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What each arm says of m candidates."""

    rows: Rows  # int64 (m,)
    late: Floats  # (m,), MaxSim, a weighted mean of cosines
    best: Floats  # (q, m), each question token's best cosine in each candidate
    words: Floats  # (m,), BM25
    bridge: Floats  # (m,), the sum of the weights of the carried-over terms that a candidate holds
    same: NDArray[np.bool_]  # (m,), is the candidate in the question's language
    languages: NDArray[np.str_]  # (m,), language families


def fuse(evidence: Evidence, settings: Settings = DEFAULT) -> Floats:
    """-> float32 (m,): one score a candidate, higher is better, comparable within one question."""
    words = np.where(evidence.same, settings.words, settings.words_across)
    fused: Floats = (
        standardise(evidence.late) + words * standardise(evidence.words) + settings.bridge * standardise(evidence.bridge)
    )
    return fused


def standardise(scores: Floats) -> Floats:
    """Scores less their mean, over their standard deviation; zeros where all are equal."""
    deviation = float(scores.std()) if len(scores) else 0.0
    standard: Floats = (scores - scores.mean()) / deviation if deviation > 1e-9 else np.zeros_like(scores)
    return standard


def relevance(scores: Floats, confidence: float) -> Floats:
    """-> float32 (m,) in 0..1: how likely each passage answers, the first being as likely as `confidence` says.

    `scores` are fused and best first; the chance falls off with the distance from the first, by FALL_OFF.
    """
    if not len(scores):
        return np.zeros(0, np.float32)
    return (confidence * np.exp((scores - scores[0]) / FALL_OFF)).astype(np.float32)


def strength(score: float) -> Strength:
    """In words: what a passage's relevance comes to."""
    if score >= STRONG:
        return "strong"
    return "likely" if score >= LIKELY else "weak"
