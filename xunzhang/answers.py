"""Where a passage answers a question: the sentence that answers best, and within it the figure, date or name asked for.

Offsets only, never a paraphrase and no generative model: the evidence is the similarity of the question's tokens to the
passage's, which search computes anyway, words in common, and the kind of thing asked for (`answer_types.py`). Whether the
passage answers at all is the business of `confidence.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from .answer_types import AnswerType, answer_type, candidates
from .text import is_function_word, lexical_terms, sentence_spans
from .types import Span

Floats = NDArray[np.float32]

# A question token's attention over the passage is its similarities' softmax at this temperature: a token that matches one place
# gives its whole weight to it, one that matches everywhere says nothing of where the answer stands.
TEMPERATURE = 0.03
# Evidence near a place counts for it, halved about every ten tokens: an answer stands near what the question repeats of it.
REACH = 15.0
# Weights of the features of a sentence, in the order of `_features`, fitted by conditional logistic regression on XQuAD's
# annotated answer sentences; `python benchmarks/fit_answers.py FOLDER` fits and cross-validates them again.
WEIGHTS = np.array([9.0, 3.0, 5.0, 4.0, 2.0, 4.0, 2.0, -0.5], dtype=np.float32)


def mark_answer(
    question: str, text: str, token_spans: Sequence[Span], similarity: Floats, weights: Floats
) -> tuple[Span | None, Span | None]:
    """-> (the sentence of `text` that answers best, the span within it that does), as offsets into `text`.

    `similarity`: float32 (q, t), cosines (centred) of the question's tokens with the passage's; `token_spans`: where the t
    passage tokens stand in `text`; `weights`: float32 (q,), at least 0, what each question token counts. The sentence is None
    where there is nothing to go by (no tokens, no weight); the exact span wherever the question asks for no figure, date,
    person or place, or the sentence has none that the question does not already contain.
    """
    tokens = len(token_spans)
    if not tokens or not similarity.size or not weights.sum() > 0:
        return None, None
    sentences, members = sentences_with_tokens(text, token_spans)
    share = weights / weights.sum()
    evidence = share @ _attention(similarity)
    nearby = _nearby(evidence)
    asked = answer_type(question)
    found = candidates(asked, question, text)
    features = _features(question, text, sentences, members, share, similarity, evidence, nearby, asked, found)
    best = int(np.argmax(features @ WEIGHTS))
    return sentences[best], _exact(sentences[best], found, token_spans, nearby)


def sentences_with_tokens(text: str, token_spans: Sequence[Span]) -> tuple[list[Span], list[NDArray[np.intp]]]:
    """The sentences that hold a token's middle, and the rows of their tokens; a passage cut at the model's limit has others."""
    sentences = sentence_spans(text)
    starts = [sentence.start for sentence in sentences]
    middles = [(span.start + span.end) / 2 for span in token_spans]
    owner = np.clip(np.searchsorted(starts, middles, side="right") - 1, 0, None)
    owners = [int(row) for row in np.unique(owner)]
    return [sentences[row] for row in owners], [np.flatnonzero(owner == row) for row in owners]


def _attention(similarity: Floats) -> Floats:
    peaked = np.exp((similarity - similarity.max(axis=1, keepdims=True)) / TEMPERATURE)
    attention: Floats = peaked / peaked.sum(axis=1, keepdims=True)
    return attention


def _nearby(evidence: Floats) -> Floats:
    """The evidence at each token with its neighbours', falling off with distance."""
    kernel = np.exp(-np.abs(np.arange(-4 * int(REACH), 4 * int(REACH) + 1)) / REACH)
    middle = len(kernel) // 2
    near: Floats = np.convolve(evidence, kernel)[middle : middle + len(evidence)].astype(np.float32)
    return near


def _features(
    question: str,
    text: str,
    sentences: Sequence[Span],
    members: Sequence[NDArray[np.intp]],
    share: Floats,
    similarity: Floats,
    evidence: Floats,
    nearby: Floats,
    asked: AnswerType,
    found: Sequence[Span],
) -> Floats:
    """-> float32 (sentences, 8): share of evidence; the densest place; mean similarity; what the sentence before adds to
    MaxSim; has what is asked for; words in common; the same of the sentence before; log length."""
    best = np.stack([similarity[:, rows].max(axis=1) for rows in members])
    before = np.vstack([np.full((1, best.shape[1]), -1.0), best[:-1]])
    common = _common_words(question, [sentence.of(text) for sentence in sentences])
    return np.stack(
        [
            np.array([evidence[rows].sum() for rows in members]),
            np.array([nearby[rows].max() for rows in members]),
            np.array([(share @ similarity[:, rows]).mean() for rows in members]),
            np.maximum(before - best, 0) @ share,
            np.array([any(s.start <= c.start < s.end for c in found) for s in sentences], dtype=np.float32),
            common,
            np.concatenate([[0.0], common[:-1]]),
            np.log([len(sentence.of(text)) for sentence in sentences]),
        ],
        axis=1,
    ).astype(np.float32)


def _common_words(question: str, sentences: Sequence[str]) -> NDArray[np.float64]:
    """How much of the question's terms each sentence has, 0..1, a term counting the more the fewer of the sentences have it."""
    terms = {term for term in lexical_terms(question) if not is_function_word(term)}
    found = [terms & set(lexical_terms(sentence)) for sentence in sentences]
    holders = Counter(term for some in found for term in some)
    rarity = {term: log(1 + (len(sentences) - holders[term] + 0.5) / (holders[term] + 0.5)) for term in terms}
    total = len(terms) * log(1 + (len(sentences) + 0.5) / 0.5) or 1.0
    return np.array([sum(rarity[term] for term in some) / total for some in found])


def _exact(sentence: Span, found: Sequence[Span], token_spans: Sequence[Span], nearby: Floats) -> Span | None:
    """Of what the sentence has of the asked kind, the one that stands where the evidence is densest."""
    inside = [span for span in found if sentence.start <= span.start and span.end <= sentence.end]
    if not inside:
        return None

    def density(span: Span) -> float:
        rows = [row for row, token in enumerate(token_spans) if token.start < span.end and span.start < token.end]
        return float(nearby[rows].max()) if rows else 0.0

    return max(inside, key=density)
