"""Hits that tell the same in several articles, shown as one group: the best hit, and the others with what they tell differently.

Two passages belong together when they are one paragraph (`resemblance.py`), or when a sentence of both is the same but for a fact
(`differences.py`): the reader of one must be told of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from xunzhang.search.differences import DISTINCTIVE_DIGITS, ToldFacts, compare, differences
from xunzhang.search.resemblance import alike, may_be_copies, shingles
from xunzhang.types import Copy, Hit, HitGroup, Passage

__all__ = ["differences", "group_hits"]

# Passages with fewer shingles in common share no sentence worth comparing.
ONE_SENTENCE = 12
_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def group_hits(hits: Sequence[Hit]) -> list[HitGroup]:
    """Hits, best first -> groups in the order of their best hits. A hit joins the first group whose best hit tells the same.

    Only the best hit of a group is compared, so that a chain of small changes does not tie different paragraphs together.
    """
    passages = [_Read(hit.passage) for hit in hits]
    groups: list[list[int]] = []
    for row, passage in enumerate(passages):
        group = next((group for group in groups if passages[group[0]].belongs_with(passage)), None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return [_group([hits[row] for row in group], [passages[row] for row in group]) for group in groups]


def _group(hits: Sequence[Hit], passages: Sequence[_Read]) -> HitGroup:
    copies = (Copy(other.passage, compare(passages[0].account, other.account)) for other in passages[1:])
    return HitGroup(hits[0], tuple(copies))


class _Read:
    """A passage with what comparing it needs, each read at most once: facts only of those that have a sentence in common."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._shingles = shingles(passage.text)
        self._numbers = frozenset(_telling_numbers(passage.text))

    @cached_property
    def account(self) -> ToldFacts:
        return ToldFacts.of(self.passage)

    def belongs_with(self, other: _Read) -> bool:
        shared = len(self._shingles & other._shingles)
        if not may_be_copies(self.passage, other.passage) or shared < min(
            ONE_SENTENCE, len(self._shingles), len(other._shingles)
        ):
            return False
        if alike(self.passage.text, other.passage.text, self._shingles, other._shingles):
            return True
        # Two accounts that give one fact differently agree in another figure, or `compare` would say nothing.
        return not self._numbers.isdisjoint(other._numbers) and bool(compare(self.account, other.account))


def _telling_numbers(text: str) -> Iterator[str]:
    """Numbers of as many digits that count as make a figure distinctive, without separators; a year tells nothing."""
    for match in _NUMBER.finditer(text):
        number = match[0].replace(",", "")
        digits = number.replace(".", "").strip("0")
        if len(digits) >= DISTINCTIVE_DIGITS and not _YEAR.fullmatch(number):
            yield number
