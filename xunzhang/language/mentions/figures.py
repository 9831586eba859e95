"""Figures in running text, with the values they stand for: 17.1 亿元, 1.71 billion yuan and 1,710,000,000 元 are one figure.

Owns the patterns of quantities and whether two of them agree. Spans are offsets into the text as printed; folding is for
matching only. Numbers in words are read by `number_words.py`; dates are in `dates.py`, names in `names.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xunzhang.language.folding import fold
from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.number_words import ENGLISH_NUMERAL, MULTIPLIERS, chinese_value, english_value
from xunzhang.language.numerals import HAN_NUMERAL
from xunzhang.language.read_of_late import remembered
from xunzhang.types import Span

FigureKind = Literal["count", "money", "percent", "ordinal", "ratio"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit. `value` counts `unit`s: "CNY", "%", "km", "person", a measure word or an English noun; "" for none.

    `step` is the weight of the last digit printed (17.1 亿: ten million), so that a rounded figure can be told from another one;
    `hedged` figures are printed as approximate (近, 逾, about). `vague` ones are words more often than counts (一个, one).
    """

    span: Span
    kind: FigureKind
    value: Decimal
    unit: str = ""
    step: Decimal = Decimal(1)
    hedged: bool = False
    vague: bool = False


# Canonical unit -> kind, and the unit as printed (folded), in both languages.
_UNITS: dict[str, tuple[FigureKind, str]] = {
    "CNY": ("money", "元|块钱|元人民币|yuan|rmb|renminbi"),
    "USD": ("money", "美元|美金|dollars|dollar"),
    "HKD": ("money", "港元|港币"),
    "EUR": ("money", "欧元|euros|euro"),
    "GBP": ("money", "英镑"),
    "JPY": ("money", "日元|yen"),
    "KRW": ("money", "韩元"),
    "%": ("percent", "%|percent|per cent"),
    "pp": ("percent", "个百分点|percentage points|percentage point"),
    "km2": ("count", "平方公里|平方千米|square kilometers|square kilometres|sq km|km2"),
    "mi2": ("count", "平方英里|square miles|sq mi"),
    "m2": ("count", "平方米|square meters|square metres"),
    "km": ("count", "公里|千米|kilometers|kilometres|kilometer|kilometre|km"),
    "mi": ("count", "英里|miles|mile"),
    "ft": ("count", "英尺|feet|foot|ft"),
    "m": ("count", "米|meters|metres|meter|metre|m"),
    "cm": ("count", "厘米|centimeters|centimetres|cm"),
    "mm": ("count", "毫米|millimeters|millimetres|mm"),
    "t": ("count", "吨|tonnes|tons|tonne|ton"),
    "kg": ("count", "公斤|千克|kilograms|kilogram|kg"),
    "g": ("count", "克|grams|gram"),
    "ha": ("count", "公顷|hectares|hectare"),
    "hour": ("count", "个小时|小时|hours|hour"),
    "minute": ("count", "分钟|minutes|minute"),
    "second": ("count", "秒钟|秒|seconds|second"),
    "week": ("count", "个星期|星期|周|weeks|week"),
    "month": ("count", "个月|months|month"),
    "day": ("count", "天|days|day"),
    "year": ("count", "年|years|year"),
    "year old": ("count", "岁|years old|year-old"),
    "person": ("count", "人次|人|名|位|people|persons|person"),
    "°C": ("count", "摄氏度|℃|°c"),
    "fold": ("count", "倍|times"),
}
_CANONICAL = {printed: (unit, kind) for unit, (kind, names) in _UNITS.items() for printed in names.split("|")}
_CANONICAL |= {
    "$": ("USD", "money"),
    "us$": ("USD", "money"),
    "hk$": ("HKD", "money"),
    "£": ("GBP", "money"),
    "€": ("EUR", "money"),
}
_CANONICAL |= {"¥": ("CNY", "money")}
# Chinese measure words that name their own unit; 个 is the one that also stands in 一个, which counts nothing.
_MEASURE = (
    "个家所项条件种类次场届篇本部册张幅支只头匹台辆架艘门颗枚级例起单期页"
    "股票座栋间套户亩升度代世章节层排队组批轮集款句首道处片块分"
)
# Units of measurement, money and shares: a number with one of these counts nothing else.
MEASURED = frozenset(_UNITS) - {"person"}
_UNIT = "|".join(sorted(map(re.escape, set(_CANONICAL) - set("$£€¥") - {"us$", "hk$"}), key=len, reverse=True))
_UNIT = rf"(?:{_UNIT})(?![a-z])|[{_MEASURE}]"
_MULTIPLIER = rf"(?:{'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![a-z])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"百分之\s?(?P<percent>{_DIGITS}|{HAN_NUMERAL})",
        r"(?<![\d.:])(?P<left>\d{1,4})\s?[:比]\s?(?P<right>\d{1,3})(?![\d:])",
        rf"第\s?(?P<ordinal>\d+|{HAN_NUMERAL})",
        r"(?<![\w.,])(?P<nth>\d+)(?:st|nd|rd|th)(?![a-z])",
        rf"(?:(?P<prefix>us\$|hk\$|[$£€¥])\s?)?(?<![a-z\d._/])(?<!\d,)(?P<digits>{_DIGITS})(?!\d)(?P<half>[½¼¾])?(?=[^a-z]|$|{_MULTIPLIER}|{_UNIT})"
        rf"(?:\s?(?P<times>{_MULTIPLIER}))?(?P<more>[多余])?(?:[\s-]?(?P<unit>{_UNIT}))?",
        rf"(?<![第几数好])(?P<han>{HAN_NUMERAL})(?P<han_more>[多余])?(?P<han_unit>{_UNIT})?",
        rf"(?<![\w-])(?P<words>{ENGLISH_NUMERAL})(?!\w)(?:[ -](?P<words_unit>{_UNIT}))?",
    )
)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _PATTERNS))
_NOUN = re.compile(r"[ -]([a-z]{3,})(?![a-z])")
_NO_NOUN = "and the for with from that were was are than per who which has had have but not its his her into"
_NO_NOUNS = frozenset(_NO_NOUN.split())
_HEDGE = re.compile(
    r"(?:约|近|逾|超过?|多达|不到|不足|接近|至少|最多|将近|突破|about|around|nearly|almost|over|than|least|most|some|approximately)\s?$"
)
_HEDGE_AFTER = re.compile(r"\s?(?:多|余|左右|以上|以下|上下|or so|or more)")
APPROXIMATE = Decimal("0.1")
_HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@remembered
def figures(text: str) -> list[Figure]:
    """The figures of `text`, in order, not overlapping. Digits that belong to a word (BM1520, 5G) or a date are no figures."""
    folded = fold(text)
    dated = [date.span for date in dates(text)]
    read = (_figure(folded, match) for match in _ANY.finditer(folded))
    return [f for f in read if f is not None and not any(f.span.start < d.end and d.start < f.span.end for d in dated)]


def is_measure(unit: str) -> bool:
    """Whether a figure's unit is a Chinese measure word, or counts people: one that cannot stand for another (80所, 1200名)."""
    return unit == "person" or (len(unit) == 1 and unit in _MEASURE)


def unit_of(printed: str) -> str:
    """A folded unit or measure word -> its canonical unit, "" for none: "square miles" -> "mi2", 所 -> "所"."""
    if printed in _CANONICAL:
        return _CANONICAL[printed][0]
    return printed if len(printed) == 1 and printed in _MEASURE else ""


def _figure(folded: str, match: re.Match[str]) -> Figure | None:
    part = match.groupdict()
    start, end = match.span()
    hedged = bool(_HEDGE.search(folded[max(0, start - 14) : start]) or _HEDGE_AFTER.match(folded, end))
    if part["left"]:
        return Figure(Span(start, end), "ratio", Decimal(part["left"]) * 1000 + Decimal(part["right"]), ":")
    if part["ordinal"] or part["nth"]:
        ordinal = _number(part["ordinal"] or part["nth"])
        return None if ordinal is None else Figure(Span(start, end), "ordinal", ordinal[0])
    if part["percent"]:
        share = _number(part["percent"])
        return None if share is None else Figure(Span(start, end), "percent", share[0], "%", share[1], hedged)
    number = _number(part["digits"] or part["han"] or part["words"])
    if number is None:
        return None
    value, step = number
    printed = part["unit"] or part["han_unit"] or part["words_unit"] or ""
    unit, kind = _CANONICAL.get(part["prefix"] or printed, (printed, "count"))
    if part["half"]:
        value, step = value + _HALVES[part["half"]], Decimal("0.25")
    times = MULTIPLIERS.get(part["times"] or "", 1)
    noun = _NOUN.match(folded, end) if not unit else None
    if noun and noun[1] not in _NO_NOUNS:
        unit = noun[1].removesuffix("s")
    if part["han"] and _is_word(part["han"], unit):
        return None
    vague = value == 1 and bool(
        part["words"] or (part["han"] and unit in ("个", "种", "次", "项", "条", "家", "名", "位", "person"))
    )
    hedged = hedged or bool(part["more"] or part["han_more"])
    return Figure(Span(start, end), kind, value * times, unit, step * times, hedged, vague)


def _is_word(numeral: str, unit: str) -> bool:
    """Chinese numerals are parts of words too: 一直, 十分, 三农, 千方百计. Alone, only those with a position count as numbers."""
    if not unit:
        return len(numeral) < 3 or not set(numeral) & set("十百千万亿")
    return numeral in ("十", "百", "千", "万", "千万", "一") and unit in (
        "分",
        "年",
        "代",
        "种",
        "元",
        "世",
        "层",
        "处",
        "片",
        "块",
        "级",
        "时",
    )


def _number(printed: str) -> tuple[Decimal, Decimal] | None:
    """-> (value, weight of the last digit printed): "1,943" -> (1943, 1), "17.1" -> (17.1, 0.1), "一千二百" -> (1200, 100)."""
    if printed[0].isdigit() and printed[0].isascii():
        value = Decimal(printed.replace(",", ""))
        exponent = value.as_tuple().exponent
        return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    value_of = chinese_value if ord(printed[0]) > 0x2FF else english_value
    worded = value_of(printed)
    return None if worded is None else (worded, _worded_step(worded))


def _worded_step(value: Decimal) -> Decimal:
    """A number in words is as exact as its last word: 一千二百 is given to the hundred."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) if value else Decimal(1)


def agree(a: Figure, b: Figure) -> bool:
    """Whether two figures of one kind and unit can both be true of one thing: equal, or one rounded or approximate."""
    if a.value == b.value:
        return True
    tolerance = max(a.step, b.step)
    if not (a.hedged or b.hedged):
        return abs(a.value - b.value) * 2 <= tolerance if a.step != b.step else False
    loose = max(_loose_step(figure) for figure in (a, b) if figure.hedged)
    return abs(a.value - b.value) <= max(tolerance, loose)


def _loose_step(figure: Figure) -> Decimal:
    """What an approximate figure leaves open: 1900 余 is given to the hundred; never more than a tenth of it."""
    exponent = figure.value.normalize().as_tuple().exponent
    weight = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return max(figure.step, min(weight, abs(figure.value) * APPROXIMATE))
