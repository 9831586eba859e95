"""Dates as articles and filters have them: ISO 8601 with the parts that are given and no other, "2024-11-19", "2024-11", "2024",
and without a year "--11-19" and "--11".

Owns their grammar and their calendar. Dates as they are printed are `printed_dates.py`'s, what a filter makes of one is
`question/bounds.py`'s.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FORM = re.compile(r"(?P<year>[0-9]{4}|-)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T.*)?)?)?", re.DOTALL)
FIRST_DAY, LAST_DAY = date.min.isoformat(), date.max.isoformat()
A_LEAP_YEAR = 2000  # stands in for a year that is not given: 29 February is a date then
ANY_MONTH = 1  # stands in likewise, for a month with 31 days


@dataclass(frozen=True, slots=True)
class IsoDate:
    """A date that is in the calendar; a part that is 0 is not given. It is written by `str`."""

    year: int = 0
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}" if self.year else "-", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def is_full(self) -> bool:
        """Are year, month and day given?"""
        return bool(self.year and self.day)

    @property
    def first_day(self) -> str:
        """The first day of the year, month or day that this is. It has to have a year."""
        return str(IsoDate(self.year, self.month or 1, self.day or 1))

    @property
    def last_day(self) -> str:
        """The last day of it."""
        month = self.month or 12
        return str(IsoDate(self.year, month, self.day or calendar.monthrange(self.year, month)[1]))


@lru_cache(maxsize=1 << 12)
def iso_date(given: str) -> IsoDate | None:
    """The date that `given` is, the time of day behind a full one passed over; None where it is none, or in no calendar.

    >>> iso_date("2024-11-19T08:00:00Z"), iso_date("--11-19"), iso_date("2024-13")
    (IsoDate(year=2024, month=11, day=19), IsoDate(year=0, month=11, day=19), None)
    """
    match = _FORM.fullmatch(given)
    if not match or given == "-":
        return None
    year, month, day = (int(part) if part and part != "-" else 0 for part in match.groups())
    wrong = (match["year"] == "0000", match["month"] == "00", match["day"] == "00")
    return IsoDate(year, month, day) if not any(wrong) and in_calendar(year, month, day) else None


def first_day(given: str) -> str:
    """The first day that a date with a year takes in; "" for any other.

    >>> first_day("2024-02"), first_day("--11-19")
    ('2024-02-01', '')
    """
    day = iso_date(given)
    return day.first_day if day is not None and day.year else ""


def without_year_mark(given: str) -> str:
    """A date for people: "--11-19", which has no year, becomes "11-19"; any other stays."""
    return given.removeprefix("--")


def in_calendar(year: int, month: int = 0, day: int = 0) -> bool:
    """Whether there is such a year, month or day; a part that is 0 is not given, and rules nothing out."""
    try:
        date(year or A_LEAP_YEAR, month or ANY_MONTH, day or 1)
    except ValueError:
        return False
    return True
