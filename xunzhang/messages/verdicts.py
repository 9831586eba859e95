"""What is said of a question's results as a whole, wherever they are shown: what kind of an answer it is, and what is missing.

The words are in `rooms/asking.py`; the verdict itself is `search/verdict.py`'s.
"""

from __future__ import annotations

from xunzhang.messages.closed_sets import key_of
from xunzhang.messages.operators_said import operators_said
from xunzhang.messages.wording import say
from xunzhang.types import Hit, Results
from xunzhang.types.message import Message


def verdict_line(results: Results) -> Message:
    """The verdict of results with passages in them, in words. A look-up is told how many passages have its words."""
    if results.mentions:
        return say("verdict.match" if results.asked.alone else "verdict.mentions", n=results.mentions)
    return say(key_of("verdict", results.verdict))


def missing_line(results: Results) -> Message | None:
    """What of the question found no counterpart. None where nothing is missing, and where that tells nothing.

    It tells nothing under an answer, nor where the whole question found none.
    """
    if not results.missing or results.verdict not in ("may_answer", "related"):
        return None
    return say("verdict.missing", pieces=tuple(say("verdict.piece", text=piece) for piece in results.missing))


def verdict_lines(results: Results) -> list[Message]:
    """What stands above the passages: the verdict or that nothing was found, what is missing, and the notes."""
    missing, special = missing_line(results), operators_said(results.asked)
    lines = [verdict_line(results) if results.groups else say("verdict.none")]
    understood = [say("verdict.understood", parts=tuple(special))] if special else []
    return [*lines, *([missing] if missing else []), *understood, *results.notes]


def is_mention(results: Results, hit: Hit) -> bool:
    """Whether a hit is shown because it has the words that were looked up, and not as an answer."""
    return bool(results.mentions and hit.terms)
