"""The figures that answer one question in different passages, held against each other: across languages, outlets and days.

They are figures of the same thing because the same was asked of each, so neither their sentences nor words have to be alike.
What answers is marked by `search/`; whether two figures agree is `language/mentions/figures.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from xunzhang.language.iso_dates import iso_date
from xunzhang.language.mentions.figures import MEASURED, Figure, agree, figures
from xunzhang.types import Hit, Passage, Span


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure that answers, where it stands in a passage, and the day of the passage's article, "" where it is not known."""

    passage: Passage
    span: Span
    figure: Figure
    day: str


@dataclass(frozen=True, slots=True)
class AnswersCompared:
    """How many pairs of figures were held against each other, and those that differ."""

    pairs: int
    differing: tuple[tuple[ComparedFigure, ComparedFigure], ...]

    @property
    def by_day(self) -> bool:
        """Whether figures of different days differ."""
        return any(a.day and b.day and a.day != b.day for a, b in self.differing)


def compare_answers(hits: Sequence[Hit]) -> AnswersCompared:
    """Compare the figures that answer, of every two passages of different outlets or days."""
    found = [answered for hit in hits for answered in _answers(hit)]
    pairs = [(a, b) for a, b in combinations(found, 2) if _are_apart(a, b) and are_alike(a.figure, b.figure)]
    return AnswersCompared(len(pairs), tuple((a, b) for a, b in pairs if not agree(a.figure, b.figure)))


def _answers(hit: Hit) -> Iterator[ComparedFigure]:
    """The one figure that answers; a passage with several answers gives no certain one."""
    read = [figure for figure in figures(hit.passage.text) if any(figure.span.overlaps(span) for span in hit.exact)]
    if len(read) == 1:
        day = iso_date(hit.passage.article.date)
        yield ComparedFigure(hit.passage, read[0].span, read[0], str(day) if day is not None and day.is_full else "")


def _are_apart(a: ComparedFigure, b: ComparedFigure) -> bool:
    here, there = a.passage.article, b.passage.article
    return here.id != there.id and (here.source != there.source or a.day != b.day)


def are_alike(a: Figure, b: Figure) -> bool:
    """Whether two figures can be of one thing: of one kind, and in one unit of measurement where they have any.

    99 people and 99 dead are, as are 17.1 billion yuan and 171亿元; kilometres and miles, yuan and dollars are not.
    """
    return a.kind == b.kind and (a.unit == b.unit or not {a.unit, b.unit} & MEASURED)
