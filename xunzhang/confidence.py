"""How sure it is that a collection answers a question: signals measured on the best passage, and one calibrated figure from them.

The nearest passages are shown in any case; this says whether to call them an answer. The signals ask what every question token
finds in the sentence that matches best, not how long or how specific the question is, so that a keyword is judged as a question
is. They need no other passages, so that a collection of a handful is judged as one of millions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from .answers import Sentences
from .function_words import is_function_word
from .names import names
from .text import fold, lexical_terms
from .types import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Signals:
    """What is measured on the best passage; cosines are centred and in -1..1."""

    sentence: float  # mean over the question's tokens of the best cosine within the sentence that matches best
    weakest: float  # the least of these: a token that finds nothing there
    names_missing: float  # share (0..1) of the words of the question's names that the passage lacks; 0 across languages
    negation_missing: bool  # the question says "not", the sentence does not


# A logistic over the signals; fitted on answerable, uncovered and adversarial questions of XQuAD with the bundled model.
# Another model's cosines lie elsewhere: rerun `python benchmarks/calibrate_confidence.py FOLDER --model NAME`, put in what it
# prints.
SENTENCE, WEAKEST, NAMES_MISSING, NEGATION_MISSING, OFFSET = 13.0, 0.7, 1.9, 2.3, -7.1
# Where an answer is called one: nine in ten of the answerable questions lie above.
ANSWERABLE = 0.45

_NEGATION = re.compile(r"\b(?:not|never|no|without|neither|nor|cannot)\b|n't\b|不|没|未|并非|无")
_WORD = re.compile(r"[a-z0-9]+")


def measure(question: str, text: str, token_spans: Sequence[Span], similarity: Floats, same_language: bool) -> Signals:
    """-> the signals of a question and its best passage; arguments as for `answers.mark_answer`, similarity not empty."""
    sentences = Sentences.of(text, token_spans)
    best = np.stack([similarity[:, rows].max(axis=1) for rows in sentences.rows])
    row = int(best.mean(axis=1).argmax())
    negated = _NEGATION.search(fold(question)) is not None and _NEGATION.search(fold(sentences.spans[row].of(text))) is None
    missing = _names_missing(question, text) if same_language else 0.0
    return Signals(float(best[row].mean()), float(best[row].min()), missing, negated)


def _names_missing(question: str, text: str) -> float:
    words = [
        word for name in names(question) for word in _WORD.findall(fold(name.span.of(question))) if not is_function_word(word)
    ]
    wanted = {term for word in words for term in lexical_terms(word)}
    return len(wanted - set(lexical_terms(text))) / len(wanted) if wanted else 0.0


def confidence(signals: Signals) -> float:
    """-> how likely it is, 0..1, that the collection answers the question."""
    score = SENTENCE * signals.sentence + WEAKEST * signals.weakest + OFFSET
    score -= NAMES_MISSING * signals.names_missing + NEGATION_MISSING * signals.negation_missing
    return 1 / (1 + exp(-score))
