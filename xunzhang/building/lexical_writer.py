"""Writes a generation's index of words. What its fields are is said in `index/lexical.py`, which asks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import tantivy

from xunzhang.building.reading_progress import BuildProgress
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import LEXICAL
from xunzhang.index.lexical_queries import lexical_schema
from xunzhang.language.codes import family
from xunzhang.language.terms import exact_terms, lexical_terms
from xunzhang.types import Language

REPORTED_EVERY = 256  # passages, while the lexical index is written
_BETWEEN = "\u241e"  # stands between text and context, so that no phrase spans both
# Written to disk when so much is waiting. With 128 MB, 1,600,000 passages are written as fast and take 100 MB more memory; of
# 400,000, three segments are left and not four, and a question takes as long.
_WRITER_BYTES = 32_000_000


def write_lexical(folder: Path, progress: BuildProgress) -> None:
    """Write the words of every passage of the catalogue in `folder` into it; tells `progress` of the stage "indexing"."""
    catalogue = Catalogue(folder)
    _, total = catalogue.counts()

    def rows() -> Iterator[tuple[int, str, str, Language]]:
        for row, passage in enumerate(catalogue.every_passage()):
            if row % REPORTED_EVERY == 0:
                progress("indexing", row, total)
            yield row, passage.text, f"{passage.article.title}\n{passage.heading}", passage.language
        progress("indexing", total, total)

    write_words(folder / LEXICAL, rows())


def write_words(folder: Path, rows: Iterable[tuple[int, str, str, Language]]) -> None:
    """Write an index of (row, text, context, the text's language) into `folder`, which is made; closed on return.

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
