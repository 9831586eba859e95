"""Conditions on articles (`question/filters.py`) as SQL over the catalogue's table of articles, here called `a`."""

from __future__ import annotations

from collections.abc import Iterable

from xunzhang.question.filters import Condition, Holds, OneOf

# SQLite's `date` gives a day back as it came only where it is in the calendar; without a modifier it lets 30 February pass.
_FULL_DATE = "substr({0}, 11, 1) IN ('', 'T') AND date(substr({0}, 1, 10), '+0 days') = substr({0}, 1, 10)"

FOLDED = "folded"  # the function that whoever asks gives SQLite: `language/folding.fold`


def where(conditions: Iterable[Condition]) -> tuple[str, list[str]]:
    """-> an expression that holds for the articles that meet all of them, one or more, and the values of its parameters."""
    clauses: list[str] = []
    values: list[str] = []
    for condition in conditions:
        clause, given = _clause(condition)
        clauses.append(f"NOT ({clause})" if condition.excluded else clause)
        values += given
    return " AND ".join(clauses), values


def _clause(condition: Condition) -> tuple[str, tuple[str, ...]]:
    column = f"a.{condition.column}"
    if isinstance(condition, OneOf):
        return f"{column} IN ({','.join('?' * len(condition.values))})", condition.values
    if isinstance(condition, Holds):
        return f"({' OR '.join([f'instr({FOLDED}({column}), ?)'] * len(condition.texts))})", condition.texts
    return f"{column} >= ? AND substr({column}, 1, 10) <= ? AND {_FULL_DATE.format(column)}", (condition.first, condition.last)
