"""What kind of an answer was found, or what kind of silence, and what may be claimed of the passages under it.

How the two figures come about is `judging.py`'s; here are the lines that it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import get_args

from xunzhang.types import Hit, HitGroup, Strength, Verdict


@dataclass(frozen=True, slots=True)
class Lines:
    """From `answers` on, of being answered, a passage says it; from `may_answer` on it may. From `related` on, of being about the
    question, what is written about it is here. A wrong "answers" costs a reader more than a "may answer"."""

    answers: float
    may_answer: float
    related: float


# By how question and passage meet. An English question asked of Chinese news is less sure for the same evidence than one asked of
# the encyclopaedia that the figures are fitted on: with the other lines a third of what a collection answers would be refused
# (`python -m benchmarks.verdicts`).
LINES: Mapping[str, Lines] = MappingProxyType(
    {
        "zh": Lines(answers=0.60, may_answer=0.24, related=0.50),
        "en": Lines(answers=0.60, may_answer=0.24, related=0.50),
        "zh>en": Lines(answers=0.60, may_answer=0.24, related=0.50),
        "en>zh": Lines(answers=0.36, may_answer=0.14, related=0.50),
    }
)
LOWEST_CLAIM = min(lines.may_answer for lines in LINES.values())
_STRENGTHS: tuple[Strength, ...] = get_args(Strength)  # strongest first
STRONGEST: Mapping[Verdict, Strength] = MappingProxyType(
    {"answers": "strong", "may_answer": "likely", "related": "weak", "nothing": "weak"}
)


def lowest_claim(pairing: str) -> float:
    """The confidence from which something is said to answer, where question and passage meet so."""
    return LINES[pairing].may_answer if pairing else LOWEST_CLAIM


def verdict_of(confidence: float, about: float, pairing: str) -> Verdict:
    """A question's verdict from how likely it is, 0..1, that the collection answers it, and that anything in it is about it.

    `pairing` is how the question meets the passage that it rests on (`Candidate.pairing`), "" where there is none.
    """
    if not pairing:
        return "nothing"
    lines = LINES[pairing]
    if confidence >= lines.answers:
        return "answers"
    if confidence >= lines.may_answer:
        return "may_answer"
    return "related" if about >= lines.related else "nothing"


def held_to(verdict: Verdict, groups: Sequence[HitGroup]) -> tuple[HitGroup, ...]:
    """The groups with no hit called stronger than the verdict allows, and no exact answer where nothing answers.

    Comes last: whatever else is known of the hits is known, and the verdict final.
    """
    return tuple(replace(group, hit=_held(group.hit, verdict)) for group in groups)


def _held(hit: Hit, verdict: Verdict) -> Hit:
    strength = max(hit.strength, STRONGEST[verdict], key=_STRENGTHS.index)
    return replace(hit, strength=strength, exact=hit.exact if verdict in ("answers", "may_answer") else ())
