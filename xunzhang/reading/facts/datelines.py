"""The dateline that opens a report: outlet, byline and date, as agencies and papers print them in Chinese and English.

新华社北京11月19日电（记者张三）, 本报讯, （中央社記者陳大文臺北19日電）, BEIJING, Nov. 19 (Xinhua) --. Only what is printed there
is told: 本报讯 names no outlet, and a day without a month is no date.
"""

from __future__ import annotations

import re

from xunzhang.language.numerals import HAN_DATE_FIGURES
from xunzhang.language.printed_dates import MONTH, parse_date
from xunzhang.reading.facts.metadata import DATELINE, OPENING_DAY, Facts
from xunzhang.types.characters import HAN

REPORTER = rf"(?:[{HAN}·]{{2,12}})?(?:首席|全媒体|融媒体|见习|特约|实习|驻\w{2, 6})?(?:记者|記者)"
NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})*"
NAMES = rf"{NAME}(?:(?:[ 　、，,]+| ?(?:通讯员|通訊員|实习生) ?){NAME}){{0,7}}"
_REPORTED_BY = re.compile(rf"[（(] ?(?:{REPORTER}|通讯员|通訊員)[ 　:：/／]*(?P<byline>{NAMES}) ?[)）]")
# Names alone behind 电, as some agencies print them; 视频, 完 and the like are none.
_NAMES_ALONE = re.compile(
    rf"[（(](?P<byline>(?!编辑|视频|图文|图片|综述|通讯|特写|专访|题|上接|下转|责编)"
    rf"[{HAN}]{{2,4}}(?:[ 、][{HAN}]{{2,4}}){{0,5}})[)）]"
)
_OUTLET = (
    rf"(?!本[报報网網台刊社])[{HAN}\w·+-]{{1,18}}?"
    r"(?:社|网站|网|網|台|臺|报|報|刊|新闻|新聞|在线|客户端|财经|传媒"
    rf"|[A-Za-z]{{2,30}}(?:[-—][{HAN}]{{2,8}})?)"
)
_NUMERAL = f"[{HAN_DATE_FIGURES}]"
_DAY = rf"(?:(?:\d{{4}} ?年 ?)?\d{{1,2}} ?月 ?\d{{1,2}} ?日|(?:{_NUMERAL}{{4}}年)?{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日)"
_PLACES = (  # after a reporter's name, where nothing else says where the name ends
    "台北|臺北|新北|桃園|新竹|台中|臺中|台南|臺南|高雄|基隆|嘉義|屏東|花蓮|台東|臺東|宜蘭|彰化|金門|香港|澳門|北京|上海|廣州|東京|首爾|新加坡|曼谷"
    "|華盛頓|紐約|洛杉磯|倫敦|巴黎|柏林|布魯塞爾|日內瓦|莫斯科|雪梨|綜合外|綜合"
)
_WIRE = re.compile(
    rf"[（(]?据?(?P<source>{_OUTLET})(?P<place>(?:(?!新闻|客户端|财经|在线|[网網社报報刊])[{HAN}]){{0,8}}?)"
    rf"(?P<date>{_DAY})(?:电|電|讯|訊|消息|报道(?=[ 　]+据))[)）]?"
)
_OWN_WIRE = re.compile(rf"[【（(]?本[报報网網台臺刊社][{HAN}]{{0,8}}?(?P<date>{_DAY})(?:电|電|讯|訊|消息)[】)）]?")
_PLACED = re.compile(rf"[{HAN}]{{2,8}}?(?P<date>{_DAY})(?:电|電)(?=[ 　（(])")
_FROM = re.compile(rf"[〔（(【]{REPORTER}(?P<byline>{NAMES})[/／][{HAN}]{{2,8}}(?:報導|报道|報道)[〕）)】]")
_REPORT = re.compile(rf"(?P<source>{_OUTLET})(?:讯|訊|消息)(?=[ 　（(])")
_SPECIAL = re.compile(rf"【(?P<source>{_OUTLET})(?:專訊|专讯|讯|訊|报道|報道|報導)】")
_OWN_REPORT = re.compile(r"本[报報网網台臺刊社](?:讯|訊|消息)(?=[ 　（(])|【本[报報网網台臺刊社](?:讯|訊|消息)】")
_TAIWAN = re.compile(
    rf"[（(](?P<source>{_OUTLET})(?:記者|记者)(?:(?P<byline>{NAME}?)(?:{_PLACES})|[{HAN}·、]{{2,16}}?)\d{{1,2}}日(?:專電|專電|电|電)[)）]"
)
_CAPITALS = r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][A-Za-z.]+){0,2}?"
_TOWN = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"
_ENGLISH_DAY = rf"(?:(?i:{MONTH}) \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} (?i:{MONTH.replace('?P<name>', '?:')})(?: \d{{4}})?)"
_AGENCY = r"\((?P<source>[A-Z][A-Za-z. /-]{1,40})\)"
_DASH = " ?(?:--|[-–—])"
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_CAPITALS}(?:, (?P<date>{_ENGLISH_DAY}))? ?{_AGENCY}{_DASH}",
        rf"{_CAPITALS}, (?P<date>{_ENGLISH_DAY}){_DASH} ",
        rf"(?:{_CAPITALS}|{_TOWN}), (?P<date>{_ENGLISH_DAY}) {_AGENCY}(?=[ -–—])",
        rf"{_TOWN} \((?P<source>[A-Z]{{2,5}}|Reuters|Xinhua|Bloomberg)\){_DASH} ",
    )
)
_CHINESE = (_TAIWAN, _FROM, _WIRE, _OWN_WIRE, _PLACED, _REPORT, _SPECIAL, _OWN_REPORT)
_OF_CHINESE = re.compile("[电電讯訊息道導]")  # of the word by which each of them says that it was sent: 电, 讯, 消息, 报道
_LEAD_DATE = re.compile(
    r"(\d{1,2} ?月 ?\d{1,2} ?日)(?=[，,]|(?:上午|下午|晚|凌晨|清晨|早上|中午|傍晚|[ 　]))(?![，,]?(?:是|为|即|系))"
)
_AHEAD = re.compile("将|將|拟于|起[，,施实正]|预计|預計")  # of what is still to come when a report is printed
_NO_NAME = re.compile("现场|活动|会议|资料图|图为|并网|记者")
_TWO_NAMES = re.compile(r"[A-Za-z ]|[报報社刊网網].{0,60}(?:新闻|客户端|财经|在线|[报報社刊网網]站?)$|(?:委|府|院|局|部)网站$")
LONG, LONGEST = 8, 14  # characters, of an outlet's name; of two in one, 楚天都市报极目新闻, or one in Latin letters
OPENING = 120  # characters within which a dateline ends


def dateline(paragraph: str) -> Facts:
    """Outlet, byline and date from the dateline that opens a report, as far as they are printed there.

    新华社北京11月19日电（记者张三） -> 新华社, 张三, --11-19. BEIJING, Nov. 19 (Xinhua) -- likewise. 本报讯 names no outlet.
    """
    opening = paragraph[:OPENING]
    match = _match(opening)
    if not match:
        return Facts()
    given = match.groupdict()
    if not _is_one_name(given.get("source") or ""):
        return Facts()
    facts = Facts(source=given.get("source") or "", date=parse_date(given.get("date") or ""), byline=given.get("byline") or "")
    end = match.end()
    after = opening[end:].lstrip()
    if byline := _REPORTED_BY.match(after) or (_NAMES_ALONE.match(after) if match.group()[-1:] in "电電" else None):
        facts.byline = byline["byline"].strip()
        end += opening[end:].index(byline.group()) + len(byline.group())
    if not facts.date:
        facts.put("date", lead_date(paragraph[end:]), OPENING_DAY)
    return facts.said_by(DATELINE)


def _is_one_name(outlet: str) -> bool:
    """Is it an outlet's name, and no heading or caption that the dateline follows without a space?"""
    parts = re.split("[-—·]", outlet)
    return not _NO_NAME.search(outlet) and all(len(part) <= (LONGEST if _TWO_NAMES.search(part) else LONG) for part in parts)


def opens_report(line: str) -> bool:
    """Whether a dateline stands at the beginning of `line`, whatever it tells."""
    return _match(line[:OPENING]) is not None


def _match(opening: str) -> re.Match[str] | None:
    if opening[:1].isascii() and opening[:1].isalpha():
        patterns = _ENGLISH if "(" in opening or any(dash in opening for dash in "-–—") else ()
    else:
        patterns = _CHINESE if _OF_CHINESE.search(opening) else ()
    return next((match for pattern in patterns if (match := pattern.match(opening))), None)


def lead_date(paragraph: str) -> str:
    """The day a report opens with (11月19日，全市…), which stands for the report's own; only where no year is printed.

    A text that opens with a full date tells of the past as often as of the day, and a sentence about what is to come of a day
    after it; those are left alone.
    """
    opening = paragraph.lstrip(" 　，,")
    match = _LEAD_DATE.match(opening)
    return parse_date(match.group(1)) if match and not _AHEAD.search(opening[:OPENING].split("。")[0]) else ""
