"""Fusion: what MaxSim, BM25 and the bridge each say of a candidate, made one score.

The rule knows languages. Within the question's own, BM25 counts; in the language that its words can be carried over to, the
bridge takes BM25's place. Both arms are standardised among the candidates of one language, so that the best passage of the other
language stands beside its translation. Constants are measured by `python -m xunzhang evaluate --ablate` (benchmarks/QUALITY.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.types import Span, Strength
from xunzhang.types.arrays import Floats, Rows

# In a collection with 2 (6) passages in the second language, 0 puts the right one of them among the first 3 for .11 (.75) of the
# questions, 5 for .45 (.64); the question's own language does not notice.
PRIOR_CANDIDATES = 5.0
SMALLEST_VARIANCE = 1e-6  # below, candidates are all alike and their differences are noise
FALL_OFF = 2.0
# What the reader's log odds count against a fused score: with .1, of questions on paragraphs held back from its training one to
# two in a hundred more are led by the right passage, in every direction (benchmarks/calibrate_verdict.py).
READER_WEIGHT = 0.1
MOST_SURE, UNREAD = 8.0, -6.0  # log odds count up to the one; a passage that was not read counts as one that hardly answers
STRONG, LIKELY = 0.6, 0.3
_WORD = re.compile(r"\w")
_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """How many candidates each arm brings, and what each arm and token counts."""

    vector_candidates: int = 50  # of each language that the collection has
    word_candidates: int = 50
    bridge_candidates: int = 50
    words: float = 0.2  # BM25's weight against MaxSim's one, where a passage is in the question's language
    words_han: float = 0.7  # the same for a Chinese question: a shared Han bigram is better evidence than a shared stem
    bridge: float = 0.35  # the bridge's weight, where a passage is in the other language
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
    words: Floats  # (m,), BM25
    bridge: Floats  # (m,), the sum of the weights of the carried-over terms that a candidate holds
    languages: NDArray[np.str_]  # (m,), language families
    asked_in: str  # the question's language family
    carried_to: str  # the family that the bridge leads to, or ""


def fuse(evidence: Evidence, settings: Settings = DEFAULT) -> Floats:
    """-> float32 (m,): one score a candidate, higher is better, comparable within one question; about 0 for the average one.

    The arms' scores are standardised among the candidates of one language.
    """
    return fuse_within(evidence, evidence.languages, settings)


def fuse_within(evidence: Evidence, groups: NDArray[np.str_], settings: Settings = DEFAULT) -> Floats:
    """As `fuse`, standardised among the candidates that have the same of `groups` (m,)."""
    across = evidence.languages == evidence.carried_to
    lexical = np.where(across, evidence.bridge, evidence.words)
    words = settings.words_han if evidence.asked_in == "zh" else settings.words
    weights = np.where(across, settings.bridge, words)
    fused = standardise(evidence.late, groups) + weights * standardise(lexical, groups)
    return np.asarray(fused, np.float32)


def standardise(scores: Floats, groups: NDArray[np.str_]) -> Floats:
    """Scores less the mean, over the standard deviation, of their group; held to all groups' where one is too small to tell.

    A group of n counts n against PRIOR_CANDIDATES: its mean is drawn to the mean of all, its variance to the usual one
    within groups (itself held to that of all), so that a language's one passage is neither made average nor blown up.
    """
    standard = np.zeros(len(scores), np.float32)
    if not len(scores):
        return standard
    own = {group: scores[groups == group] for group in np.unique(groups)}
    mean = float(scores.mean())
    within = sum(len(some) * float(some.var()) for some in own.values())
    usual = (within + PRIOR_CANDIDATES * float(scores.var())) / (len(scores) + PRIOR_CANDIDATES)
    for group, some in own.items():
        size = len(some) + PRIOR_CANDIDATES
        centre = (float(some.sum()) + PRIOR_CANDIDATES * mean) / size
        spread = (len(some) * float(some.var()) + PRIOR_CANDIDATES * usual) / size
        standard[groups == group] = (some - centre) / np.sqrt(max(spread, SMALLEST_VARIANCE))
    return standard


def with_reader(scores: Floats, answers: Sequence[float | None]) -> Floats:
    """-> float32 (m,): fused scores with what the reader says of each passage, log odds, or None where it read nothing."""
    held = [UNREAD if odds is None else max(-MOST_SURE, min(MOST_SURE, odds)) for odds in answers]
    return np.asarray(scores + READER_WEIGHT * np.array(held, np.float32), np.float32)


def relevance(scores: Floats, languages: Sequence[str], confidences: Mapping[str, float], enough: float) -> Floats:
    """-> float32 (m,) in 0..1: how likely each passage answers. `scores` (m,) are fused and best first.

    The first is as likely as the surest of the `confidences`, which are by language, and the chance falls off with the distance
    from it, by FALL_OFF. But where it stands out among little of its own language and does not come to `enough`, while another
    language's best does, each passage is held against the best of its own language, and that one's confidence.
    """
    if not len(scores):
        return np.zeros(0, np.float32)
    surest = max(confidences.values())
    if confidences[languages[0]] < enough <= surest:
        best = {language: max(score for score, its in zip(scores, languages) if its == language) for language in set(languages)}
        leading = np.array([best[language] for language in languages], np.float32)
        sure = np.array([confidences[language] for language in languages], np.float32)
        return np.asarray(sure * np.exp((scores - leading) / FALL_OFF), np.float32)
    return np.asarray(surest * np.exp((scores - scores[0]) / FALL_OFF), np.float32)


def strength(score: float) -> Strength:
    """In words: what a passage's relevance comes to."""
    if score >= STRONG:
        return "strong"
    return "likely" if score >= LIKELY else "weak"
