"""Figures and dates that OCR is unsure of: a digit that it saw badly, one that it seems to have passed over.

A word that is read wrong is seen to be wrong by whoever reads it; a figure is not. So figures alone are told of, each with the
least confidence of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from xunzhang.types.characters import HAN

SURE = 0.9  # a figure below: of 30 lines set at 16 to 30 pixels, every wrong digit had .82 or less
PASSED_OVER = 0.5  # the confidence at most of a figure with a gap in it that a digit would fill
WIDE_GAP = 1.7  # of the usual distance between two characters
_HAN_DIGITS = "〇○零一二三四五六七八九"
_HAN_NUMERALS = f"{_HAN_DIGITS}十百千万萬亿億两兩廿卅"
_FIGURE = re.compile(
    rf"[0-9０-９][0-9０-９.,，:：/／%％‰-]*[0-9０-９%％‰]|[0-9０-９]|[{_HAN_NUMERALS}]{{2,}}|[{_HAN_NUMERALS}](?=[年月日号號时時%％])"
)
_SHORT_YEAR = re.compile(rf"(?<![{_HAN_NUMERALS}])[{_HAN_DIGITS}]{{3}}(?=年)")
_HAN_OR_FIGURE = re.compile(f"[{HAN}〇○0-9０-９]")


class Doubt(NamedTuple):
    """A figure of a line: where it stands in the line's text, and how sure OCR is of it, 0..1."""

    start: int
    end: int
    confidence: float


def doubts(text: str, confidences: Sequence[float], places: Sequence[float] = ()) -> list[Doubt]:
    """The figures and dates of a line to be checked.

    `confidences` are those of its characters; `places`, where known, are how far along the line each stands (nan for a space).

    >>> doubts("长二二四米", [1, 1, 0.6, 1, 1])
    [Doubt(start=1, end=4, confidence=0.6)]
    """
    if len(confidences) != len(text):
        return []
    gaps = _gaps(text, places) if len(places) == len(text) else []
    short = {match.span() for match in _SHORT_YEAR.finditer(text)}
    found = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        least = min(confidences[start:end])
        if any(start - 1 <= at < end for at in gaps) or (start, end) in short:
            least = min(least, PASSED_OVER)
        if least < SURE:
            found.append(Doubt(start, end, least))
    return found


def _gaps(text: str, places: Sequence[float]) -> list[int]:
    """The characters after which another would fit that was not read."""
    pairs = [
        (at, after - before)
        for at, ((before, one), (after, other)) in enumerate(pairwise(zip(places, text, strict=True)))
        if _HAN_OR_FIGURE.match(one) and _HAN_OR_FIGURE.match(other)
    ]
    wide = [distance for at, distance in pairs if not text[at : at + 2].isascii()]
    if len(wide) < 4:
        return []
    usual = median(wide)
    return [at for at, distance in pairs if distance > WIDE_GAP * usual]
