"""From format 4 to 5, in which a passage has the paragraphs that it stands in.

They follow from what format 4 has: an article's paragraphs, and where each passage stands. `reading/paragraph_numbers.py` says
what they mean; what it does may change, and what format 5 was given by this step may not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from xunzhang.index.conversions.conversion import Conversion

CATALOGUE = "catalogue.sqlite"  # what these formats call it, whatever the present one does
COLUMNS = ("paragraph", "until", "piece")
Place = tuple[int, int, int]


def convert(folder: Path) -> None:
    """Give each passage its paragraphs; files and articles stay as they are."""
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue, catalogue:
        for column in COLUMNS:
            catalogue.execute(f"ALTER TABLE passages ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0")
        for number, paragraphs in catalogue.execute("SELECT number, paragraphs FROM articles").fetchall():
            query = 'SELECT row, start, "end" FROM passages WHERE article = ? ORDER BY number'
            passages = catalogue.execute(query, (number,)).fetchall()
            printed = [(start, end) for start, end, kind, *_ in json.loads(paragraphs) if kind == "text"]
            places = _places(printed, [(start, end) for _, start, end in passages])
            values = [(*place, row) for place, (row, _, _) in zip(places, passages)]
            catalogue.executemany("UPDATE passages SET paragraph = ?, until = ?, piece = ? WHERE row = ?", values)


def _places(printed: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """For each passage its first and last paragraph, from 1, and which part of the first, 0 where it is whole."""
    passed, pieces = 0, [0] * len(printed)
    for at, (start, end) in enumerate(spans):
        while passed < len(printed) and printed[passed][1] <= start:
            passed += 1
        last = passed
        while last < len(printed) and printed[last][0] < end:
            pieces[last] += 1
            last += 1
        if last == passed:
            yield 0, 0, 0
            continue
        goes_on = last == passed + 1 and at + 1 < len(spans) and spans[at + 1][0] < printed[passed][1]
        yield passed + 1, last, pieces[passed] if pieces[passed] > 1 or goes_on else 0


FROM_4 = Conversion((CATALOGUE,), convert)
