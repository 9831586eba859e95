"""Writes a generation's index of words. What its fields are is said in `index/lexical.py`, which asks it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import tantivy

from xunzhang.building.reading_code import words_fingerprint
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import LEXICAL
from xunzhang.index.lexical_queries import lexical_schema
from xunzhang.language.codes import family
from xunzhang.language.terms import exact_terms, lexical_terms
from xunzhang.types import Language

MADE_BY = "made_by"  # says what code made the words
# Passages whose words are copied from the generation before; those of fewer are written anew in seconds, and then in one piece,
# in which passages with the same score stand in the order of their rows.
COPIED_FROM = 5_000
REPORTED_EVERY = 256  # passages, while the lexical index is written
_BETWEEN = "\u241e"  # stands between text and context, so that no phrase spans both
# Written to disk when so much is waiting. With 128 MB, 1,600,000 passages are written as fast and take 100 MB more memory; of
# 400,000, three segments are left and not four, and a question takes as long.
_WRITER_BYTES = 32_000_000


def write_lexical(folder: Path, progress: BuildProgress, before: Path | None = None) -> None:
    """Write the words of every passage of the catalogue in `folder` into it; tells `progress` of the stage "indexing".

    Where the passages begin with all those of the generation `before`, whose words were made by the same code, its index is
    copied and the others are added to it, which gives the same scores.
    """
    catalogue = Catalogue(folder)
    _, total = catalogue.counts()
    first = _copied(folder, catalogue, before) if before else 0

    def rows() -> Iterator[tuple[int, str, str, Language]]:
        for row, passage in enumerate(catalogue.every_passage(first), first):
            if row % REPORTED_EVERY == 0:
                progress("indexing", row, total)
            yield row, passage.text, f"{passage.article.title}\n{passage.heading}", passage.language
        progress("indexing", total, total)

    write_words(folder / LEXICAL, rows())
    (folder / LEXICAL / MADE_BY).write_text(words_fingerprint(), encoding="ascii")


def _copied(folder: Path, catalogue: Catalogue, before: Path) -> int:
    """Copy the words of a generation where this one begins with it; -> how many passages that gives."""
    made_by = before / LEXICAL / MADE_BY
    if not made_by.is_file() or made_by.read_text(encoding="ascii") != words_fingerprint():
        return 0
    other = Catalogue(before)
    if other.counts()[1] < COPIED_FROM or not catalogue.begins_with(other):
        return 0
    # Copied, and not linked, although Tantivy never writes to a file again: whoever has the other one open watches its files.
    shutil.copytree(before / LEXICAL, folder / LEXICAL, ignore=shutil.ignore_patterns("*.lock", MADE_BY))
    return other.counts()[1]


def write_words(folder: Path, rows: Iterable[tuple[int, str, str, Language]]) -> None:
    """Write an index of (row, text, context, the text's language) into `folder`, or add them to the one there; closed on return.

    One writer thread, so that the same rows give the same scores on every machine. `rows` is read as a stream. Raises OSError
    where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write(folder, rows)
    except (ValueError, RuntimeError) as error:  # Tantivy's, of whatever the disk refuses
        raise OSError(" ".join(str(error).split())) from error


def _write(folder: Path, rows: Iterable[tuple[int, str, str, Language]]) -> None:
    writer = tantivy.Index(lexical_schema(), path=str(folder)).writer(heap_size=_WRITER_BYTES, num_threads=1)
    for context, of_one in groupby(rows, key=itemgetter(2)):  # an article's passages have one title
        terms, exact = " ".join(lexical_terms(context)), exact_terms(context)
        for row, text, _, language in of_one:
            document = tantivy.Document()
            document.add_integer("row", row)
            document.add_text("language", family(language))
            document.add_text("terms", " ".join(lexical_terms(text)))
            document.add_text("context", terms)
            document.add_text("exact", " ".join((*exact_terms(text), _BETWEEN, *exact)))
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
