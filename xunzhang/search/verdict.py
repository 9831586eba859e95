"""What kind of an answer was found, or what kind of silence: the lines that confidence is held against.

How the confidence comes about is `confidence.py`'s, and how strong a passage may be called under a verdict `ranking.py`'s.
"""

from __future__ import annotations

from xunzhang.search.confidence import ANSWERABLE
from xunzhang.types import Verdict

ANSWERS = 0.70  # from here a passage says it; a wrong "answers" costs a reader more than a "may answer"
RELATED = 0.05  # below, nothing is about it


def verdict_of(confidence: float) -> Verdict:
    """The verdict of a question from how likely it is, 0..1, that the collection answers it."""
    if confidence >= ANSWERS:
        return "answers"
    if confidence >= ANSWERABLE:
        return "may_answer"
    return "related" if confidence >= RELATED else "nothing"
