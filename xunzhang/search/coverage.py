"""Which pieces of a question have a counterpart in a passage; does a thing of the asked kind stand beside what it is asked of?

A counterpart is the piece itself (folded, by stem, in either script; a figure by its value), a translation of it, or words whose
token vectors are near enough. The passage's title and heading count for what the question is about, not for what is asked of it.
It tells a passage on the subject from one that answers; what that comes to is `judging.py`'s and `verdict.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from xunzhang.language.folding import fold
from xunzhang.language.terms import lexical_terms
from xunzhang.question.asked_kinds import AskedPart
from xunzhang.question.demands import Demands
from xunzhang.question.question_pieces import QuestionPiece
from xunzhang.search.answer_types import CERTAIN, VOUCHED, candidates
from xunzhang.search.answers import mark_answer
from xunzhang.search.carried_words import carried_held
from xunzhang.search.comparing import Candidate, TokenMatch
from xunzhang.search.matched_sentences import Sentences
from xunzhang.types import Span
from xunzhang.types.characters import HAN

# From this cosine on (the mean over a piece's tokens of their best in the region) other words count as a counterpart: by
# `python -m benchmarks.fit_coverage`, so that of questions asked with the passage that answers them one in ten lacks a piece.
NEAR, NEAR_ACROSS = 0.40, 0.28
# Cosines from FAR to SAME become a strength between 0 and 1, where the piece itself is 1.
FAR, SAME = 0.0, 0.8
# So much of a longer Han piece's bigrams make it held: 全市教育大会 by 全市的教育大会.
MOST_BIGRAMS = 0.67


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a question a passage holds.

    `kind_present`: a thing of an asked kind stands in the answer sentence or beside it, for every part; None where patterns
    cannot tell, as of a person or a reason. `attribute_held`: what every part is asked of has a counterpart there;
    `subject_held`: the pieces besides have one in the passage, its title or heading, at least half of them. `unmatched` are the
    pieces without one, as offsets into the question's text without operators, in the order they stand.
    """

    kind_present: bool | None
    attribute_held: bool
    subject_held: bool
    unmatched: tuple[Span, ...]
    signals: CoverageSignals


@dataclass(frozen=True, slots=True)
class CoverageSignals:
    """The same in figures, each 0..1, for one logistic with others. A part or piece that there is none of counts 1."""

    kind: float  # a thing of the kind in the answer sentence 1, in the next one .7, elsewhere in the passage .3, nowhere 0
    attribute: float  # how well the least matched attribute is matched in the answer sentence and those beside it
    attribute_anywhere: float  # the same in the whole passage
    subject: float  # how well the pieces of the subject are matched on average
    least: float  # how well the least matched piece of all is
    together: float  # how near a thing of the kind stands to the attribute's best counterpart: 1 beside it, falling off by REACH
    figures: float  # share of the question's figures and dates that the passage has
    names: float  # share of the question's names that it has


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of a passage: its tokens' rows, its terms, and the carried-over pieces it holds."""

    rows: slice
    text: str
    folded: str
    terms: frozenset[str]
    carried: frozenset[str]

    @classmethod
    def of(cls, match: TokenMatch, rows: slice, text: str) -> _Region:
        carried = carried_held(match.carried, text) if match.in_other else ()
        return cls(rows, text, fold(text), frozenset(lexical_terms(text)), frozenset(carried))


_HAN = re.compile(f"[{HAN}]")
NEXT, ELSEWHERE = 0.7, 0.3  # what a thing of the kind counts in a sentence beside the answer sentence, and farther off
REACH = 20.0  # tokens


def coverage(match: TokenMatch, sentence: Span | None, context: str) -> Coverage | None:
    """What `match.demand` finds in the passage; `sentence` is the answer sentence, `context` the passage's title and heading.

    None where there is nothing to compare: no demand, no tokens.
    """
    demand = match.demand
    if demand is None or sentence is None or not match.similarity.size:
        return None
    sentences = match.sentences
    near = _beside(sentences, sentence)
    whole = _Region.of(match, slice(0, match.similarity.shape[1]), f"{match.text}\n{context}")
    around = _Region.of(match, _rows(sentences, near), _text(match.text, sentences, near))
    anywhere = {piece: _strength(match, piece, whole) for piece in demand.pieces}
    there = {piece: _strength(match, piece, around) for attribute in demand.attributes for piece in attribute}
    subject = [anywhere[piece] for piece in demand.subject]
    things = {part: candidates(part, match.question, match.text) for part in demand.parts if part.kind in VOUCHED}
    kinds = {part: _kind(found, sentence, near, sentences) for part, found in things.items()}
    enough = enough_of(match)
    return Coverage(
        _is_present(kinds),
        all(strength >= enough for strength in there.values()),
        sum(strength >= enough for strength in subject) * 2 >= len(subject),
        tuple(piece.span for piece in demand.pieces if max(anywhere[piece], there.get(piece, 0.0)) < enough),
        CoverageSignals(
            kind=min(kinds.values(), default=1.0),
            attribute=min(there.values(), default=1.0),
            attribute_anywhere=min((anywhere[piece] for piece in there), default=1.0),
            subject=float(np.mean(subject)) if subject else 1.0,
            least=min(anywhere.values(), default=1.0),
            together=_together(match, demand, things),
            figures=_share([anywhere[p] for p in demand.pieces if p.kind == "figure"]),
            names=_share([anywhere[p] for p in demand.pieces if p.kind == "name"]),
        ),
    )


def _is_present(kinds: Mapping[AskedPart, float]) -> bool | None:
    lacking = [part for part, strength in kinds.items() if strength < NEXT]
    if any(part.kind in CERTAIN for part in lacking):
        return False
    return None if lacking or not kinds else True


def coverages(candidates: Sequence[Candidate]) -> list[Coverage]:
    """What each candidate holds of the question; those that nothing can be compared with are left out."""
    told = (
        coverage(each.match, mark_answer(each.match)[0], f"{each.passage.article.title} {each.passage.heading}")
        for each in candidates
    )
    return [each for each in told if each is not None]


def enough_of(match: TokenMatch) -> float:
    """The strength from which a piece counts as held."""
    return _from_cosine(NEAR_ACROSS if match.in_other else NEAR)


def _from_cosine(cosine: float) -> float:
    return float(np.clip((cosine - FAR) / (SAME - FAR), 0.0, 1.0))


def _share(strengths: Sequence[float]) -> float:
    return sum(strength >= 1.0 for strength in strengths) / len(strengths) if strengths else 1.0


def _beside(sentences: Sentences, sentence: Span) -> range:
    """The rows of the sentence and those before and after it."""
    at = next((row for row, span in enumerate(sentences.spans) if span == sentence), 0)
    return range(max(0, at - 1), min(len(sentences.spans), at + 2))


def _rows(sentences: Sentences, near: range) -> slice:
    return slice(sentences.rows[near[0]].start, sentences.rows[near[-1]].stop)


def _text(text: str, sentences: Sentences, near: range) -> str:
    return text[sentences.spans[near[0]].start : sentences.spans[near[-1]].end]


def _strength(match: TokenMatch, piece: QuestionPiece, region: _Region) -> float:
    """How well a piece is matched in a region, 0..1: 1 for the piece itself or a translation of it."""
    written = piece.span.of(match.question)
    if _stands(written, piece, region) or (match.in_other and _is_carried(fold(written), region.carried)):
        return 1.0
    if piece.kind == "figure":
        return 0.0
    rows = _tokens(match, piece)
    if not rows or region.rows.start >= region.rows.stop:
        return 0.0
    return min(0.99, _from_cosine(float(match.similarity[rows, region.rows].max(axis=1).mean())))


def _stands(written: str, piece: QuestionPiece, region: _Region) -> bool:
    folded = fold(written)
    if _HAN.search(folded):
        if folded in region.folded:
            return True
        bigrams = [folded[at : at + 2] for at in range(len(folded) - 1)]
        return len(folded) > 2 and sum(bigram in region.terms for bigram in bigrams) >= MOST_BIGRAMS * len(bigrams)
    terms = lexical_terms(written)
    if piece.kind == "figure":
        return any(term in region.terms for term in terms if any(c.isdigit() for c in term))
    return bool(terms) and sum(term in region.terms for term in terms) * 2 > len(terms)


def _is_carried(folded: str, held: frozenset[str]) -> bool:
    """Whether a carried-over piece that is held covers at least half of this one."""
    if folded in held:
        return True
    return any(folded in source or (source in folded and len(source) * 2 >= len(folded)) for source in held if len(source) > 1)


def _kind(things: Sequence[Span], sentence: Span, near: range, sentences: Sentences) -> float:
    if any(sentence.start <= thing.start < sentence.end for thing in things):
        return 1.0
    begin, end = sentences.spans[near[0]].start, sentences.spans[near[-1]].end
    if any(begin <= thing.start < end for thing in things):
        return NEXT
    return ELSEWHERE if things else 0.0


def _together(match: TokenMatch, demand: Demands, things: Mapping[AskedPart, Sequence[Span]]) -> float:
    """For the part that fares worst: how near a thing of its kind stands to the densest counterpart of its attribute."""
    asked = zip(demand.parts, demand.attributes, strict=True)
    return min((_nearness(match, things[part], own) for part, own in asked if part in things and own), default=1.0)


def _nearness(match: TokenMatch, things: Sequence[Span], attribute: Sequence[QuestionPiece]) -> float:
    rows = sorted({row for piece in attribute for row in _tokens(match, piece)})
    if not things or not rows:
        return 0.0
    matched = match.similarity[rows].mean(axis=0)
    middles = np.array([(token.start + token.end) / 2 for token in match.token_spans])
    places = np.array([int(np.abs(middles - (thing.start + thing.end) / 2).argmin()) for thing in things])
    distance = np.abs(places[:, None] - np.arange(len(middles))[None, :])
    return float(np.clip((matched[None, :] * np.exp(-distance / REACH)).max() / SAME, 0.0, 1.0))


def _tokens(match: TokenMatch, piece: QuestionPiece) -> list[int]:
    """The rows of a piece's tokens in the similarity matrix."""
    return [row for row, span in enumerate(match.question_spans) if span.overlaps(piece.span)]
