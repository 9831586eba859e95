"""Dates in running text, in Chinese and English, with only the parts that are printed: 11 月 19 日 has no year.

Owns the patterns and whether two dates agree. Spans are offsets into the text as printed. Unlike `printed_dates.py`, which
reads lines that are dates, it has to tell them from what prose is full of (月球, 5日均, 1,900 people), reads days, decades and
centuries alone, and keeps 11月31日: a misprint is told of where another report has it right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xunzhang.language.calendar_words import MONTH_NAME, month_number
from xunzhang.language.folding import fold
from xunzhang.language.mentions.number_words import chinese_value
from xunzhang.language.numerals import HAN_DATE_FIGURES
from xunzhang.language.printed_dates import REPUBLIC
from xunzhang.language.read_of_late import remembered
from xunzhang.types import Span


@dataclass(frozen=True, slots=True)
class Date:
    """A point or stretch of time; a part that is 0 is not given. `years` is how many it covers: 10 a decade, 100 a century."""

    span: Span
    year: int = 0
    month: int = 0
    day: int = 0
    years: int = 1


_NAME = rf"(?P<name>(?:{MONTH_NAME})(?:(?<!may)\.)?)(?![a-z])"  # May is whole: a point behind it ends a sentence
_HAN = f"[{HAN_DATE_FIGURES}]"
_DAY = rf"(?:\s?(?P<day>\d{{1,2}}|{_HAN}{{1,3}})\s?[日号])?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"民国\s?(?P<republic>\d{{1,3}}|{_HAN}{{1,3}}|元)\s?年(?!代)(?:\s?(?P<month>\d{{1,2}}|{_HAN}{{1,2}})\s?月(?!球){_DAY})?",
        rf"(?<!\d)(?P<year>\d{{4}}|{_HAN}{{4}})\s?年(?!代)(?:\s?(?P<month>\d{{1,2}}|{_HAN}{{1,2}})\s?月(?!球){_DAY})?",
        rf"(?<![\d个.]) ?(?P<month>\d{{1,2}}|{_HAN}{{1,2}})\s?月(?![球亮])(?:\s?(?P<day>\d{{1,2}}|{_HAN}{{1,3}})\s?[日号])?",
        r"(?<![\d.,:/])(?P<day>\d{1,2})\s?日(?![本元均])",
        r"(?<![\d.-])(?P<year>\d{4})[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?![\d-])",
        rf"(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_NAME}(?:,? (?P<year>\d{{4}})(?!\d))?",
        rf"(?<!\w){_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d\w]|,\d)(?:,? (?P<year>\d{{4}})(?!\d))?",
        rf"(?<!\w){_NAME},? (?:of )?(?P<year>\d{{4}})(?!\d)",
        r"(?<!\w)(?P<decade>\d{3}0)\s?(?:s(?![a-z])|'s(?![a-z])|年代)",
        r"(?<!\d)(?P<century>\d{1,2})\s?世纪(?:\s?(?P<tens>\d0)\s?年代)?",
        r"(?<!\w)(?P<century>\d{1,2})(?:st|nd|rd|th)[ -]centur(?:y|ies)",
        r"(?<![\w.,$£€¥:/])(?P<year>1[1-9]\d\d|20\d\d)(?![\w%:/]|[.,]\d|\s?(?:[亿万千百元名人个米公吨次多余]|million|billion|square|feet))",
    )
)


@remembered
def dates(text: str) -> list[Date]:
    """The dates of `text`, in order, not overlapping; of two readings of one place the longer one counts."""
    folded = fold(text)
    found = [date for pattern in _PATTERNS for match in pattern.finditer(folded) if (date := _date(match)) is not None]
    kept: list[Date] = []
    for date in sorted(found, key=lambda d: (d.span.start, d.span.start - d.span.end)):
        if not kept or date.span.start >= kept[-1].span.end:
            kept.append(date)
    return kept


def _date(match: re.Match[str]) -> Date | None:
    part = {name: value for name, value in match.groupdict().items() if value}
    start = match.end() - len(match[0].lstrip())
    span = Span(start, match.end())
    if "decade" in part:
        return Date(span, year=int(part["decade"]), years=10)
    if "century" in part:
        first = (int(part["century"]) - 1) * 100
        return Date(span, first + int(part["tens"]), years=10) if "tens" in part else Date(span, first, years=100)
    month = month_number(part["name"]) if "name" in part else _value(part.get("month"))
    year, day = _value(part.get("year")), _value(part.get("day"))
    if "republic" in part:
        year = REPUBLIC + (1 if part["republic"] == "元" else _value(part["republic"]))
    if month > 12 or day > 31 or ("month" in part and not month) or year > 2999:
        return None
    return Date(span, year, month, day)


def _value(printed: str | None) -> int:
    if printed is None:
        return 0
    if printed.isdigit() and printed.isascii():
        return int(printed)
    return int(chinese_value(printed) or 0)


def comparable_dates(a: Date, b: Date) -> bool:
    """Whether the two give the same parts, or one gives all the parts that the other does: a day can contradict a day."""
    given_a, given_b = ({part for part in ("year", "month", "day") if getattr(date, part)} for date in (a, b))
    return a.years == b.years and (given_a <= given_b or given_b <= given_a)


def dates_agree(a: Date, b: Date) -> bool:
    """Whether every part that both give is the same."""
    return all(x == y or not x or not y for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)))
