"""Figures in running text, in digits or words, Chinese or English, as index terms that are equal when the figures are.

`94.6%`, `94.6 percent` and 百分之九十四点六 give "94.6%"; `17.1 亿`, `1.71 billion` and `1,710,000,000` give "1710000000";
第六 and sixth give "第6"; 11月19日 and November 19 give "11月19日"; 三大 and three give "3". A scale is multiplied out
exactly (in decimals), so that 17.1亿 and 171亿 never meet. Works on folded text (`text.fold`); nothing here is shown to anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod

from xunzhang.language.calendar_words import MONTH_NUMBERS
from xunzhang.language.numerals import (
    ENGLISH_SCALES,
    HAN_DIGITS,
    HAN_FIGURES,
    HAN_NUMERAL,
    HAN_SCALES,
    HAN_ZEROS,
    ORDINALS,
    SMALL,
    TENS,
)

_CARDINALS = frozenset({*SMALL, *TENS})
# A month's name on its own is a date unless it is an abbreviation or another word as well.
MONTHS_ALONE = frozenset(name for name in MONTH_NUMBERS if len(name) > 3) - {"march", "sept"}
# A Han digit on its own is a figure only before a measure word; 一 is left out, since 一个 is "a" and 一大 "a large".
MEASURES = "个名位次年月日天岁人所家种类项大座届场部条支件间块只辆架艘倍期轮篇份批级层阶步成处组周万亿"

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,12}|\d+)(?:\.\d+)?"
_HAN_DIGIT = "[一二两三四五六七八九]"
_SMALL_WORDS = "|".join(sorted(_CARDINALS, key=len, reverse=True))
_SCALE_WORDS = "|".join(sorted(ENGLISH_SCALES, key=len, reverse=True))
_MONTH_WORDS = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))

_SCALED_PART = re.compile(rf"(?<!\d)({_NUMBER})\s?[多余]?([十百千]?万?亿|[十百千]?万|千)")
_SCALED = re.compile(rf"(?<![\d.,])(?:{_SCALED_PART.pattern}\s?)+")
_PERCENT = re.compile(rf"(?<![\d.,])({_NUMBER})\s?(?:%|percent\b|per cent\b|pct\b)")
_ENGLISH_SCALED = re.compile(rf"(?<![\d.,])({_NUMBER})[- ]?({_SCALE_WORDS})\b")
_ENGLISH_NUMBER = re.compile(
    rf"\b(?:{_SMALL_WORDS})(?:[- ](?:and )?(?:{_SMALL_WORDS}|hundred|thousand|million|billion|trillion))*\b"
)
_DIGITS_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_WORD_ORDINAL = re.compile(rf"\b(?:({'|'.join(TENS)})-)?({'|'.join(ORDINALS)})\b")
_HAN_ORDINAL = re.compile(rf"第\s?(\d+|{HAN_NUMERAL})")
_HAN_PERCENT = re.compile(rf"百分之({HAN_NUMERAL})")
_HAN_CARDINAL = re.compile(rf"(?<![第之点{HAN_FIGURES}])({HAN_NUMERAL})([{MEASURES}])?")
_HAN_SECTION = re.compile(
    rf"(?:({_HAN_DIGIT}?)千)?(?:零?({_HAN_DIGIT}?)百)?(?:零?({_HAN_DIGIT}?)十)?(?:(?:零|(?<=十)|^)({_HAN_DIGIT}))?"
)
_HAN_DAY = r"(?:\s?(?P<day>\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号])?"
_HAN_DATE = re.compile(rf"(?<![\d十])(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s?月{_HAN_DAY}")
_ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH_WORDS})\b\.?"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?\b)?(?P<year>,? \d{4}\b)?"
)
_DECADE = re.compile(r"\b(\d{2,4})s\b")
_WORDS = re.compile("[a-z]{3,}")
_HAS_HAN_FIGURE = re.compile(f"[{HAN_FIGURES}]")
_HAS_DIGIT = re.compile(r"\d")

Figure = tuple[str, int, int]  # term, start, end


def figure_terms(folded: str) -> Iterator[Figure]:
    """The figures in `folded` as (term, start, end), terms as in the module's docstring; one figure may give several.

    Plain digits (1943) are left to the caller, to whom they are words like others.
    """
    has_digit = _HAS_DIGIT.search(folded) is not None
    has_han = _HAS_HAN_FIGURE.search(folded) is not None
    if has_digit:
        yield from _scaled_and_percent(folded)
    if has_digit or has_han:
        yield from _han_dates_and_ordinals(folded)
    if has_han:
        yield from _han_figures(folded)
    words = set(_WORDS.findall(folded))  # the patterns of words are slow, and most texts hold none
    if not words.isdisjoint(_CARDINALS):
        yield from _english_cardinals(folded)
    if not words.isdisjoint(ORDINALS):
        yield from _english_ordinals(folded)
    if not words.isdisjoint(MONTH_NUMBERS):
        yield from _english_dates(folded)


def canonical(number: Decimal) -> str:
    """Plain decimal digits without an exponent or trailing zeros: 1.50 -> "1.5", 1.71E+9 -> "1710000000"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def han_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral such as 三千七百六十七万, 二〇二四 or 九十四点六; None when it is none (三四, 万一)."""
    whole, _, fraction = text.partition("点")
    value = _han_positional(whole) if set(whole) <= set(HAN_DIGITS) else _han_compound(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(HAN_DIGITS[c]) for c in fraction) or 0}")


def _han_positional(text: str) -> int | None:
    """二〇二四 -> 2024. Two or three digits in a row are no number (三四个, 九一八) unless one is zero."""
    if not text or (len(text) in (2, 3) and not HAN_ZEROS & set(text)):
        return None
    return int("".join(str(HAN_DIGITS[c]) for c in text))


def _han_compound(text: str, limit: int = 2) -> int | None:
    """三千七百六十七万 -> 37670000: what stands before the last 亿, then before 万, then units up to 千."""
    if not limit:
        match = _HAN_SECTION.fullmatch(text)
        if not match or not text:
            return None
        marks = ("千" in text, "百" in text, "十" in text, match[4] is not None)
        digits = [HAN_DIGITS[c] if c else 1 for c in match.groups()]
        return sum(mark * digit * unit for mark, digit, unit in zip(marks, digits, (1000, 100, 10, 1), strict=True))
    scale = "亿" if limit == 2 else "万"
    if scale not in text:
        return _han_compound(text, limit - 1)
    high, _, low = text.rpartition(scale)
    above = _han_compound(high, limit - 1) if high else None
    below = _han_compound(low, limit - 1) if low else 0
    # A bare digit after a scale is short for the next one down (一万二), and rare: left alone.
    if above is None or below is None or (low and not (low[0] in "零〇" or low[-1] in "十百千万" or "千" in low)):
        return None
    return above * HAN_SCALES[scale] + below


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _scaled_and_percent(folded: str) -> Iterator[Figure]:
    for match in _SCALED.finditer(folded):
        value = sum(
            (_decimal(number) * prod(HAN_SCALES[c] for c in scale) for number, scale in _SCALED_PART.findall(match.group())),
            Decimal(0),
        )
        yield canonical(value), match.start(), match.end()
    for match in _PERCENT.finditer(folded):
        yield f"{canonical(_decimal(match[1]))}%", match.start(), match.end()
    for match in _ENGLISH_SCALED.finditer(folded):
        yield canonical(_decimal(match[1]) * ENGLISH_SCALES[match[2]]), match.start(), match.end()
    for match in _DIGITS_ORDINAL.finditer(folded):
        yield f"第{int(match[1])}", match.start(), match.end()
        yield match[1], match.start(), match.end()
    for match in _DECADE.finditer(folded):
        yield match[1], match.start(), match.end()


def _han_dates_and_ordinals(folded: str) -> Iterator[Figure]:
    for match in _HAN_DATE.finditer(folded):
        month, day = (_day_or_month(match[part]) for part in ("month", "day"))
        if month and month <= 12:
            yield f"{month}月", match.start(), match.end()
            if day and day <= 31:
                yield f"{month}月{day}日", match.start(), match.end()
    for match in _HAN_ORDINAL.finditer(folded):
        value = Decimal(match[1]) if match[1].isdigit() else han_number(match[1])
        if value is not None:
            yield f"第{canonical(value)}", match.start(), match.end()


def _day_or_month(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    value = han_number(text)
    return None if value is None else int(value)


def _han_figures(folded: str) -> Iterator[Figure]:
    for match in _HAN_PERCENT.finditer(folded):
        if (value := han_number(match[1])) is not None:
            yield f"{canonical(value)}%", match.start(), match.end()
    for match in _HAN_CARDINAL.finditer(folded):
        text = match[1]
        if (len(text) == 1 and (not match[2] or text in "零〇一百千万亿")) or (value := han_number(text)) is None:
            continue
        yield canonical(value), match.start(), match.end(1)


def _english_cardinals(folded: str) -> Iterator[Figure]:
    for match in _ENGLISH_NUMBER.finditer(folded):
        value = _english_number(match.group())
        if value is not None and value != 1:
            yield str(value), match.start(), match.end()


def _english_ordinals(folded: str) -> Iterator[Figure]:
    for match in _WORD_ORDINAL.finditer(folded):
        yield f"第{(TENS[match[1]] if match[1] else 0) + ORDINALS[match[2]]}", match.start(), match.end()


def _english_number(text: str) -> int | None:
    """two hundred and fifty thousand -> 250000; None where words merely stand in a row (one two)."""
    total, current, last = 0, 0, 10**3
    for word in re.findall("[a-z]+", text):
        if word in ENGLISH_SCALES:
            scale, last = ENGLISH_SCALES[word], 10**3
            total, current = (total, current * scale) if scale == 100 else (total + current * scale, 0)
        elif word != "and":
            value = SMALL.get(word) or TENS[word]
            if len(str(value)) >= len(str(last)) or (last < 100 and value >= 10):
                return None
            current, last = current + value, value
    return total + current


def _english_dates(folded: str) -> Iterator[Figure]:
    for match in _ENGLISH_DATE.finditer(folded):
        day = match["day"] or match["after"]
        if not (day or match["year"] or match["month"] in MONTHS_ALONE):
            continue
        month = MONTH_NUMBERS[match["month"]]
        yield f"{month}月", match.start(), match.end()
        if day and 1 <= int(day) <= 31:
            yield f"{month}月{int(day)}日", match.start(), match.end()
