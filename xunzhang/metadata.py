"""What an article says of itself: outlet, byline, date, language, as printed in labels, bylines and datelines.

Nothing is guessed: a date has only the parts that are printed, and a year that is not there is not filled in. Where such lines
stand in a file is for `layout.py` to find; front matter and fields are the readers'.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, field

from .languages import HAN
from .types import Language

_MONTHS = [month.lower() for month in calendar.month_name[1:]]
_MONTH = r"(?P<name>" + "|".join(rf"{m[:3]}(?:{m[3:]}|t)?" if m != "may" else "may" for m in _MONTHS) + r")\b\.?"
_DIGIT = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_HAN_NUMBER = re.compile("[〇零○一二三四五六七八九十]+(?=[年月日号號])")
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]?(?!\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<mark>[-/.]) ?(?P<m>\d{1,2})(?P=mark) ?(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}[ -]?,? ?(?P<y>\d{{4}})(?!\d)",
        rf"\b{_MONTH} ?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月",
        rf"\b{_MONTH},? (?P<y>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?![-/.]?\d)",
        r"(?<!\d)--(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}",
        rf"\b{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
        r"(?<!\d)(?P<y>\d{4}) ?年",
    )
)
_YEAR_ALONE = re.compile(r"(?P<y>\d{4})")
_SLASHED = re.compile(r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<y>\d{4})")
_TIME = re.compile(
    r"(?:(?<=\d)T|[ ,，]{1,2})(?:上午|下午|晚上?|凌晨)? ?\d{1,2}(?:[:：]\d{2}){1,2}(?:\.\d+)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|GMT|UTC|[A-Z]{2,4}T)?(?: ?[+-]\d{2}:?\d{2})?)?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
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
OWN_TABLE, OWN_TEXT = "metadata.csv", "the text itself"
FACTS = ("title", "source", "byline", "date", "url")


@dataclass(slots=True)
class Facts:
    """What is known of an article; empty means "not printed". `origins` says of each name where its value came from."""

    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""
    origins: dict[str, str] = field(default_factory=dict, compare=False)

    def fill_from(self, other: Facts) -> None:
        """Take from `other` what is missing here, and where it came from; what is known stays."""
        for name in FACTS:
            if not getattr(self, name) and getattr(other, name):
                self.put(name, getattr(other, name), other.origins.get(name, ""))
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

    2024年11月19日, 2024/11/19, Nov. 19, 2024 -> "2024-11-19"; 2024年11月 -> "2024-11"; 11月19日 -> "--11-19".
    A weekday and a time of day are passed over. 5/6/2024 is "", since it may be either; 19/11/2024 is not in doubt.
    """
    text = _plain(printed)
    text = _TIME.sub("", _WEEKDAY.sub(" ", text).strip(" ,")).strip(" ,.")
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


def find_date(printed: str) -> tuple[str, int, int]:
    """-> (ISO date, start, end) of the first date inside `printed`, most complete form first; ("", 0, 0) where there is none."""
    text = _plain(printed)
    if len(text) != len(printed):
        return "", 0, 0
    for pattern in _DATES:
        if (match := pattern.search(text)) and (date := _iso(match)):
            return date, match.start(), match.end()
    return "", 0, 0


def _plain(printed: str) -> str:
    """Half width, and years, months and days in Han numerals as figures of the same number of characters where that can be."""
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
    return _checked(int(parts.get("y") or 0), month, int(parts.get("d") or 0), has_day=bool(parts.get("d")))


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


def clean_source(printed: str) -> str:
    """An outlet's name without the book-title marks or brackets around it: 《上游新闻》 -> 上游新闻."""
    return printed.strip().strip('《》〈〉“”"「」『』【】[]（）()·,，、;；|｜').strip()


_REPORTER = r"(?:本报|本报首席|本網|本网|本台|本刊|本社|新华社)?(?:首席|全媒体|融媒体|见习|特约|实习|驻\w{2,6})?(?:记者|記者)"
_NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})*"
_NAMES = rf"{_NAME}(?:(?:[ 　、，,]+| ?(?:通讯员|通訊員|实习生) ?){_NAME}){{0,7}}"
_REPORTED_BY = re.compile(rf"[（(] ?{_REPORTER}[ 　:：]*(?P<byline>{_NAMES}) ?[)）]")
_OUTLET = (
    rf"(?!本[报報网網台刊社])[{HAN}\w·+-]{{1,18}}?"
    rf"(?:社|网|網|台|臺|报|報|刊|新闻|新聞|在线|客户端|财经|传媒|[A-Za-z]{{2,}}(?:[-—][{HAN}]{{2,8}})?)"
)
_WIRE = re.compile(
    rf"(?:据)?(?P<source>{_OUTLET})(?P<place>[{HAN}]{{0,8}}?)(?P<date>(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日)(?P<kind>电|電|讯|訊|消息)"
)
_REPORT = re.compile(rf"(?P<source>{_OUTLET})(?:讯|訊|消息)(?=[ 　（(])")
_OWN_REPORT = re.compile(r"本[报報网網台刊社](?:讯|訊|消息)(?=[ 　（(])")
_ENGLISH_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’ ]{{2,30}}(?:, [A-Z][A-Za-z.]+)?)(?:, (?P<date>(?i:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?))?"
    r" ?\((?P<source>[A-Z][A-Za-z. ]{1,30})\) ?(?:--|[-–—])"
)
_LEAD_DATE = re.compile(r"(\d{1,2}月\d{1,2}日)(?!\d|[至到—–-])")


def dateline(paragraph: str) -> Facts:
    """Outlet, byline and date from the dateline that opens a report, as far as they are printed there.

    新华社北京11月19日电（记者张三） -> 新华社, 张三, --11-19. BEIJING, Nov. 19 (Xinhua) -- likewise. 本报讯 names no outlet.
    """
    opening = paragraph[:120]
    match = _WIRE.match(opening) or _REPORT.match(opening) or _OWN_REPORT.match(opening) or _ENGLISH_DATELINE.match(opening)
    if not match:
        return Facts()
    given = match.groupdict()
    facts = Facts(source=given.get("source") or "", date=parse_date(given.get("date") or ""))
    end = match.end()
    if byline := _REPORTED_BY.match(opening[end:].lstrip()):
        facts.byline = byline["byline"].strip()
        end += opening[end:].index(byline.group()) + len(byline.group())
    if not facts.date:
        facts.put("date", lead_date(opening[end:]), OPENING_DAY)
    return facts.said_by(DATELINE)


def lead_date(paragraph: str) -> str:
    """The day a report opens with (11月19日，全市…), which stands for the report's own; only where no year is printed.

    A text that opens with a full date tells of the past as often as of the day, so that one is left alone.
    """
    match = _LEAD_DATE.match(paragraph.lstrip(" 　，,"))
    return parse_date(match.group(1)) if match else ""
