"""What is read of a passage is remembered for the next questions, which meet the same passages.

Only texts that are no longer than a passage: what is read of whole articles, while an index is built, is read once anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
TEXTS = 512  # those that the last eight or ten questions met
LONGEST = 4000  # characters of a text that is remembered; articles whole are not


def remembered(read: Callable[[str], Sequence[T]]) -> Callable[[str], list[T]]:
    """`read`, which depends on its text alone, called once for a text that comes again soon; -> a list of the caller's own."""

    @lru_cache(maxsize=TEXTS)
    def kept(text: str) -> tuple[T, ...]:
        return tuple(read(text))

    @wraps(read)
    def told(text: str) -> list[T]:
        return list(kept(text) if len(text) <= LONGEST else read(text))

    return told
