"""Questions saved under names, with what they are narrowed to, and the passages that each has been told of: SQLite, in the index
folder beside the generations, so that it outlives every rebuild.

Of a passage its id is kept and no text: what is taken out of the collection leaves nothing here. Safe to use from several threads
and processes; every change is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.types import Filters, XunzhangError
from xunzhang.types.question import LONGEST_QUESTION

FILE = "workbench.sqlite"
MOST_SAVED, LONGEST_NAME = 200, 120  # questions; characters
VERSION = 1
WAITS_S = 10.0  # for another process that writes
_SCHEMA = """
CREATE TABLE IF NOT EXISTS question (
  name TEXT PRIMARY KEY, question TEXT NOT NULL, filters TEXT NOT NULL, created TEXT NOT NULL, generation TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS told (
  name TEXT NOT NULL REFERENCES question(name) ON DELETE CASCADE, passage TEXT NOT NULL,
  found TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (name, passage)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """`created` is an ISO time, `generation` the one that it was last asked of, `unseen` how many passages are new."""

    name: str
    question: str
    filters: Filters
    created: str
    generation: str
    unseen: int = 0


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage that came to answer a question after that was saved: when it was found, and whether that has been seen."""

    name: str
    passage: str
    found: str
    seen: bool


class SavedQuestions:
    """The questions saved in an index folder. Raises XunzhangError where its database cannot be read or written."""

    def __init__(self, index_dir: Path) -> None:
        self._path = index_dir / FILE

    def __iter__(self) -> Iterator[SavedQuestion]:
        """All, by name."""
        query = "SELECT q.*, (SELECT count(*) FROM told t WHERE t.name = q.name AND NOT t.seen) FROM question q ORDER BY q.name"
        with self._opened() as db:
            rows = db.execute(query).fetchall() if db else []
        for name, question, filters, created, generation, unseen in rows:
            yield SavedQuestion(name, question, _filters(filters), created, generation, unseen)

    def save(self, name: str, question: str, filters: Filters, passages: Iterable[str], generation: str) -> None:
        """Save a question, of which these passages are known already. A name that is there is refused, and so is one too many."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise XunzhangError(say("saved.bad_name", n=len(name), most=LONGEST_NAME))
        if not question.strip():
            raise XunzhangError(say("asking.empty"))
        if len(question) > LONGEST_QUESTION:
            raise XunzhangError(say("asking.long", n=len(question), most=LONGEST_QUESTION))
        with self._written() as db:
            if db.execute("SELECT 1 FROM question WHERE name = ?", (name,)).fetchone():
                raise XunzhangError(say("saved.twice", name=name))
            if db.execute("SELECT count(*) FROM question").fetchone()[0] >= MOST_SAVED:
                raise XunzhangError(say("saved.many", most=MOST_SAVED))
            db.execute("INSERT INTO question VALUES (?, ?, ?, ?, ?)", (name, question, _as_json(filters), _now(), generation))
            db.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, '', 1)", ((name, each) for each in passages))

    def remove(self, name: str) -> None:
        """Raises XunzhangError where there is none of that name."""
        with self._written() as db:
            if not db.execute("DELETE FROM question WHERE name = ?", (name,)).rowcount:
                raise XunzhangError(say("saved.none", name=name))

    def note(self, name: str, passages: Sequence[str], generation: str) -> int:
        """A question's answers in a generation; -> how many of them are new. None of one that has been removed meanwhile."""
        with self._written() as db:
            if not db.execute("UPDATE question SET generation = ? WHERE name = ?", (generation, name)).rowcount:
                return 0
            before = db.total_changes
            db.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?, 0)", ((name, each, _now()) for each in passages))
            return db.total_changes - before

    def news(self, *, seen_too: bool = False) -> list[NewPassage]:
        """What was found after its question was saved, the latest first; those not seen yet, or all."""
        query = f"SELECT * FROM told WHERE found != '' {'' if seen_too else 'AND NOT seen'} ORDER BY found DESC, name, passage"
        with self._opened() as db:
            return (
                [NewPassage(name, passage, found, bool(seen)) for name, passage, found, seen in db.execute(query)] if db else []
            )

    def see(self, news: Iterable[NewPassage]) -> None:
        """These have been shown to somebody."""
        with self._written() as db:
            db.executemany("UPDATE told SET seen = 1 WHERE name = ? AND passage = ?", ((n.name, n.passage) for n in news))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """To read; None where nothing has been saved."""
        if not self._path.is_file():
            yield None
            return
        with self._told():
            db = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAITS_S)
            try:
                _check(db)
                yield db
            finally:
                db.close()

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            db = sqlite3.connect(self._path, timeout=WAITS_S)
            try:
                db.execute("PRAGMA foreign_keys = ON")
                if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                    db.executescript(f"{_SCHEMA} PRAGMA user_version = {VERSION};")
                _check(db)
                with db:
                    db.execute("BEGIN IMMEDIATE")
                    yield db
            finally:
                db.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise XunzhangError(say("saved.database", path=str(self._path), why=str(error))) from error


def _check(db: sqlite3.Connection) -> None:
    if (version := db.execute("PRAGMA user_version").fetchone()[0]) != VERSION:
        raise sqlite3.DatabaseError(f"format {version}, where this version knows {VERSION}")


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def _as_json(filters: Filters) -> str:
    told = {"sources": filters.sources, "languages": filters.languages, "articles": filters.articles}
    return json.dumps({**told, "after": filters.after, "before": filters.before}, ensure_ascii=False)


def _filters(text: str) -> Filters:
    told = json.loads(text)
    lists = {name: tuple(told[name]) for name in ("sources", "languages", "articles")}
    return Filters(**lists, after=told["after"], before=told["before"])
