"""Values of numbers in words, Chinese (一千二百, 二〇二四, 三点五) and English (twenty-one, three hundred), and of multipliers.

Owns what a numeral is worth and the patterns that find one in folded text. What the number counts is read by `figures.py`;
`figure_terms.py` makes index terms of numbers instead.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod

from xunzhang.language.numerals import ENGLISH_SCALES, HAN_DIGITS, HAN_SCALES, HAN_ZEROS, SMALL, TENS

_MYRIADS = "万亿"

# Printed after a number, these multiply it.
_HAN_MULTIPLIERS = ["百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"]
MULTIPLIERS = {scale: prod(HAN_SCALES[c] for c in scale) for scale in _HAN_MULTIPLIERS} | ENGLISH_SCALES

_WORDS = {"zero": 0} | SMALL | TENS
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

_SCALED = rf"(?: (?:hundred|thousand|million|billion|trillion)(?: (?:and )?(?:{_WORD})(?:-(?:{_WORD}))?)?)"
ENGLISH_NUMERAL = rf"(?:{_WORD})(?:[ -](?:{_WORD}))*{_SCALED}*"


def chinese_value(numeral: str) -> Decimal | None:
    """-> the value, or None for what only looks like a numeral: 一千二百 -> 1200, 二〇二四 -> 2024, 三点五 -> 3.5, 万 -> None."""
    whole, _, fraction = numeral.partition("点")
    value = _positional(whole) if any(c in HAN_SCALES for c in whole) else _digit_run(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{''.join(str(HAN_DIGITS[c]) for c in fraction)}")


def _digit_run(numeral: str) -> int | None:
    """二〇二四 -> 2024. Two or three digits in a row without positions (三四, 七八) are "three or four", not a number."""
    if len(numeral) in (2, 3) and not HAN_ZEROS & set(numeral):
        return None
    return int("".join(str(HAN_DIGITS[c]) for c in numeral))


def _positional(numeral: str) -> int | None:
    if numeral[0] in "百千万亿零〇":
        return None
    total = section = digit = 0
    for previous, c in zip(" " + numeral, numeral, strict=False):
        if c in HAN_DIGITS:
            if HAN_DIGITS.get(previous):
                return None
            digit = HAN_DIGITS[c]
        elif c not in _MYRIADS:
            section, digit = section + (digit or 1) * HAN_SCALES[c], 0
        else:
            total = (total + section + digit) * HAN_SCALES[c] if c == "亿" else total + (section + digit) * HAN_SCALES[c]
            section = digit = 0
    return total + section + digit


def english_value(numeral: str) -> Decimal | None:
    """-> the value of number words in lower case: "twenty-one" -> 21, "three hundred and five" -> 305."""
    total = section = 0
    for word in re.split(r"[ -]", numeral):
        if word in _WORDS:
            section += _WORDS[word]
        elif word == "hundred":
            section *= 100
        elif word in MULTIPLIERS:
            total, section = total + section * MULTIPLIERS[word], 0
        elif word != "and":
            return None
    return Decimal(total + section)
