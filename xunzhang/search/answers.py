"""Where a passage answers a question: the sentence that answers best, and within it the figure, date or name asked for.

Offsets only, never a paraphrase and no generative model: the evidence is the similarity of the question's tokens to the
passage's, which search computes anyway, words in common, and the kind of thing asked for (`answer_types.py`). Whether the
passage answers at all is the business of `judging.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from xunzhang.language.function_words import is_function_word
from xunzhang.language.terms import lexical_terms
from xunzhang.question.bridge import BridgeTerm
from xunzhang.search.carried_words import carried_held
from xunzhang.search.comparing import TokenMatch
from xunzhang.search.exact_spans import Found, asked_for, density_of, evidence_of, exact_spans
from xunzhang.search.joint_reading import Read
from xunzhang.types import Span

Values = NDArray[np.floating]

# How sharply the least matched question tokens pull a sentence down.
STRICTNESS = 6.0
# What each feature of a sentence (`sentence_features`) counts: conditional logistic regression on XQuAD's annotated answer
# sentences in all four directions; `python -m benchmarks.fit_answers FOLDER` cross-validates and fits them again.
WEIGHTS: Mapping[str, float] = {
    "share": 3.1,
    "density": 4.0,
    "mean": 4.3,
    "before": 4.3,
    "asked": 0.8,
    "asked_near": 3.3,
    "words": 3.5,
    "words_before": 0.1,
    "carried": 8.8,
    "brevity": 0.5,
    "least": 8.3,
}
# What the reader's span counts for the sentence that it stands in, times by how much it leads the next best place.
SAID, MOST_LEAD = 0.25, 8.0
# Across languages rules alone mark a figure or name rightly four times in five; so the reader has to see it there too, and not be
# this sure that it answers nowhere (`python -m benchmarks.verdicts`).
LEAST_MARGIN = -4.0


def mark_answer(match: TokenMatch, said: Read | None = None) -> tuple[Span | None, tuple[Span, ...]]:
    """-> (the sentence of the passage that answers best, the spans that do), as offsets into its text.

    `said` is what the reader says of the passage, where it read it. The sentence is None where there is nothing to go by (no
    tokens, no weight). A span comes from the reader where it is sure of one in that sentence, else from the kinds of things asked
    for (`exact_spans.py`), one for each part of the question at most.
    """
    if not len(match.token_spans) or not match.similarity.size or not match.weights.sum() > 0:
        return None, ()
    sentences, found = match.sentences, asked_for(match)
    features = sentence_features(match, [each for things in found for each in things])
    total = np.asarray(sum(WEIGHTS[name] * values for name, values in features.items()))
    if said:
        total = total + _said_weight(said) * np.array([s.start <= said.span.start < s.end for s in sentences.spans])
    best = sentences.spans[int(np.argmax(total))]
    spans = exact_spans(match, found, best)
    if said and match.in_other:
        spans = tuple(span for span in spans if said.margin >= LEAST_MARGIN and said.span.overlaps(span))
    if said and said.sure and best.start <= said.span.start and said.span.end <= best.end:
        return best, _with_said(spans, said.span) if len(found) > 1 else (said.span,)
    return best, spans


def _said_weight(said: Read) -> float:
    """What it counts for a sentence that the reader finds the answer in it."""
    return SAID * min(max(said.lead, 0.0), MOST_LEAD)


def _with_said(spans: Sequence[Span], said: Span) -> tuple[Span, ...]:
    """The spans of a question of several parts, and the reader's one in the place of those it overlaps."""
    others = [span for span in spans if not span.overlaps(said)]
    return tuple(sorted([said, *others], key=lambda span: span.start))


def sentence_features(match: TokenMatch, found: Sequence[Found]) -> dict[str, Values]:
    """What speaks for each sentence, (sentences,) by name. `found` are the things asked for (`exact_spans.asked_for`).

    share: of the question's attention; density: of evidence at its densest place; mean: similarity; before: what the sentence
    before matches better, for "he" and "the school"; asked, asked_near: has what is asked for, and how near to the evidence;
    words, words_before, carried: words in common, those of the sentence before, and across languages; brevity: a longer one
    collects more by chance; least: how well the least matched question tokens are matched.
    """
    similarity, sentences, carried = match.similarity, match.sentences, match.carried if match.in_other else ()
    share = match.weights / match.weights.sum()
    evidence = evidence_of(match, match.weights)
    density, best = density_of(evidence), match.best_in_sentences
    before = np.vstack([np.full((1, best.shape[1]), -1.0), best[:-1]])
    printed = [span.of(match.text) for span in sentences.spans]
    peaks = [[peak for span, peak in found if s.start <= span.start < s.end] for s in sentences.spans]
    words = _words_in_common(match.question, printed) if not carried else np.zeros(len(printed))
    return {
        "share": np.array([evidence[rows].sum() for rows in sentences.rows]),
        "density": np.array([density[rows].max() for rows in sentences.rows]),
        "mean": np.array([(share @ similarity[:, rows]).mean() for rows in sentences.rows]),
        "before": np.maximum(before - best, 0) @ share,
        "asked": np.array([float(bool(some)) for some in peaks]),
        "asked_near": np.array([max(some, default=0.0) for some in peaks]),
        "words": words,
        "words_before": np.concatenate([[0.0], words[:-1]]),
        "carried": _carried_in_common(carried, printed),
        "brevity": -np.log([len(sentence) for sentence in printed]),
        "least": -np.log((np.exp(-STRICTNESS * best) * share).sum(axis=1)) / STRICTNESS,
    }


def _words_in_common(question: str, sentences: Sequence[str]) -> Values:
    terms = {term for term in lexical_terms(question) if not is_function_word(term)}
    return _rarity_in_common(len(terms), [terms & set(lexical_terms(sentence)) for sentence in sentences])


def _carried_in_common(carried: Sequence[BridgeTerm], sentences: Sequence[str]) -> Values:
    held = [carried_held(carried, sentence) for sentence in sentences]
    return _rarity_in_common(len({term.source for term in carried}), held)


def _rarity_in_common(asked: int, held: Sequence[set[str]]) -> Values:
    """How much of `asked` terms each sentence holds, 0..1, a term counting the more the fewer of the sentences hold it."""
    holders = Counter(term for some in held for term in some)
    rarity = {term: log(1 + (len(held) - count + 0.5) / (count + 0.5)) for term, count in holders.items()}
    total = asked * log(1 + (len(held) + 0.5) / 0.5) or 1.0
    return np.array([sum(rarity[term] for term in some) / total for some in held])
