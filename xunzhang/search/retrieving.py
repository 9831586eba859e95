"""The candidates of a question, and what each arm says of them: vectors, words, and the dictionary's bridge.

How the arms are weighed against each other is `ranking.py`'s.
"""

from __future__ import annotations

import numpy as np

from xunzhang.index.narrowed import Allowed, at_most
from xunzhang.index.opening import Index
from xunzhang.language.codes import family
from xunzhang.search.ranking import Evidence, Settings
from xunzhang.search.understanding import Understood
from xunzhang.types import Mode
from xunzhang.types.arrays import Floats, Rows

NOTHING = np.zeros(0, np.int64)


def find(index: Index, settings: Settings, understood: Understood, allowed: Allowed | None, mode: Mode) -> Rows:
    """Rows int64 (m,), ascending: the best of each arm. `allowed` are those that may be found: None is all, empty is nothing."""
    found = [NOTHING]
    if mode != "keyword":
        found.append(_nearest(index, settings.vector_candidates, understood.pooled, allowed))
    if mode != "semantic" and settings.words:
        found.append(index.lexical.search(understood.question, settings.word_candidates, allowed).rows)
    if mode == "hybrid" and settings.bridge and understood.carried:
        carried = index.lexical.carry(understood.carried, understood.carried_to, settings.bridge_candidates, allowed)
        found.append(carried.rows)
    return np.unique(np.concatenate(found))


def _nearest(index: Index, wanted: int, pooled: Floats, allowed: Allowed | None) -> Rows:
    """The nearest passages in each language: asked for together, and by itself for a language that came out short."""
    together = index.vectors.search(pooled, wanted * len(index.languages.sizes), allowed)[0][0]
    found, languages = [together], index.languages.of(together)
    for language in index.languages.sizes:
        there = index.languages.within(language, allowed)
        if np.count_nonzero(languages == language) < at_most(there, wanted):
            found.append(index.vectors.search(pooled, wanted, there)[0][0])
    return np.concatenate(found)


def weigh(index: Index, understood: Understood, rows: Rows) -> Evidence:
    """Every arm's score of every candidate in `rows` (m,)."""
    late = index.tokens.maxsim(understood.tokens, understood.weights, rows)
    words = index.lexical.score(understood.question, rows)
    bridge = np.zeros_like(words)
    if understood.carried:
        bridge = index.lexical.carry_score(understood.carried, understood.carried_to, rows)
    asked = family(understood.question.language)
    return Evidence(rows, late, words, bridge, index.languages.of(rows), asked, understood.carried_to)
