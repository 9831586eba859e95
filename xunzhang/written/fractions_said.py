"""Fractions in words, in either language: 三分之二 and two-thirds are one. Percentages are figures (`mentions/figures.py`)."""

from __future__ import annotations

import re
from fractions import Fraction

from xunzhang.language.folding import fold
from xunzhang.language.mentions.number_words import chinese_value
from xunzhang.language.numerals import SMALL
from xunzhang.types import Span

_HAN = re.compile(r"(?P<parts>[一二三四五六七八九十]{1,3}|\d{1,2})\s?分之\s?(?P<taken>[一二两三四五六七八九十]{1,3}|\d{1,2})")
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_TAKEN = "|".join(SMALL)
_ENGLISH = re.compile(rf"(?<![\w-])(?P<taken>{_TAKEN}|an?|\d{{1,2}})[ -](?P<parts>half|{'|'.join(_PARTS)})s?(?!\w)")


def fractions_in(text: str) -> list[tuple[Span, Fraction]]:
    """The fractions of `text`, where they stand and what they come to."""
    folded = fold(text)
    found = []
    for pattern in (_HAN, _ENGLISH):
        for match in pattern.finditer(folded):
            taken, parts = _whole(match["taken"]), _whole(match["parts"])
            if taken and parts:
                found.append((Span(*match.span()), Fraction(taken, parts)))
    return found


def _whole(printed: str) -> int:
    if printed.isascii():
        return int(printed) if printed.isdigit() else _PARTS.get(printed) or SMALL.get(printed, 1)
    return int(chinese_value(printed.replace("两", "二")) or 0)
