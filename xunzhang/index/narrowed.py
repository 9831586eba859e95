"""What a question is narrowed to: the passages that may be found, as a list of rows or as an expression of the store's engine.

On one machine filters become rows once, and every part of an index is given them. A store on other machines is given an
expression over metadata and words instead, so that a filter that leaves a million passages travels as a line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xunzhang.types.arrays import Rows


@dataclass(frozen=True, slots=True)
class Expression:
    """What has to hold of a passage, in the words of the engine whose part of an index made it."""

    text: str


Allowed = Rows | Expression
"""Rows int64 (m,), ascending, where empty is nothing; or an expression. None in its place is everything."""


def both(one: Allowed | None, other: Allowed | None) -> Allowed | None:
    """What both leave. Rows and an expression do not meet: an index makes the one or the other."""
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Expression) and isinstance(other, Expression):
        return Expression(f"({one.text}) and ({other.text})")
    return np.intersect1d(rows_of(one), rows_of(other), assume_unique=True)


def rows_of(allowed: Allowed) -> Rows:
    """Those of a part that knows rows alone. Raises TypeError for an expression, which is another engine's."""
    if isinstance(allowed, Expression):
        raise TypeError(f"an expression of another engine, {allowed.text!r}, where rows are wanted")
    return allowed


def at_most(allowed: Allowed, most: int) -> int:
    """How many are left as far as is known without asking, `most` where it is not."""
    return most if isinstance(allowed, Expression) else min(len(allowed), most)


def leaves_nothing(allowed: Allowed | None) -> bool:
    """Whether it is known without asking that nothing is left."""
    return allowed is not None and not isinstance(allowed, Expression) and not len(allowed)
