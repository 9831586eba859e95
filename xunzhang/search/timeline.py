"""Articles over time, by outlet. A date is placed by the parts it has and by no other: one without a year stands in no year, and
one of a month on no day. What cannot be placed is counted, by why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xunzhang.types import ArticleHead

Unit = Literal["day", "month", "year", "decade"]
# The most periods from first to last that a unit is chosen for; beyond, the next coarser one.
MOST_PERIODS: tuple[tuple[Unit, int], ...] = (("day", 62), ("month", 72), ("year", 150))
_DATE = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T.*)?)?)?")
_LENGTH: dict[Unit, int] = {"decade": 4, "year": 4, "month": 7, "day": 10}  # of an ISO date of that precision


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, year or decade: `key` is its ISO prefix ("2024-11-19", "2024-11", "2024", "1990s")."""

    key: str
    articles: Counter[str]  # by outlet; "" is an article without one

    @property
    def total(self) -> int:
        return self.articles.total()


@dataclass(frozen=True, slots=True)
class Timeline:
    """`periods` from the first to the last without a gap, so empty ones too; `outlets`, those with most dated articles first.

    Not on it: articles `undated` (no date, or none that can be read), `yearless` (a day or month without its year), and
    `coarser` (a date less exact than `unit`).
    """

    unit: Unit
    periods: tuple[Period, ...]
    outlets: tuple[str, ...]
    placed: int
    undated: int
    yearless: Counter[str]  # by the date as it is given, "--11-19"
    coarser: int


def timeline(heads: Iterable[ArticleHead]) -> Timeline:
    """The timeline of articles, in the finest unit that at least half of the dates have and that gives a readable number."""
    dated: list[tuple[str, str]] = []  # date, outlet
    undated, yearless = 0, Counter[str]()
    for head in heads:
        readable = readable_date(head.date)
        if not readable:
            undated += 1
        elif readable.startswith("-"):
            yearless[readable] += 1
        else:
            dated.append((readable, head.source))
    unit = _unit([date for date, _ in dated])
    placed = [(date[: _LENGTH[unit]], outlet) for date, outlet in dated if len(date) >= _LENGTH[unit]]
    counts: dict[str, Counter[str]] = {}
    for day, outlet in placed:
        counts.setdefault(_decade(day) if unit == "decade" else day, Counter())[outlet] += 1
    keys = _between(min(counts), max(counts), unit) if counts else ()
    outlets = Counter(outlet for _, outlet in placed)
    ordered = tuple(sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet)))
    periods = tuple(Period(key, counts.get(key, Counter())) for key in keys)
    return Timeline(unit, periods, ordered, len(placed), undated, yearless, len(dated) - len(placed))


def readable_date(printed: str) -> str:
    """`ArticleHead.date` without a time of day, where it names a day, month or year that there is; else ""."""
    match = _DATE.fullmatch(printed)
    if not match:
        return ""
    year, month, day = match["year"], int(match["month"] or 1), int(match["day"] or 1)
    try:
        date(2000 if year == "-" else int(year), month, day)  # 29 February is a date where no year is given
    except ValueError:
        return ""
    return printed[:10] if year != "-" or match["month"] else ""


def period_of(printed: str, unit: Unit) -> str:
    """The key of the period that a date falls into; "" where it falls into none."""
    readable = readable_date(printed)
    if not readable or readable.startswith("-") or len(readable) < _LENGTH[unit]:
        return ""
    return _decade(readable) if unit == "decade" else readable[: _LENGTH[unit]]


def _unit(dates: list[str]) -> Unit:
    for unit, most in MOST_PERIODS:
        exact = [day[: _LENGTH[unit]] for day in dates if len(day) >= _LENGTH[unit]]
        if exact and 2 * len(exact) >= len(dates) and _distance(min(exact), max(exact), unit) < most:
            return unit
    return "decade" if dates else "year"


def _distance(first: str, last: str, unit: Unit) -> int:
    if unit == "day":
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    if unit == "month":
        return 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7])
    return int(last[:4]) - int(first[:4])


def _between(first: str, last: str, unit: Unit) -> Iterator[str]:
    if unit == "day":
        for day in range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1):
            yield date.fromordinal(day).isoformat()
    elif unit == "month":
        for month in range(12 * int(first[:4]) + int(first[5:7]) - 1, 12 * int(last[:4]) + int(last[5:7])):
            yield f"{month // 12:04}-{month % 12 + 1:02}"
    else:
        for year in range(int(first[:4]), int(last[:4]) + 1, 10 if unit == "decade" else 1):
            yield _decade(f"{year:04}") if unit == "decade" else f"{year:04}"


def _decade(day: str) -> str:
    return f"{day[:3]}0s"
