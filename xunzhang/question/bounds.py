"""The bounds of a period that a question is narrowed to: "2024", "2024-11" or "2024-11-19", inclusive.

What is a bound, and which days it covers, is said here alone: for what a person types, in whichever way he asks, and for
`filters.py`, which makes conditions of it.
"""

from __future__ import annotations

from xunzhang.language.iso_dates import IsoDate, iso_date
from xunzhang.messages.wording import say
from xunzhang.types import BoundError


def is_bound(text: str) -> bool:
    """Whether `text` is an ISO date, a year and month, or a year, and in the calendar.

    >>> [is_bound(text) for text in ("2024-11", "2024-13", "last week")]
    [True, False, False]
    """
    return _bound(text) is not None


def covered(bound: str) -> tuple[str, str]:
    """-> the first and the last day that a bound takes in, as ISO dates. Raises BoundError for what is none.

    >>> covered("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    period = _bound(bound)
    if period is None:
        raise BoundError(say("asking.no_date", date=bound), bound)
    return period.first_day, period.last_day


def later(after: str, before: str) -> bool:
    """Whether nothing can be at or past `after` and also at or before `before`; an empty bound bounds nothing.

    Raises BoundError as `covered` does.
    """
    return bool(after and before) and covered(after)[0] > covered(before)[1]


def _bound(text: str) -> IsoDate | None:
    """A bound has a year, and no time of day."""
    period = iso_date(text)
    return period if period and period.year and str(period) == text else None
