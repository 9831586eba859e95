"""Dates as they are printed, in Chinese and English: a whole line that is one, or the one inside a line, as ISO 8601.

Nothing is guessed: a date has only the parts that are printed, and a year that is not there is not filled in. Meant for lines
that say when an article appeared, so it reads every way of printing a day and drops what is in no calendar. Dates in running
text are `mentions/dates.py`'s, which shares names and numerals with this and says why it differs.
"""

from __future__ import annotations

import re
import unicodedata

from xunzhang.language.calendar_words import MONTH_NAME, month_number
from xunzhang.language.iso_dates import IsoDate, in_calendar
from xunzhang.language.numerals import HAN_DATE_FIGURES, HAN_DIGITS

MONTH = rf"(?P<name>{MONTH_NAME})\b\.?"
# How dates print numerals besides the usual way: formal figures, tens in one character, and a nought that is a ring or a letter.
_FORMAL = str.maketrans("壹貳贰參叁叄肆伍陸陆柒捌玖拾佰", "一二二三三三四五六六七八九十百")
_AS_USUAL = _FORMAL | str.maketrans({"○": "〇", "◯": "〇", "O": "〇", "o": "〇", "廿": "二十", "卅": "三十"})
PRINTED_FIGURES = "壹貳贰參叁叄肆伍陸陆柒捌玖拾佰百廿卅◯Oo"
_COUNTED = re.compile(
    "(?:(?P<hundreds>[一二三四五六七八九])?百零?)?(?:(?P<tens>[一二三四五六七八九])?十)?(?P<ones>[一二三四五六七八九])?"
)
_FIGURES = f"[{HAN_DATE_FIGURES}{PRINTED_FIGURES}]"
_HAN_NUMBER = re.compile(f"(?<!{_FIGURES}){_FIGURES}+(?=[年月日号號])|(?<=民[國国])元(?=年)")
_ERA = r"(?:(?:西元|公元|西曆|公曆|西历|公历) ?)?"
_REPUBLIC = r"(?:中[華华])?民[國国] ?(?P<republic>\d{1,3}) ?"
# 113年: no year of another era has three figures in a date.
_SHORT_REPUBLIC = r"(?<![\d./-])(?<![公西][元曆历])(?<![公西][元曆历] )(?P<republic>1[0-4]\d)"
_MARK = r" ?(?P<mark>[-/.·・‧]) ?"
_MONTH_DAY = r"年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2})"
_WHOLE_DATES = (
    rf"{_REPUBLIC}{_MONTH_DAY} ?[日号號]?",
    rf"{_REPUBLIC}{_MARK}(?P<m>\d{{1,2}}) ?(?P=mark) ?(?P<d>\d{{1,2}})(?!\d)",
    rf"{_SHORT_REPUBLIC} ?{_MONTH_DAY}(?: ?[日号號]|(?!\d))",
    rf"{_SHORT_REPUBLIC}(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>0?[1-9]|[12]\d|3[01])(?![\d./-])",
    rf"{_ERA}(?<!\d)(?P<y>\d{{4}}) ?{_MONTH_DAY}(?: ?[日号號]|(?!\d))",
    rf"(?<!\d)(?P<y>\d{{4}}){_MARK}(?P<m>\d{{1,2}}) ?(?P=mark) ?(?P<d>\d{{1,2}})(?!\d)",
    r"(?<!\d)(?P<y>\d{4})(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)",
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{MONTH}[ -]?,? ?(?P<y>\d{{4}})(?!\d)",
    rf"\b{MONTH}[ -]?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[ -](?P<y>\d{{4}})(?!\d)",
    rf"\b{MONTH} (?P<d>\d{{1,2}}) \d{{2}}:\d{{2}}(?::\d{{2}})? (?:[+-]\d{{4}} |[A-Z]{{3,4}} )?(?P<y>\d{{4}})(?!\d)",
    rf"(?<!\d)(?P<y>\d{{4}}),?[ -]{MONTH}[ -](?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *_WHOLE_DATES,
        rf"{_REPUBLIC}年 ?(?P<m>\d{{1,2}}) ?月",
        rf"{_SHORT_REPUBLIC} ?年 ?(?P<m>\d{{1,2}}) ?月",
        rf"{_ERA}(?<!\d)(?P<y>\d{{4}}) ?年 ?(?P<m>\d{{1,2}}) ?月",
        rf"\b{MONTH},? (?P<y>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?![-/.]?\d)",
        r"(?<!\d)--(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}",
        rf"\b{MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
        rf"{_REPUBLIC}年",
        rf"{_ERA}(?<!\d)(?P<y>\d{{4}}) ?年",
    )
)
YEARS_ALONE = 2  # the last patterns, of a year and no more
REPUBLIC = 1911  # the year before 民國元年
_MAY_HOLD_DATE = re.compile(r"\d|[年月]")
_YEAR_ALONE = re.compile(r"(?P<y>\d{4})")
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)")
_PART_OF_DAY = "上午|下午|晚上?|凌晨|清晨|早上|中午"
TIME = (
    rf"(?:{_PART_OF_DAY})? ?\d{{1,2}}"
    r"(?:(?:[:：]\d{2}){1,2}(?:\.\d+)?|\.\d{2}| ?[时時點点](?: ?\d{1,2} ?分?)?(?: ?\d{1,2} ?秒)?)(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|GMT|UTC|[A-Z]{1,4}T)?(?: ?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_TIME_AT_END = re.compile(
    rf"(?:(?<=\d)T|(?<=[日号號])|[ ,，]{{1,2}}(?:at )?){TIME}$|(?<=[日号號\d ])(?:上午|下午|晚上?|凌晨|清晨|早上|中午)$",
    re.IGNORECASE,
)
_DAY_BEFORE_TIME = re.compile(r"(?<![\d-])(?P<m>0[1-9]|1[0-2])-(?P<d>1[3-9]|2\d|3[01])(?= \d{1,2}:\d{2})")  # cannot be day-month
WEEKDAY = re.compile(
    r"[（(]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?|[（(][一二三四五六日][)）]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?",
    re.IGNORECASE,
)


_LUNAR = r"(?:[农農][历曆]|[阴陰夏][历曆]|[甲乙丙丁戊己庚辛壬癸])[^\s，。,.]{1,12}"
_BESIDE_DATE = re.compile(
    rf"(?:{WEEKDAY.pattern}|{_LUNAR}|第? ?[A-Z]?\d{{1,4}} ?[版期页頁號号]|[总總]?第? ?\d{{1,6}} ?期"
    rf"|[晴阴陰雨雪多云雲]{{1,3}}|出版|{TIME}|[\s|｜/／,，、()（）·•-])",
    re.IGNORECASE,
)
LONGEST_BESIDE = 100  # characters beside a date, in a line that says no more
_LONGEST_PART = 48


def parse_date(printed: str) -> str:
    """A printed date as ISO 8601 with only the parts that are there, or "" where it cannot be told.

    2024年11月19日, 民國113年11月19日, 2024/11/19, Nov. 19, 2024 -> "2024-11-19"; 2024年11月 -> "2024-11"; 11月19日 -> "--11-19".
    A weekday and a time of day are passed over. 5/6/2024 is "", since it may be either; 19/11/2024 is not in doubt.
    """
    text = _plain(printed)
    text = _TIME_AT_END.sub("", WEEKDAY.sub(" ", text).strip(" ,")).strip(" ,.")
    for pattern in (*_DATES, _YEAR_ALONE):
        if match := pattern.fullmatch(text):
            return _iso(match)
    if match := _SLASHED.fullmatch(text):
        first, second = int(match["first"]), int(match["second"])
        if first != second and (first > 12) == (second > 12):
            return ""
        day, month = (first, second) if first > 12 else (second, first)
        return _checked(int(match["y"]), month, day)
    return ""


def is_date_line(printed: str) -> bool:
    """Does the line say a day and no more, but what papers print beside one: the weekday, the lunar day, a page, an hour?"""
    if parse_date(printed):
        return True
    _, start, end = find_date(printed)
    return bool(end) and not start and _stands_beside_date(printed[end:].strip())


def _stands_beside_date(rest: str) -> bool:
    """Is all of it what papers print beside a day? However many ways there are to divide it, each place is looked at once."""
    if len(rest) > LONGEST_BESIDE:
        return False
    reached = [True, *[False] * len(rest)]
    for at in range(len(rest)):
        for end in range(at + 1, min(at + _LONGEST_PART, len(rest)) + 1) if reached[at] else ():
            reached[end] = reached[end] or _BESIDE_DATE.fullmatch(rest, at, end) is not None
    return reached[-1]


def find_date(printed: str) -> tuple[str, int, int]:
    """-> (ISO date, start, end) of the first date inside `printed`, most complete form first; ("", 0, 0) where there is none.

    The date is "" with a place where one is printed that may be read two ways: 5/6/2024.
    """
    if not _MAY_HOLD_DATE.search(printed):
        return "", 0, 0
    text = unicodedata.normalize("NFKC", printed)
    if len(text) == len(printed) and not _HAN_NUMBER.search(text):
        return _first_date(text)
    pieces = [unicodedata.normalize("NFKC", character) for character in printed]
    for number in _HAN_NUMBER.finditer("".join(piece if len(piece) == 1 else " " for piece in pieces)):
        pieces[number.start() : number.end()] = [_figures(number)] + [""] * (number.end() - number.start() - 1)
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    date, start, end = _first_date("".join(pieces))
    return (date, places[start], places[end] if end < len(places) else len(printed)) if end else ("", 0, 0)


def _first_date(text: str) -> tuple[str, int, int]:
    """`find_date` in a text that is plain."""
    for pattern in (*_DATES[:-YEARS_ALONE], _DAY_BEFORE_TIME, *_DATES[-YEARS_ALONE:]):
        if (match := pattern.search(text)) and (date := _iso(match)):
            return date, match.start(), match.end()
        if pattern is _DATES[len(_WHOLE_DATES) - 1] and (match := _SLASHED.search(text)):
            return parse_date(match.group()), match.start(), match.end()
    return "", 0, 0


def _plain(printed: str) -> str:
    """Half width, and years, months and days in Han numerals as figures."""
    return _HAN_NUMBER.sub(_figures, unicodedata.normalize("NFKC", printed).strip("\ufeff\n"))


def _figures(match: re.Match[str]) -> str:
    """二〇二四 -> 2024, 十一 -> 11, 廿一 -> 21, 一百零三 -> 103; what is not read this way stays as it is."""
    printed = match.group()
    han = printed.translate(_AS_USUAL)
    if han == "元":
        return "1"
    if not any(c in HAN_DIGITS or c in "十百" for c in printed.translate(_FORMAL)):
        return printed
    if "十" not in han and "百" not in han:
        return "".join(str(HAN_DIGITS[c]) for c in han)
    number = _COUNTED.fullmatch(han)
    if not number:
        return printed
    hundreds = HAN_DIGITS.get(number["hundreds"] or "", 1) if "百" in han else 0
    tens = HAN_DIGITS.get(number["tens"] or "", 1) if "十" in han else 0
    return str(100 * hundreds + 10 * tens + HAN_DIGITS.get(number["ones"] or "", 0))


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = month_number(parts["name"]) if parts.get("name") else int(parts.get("m") or 0)
    if not month and parts.get("m"):
        return ""
    year = REPUBLIC + int(parts["republic"]) if parts.get("republic") else int(parts.get("y") or 0)
    return _checked(year, month, int(parts.get("d") or 0), has_day=bool(parts.get("d")))


def _checked(year: int, month: int, day: int, has_day: bool = True) -> str:
    """ISO, or "" for a date that is not in the calendar, and for a month that has neither year nor day."""
    if (has_day and not (month and day)) or not in_calendar(year, month, day) or not (year or (month and day)):
        return ""
    return str(IsoDate(year, month, day))
