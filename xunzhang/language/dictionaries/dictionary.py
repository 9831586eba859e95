"""CC-CEDICT as a table for look-ups: headwords to glosses, glosses to headwords, characters to syllables and back.

The table is a small SQLite file in the user's cache folder, made once (`cedict.py` reads the dictionary), so that a question
costs a few look-ups and no memory. What a question makes of it is decided in `bridge.py`.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from xunzhang.language.dictionaries.cedict import Translation, entries, names, readings, source_file, translations
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.places import cache_folder

log = logging.getLogger(__name__)

# Raise when what is written into the file changes, so that old files are left alone and new ones made.
CACHE_VERSION = 6
_BATCH = 900  # parameters of one query; old builds of SQLite take 999


class Dictionary:
    """Look-ups by headword and by gloss; safe to share between threads for reading."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    @classmethod
    def open(cls, folder: Path | None = None) -> Dictionary:
        """Open the table in `folder` (by default the cache folder), making it first where it is missing: some five seconds, once.

        Raises `XunzhangError` where the package or the folder cannot be used.
        """
        folder = folder or cache_folder()
        source = source_file()
        file = folder / f"cc-cedict-{CACHE_VERSION}-{source.stat().st_size}.sqlite"
        if not file.exists():
            log.info("Reading CC-CEDICT into %s", file)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                _write(file, source)
            except OSError as error:
                raise XunzhangError(say("cache.unwritable", folder=str(folder), why=of_system(error))) from error
        return cls(file)

    def by_headword(self, headwords: Iterable[str]) -> dict[str, list[Translation]]:
        """The translations of those of `headwords` that are in the dictionary, by headword."""
        return self._found("headword", headwords)

    def by_gloss(self, glosses: Iterable[str]) -> dict[str, list[Translation]]:
        """The translations of those of `glosses` (stems, a blank between) that are in the dictionary, by gloss."""
        return self._found("gloss", glosses)

    def headwords(self, longest: int) -> frozenset[str]:
        """Every headword of at most `longest` characters: some 190,000, in a fifth of a second."""
        found = self._database.execute("SELECT DISTINCT headword FROM translation WHERE length(headword) <= ?", (longest,))
        return frozenset(headword for (headword,) in found)

    def names(self, headwords: Iterable[str]) -> set[str]:
        """Those of `headwords` that are names and nothing else."""
        return {headword for (headword,) in self._asked("SELECT headword FROM name WHERE headword IN (%s)", headwords)}

    def readings(self, characters: Iterable[str]) -> dict[str, list[tuple[str, bool]]]:
        """Each character's pinyin syllables without tones, and whether it is read so as a surname; those first."""
        return self._readings("character, syllable", "character", characters)

    def characters(self, syllables: Iterable[str]) -> dict[str, list[tuple[str, bool]]]:
        """The characters read as each syllable, and whether as a surname; only those that some word is written with."""
        return self._readings("syllable, character", "syllable", syllables)

    def _readings(self, columns: str, column: str, keys: Iterable[str]) -> dict[str, list[tuple[str, bool]]]:
        query = f"SELECT {columns}, surname FROM reading WHERE {column} IN (%s) ORDER BY surname DESC, rowid"
        found: dict[str, list[tuple[str, bool]]] = {}
        for key, value, surname in self._asked(query, keys):
            found.setdefault(key, []).append((value, bool(surname)))
        return found

    def _found(self, column: str, keys: Iterable[str]) -> dict[str, list[Translation]]:
        query = f"SELECT headword, gloss, surface, rank FROM translation WHERE {column} IN (%s) ORDER BY rank, headword"
        found: dict[str, list[Translation]] = {}
        for row in self._asked(query, keys):
            translation = Translation(*row)
            found.setdefault(getattr(translation, column), []).append(translation)
        return found

    def _asked(self, query: str, keys: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Rows for each distinct key, in batches that SQLite takes as parameters of one query."""
        wanted = list(dict.fromkeys(keys))
        for at in range(0, len(wanted), _BATCH):
            batch = wanted[at : at + _BATCH]
            yield from self._database.execute(query % ",".join("?" * len(batch)), batch)


def _write(file: Path, source: Path) -> None:
    """Write the table beside its place and move it there, so that no reader ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    try:
        database = sqlite3.connect(name)
        with database:
            database.execute("CREATE TABLE translation (headword TEXT, gloss TEXT, surface TEXT, rank INTEGER)")
            database.execute("CREATE TABLE reading (character TEXT, syllable TEXT, surname INTEGER)")
            database.execute("CREATE TABLE name (headword TEXT PRIMARY KEY) WITHOUT ROWID")
            read = list(entries(source))
            database.executemany("INSERT INTO translation VALUES (?, ?, ?, ?)", translations(read))
            database.executemany("INSERT INTO reading VALUES (?, ?, ?)", readings(read))
            database.executemany("INSERT INTO name VALUES (?)", ((name,) for name in sorted(names(read))))
            database.execute("CREATE INDEX by_headword ON translation (headword)")
            database.execute("CREATE INDEX by_gloss ON translation (gloss)")
            database.execute("CREATE INDEX by_character ON reading (character)")
            database.execute("CREATE INDEX by_syllable ON reading (syllable)")
        database.close()
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
