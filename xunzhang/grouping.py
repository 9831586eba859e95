"""Hits that are the same paragraph in several articles, shown as one group: the best hit, and the others with what they tell
differently.

Owns how much two passages have in common and which of them belong together. What differs between two copies is found by
`differences.py`. Passages of one article are never grouped: an article does not copy itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .dates import dates
from .differences import differences
from .figures import figures
from .text import family, fold
from .types import Copy, Hit, HitGroup, Passage

__all__ = ["differences", "group_hits", "same_paragraph", "shingles"]

# Passages are compared as sets of SHINGLE consecutive letters and digits of the folded text: RESEMBLANCE is the share of the
# union that both have, CONTAINMENT that of the shorter one. Measured on news articles and on shortened, extended and reordered
# copies of their paragraphs (`python -m benchmarks.near_duplicates FOLDER`).
SHINGLE = 4
RESEMBLANCE = 0.45
CONTAINMENT = 0.75
# A shorter passage has too few shingles for containment to tell a copy from a common phrase.
SHORTEST = 30
# Reports of one form on different events (the shares of two companies, the weather of two days) share words but not facts: of
# this many figures and dates in either, at least that share has to be in both.
FEWEST_FACTS, SHARED_FACTS = 3, 0.5


def group_hits(hits: Sequence[Hit]) -> list[HitGroup]:
    """Hits, best first -> groups in the order of their best hits. A hit joins the first group whose best hit it is a copy of.

    Only the best hit of a group is compared, so that a chain of small changes does not tie different paragraphs together.
    """
    shingled = [shingles(hit.passage.text) for hit in hits]
    groups: list[list[int]] = []
    for row, hit in enumerate(hits):
        for group in groups:
            best = hits[group[0]].passage
            if _one_paragraph(hit.passage, best, shingled[row], shingled[group[0]]):
                group.append(row)
                break
        else:
            groups.append([row])
    return [HitGroup(hits[group[0]], tuple(_copy(hits[group[0]], hits[row]) for row in group[1:])) for group in groups]


def same_paragraph(a: Passage, b: Passage) -> bool:
    """Whether two passages of different articles are one paragraph, shortened, extended or slightly reworded in one of them."""
    return _one_paragraph(a, b, shingles(a.text), shingles(b.text))


def _one_paragraph(a: Passage, b: Passage, of_a: frozenset[str], of_b: frozenset[str]) -> bool:
    return _may_be_copies(a, b) and _alike(of_a, of_b) and _share_facts(a.text, b.text)


def _may_be_copies(a: Passage, b: Passage) -> bool:
    return a.article.id != b.article.id and family(a.language) == family(b.language)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    shorter = min(len(a), len(b))
    if not shorter:
        return False
    if shared >= RESEMBLANCE * (len(a) + len(b) - shared):
        return True
    return shorter >= SHORTEST and shared >= CONTAINMENT * shorter


def _share_facts(a: str, b: str) -> bool:
    in_a, in_b = _fact_values(a), _fact_values(b)
    fewer = min(len(in_a), len(in_b))
    return fewer < FEWEST_FACTS or len(in_a & in_b) >= SHARED_FACTS * fewer


@lru_cache(maxsize=1024)
def _fact_values(text: str) -> frozenset[tuple[object, ...]]:
    counted = {(figure.unit, figure.value) for figure in figures(text)}
    return frozenset(counted | {(date.year, date.month, date.day, date.years) for date in dates(text)})


def shingles(text: str) -> frozenset[str]:
    letters = "".join(c for c in fold(text) if c.isalnum())
    return frozenset(letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))) if letters else frozenset()


def _copy(best: Hit, other: Hit) -> Copy:
    return Copy(other.passage, differences(best.passage, other.passage))
