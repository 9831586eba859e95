"""Where a text has things of the kind that a question asks for: figures with its unit, money, dates, persons, places, bodies.

By pattern, and for precision; of kinds that no pattern vouches for (a reason, the name of a thing) there are none. What a
question asks for is told by `question/asked_kinds.py`; which of several is meant is `exact_spans.py`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzhang.language.folding import fold
from xunzhang.language.mentions.dates import Date, dates
from xunzhang.language.mentions.figures import MEASURED, Figure, figures, is_measure
from xunzhang.language.mentions.names import names
from xunzhang.question.asked_kinds import AskedPart
from xunzhang.types import Span
from xunzhang.types.characters import HAN
from xunzhang.types.question import Kind

# The kinds that `candidates` can find things of, and those of which it finds them all: a text without has none.
VOUCHED: frozenset[Kind] = frozenset({"percent", "money", "date", "number", "person", "place", "organisation", "contact"})
CERTAIN: frozenset[Kind] = frozenset({"percent", "money", "date", "number", "contact"})

_PLACE_ENDS = "特别行政区|自治区|自治州|自治县|街道|[省市县区州郡镇乡村国岛湾港城街路]"
# 位于重庆市沙坪坝区, 在江北区: what a word of place leads to, up to where it ends as a place does.
_HAN_PLACE = re.compile(
    rf"(?:位于|坐落[在于]|地处|生于|出生[在于]|葬于|设于)(?P<place>[\u4e00-\u9fff]{{1,10}}?(?:{_PLACE_ENDS})"
    rf"(?:[\u4e00-\u9fff]{{1,6}}?(?:{_PLACE_ENDS}))*)(?![\u4e00-\u9fff]{{0,1}}[人民语])"
)
# 毕业于江北大学, 由江北集团承建: what a word before a name leads to, up to where it ends as a body does.
_HAN_BODY = re.compile(
    r"(?:[于在由被入到从与和为是向、，。；（“《：]|加盟|创办|成立|就读|^)(?P<body>(?:(?![于在由被入到从与和为是向的了])[\u4e00-\u9fffA-Za-z]){2,14}?"
    r"(?:大学|学院|[中小]学|公司|集团|银行|研究院|研究所|委员会|法院|医院|协会|学会|基金会|联合会|出版社|电视台|俱乐部|博物馆|图书馆|乐队|党))"
    r"(?![长员生部系院校的]?[长员])(?!附属|[部系院])"
)
_ASKS_YEAR, _ASKS_MONTH, _ASKS_DAY = (
    re.compile(pattern) for pattern in (r"年(?!代)|\byear\b", r"[哪几何]一?个?月|\bmonth\b", r"[哪何]一?个?[天日]|几号|\bday\b")
)
_CONTACT = re.compile(
    r"(?<![\d.-])(?:\+?\d{1,3}[ -])?(?:\(?0?\d{2,4}\)?[ -])?\d{3,4}[ -]?\d{4}(?![\d-])"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}|(?:https?://|www\.)[\w./-]+[\w/]"
)


_HAN = re.compile(f"[{HAN}]")
LONGEST_NAME = 4  # words of a person's name in Latin letters


def candidates(part: AskedPart, question: str, text: str) -> list[Span]:
    """Where `text` has something of the kind that `part` asks for and `question` does not itself contain; in order."""
    if part.kind == "date":
        return _new_dates(part.asks.of(fold(question)), question, text)
    if part.kind in ("percent", "money", "number"):
        return [figure.span for figure in _new_figures(part, question, text)]
    known = fold(question)
    return [span for span in _named(part.kind, text) if fold(span.of(text)) not in known]


def _named(kind: Kind, text: str) -> Iterator[Span]:
    if kind == "person":
        han = _HAN.search(text) is not None  # there a Latin name is a gloss of the Chinese one more often than the answer
        found = (name.span for name in names(text) if name.kind == "person")
        yield from (span for span in found if _is_name(span.of(text)) and not (han and span.of(text).isascii()))
    elif kind == "organisation":
        yield from (Span(*match.span("body")) for match in _HAN_BODY.finditer(fold(text)))
    elif kind == "place":
        yield from _places(text)
    elif kind == "contact":
        yield from (Span(*match.span()) for match in _CONTACT.finditer(text))


def _is_name(printed: str) -> bool:
    """A person's name of a few words, none of which owns another: no "Women's Fencing"."""
    return printed.count(" ") < LONGEST_NAME and "'s " not in printed and "’s " not in printed


def _places(text: str) -> Iterator[Span]:
    """What a word of place leads to: 位于重庆市沙坪坝区."""
    yield from (Span(*match.span("place")) for match in _HAN_PLACE.finditer(fold(text)))


def _new_dates(asks: str, question: str, text: str) -> list[Span]:
    asked = dates(question)
    return [date.span for date in dates(text) if _fits(asks, date) and not any(_same_date(date, known) for known in asked)]


def _fits(asks: str, date: Date) -> bool:
    """哪一年 and what year want a year, 几月 a month, 哪天 a day; when wants any of them."""
    return bool(
        (date.year or not _ASKS_YEAR.search(asks))
        and (date.month or not _ASKS_MONTH.search(asks))
        and (date.day or not _ASKS_DAY.search(asks))
    )


def _same_date(a: Date, b: Date) -> bool:
    return (a.year, a.month, a.day, a.years) == (b.year, b.month, b.day, b.years)


def _new_figures(part: AskedPart, question: str, text: str) -> list[Figure]:
    known = {(figure.value, figure.unit) for figure in figures(question)}
    fresh = [figure for figure in figures(text) if (figure.value, figure.unit) not in known and not figure.vague]
    if part.kind != "number":
        return [figure for figure in fresh if figure.kind == part.kind]
    named = [figure for figure in fresh if figure.unit in part.units]
    if named or part.units & MEASURED:
        return named
    others = [f for f in fresh if f.kind == "count" and f.unit not in MEASURED]
    if any(map(is_measure, part.units - {"个"})):  # 多少名 is not answered by 80所, but may be by 80 teachers
        return [f for f in others if f.unit == "个" or not is_measure(f.unit)]
    return others if part.units else fresh
