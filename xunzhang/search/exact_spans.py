"""The exact spans that answer: of a sentence's figures, dates and names, the one where the evidence is densest, part by part.

No span rather than a wrong one: the things of a kind are found by pattern (`answer_types.py`), and one is given only where there
is evidence enough and it leads by a margin. Which sentence answers is `answers.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from xunzhang.language.clauses import clause_around
from xunzhang.language.folding import fold
from xunzhang.question.asked_kinds import AskedPart, asked_parts
from xunzhang.search.answer_types import candidates
from xunzhang.search.comparing import TokenMatch
from xunzhang.types import Span
from xunzhang.types.arrays import Floats
from xunzhang.types.question import Kind

Values = NDArray[np.floating]
Found = tuple[Span, float]  # a thing of the kind asked for, and how dense the evidence is there

# Evidence counts for its surroundings too, less by a factor of e every REACH tokens: an answer stands near what the question
# repeats of it.
REACH = 15.0
# A span is given where the evidence is at least this dense, and denser by this much than at every other one in the sentence:
# so that nine in ten of those given are right on questions of Wikipedia articles in both languages, none of XQuAD's
# (`python -m benchmarks.fit_coverage FOLDER`, docs/decisions.md).
LEAST_AND_MARGIN: Mapping[Kind, tuple[float, float]] = {
    "date": (0.2, 0.1),
    "number": (0.1, 0.1),
    "percent": (0.0, 0.1),
    "money": (0.1, 0.15),
    "person": (0.2, 0.1),
    "place": (0.2, 0.1),
    "organisation": (0.2, 0.1),
    "contact": (0.0, 0.05),
}


def parts_of(match: TokenMatch) -> tuple[AskedPart, ...]:
    """What the question asks for, part by part."""
    return match.demand.parts if match.demand else asked_parts(match.question)


def asked_for(match: TokenMatch) -> list[list[Found]]:
    """For each part of the question, where the text has something of its kind, and how dense the evidence is there."""
    return [_found(match, at, part) for at, part in enumerate(parts_of(match))]


def exact_spans(match: TokenMatch, found: Sequence[Sequence[Found]], sentence: Span) -> tuple[Span, ...]:
    """For each part at most one span within `sentence`, in the order of the parts; `found` is what `asked_for` gives."""
    chosen: list[Span] = []
    for at, (part, things) in enumerate(zip(parts_of(match), found, strict=True)):
        within = [each for each in things if sentence.start <= each[0].start and each[0].end <= sentence.end]
        inside = _beside(within, _clauses(match, at, sentence)) if part.kind == "person" else within
        span = _standing_out([each for each in inside if each[0] not in chosen], part.kind)
        if span is not None:
            chosen.append(span)
    return tuple(chosen)


def evidence_of(match: TokenMatch, weights: Floats) -> Floats:
    """(t,): each token's share of the question's attention; `weights` (q,) are what the question's tokens count."""
    evidence: Floats = (weights / weights.sum()) @ match.attention
    return evidence


def density_of(evidence: Floats) -> Values:
    """(t,): the evidence at each token and, falling off with distance, around it."""
    far = int(4 * REACH)
    kernel = np.exp(-np.abs(np.arange(-far, far + 1)) / REACH)
    density: Values = np.convolve(evidence, kernel)[far : far + len(evidence)]
    return density


def _found(match: TokenMatch, at: int, part: AskedPart) -> list[Found]:
    things = candidates(part, match.question, match.text)
    density = density_of(evidence_of(match, _weights(match, at))) if things else np.zeros(0)
    return [(span, _peak(span, match.token_spans, density)) for span in things]


def _weights(match: TokenMatch, at: int) -> Floats:
    """What the question's tokens count for one part: those of what another part alone is asked of count nothing."""
    if match.demand is None or len(match.demand.parts) == 1:
        return match.weights
    own = set(match.demand.attributes[at])
    others = [p.span for attribute in match.demand.attributes for p in attribute if p not in own]
    others += [part.asks for number, part in enumerate(match.demand.parts) if number != at]
    counted = [not any(map(token.overlaps, others)) for token in match.question_spans]
    weights: Floats = match.weights * np.array(counted, np.float32) if counted else match.weights
    return weights if weights.any() else match.weights


def _clauses(match: TokenMatch, at: int, sentence: Span) -> list[Span]:
    """The clauses of `sentence` that have a word that part `at` is asked of, in either language: what was done, or a post."""
    words = [piece.span.of(match.question) for piece in match.demand.attributes[at]] if match.demand else []
    places = [span for word in words for span in _places(fold(word), match)]
    return [clause_around(match.text, place) for place in places if sentence.start <= place.start < sentence.end]


def _places(word: str, match: TokenMatch) -> Iterator[Span]:
    folded, at = fold(match.text), -1
    while (at := folded.find(word, at + 1)) >= 0:
        yield Span(at, at + len(word))
    yield from (span for source, span in match.carried_places.items() if match.in_other and source in word)


def _beside(found: Sequence[Found], clauses: Sequence[Span]) -> Sequence[Found]:
    """Those in one of `clauses`, where any is: of several persons in a sentence, who chaired is said where it says chaired."""
    inside = [each for each in found if any(clause.overlaps(each[0]) for clause in clauses)]
    return inside or found


def _peak(span: Span, token_spans: Sequence[Span], density: Values) -> float:
    return max((float(density[row]) for row, token in enumerate(token_spans) if token.overlaps(span)), default=0.0)


def _standing_out(found: Sequence[Found], kind: Kind) -> Span | None:
    """Of spans with the evidence around them, the one that stands out from the others."""
    if not found or kind not in LEAST_AND_MARGIN:
        return None
    least, margin = LEAST_AND_MARGIN[kind]
    ranked = sorted(found, key=lambda each: -each[1])
    second = ranked[1][1] + margin if len(ranked) > 1 else least
    return ranked[0][0] if ranked[0][1] >= max(least, second) else None
