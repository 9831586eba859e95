"""Hits that tell the same in several articles, shown as one group: the best hit, and the others with what they tell differently.

Two passages belong together when they are one paragraph (`resemblance.py`), or when a sentence of both is the same but for a fact
(`differences.py`): the reader of one must be told of the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from .differences import differences
from .resemblance import alike, may_be_copies, shingles
from .types import Copy, Hit, HitGroup, Passage

__all__ = ["differences", "group_hits"]

# Passages with fewer shingles in common share no sentence worth comparing.
ONE_SENTENCE = 12


def group_hits(hits: Sequence[Hit]) -> list[HitGroup]:
    """Hits, best first -> groups in the order of their best hits. A hit joins the first group whose best hit tells the same.

    Only the best hit of a group is compared, so that a chain of small changes does not tie different paragraphs together.
    """
    shingled = [shingles(hit.passage.text) for hit in hits]
    groups: list[list[int]] = []
    for row, hit in enumerate(hits):
        for group in groups:
            if _belong_together(hits[group[0]].passage, hit.passage, shingled[group[0]], shingled[row]):
                group.append(row)
                break
        else:
            groups.append([row])
    return [HitGroup(hits[group[0]], tuple(_copy(hits[group[0]], hits[row]) for row in group[1:])) for group in groups]


def _belong_together(best: Passage, other: Passage, of_best: frozenset[str], of_other: frozenset[str]) -> bool:
    if not may_be_copies(best, other) or len(of_best & of_other) < min(ONE_SENTENCE, len(of_best), len(of_other)):
        return False
    return alike(best.text, other.text, of_best, of_other) or bool(differences(best, other))


def _copy(best: Hit, other: Hit) -> Copy:
    return Copy(other.passage, differences(best.passage, other.passage))
