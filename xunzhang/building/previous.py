"""What earlier builds read: a file whose content is known is taken from their catalogues and not read again.

Sources are the current generation and the remains of a build that was interrupted, where both are in the present format and were
read with the settings that hold now. Ids and copies are decided anew at every build (`reading/register.py`), since they depend on
the files before.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

from xunzhang.building.catalogue_writer import DRAFTS
from xunzhang.building.kept_accounts import account_from
from xunzhang.index import generations
from xunzhang.index.schema import FILE, format_of, paragraphs_from
from xunzhang.messages.stored import from_stored
from xunzhang.reading.files.account import Draft, Part
from xunzhang.types import Article, Passage

DRAFTS_OF = """
SELECT place, draft, text, paragraphs FROM articles WHERE part = :part
UNION ALL
SELECT c.place, c.draft, a.text, NULL FROM copies c JOIN articles a ON a.number = c.article WHERE c.part = :part
ORDER BY place
"""
PASSAGES_OF = """
SELECT id, number, start, "end", text, heading, language, page, paragraph, until, piece FROM passages
WHERE article = ? ORDER BY number
"""

log = logging.getLogger(__name__)


class Previous:
    """The catalogues in `folders`, those that fit; use as a context manager, which closes them."""

    def __init__(self, folders: Sequence[Path], settings: dict[str, Any]) -> None:
        wanted = json.dumps(settings, sort_keys=True)
        opened = [_open(folder / FILE) for folder in folders if (folder / FILE).is_file()]
        self._sources = [source for source in opened if source and _settings(source) == wanted]
        for source in opened:
            if source and source not in self._sources:
                source.close()

    def __enter__(self) -> Previous:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for source in self._sources:
            source.close()

    def parts(self, key: str, name: str) -> list[Part] | None:
        """What was read from a file with this key, as if from one called `name`; None where there was none."""
        if not key:
            return None
        for source in self._sources:
            found = source.execute("SELECT number, name FROM files WHERE key = ?", (key,)).fetchone()
            if found:
                rows = source.execute("SELECT number, part FROM audit WHERE file = ? ORDER BY number", (found[0],))
                return [_part(source, number, json.loads(part), found[1], name) for number, part in rows.fetchall()]
        return None

    def has(self, key: str) -> bool:
        """Whether there are parts of a file with this key."""
        found = (source.execute("SELECT 1 FROM files WHERE key = ?", (key,)).fetchone() for source in self._sources)
        return bool(key) and any(found)

    def passages(self, article: Article) -> list[Passage] | None:
        """The passages of the very same article; None where there was none. How articles are cut is one of the settings."""
        for source in self._sources:
            query = "SELECT number, language, text, paragraphs FROM articles WHERE id = ?"
            found = source.execute(query, (article.head.id,)).fetchone()
            if found and found[1:3] == (article.head.language, article.text) and paragraphs_from(found[3]) == article.paragraphs:
                return [_passage(article, *record) for record in source.execute(PASSAGES_OF, (found[0],))]
        return None


def _open(path: Path) -> sqlite3.Connection | None:
    """Open for writing: the file of a build that was killed may have a transaction to roll back."""
    try:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
        source.execute("SELECT 1 FROM files LIMIT 1").fetchone()
        version = format_of(source)
    except sqlite3.Error as error:
        log.info("%s is not used: %s", path, error)
        return None
    if version != generations.FORMAT_VERSION:
        log.info("%s is not used: it is in format version %s", path, version)
        source.close()
        return None
    return source


def _settings(source: sqlite3.Connection) -> str:
    try:
        found = source.execute("SELECT settings FROM about").fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""


def whole_files(folder: Path) -> int:
    """How many files an interrupted build had read to their end."""
    source = _open(folder / FILE) if (folder / FILE).is_file() else None
    if source is None:
        return 0
    with closing(source):
        return int(source.execute("SELECT count(*) FROM files").fetchone()[0])


def _part(source: sqlite3.Connection, number: int, record: dict[str, Any], file: str, renamed: str) -> Part:
    name = renamed + record["name"][len(file) :]  # a file in an archive has the archive's name before its own
    return Part(name, _drafts(source, number), account_from(record["account"]), from_stored(record["problem"]))


def _drafts(source: sqlite3.Connection, part: int) -> Iterator[Draft]:
    for _, kept, text, paragraphs in source.execute(DRAFTS_OF, {"part": part}):
        draft = DRAFTS.validate_json(kept)
        draft.text = text
        if paragraphs is not None:
            draft.paragraphs = paragraphs_from(paragraphs)
        yield draft


def _passage(article: Article, id_: str, number: int, start: int, end: int, text: str, *rest: Any) -> Passage:
    return Passage(id_, article.head, number, start, end, text, *rest)
