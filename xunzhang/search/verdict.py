"""What kind of an answer was found, or what kind of silence, and what may be claimed of the passages under it.

How the two figures come about is `judging.py`'s; here are the lines that it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import get_args

from xunzhang.types import Hit, HitGroup, Strength, Verdict

ANSWERS = 0.70  # from here a passage says it; a wrong "answers" costs a reader more than a "may answer"
ANSWERABLE = 0.40  # from here it may
RELATED = 0.50  # of being about it; below, nothing is
_STRENGTHS: tuple[Strength, ...] = get_args(Strength)  # strongest first
STRONGEST: Mapping[Verdict, Strength] = MappingProxyType(
    {"answers": "strong", "may_answer": "likely", "related": "weak", "nothing": "weak"}
)


def verdict_of(confidence: float, about: float) -> Verdict:
    """A question's verdict from how likely it is, 0..1, that the collection answers it, and that anything in it is about it."""
    if confidence >= ANSWERS:
        return "answers"
    if confidence >= ANSWERABLE:
        return "may_answer"
    return "related" if about >= RELATED else "nothing"


def held_to(verdict: Verdict, groups: Sequence[HitGroup]) -> tuple[HitGroup, ...]:
    """The groups with no hit called stronger than the verdict allows, and no exact answer where nothing answers.

    Comes last: whatever else is known of the hits is known, and the verdict final.
    """
    return tuple(replace(group, hit=_held(group.hit, verdict)) for group in groups)


def _held(hit: Hit, verdict: Verdict) -> Hit:
    strength = max(hit.strength, STRONGEST[verdict], key=_STRENGTHS.index)
    return replace(hit, strength=strength, exact=hit.exact if verdict in ("answers", "may_answer") else ())
