"""Articles over time, by outlet. A date is placed by the parts it has and by no other: one without a year stands in no year, and
one of a month on no day. What cannot be placed is counted, by why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xunzhang.language.iso_dates import FIRST_DAY, IsoDate, iso_date
from xunzhang.types import ArticleHead

Unit = Literal["day", "month", "year", "decade"]
# The most periods from first to last that a unit is chosen for; beyond, the next coarser one.
MOST_PERIODS: tuple[tuple[Unit, int], ...] = (("day", 62), ("month", 72), ("year", 150))


_FROM_COARSE: tuple[Unit, ...] = ("decade", "year", "month", "day")
_BY_LENGTH: dict[int, Unit] = {4: "year", 7: "month", 10: "day"}
_KEY = re.compile(r"[0-9]{3}0s|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


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


def timeline(heads: Iterable[ArticleHead], within: str = "") -> Timeline:
    """The timeline of articles, in the finest unit that at least half of the dates have and that gives a readable number.

    `within` is the key of a period: then of the articles in it, in the next finer unit. A day has none, and is a ValueError.
    """
    outer = unit_of(within) if within else None
    if outer:
        heads = [head for head in heads if period_of(head.date, outer) == within]
    dated: list[tuple[IsoDate, str]] = []  # date, outlet
    undated, yearless = 0, Counter[str]()
    for head in heads:
        day = iso_date(head.date)
        if day is None:
            undated += 1
        elif not day.year:
            yearless[str(day)] += 1
        else:
            dated.append((day, head.source))
    unit = finer(outer) if outer else _unit([day for day, _ in dated])
    placed = [(place, outlet) for day, outlet in dated if (place := _place(day, unit)) is not None]
    counts: dict[int, Counter[str]] = {}
    for place, outlet in placed:
        counts.setdefault(place, Counter())[outlet] += 1
    outlets = Counter(outlet for _, outlet in placed)
    ordered = tuple(sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet)))
    places = range(min(counts), max(counts) + 1) if counts else ()
    periods = tuple(Period(_key(place, unit), counts.get(place, Counter())) for place in places)
    return Timeline(unit, periods, ordered, len(placed), undated, yearless, len(dated) - len(placed))


def unit_of(key: str) -> Unit | None:
    """The unit of a period by its key; None for what is no key of one."""
    if not _KEY.fullmatch(key):
        return None
    return "decade" if key.endswith("s") else _BY_LENGTH[len(key)]


def finer(unit: Unit) -> Unit:
    """The next finer unit. Raises ValueError for a day."""
    if unit == "day":
        raise ValueError("there is nothing finer than a day")
    return _FROM_COARSE[_FROM_COARSE.index(unit) + 1]


def period_of(given: str, unit: Unit) -> str:
    """The key of the period that `ArticleHead.date` falls into; "" where it falls into none."""
    day = iso_date(given)
    place = _place(day, unit) if day and day.year else None
    return "" if place is None else _key(place, unit)


def periods_spanned(first: IsoDate, last: IsoDate) -> tuple[Unit, list[str]]:
    """The unit of `timeline` for articles that all have full dates, from `first` to `last`, and the keys of its periods."""
    unit = _unit([first, last])
    begin, end = _place(first, unit), _place(last, unit)
    assert begin is not None and end is not None  # of a full date there is one in every unit
    return unit, [_key(place, unit) for place in range(begin, end + 1)]


def period_bounds(key: str) -> tuple[str, str]:
    """The bounds of a period, as `Filters.after` and `.before`: "1990s" -> ("1990", "1999"); any other key bounds itself."""
    return (max(key[:-1], FIRST_DAY[:4]), f"{key[:-2]}9") if key.endswith("s") else (key, key)


def _unit(dates: Sequence[IsoDate]) -> Unit:
    for unit, most in MOST_PERIODS:
        exact = [place for day in dates if (place := _place(day, unit)) is not None]
        if exact and 2 * len(exact) >= len(dates) and max(exact) - min(exact) < most:
            return unit
    return "decade" if dates else "year"


def _place(day: IsoDate, unit: Unit) -> int | None:
    """The number of the period that a date with a year falls into, counted from the year 0 on; None where it is coarser."""
    if unit == "day":
        return date(day.year, day.month, day.day).toordinal() if day.is_full else None
    if unit == "month":
        return 12 * day.year + day.month - 1 if day.month else None
    return day.year // 10 if unit == "decade" else day.year


def _key(place: int, unit: Unit) -> str:
    if unit == "day":
        return date.fromordinal(place).isoformat()
    if unit == "month":
        return str(IsoDate(place // 12, place % 12 + 1))
    return f"{place:03}0s" if unit == "decade" else str(IsoDate(place))
