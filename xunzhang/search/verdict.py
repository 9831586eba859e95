"""What kind of an answer was found, or what kind of silence, and what may be claimed of the passages under it.

How the confidence comes about is `confidence.py`'s; here are the lines that it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import get_args

from xunzhang.search.confidence import ANSWERABLE
from xunzhang.types import Hit, HitGroup, Strength, Verdict

ANSWERS = 0.70  # from here a passage says it; a wrong "answers" costs a reader more than a "may answer"
RELATED = 0.05  # below, nothing is about it
_STRENGTHS: tuple[Strength, ...] = get_args(Strength)  # strongest first
STRONGEST: Mapping[Verdict, Strength] = MappingProxyType(
    {"answers": "strong", "may_answer": "likely", "related": "weak", "nothing": "weak"}
)


def verdict_of(confidence: float) -> Verdict:
    """The verdict of a question from how likely it is, 0..1, that the collection answers it."""
    if confidence >= ANSWERS:
        return "answers"
    if confidence >= ANSWERABLE:
        return "may_answer"
    return "related" if confidence >= RELATED else "nothing"


def held_to(verdict: Verdict, groups: Sequence[HitGroup]) -> tuple[HitGroup, ...]:
    """The groups with no hit called stronger than the verdict allows, and no exact answer where nothing answers.

    Comes last: whatever else is known of the hits is known, and the verdict final.
    """
    return tuple(replace(group, hit=_held(group.hit, verdict)) for group in groups)


def _held(hit: Hit, verdict: Verdict) -> Hit:
    strength = max(hit.strength, STRONGEST[verdict], key=_STRENGTHS.index)
    return replace(hit, strength=strength, exact=hit.exact if verdict in ("answers", "may_answer") else ())
