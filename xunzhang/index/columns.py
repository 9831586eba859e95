"""What filters and facets go by, as arrays: each article's outlet, language and day, each passage's article and language family.

Written beside the catalogue, whose values they are, so that neither opening an index nor narrowing a question goes through all of
its rows; an index of before this file has them read from there. What a filter means is `question/filters.py`'s to say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from xunzhang.language.iso_dates import iso_date
from xunzhang.question.filters import Condition, Holds, Named, Within
from xunzhang.types.arrays import Mask, Rows

FILE = "columns.npy"

Codes = NDArray[np.int32]
Days = NDArray[np.datetime64]
Families = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class ArticleCodes:
    """Of the articles, in their order: `source` (articles,) are places in `sources`, `language` in `languages`, which are sorted.

    `number` (articles,), ascending, is what the catalogue calls each. `day` (articles,) is the full date without its time of
    day, NaT for any other date, which is within no period.
    """

    number: Rows
    sources: Sequence[str]
    source: Codes
    languages: Sequence[str]
    language: Codes
    day: Days

    def __len__(self) -> int:
        return len(self.source)


class KnownArticles(Protocol):
    """What is asked of articles that conditions are held against."""

    @property
    def columns(self) -> ArticleCodes: ...
    def places_of(self, article_ids: Sequence[str]) -> Rows: ...
    def folded(self, column: Named) -> Sequence[str]: ...


def meeting(conditions: Iterable[Condition], articles: KnownArticles) -> Mask:
    """bool (articles,): those that meet all of the conditions, in the order of their places."""
    mask = np.ones(len(articles.columns), np.bool_)
    for condition in conditions:
        mask &= _meeting(condition, articles) ^ condition.excluded
    return mask


def _meeting(condition: Condition, articles: KnownArticles) -> Mask:
    columns = articles.columns
    if isinstance(condition, Holds):
        return np.array([any(each in text for each in condition.texts) for text in articles.folded(condition.column)], np.bool_)
    if isinstance(condition, Within):
        return (columns.day >= np.datetime64(condition.first)) & (columns.day <= np.datetime64(condition.last))
    if condition.column == "id":
        mask = np.zeros(len(columns), np.bool_)
        mask[articles.places_of(condition.values)] = True
        return mask
    by_source = condition.column == "source"
    names, codes = (columns.sources, columns.source) if by_source else (columns.languages, columns.language)
    wanted = np.array([name in condition.values for name in names], np.bool_)
    return wanted[codes] if len(wanted) else np.zeros(len(codes), np.bool_)


@dataclass(frozen=True, slots=True)
class PassageCodes:
    """Of the passages, by row: `article` (passages,) is the place of each one's article, `family` that of its family in
    `families`, which are sorted."""

    article: Codes
    families: Sequence[str]
    family: Families


def article_codes(facts: Iterable[tuple[int, str, str, str]]) -> ArticleCodes:
    """The columns of articles whose (number, outlet, language, date) are these, in the order of their numbers."""
    sources, languages, days = _Names(), _Names(), list[str]()
    numbers, source, language = list[int](), list[int](), list[int]()
    for number, outlet, code, date in facts:
        numbers.append(number)
        source.append(sources.place(outlet))
        language.append(languages.place(code))
        days.append(_day(date))
    day = np.array(days, "datetime64[D]")
    return ArticleCodes(np.array(numbers, np.int64), *sources.sorted(source), *languages.sorted(language), day)


def passage_codes(facts: Iterable[tuple[int, str]], count: int) -> PassageCodes:
    """The columns of `count` passages whose (article's place, language family) are these."""
    families = _Names()
    article, family = np.zeros(count, np.int32), np.zeros(count, np.int32)
    for row, (place, name) in enumerate(facts):
        article[row], family[row] = place, families.place(name)
    names, codes = families.sorted(family)
    return PassageCodes(article, names, codes.astype(np.uint16))


class _Names:
    """Names by the place at which each came first."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, name: str) -> int:
        return self._places.setdefault(name, len(self._places))

    def sorted(self, codes: Sequence[int] | Codes) -> tuple[Sequence[str], Codes]:
        """The names, sorted, and the codes as places among them."""
        names = sorted(self._places)
        places = np.zeros(len(names), np.int32)
        places[[self._places[name] for name in names]] = np.arange(len(names))
        return names, places[np.asarray(codes, np.int64)]


def _day(given: str) -> str:
    date = iso_date(given)
    return str(date) if date and date.is_full else "NaT"


def write_columns(folder: Path, articles: ArticleCodes, passages: PassageCodes) -> None:
    """Write the columns into a generation's folder: the names as JSON, then the arrays, one `.npy` after the other."""
    names = json.dumps([articles.sources, articles.languages, passages.families], ensure_ascii=False).encode()
    with (folder / FILE).open("wb") as file:
        np.save(file, np.frombuffer(names, np.uint8))
        for values in (articles.number, articles.source, articles.language, articles.day, passages.article, passages.family):
            np.save(file, values)


def read_columns(folder: Path) -> tuple[ArticleCodes, PassageCodes]:
    """What `write_columns` wrote. Raises OSError where there is none, ValueError where it is damaged."""
    with (folder / FILE).open("rb") as file:
        try:
            sources, languages, families = json.loads(np.load(file).tobytes())
            number, source, language, day, article, family = (np.load(file) for _ in range(6))
        except EOFError as error:
            raise ValueError(f"{FILE} is cut short") from error
    return ArticleCodes(number, sources, source, languages, language, day), PassageCodes(article, families, family)


def counted(names: Sequence[str], codes: Codes) -> Counter[str]:
    """How many articles have each name, in the order in which the names come first."""
    found, first, counts = np.unique(codes, return_index=True, return_counts=True)
    return Counter({names[found[at]]: int(counts[at]) for at in np.argsort(first)})


def same(one: ArticleCodes | PassageCodes, other: ArticleCodes | PassageCodes) -> bool:
    """Whether two have the same names and the same values."""
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return all(np.array_equal(left, right, equal_nan=_has_none(left)) for left, right in pairs)


def _has_none(values: object) -> bool:
    return isinstance(values, np.ndarray) and values.dtype.kind == "M"


def rows_of_articles(passages: PassageCodes, wanted: Mask) -> Rows:
    """The rows, ascending, of the passages of the articles in `wanted` (articles,)."""
    return np.flatnonzero(wanted[passages.article])
