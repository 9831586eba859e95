"""From format 4 to 5, in which a passage has the paragraphs that it stands in, and the words are folded further.

They follow from what format 4 has: an article's paragraphs, and where each passage stands. `reading/paragraph_numbers.py` says
what they mean; what it does may change, and what format 5 was given by this step may not. The words of every passage are written
anew, in the terms of the present program, which alone can be asked for: they hold nothing that the passages do not.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import tantivy

from xunzhang.index.conversions.conversion import Conversion
from xunzhang.index.lexical_queries import lexical_schema
from xunzhang.language.codes import family
from xunzhang.language.terms import exact_terms, lexical_terms

CATALOGUE = "catalogue.sqlite"  # what these formats call it, whatever the present one does
WORDS = "lexical"
_BETWEEN, _WRITER_BYTES = "\u241e", 32_000_000
COLUMNS = ("paragraph", "until", "piece")
Place = tuple[int, int, int]


def convert(folder: Path) -> None:
    """Give each passage its paragraphs, and write the words anew; files and articles stay as they are."""
    _write_words(folder)
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


def _write_words(folder: Path) -> None:
    """As `building/lexical_writer.py` does."""
    shutil.rmtree(folder / WORDS, ignore_errors=True)
    (folder / WORDS).mkdir()
    writer = tantivy.Index(lexical_schema(), path=str(folder / WORDS)).writer(heap_size=_WRITER_BYTES, num_threads=1)
    query = (
        "SELECT p.text, coalesce(a.title, ''), coalesce(p.heading, ''), coalesce(p.language, '')"
        " FROM passages p JOIN articles a ON a.number = p.article ORDER BY p.row"
    )
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue:
        for row, (text, title, heading, language) in enumerate(catalogue.execute(query)):
            context = f"{title}\n{heading}"
            document = tantivy.Document()
            document.add_integer("row", row)
            document.add_text("language", family(language))
            document.add_text("terms", " ".join(lexical_terms(text)))
            document.add_text("context", " ".join(lexical_terms(context)))
            document.add_text("exact", " ".join((*exact_terms(text), _BETWEEN, *exact_terms(context))))
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


FROM_4 = Conversion((CATALOGUE, WORDS), convert)
