"""What a filter means, as conditions on an article's columns, all of which have to hold.

Said here alone: a search and the facets hold them against the articles' columns (`index/columns.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xunzhang.language.codes import taken_in
from xunzhang.language.folding import fold
from xunzhang.language.iso_dates import FIRST_DAY, LAST_DAY
from xunzhang.question.bounds import covered
from xunzhang.types import Filters
from xunzhang.types.question import FieldDemand, FieldName

Column = Literal["source", "language", "date", "id"]  # fields of `ArticleHead` that filters narrow
Named = Literal["source", "title", "byline"]  # those that a question's fields name


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column holds one of `values`; none where there are none."""

    column: Column
    values: tuple[str, ...]
    excluded: bool = False  # what meets it is left out


@dataclass(frozen=True, slots=True)
class Within:
    """The column holds a full date (`IsoDate.is_full`), a time of day behind it or not, from `first` to `last`, inclusive.

    Both are full ISO dates. A date that is less exact, has no year or is in no calendar is within nothing.
    """

    column: Column
    first: str
    last: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """The column holds one of `texts`, which are folded, somewhere in what it is when folded."""

    column: Named
    texts: tuple[str, ...]
    excluded: bool = False


Narrowed = OneOf | Within
Condition = Narrowed | Holds
_NAMED: dict[FieldName, Named] = {"outlet": "source", "title": "title", "author": "byline"}


def of_fields(fields: Sequence[FieldDemand]) -> tuple[Condition, ...]:
    """The conditions of a question's fields: of one field any, of several all, and of those excluded none.

    Raises BoundError for a bound that is no date.
    """
    found: list[Condition] = []
    values: dict[tuple[FieldName, bool], list[str]] = {}
    for field in fields:
        values.setdefault((field.name, field.excluded), []).append(field.value)
    for (name, excluded), given in values.items():
        if column := _NAMED.get(name):
            found.append(Holds(column, tuple(map(fold, given)), excluded))
        elif name == "language":
            found.append(OneOf("language", tuple(dict.fromkeys(code for each in given for code in taken_in(each))), excluded))
        elif name == "after":
            found += [Within("date", covered(each)[0], LAST_DAY, excluded) for each in given]
        else:
            found += [Within("date", FIRST_DAY, covered(each)[1], excluded) for each in given]
    return tuple(found)


def conditions(filters: Filters) -> tuple[Narrowed, ...]:
    """The conditions of `filters`, at most one a column; none where they narrow nothing.

    A language takes in what `taken_in` says. A year, or a year and month, as a bound takes in the whole of it; once a bound is
    given, an article needs a full date. Raises BoundError for a bound that is no date.
    """
    found: list[Narrowed] = []
    if filters.sources:
        found.append(OneOf("source", filters.sources))
    if filters.languages:
        languages = dict.fromkeys(code for language in filters.languages for code in taken_in(language))
        found.append(OneOf("language", tuple(languages)))
    if filters.after or filters.before:
        first = covered(filters.after)[0] if filters.after else FIRST_DAY
        last = covered(filters.before)[1] if filters.before else LAST_DAY
        found.append(Within("date", first, last))
    if filters.articles:
        found.append(OneOf("id", filters.articles))
    return tuple(found)
