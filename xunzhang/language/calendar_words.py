"""The names of months and weekdays, and how English abbreviates them."""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# By name, and by each abbreviation that is printed for one.
MONTH_NUMBERS = {name: number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}


def _abbreviated(month: str) -> str:
    return month if len(month) == 3 else rf"{month[:3]}(?:{month[3:]}|t)?"


MONTH_NAME = "|".join(map(_abbreviated, MONTHS))  # a pattern, in lower case; the t is that of Sept


def month_number(printed: str) -> int:
    """1 to 12 for what MONTH_NAME finds, in any case, with the point of an abbreviation or without."""
    return MONTH_NUMBERS[printed[:3].lower()]
