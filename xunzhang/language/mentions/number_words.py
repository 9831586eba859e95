"""Values of numbers in words, Chinese (一千二百, 二〇二四, 三点五) and English (twenty-one, three hundred), and of multipliers.

Owns what a numeral is worth and the patterns that find one in folded text. What the number counts is read by `figures.py`;
`figure_terms.py` makes index terms of numbers instead.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POSITIONS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

# Printed after a number, these multiply it.
MULTIPLIERS = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12, "tn": 10**12,
}  # fmt: skip

_UNDER_TWENTY = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_WORDS = {word: i for i, word in enumerate(f"{_UNDER_TWENTY} eighteen nineteen".split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS |= {word: 10 * i for i, word in enumerate(_TENS.split(), 2)}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

CHINESE_NUMERAL = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_SCALED = rf"(?: (?:hundred|thousand|million|billion|trillion)(?: (?:and )?(?:{_WORD})(?:-(?:{_WORD}))?)?)"
ENGLISH_NUMERAL = rf"(?:{_WORD})(?:[ -](?:{_WORD}))*{_SCALED}*"


def chinese_value(numeral: str) -> Decimal | None:
    """-> the value, or None for what only looks like a numeral: 一千二百 -> 1200, 二〇二四 -> 2024, 三点五 -> 3.5, 万 -> None."""
    whole, _, fraction = numeral.partition("点")
    value = _positional(whole) if any(c in _POSITIONS or c in _MYRIADS for c in whole) else _digit_run(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in fraction)}")


def _digit_run(numeral: str) -> int | None:
    """二〇二四 -> 2024. Two or three digits in a row without positions (三四, 七八) are "three or four", not a number."""
    if len(numeral) in (2, 3) and not set(numeral) & set("零〇"):
        return None
    return int("".join(str(_DIGITS[c]) for c in numeral))


def _positional(numeral: str) -> int | None:
    if numeral[0] in "百千万亿零〇":
        return None
    total = section = digit = 0
    for previous, c in zip(" " + numeral, numeral, strict=False):
        if c in _DIGITS:
            if _DIGITS.get(previous):
                return None
            digit = _DIGITS[c]
        elif c in _POSITIONS:
            section, digit = section + (digit or 1) * _POSITIONS[c], 0
        else:
            total = (total + section + digit) * _MYRIADS[c] if c == "亿" else total + (section + digit) * _MYRIADS[c]
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
