"""What is known of an article, where each value came from, and a printed date as ISO 8601.

Nothing is guessed: a date has only the parts that are printed, and a year that is not there is not filled in. Which lines of a
text are such facts is `labels.py`'s and `datelines.py`'s to say; front matter and fields are the readers'.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, field

from xunzhang.types import FACTS, Language

_MONTHS = [month.lower() for month in calendar.month_name[1:]]
MONTH = r"(?P<name>" + "|".join(rf"{m[:3]}(?:{m[3:]}|t)?" if m != "may" else "may" for m in _MONTHS) + r")\b\.?"
_DIGIT = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_HAN_NUMBER = re.compile("[〇零○一二三四五六七八九十]+(?=[年月日号號])")
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"民[国國] ?(?P<republic>\d{1,3}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]",
        r"(?<!\d)(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2})(?: ?[日号號]|(?!\d))",
        r"(?<!\d)(?P<y>\d{4})(?P<mark>[-/.]) ?(?P<m>\d{1,2})(?P=mark) ?(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{MONTH}[ -]?,? ?(?P<y>\d{{4}})(?!\d)",
        rf"\b{MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月",
        rf"\b{MONTH},? (?P<y>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?![-/.]?\d)",
        r"(?<!\d)--(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}",
        rf"\b{MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
        r"(?<!\d)(?P<y>\d{4}) ?年",
    )
)
REPUBLIC = 1911  # the year before 民國元年
_MAY_HOLD_DATE = re.compile(r"\d|[年月]")
_YEAR_ALONE = re.compile(r"(?P<y>\d{4})")
LAST_WITH_YEAR = 5  # the place in _DATES of the last pattern of a whole date
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)")
TIME = (
    r"(?:上午|下午|晚上?|凌晨)? ?\d{1,2}(?:(?:[:：]\d{2}){1,2}(?:\.\d+)?|\.\d{2})(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|GMT|UTC|[A-Z]{1,4}T)?(?: ?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
_TIME_AT_END = re.compile(rf"(?:(?<=\d)T|(?<=[日号號])|[ ,，]{{1,2}}(?:at )?){TIME}$", re.IGNORECASE)
_DAY_BEFORE_TIME = re.compile(r"(?<![\d-])(?P<m>0[1-9]|1[0-2])-(?P<d>1[3-9]|2\d|3[01])(?= \d{1,2}:\d{2})")  # cannot be day-month
WEEKDAY = re.compile(
    r"[（(]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?",
    re.IGNORECASE,
)
_LANGUAGE_NAMES: dict[str, Language] = {
    "chinese": "zh", "中文": "zh", "汉语": "zh", "简体中文": "zh", "简体": "zh", "simplified chinese": "zh", "zh-hans": "zh",
    "zh-cn": "zh", "zh-sg": "zh", "繁體中文": "zh-hant", "繁体中文": "zh-hant", "traditional chinese": "zh-hant",
    "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "english": "en", "英文": "en", "英语": "en", "英語": "en",
}  # fmt: skip


# Where a value came from, as the audit and the article list show it.
FRONT_MATTER, FIELD, MARKUP = "front matter", "field", "markup"  # given as such, by name
LABEL, TITLE_LINE, DATELINE, OPENING_DAY = "label", "title line", "dateline", "opening day"  # printed in the text
PROPERTIES, PAGE_FOOT = "document properties", "page foot"  # kept by the program that made the file, or printed by a browser
OWN_TABLE, OWN_TEXT = "metadata.csv", "the text itself"


@dataclass(slots=True)
class Facts:
    """What is known of an article; empty means "not printed". `origins` says of each name where its value came from."""

    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""
    origins: dict[str, str] = field(default_factory=dict, compare=False)

    def fill_from(self, other: Facts, origin: str = "") -> None:
        """Take from `other` what is missing here, and where it came from (`origin`, if it does not say); what is known stays."""
        for name in FACTS:
            if not getattr(self, name) and getattr(other, name):
                self.put(name, getattr(other, name), other.origins.get(name, origin))
        if "language" in other.origins:
            self.origins.setdefault("language", other.origins["language"])

    def put(self, name: str, value: str, origin: str) -> None:
        setattr(self, name, value)
        self.origins.pop(name, None)
        if value and origin:
            self.origins[name] = origin

    def said_by(self, origin: str) -> Facts:
        """These facts, those without an origin having this one."""
        for name in FACTS:
            if getattr(self, name):
                self.origins.setdefault(name, origin)
        return self


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


def may_be_name(printed: str) -> bool:
    """Has it a letter? A number is the account of a writer, and no name."""
    return any(map(str.isalpha, printed))


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
    for pattern in (*_DATES[:-1], _DAY_BEFORE_TIME, _DATES[-1]):
        if (match := pattern.search(text)) and (date := _iso(match)):
            return date, match.start(), match.end()
        if pattern is _DATES[LAST_WITH_YEAR] and (match := _SLASHED.search(text)):
            return parse_date(match.group()), match.start(), match.end()
    return "", 0, 0


def _plain(printed: str) -> str:
    """Half width, and years, months and days in Han numerals as figures."""
    return _HAN_NUMBER.sub(_figures, unicodedata.normalize("NFKC", printed).strip("\ufeff\n"))


def _figures(match: re.Match[str]) -> str:
    """二〇二四 -> 2024, 十一 -> 11, 二十 -> 20, 二十一 -> 21; what is not read this way stays as it is."""
    han = match.group()
    if "十" not in han:
        return "".join(_DIGIT[c] for c in han)
    tens, _, ones = han.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return han
    return _DIGIT.get(tens, "1") + _DIGIT.get(ones, "0")


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    name = (parts.get("name") or "")[:3].lower()
    month = next((i for i, m in enumerate(_MONTHS, 1) if m.startswith(name)), 0) if name else int(parts.get("m") or 0)
    if not month and parts.get("m"):
        return ""
    year = REPUBLIC + int(parts["republic"]) if parts.get("republic") else int(parts.get("y") or 0)
    return _checked(year, month, int(parts.get("d") or 0), has_day=bool(parts.get("d")))


def _checked(year: int, month: int, day: int, has_day: bool = True) -> str:
    """ISO, or "" for a date that is not in the calendar. 2024 stands in for a year not given: it has a 29 February."""
    if month > 12 or (has_day and month and not 1 <= day <= calendar.monthrange(year or 2024, month)[1]):
        return ""
    if not month:
        return f"{year:04d}" if year else ""
    if not year:
        return f"--{month:02d}-{day:02d}" if day else ""
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def normalise_language(given: str) -> Language:
    """A language as given in a field ("zh-CN", "English", "繁體中文") as the code used here; "" where it is no language code."""
    code = given.strip().lower().replace("_", "-")
    if code in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[code]
    if code.startswith("zh-hant"):
        return "zh-hant"
    match = re.fullmatch(r"([a-z]{2})(?:-[a-z0-9]{2,8})*|und", code)
    return (match.group(1) or "und") if match else ""
