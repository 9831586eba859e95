"""Filters and what is asked of words, as expressions over the fields of a passage (`entities.py`), in Milvus's language.

An expression finds what is asked, but for patterns, similar terms and those at a distance, of which it finds more: then whoever
asks looks again (`is_exact`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, product

import numpy as np

from xunzhang.index.narrowed import Expression
from xunzhang.index.stores.milvus.entities import spaced
from xunzhang.index.word_queries import (
    AllOf,
    AnyOf,
    Boosted,
    Followed,
    HasPatterns,
    HasSimilar,
    HasTerms,
    NoneOf,
    WordQuery,
    Worth,
)
from xunzhang.question.filters import Condition, Holds, OneOf
from xunzhang.types.arrays import Rows

_COLUMNS = {"source": "source", "language": "language", "id": "article_id"}
EVERYTHING, NOTHING = "key >= 0", "key < 0"
MOST_SPELLED = 64  # ways of writing a pattern that are spelled out; of more, characters are left open
_PIECE = re.compile(r"\[([^\[\]]*)\]|(\.\*|.)", re.DOTALL)
_OPEN = {".": "_", ".*": "%"}


def of_conditions(conditions: Iterable[Condition]) -> Expression | None:
    """What holds for passages of the articles that meet all conditions; None where there are none."""
    clauses = [f"not ({_of_condition(each)})" if each.excluded else _of_condition(each) for each in conditions]
    return Expression(_joined(" and ", clauses)) if clauses else None


def _of_condition(condition: Condition) -> str:
    if isinstance(condition, OneOf):
        return f"{_COLUMNS[condition.column]} in {json.dumps(list(condition.values), ensure_ascii=False)}"
    if isinstance(condition, Holds):
        raise TypeError(f"Milvus folds no text: {condition} has to be told by ids")
    first, last = (int(np.datetime64(day, "D").astype(int)) for day in (condition.first, condition.last))
    return f"day >= {first} and day <= {last}"


def of_rows(rows: Rows | Sequence[int]) -> Expression:
    return Expression(f"key in {[int(row) for row in rows]}")


def of_family(family: str) -> Expression:
    return Expression(f"family == {json.dumps(family)}")


def of_words(query: WordQuery) -> str:
    """What holds for passages that match, and where it is not exact, for some that do not."""
    if isinstance(query, HasTerms):
        if query.field == "language":
            return of_family(query.terms[0]).text
        return _like(query.field, spaced(query.terms))
    if isinstance(query, HasPatterns):
        return _joined(" and ", [_spelled(query.field, pattern) for pattern in query.patterns])
    if isinstance(query, Followed):
        return _joined(" and ", [_like(query.field, spaced(terms)) for terms in (query.terms, query.then)])
    if isinstance(query, HasSimilar):
        return _joined(" or ", [f"{query.field} like {json.dumps(f'%{part}%')}" for part in _untouched(query.term, query.most)])
    if isinstance(query, (Boosted, Worth)):
        return of_words(query.part)
    if isinstance(query, AnyOf):
        return _joined(" or ", map(of_words, query.parts)) if query.parts else NOTHING
    if isinstance(query, AllOf):
        return _joined(" and ", map(of_words, query.parts))
    if isinstance(query, NoneOf):
        exact = [each for each in query.parts if is_exact(each)]  # of the others more would be left out than is meant
        return f"not ({_joined(' or ', map(of_words, exact))})" if exact else EVERYTHING
    return EVERYTHING


def is_exact(query: WordQuery) -> bool:
    """Whether `of_words` holds for what matches and nothing else."""
    if isinstance(query, (Boosted, Worth)):
        return is_exact(query.part)
    if isinstance(query, (AnyOf, AllOf, NoneOf)):
        return all(map(is_exact, query.parts))
    return not isinstance(query, (HasPatterns, Followed, HasSimilar))


def _untouched(term: str, most: int) -> list[str]:
    """Parts of a term, one of which has to be left whole where so many letters change: a change touches two at most."""
    parts = 2 * most + 1
    ends = [at * len(term) // parts for at in range(parts + 1)]
    return [term[begin:end] for begin, end in pairwise(ends)]


def _joined(word: str, clauses: Iterable[str]) -> str:
    return word.join(f"({clause})" for clause in dict.fromkeys(clauses))


def _like(field: str, text: str) -> str:
    return f"{field} like {json.dumps(f'%{text}%', ensure_ascii=False)}"


def _spelled(field: str, pattern: str) -> str:
    """A term of a pattern: its alternatives spelled out, or with "_" for characters of which there would be too many."""
    written: list[str] = []
    for alternative in pattern.split("|"):
        sets = [[*some] if some else [_OPEN.get(one) or spaced([one]).strip()] for some, one in _PIECE.findall(alternative)]
        while np.prod([len(each) for each in sets]) > MOST_SPELLED:
            widest = max(sets, key=len)
            sets[sets.index(widest)] = ["_"]
        written += ["".join(letters) for letters in product(*sets)]
    return _joined(" or ", [_like(field, f" {each} ") for each in dict.fromkeys(written)])
