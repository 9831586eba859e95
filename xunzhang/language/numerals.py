"""What numerals are made of, Chinese and English: digits, scales and number words.

What a whole numeral is worth is worked out where it is found: for index terms in `figure_terms.py`, which leaves 一万二 alone,
and for comparing what texts tell in `mentions/number_words.py`, which reads what is there.
"""

from __future__ import annotations

HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
HAN_ZEROS = frozenset(c for c, digit in HAN_DIGITS.items() if not digit)
HAN_SCALES = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
# What a numeral is written with, and one as a pattern. ○ is a nought in a date alone: elsewhere it stands for what is left blank.
HAN_FIGURES = "零〇一二两三四五六七八九十百千万亿"
HAN_NUMERAL = f"[{HAN_FIGURES}]+(?:点[零〇一二三四五六七八九]+)?"
HAN_DATE_FIGURES = "〇零○一二三四五六七八九十"

ENGLISH_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6,
    "billion": 10**9, "bn": 10**9, "bln": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip


def _numbered(words: str, start: int, step: int = 1) -> dict[str, int]:
    return {word: step * value for value, word in enumerate(words.split(), start)}


SMALL = _numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen",
    1,
)
TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2, 10)
ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
)
