"""Whether two passages of different articles are one paragraph: copied, shortened, extended or slightly reworded.

Compares letters, not meaning, and facts, so that reports of one form on different events are told apart. Passages of one article
are never the same: an article does not copy itself.
"""

from __future__ import annotations

from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.figures import figures
from xunzhang.types import Passage

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


def same_paragraph(a: Passage, b: Passage) -> bool:
    return may_be_copies(a, b) and alike(a.text, b.text, shingles(a.text), shingles(b.text))


def may_be_copies(a: Passage, b: Passage) -> bool:
    return a.article.id != b.article.id and family(a.language) == family(b.language)


def alike(a: str, b: str, of_a: frozenset[str], of_b: frozenset[str]) -> bool:
    """Whether two texts, of which the shingles are given, are the same but for shortening, extending and rewording."""
    shared, shorter = len(of_a & of_b), min(len(of_a), len(of_b))
    if not shorter:
        return False
    resemble = shared >= RESEMBLANCE * (len(of_a) + len(of_b) - shared)
    contained = shorter >= SHORTEST and shared >= CONTAINMENT * shorter
    return (resemble or contained) and _share_facts(a, b)


def shingles(text: str) -> frozenset[str]:
    """Every run of SHINGLE letters and digits of the folded text; of a shorter text, all of it."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    return frozenset(letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1))) if letters else frozenset()


def _share_facts(a: str, b: str) -> bool:
    in_a, in_b = _fact_values(a), _fact_values(b)
    fewer = min(len(in_a), len(in_b))
    return fewer < FEWEST_FACTS or len(in_a & in_b) >= SHARED_FACTS * fewer


def _fact_values(text: str) -> frozenset[tuple[object, ...]]:
    counted = {(figure.unit, figure.value) for figure in figures(text)}
    return frozenset(counted | {(date.year, date.month, date.day, date.years) for date in dates(text)})
