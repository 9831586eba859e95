"""The bounds of a period that a question is narrowed to: "2024", "2024-11" or "2024-11-19", inclusive.

What the user typed is checked here, for the command line and the interfaces; `catalogue.py` applies it.
"""

from __future__ import annotations

import re
from datetime import date


def is_bound(text: str) -> bool:
    """Whether `text` is an ISO date, a year and month, or a year.

    >>> [is_bound(text) for text in ("2024-11", "2024-13", "last week")]
    [True, False, False]
    """
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def later(after: str, before: str) -> bool:
    """Whether nothing can be at or past `after` and also at or before `before`; an empty bound bounds nothing."""
    shortest = min(len(after), len(before))
    return after[:shortest] > before[:shortest]
