"""Words broken at the end of a line: the hyphen goes where the word is one without it, and stays in a compound.

What counts is the document's own words first, then the English words of CC-CEDICT's glosses; where neither knows the word, two
parts that are words themselves keep their hyphen.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from xunzhang.language.dictionaries.cedict import source_file
from xunzhang.messages.wording import say
from xunzhang.reading.lines.line import join

HYPHENS = say("left_out.hyphens")
_SOFT = "\u00ad"
_BROKEN = re.compile(rf"(?<![^\W\d_])([^\W\d_]+(?:-[^\W\d_]+){{0,6}})([-\u2010{_SOFT}])$")
_REST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:-[^\W\d_]+)*(?![^\W\d_-])")
_FIGURE, _FIGURES_REST = re.compile(r"\d,$"), re.compile(r"\d{3}(?!\d)")
COMMON = 5  # times in the glosses: a word that compounds are made of
_ENDINGS = ("", "s", "es", "ed", "d", "ing", "ly", "er", "ers")


class DocumentWords:
    """The words of a document, and how lines of it are joined; `undone` counts the hyphens that went."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._own: Counter[str] = Counter()
        self.undone = 0
        after_break = False
        for line in lines:
            whole = _REST.sub("", line, count=1) if after_break and _REST.match(line) else line
            broken = _BROKEN.search(line)
            after_break = broken is not None
            self._own.update(word.lower() for word in _WORD.findall(whole[: -len(broken.group())] if broken else whole))

    def join(self, before: str, after: str) -> str:
        """Two lines of a paragraph as one."""
        if _FIGURE.search(before) and _FIGURES_REST.match(after):
            return before + after  # 2,|300
        broken, rest = _BROKEN.search(before), _REST.match(after)
        if not broken or not rest or not rest.group()[0].islower():
            return join(before, after)
        if broken.group(2) == _SOFT or self._is_whole(broken.group(1).lower(), rest.group().lower()):
            self.undone += 1
            return before[:-1] + after
        return before + after

    def _is_whole(self, first: str, rest: str) -> bool:
        whole, compound = first + rest, f"{first}-{rest}"
        for known in (self._own, _english()):
            if compound in known:
                return False
            if _is_known(whole, known):
                return True
        return not all(len(part) > 2 and (self._own[part] or _english()[part] >= COMMON) for part in (first, rest))


def _is_known(word: str, known: Counter[str]) -> bool:
    """Is it there, in American spelling perhaps, or a word of which it is an ordinary form: harbours, pruned, telling?"""
    for spelled in (word, word.replace("our", "or").replace("is", "iz")):
        stems = {spelled[: len(spelled) - len(end)] for end in _ENDINGS if spelled.endswith(end)}
        if any(stem in known for stem in stems):
            return True
        if spelled.endswith(("ed", "ing")) and f"{re.sub('(?:ed|ing)$', '', spelled)}e" in known:
            return True
    return False


@lru_cache(maxsize=1)
def _english() -> Counter[str]:
    """How often the glosses have a word that is no name."""
    with gzip.open(source_file(), "rt", encoding="utf-8") as file:
        return Counter(re.findall(r"(?<![\w-])[a-z]{3,}(?:-[a-z]+)*(?![\w-])", file.read()))
