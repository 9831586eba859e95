"""Pinyin syllables, as Chinese names are spelled with them: 刘宴兵 as Liu Yanbing. Their characters are `pinyin.py`'s."""

from __future__ import annotations

import re
from collections.abc import Iterator

SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)


def syllables(word: str) -> int:
    """How many pinyin syllables a Latin word reads as, 1 or 2 as in personal names; 0 where it does not.

    >>> syllables("Liu"), syllables("Yanbing"), syllables("Smith")
    (1, 2, 0)
    """
    return min((len(division) for division in divided(word.lower())), default=0)


def divided(word: str) -> Iterator[list[str]]:
    """A given name's one or two syllables, every way it can be cut: "xian" is one, or two."""
    return divisions(word, 2)


def divisions(word: str, most: int) -> Iterator[list[str]]:
    """A word's syllables, at most `most`, every way it can be cut."""
    if SYLLABLE.fullmatch(word):
        yield [word]
    for cut in range(1, len(word)) if most > 1 else ():
        if SYLLABLE.fullmatch(word, 0, cut):
            yield from ([word[:cut], *rest] for rest in divisions(word[cut:], most - 1))
