"""What an interrupted build had encoded, kept so that the next build continues where it stopped.

One SQLite file in the index's folder, for one model: the sample's raw vectors, the vector space fitted on it, and the vectors
made within that space, each by its passage's key. A batch is committed whole, so a build may be killed at any moment. What does
not belong to the collection being built is dropped at the start, and all of it once a generation is complete.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np

from xunzhang.encoding.encoder import Encoded
from xunzhang.index.token_coding import Codes, Scales
from xunzhang.index.vector_space import VectorSpace
from xunzhang.types.arrays import Floats

FILE = "unfinished.sqlite"
# What is dropped first was kept by programs up to format 5, which coded vectors otherwise; what they had encoded, `raw`, stays.
SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS model (fingerprint TEXT NOT NULL);
DROP TABLE IF EXISTS frame;
DROP TABLE IF EXISTS made;
CREATE TABLE IF NOT EXISTS space (name TEXT NOT NULL, space BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS fitted (key BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS raw (key BLOB PRIMARY KEY, pooled BLOB NOT NULL, tokens BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS coded (key BLOB PRIMARY KEY, pooled BLOB NOT NULL, codes BLOB NOT NULL, scales BLOB NOT NULL);
"""
TABLES = ("model", "space", "fitted", "raw", "coded")

log = logging.getLogger(__name__)


class Made(NamedTuple):
    """A passage's vectors within a space: `pooled` float32 (d,), `codes` uint8 (t, width), `scales` float16 (t,)."""

    pooled: Floats
    codes: Codes
    scales: Scales


class Unfinished:
    """Use as a context manager, which closes the file; `remove` removes it."""

    def __init__(self, index_dir: Path, fingerprint: str) -> None:
        self._path = index_dir / FILE
        self._db = self._opened(fingerprint)

    def _opened(self, fingerprint: str) -> sqlite3.Connection:
        """A file that is damaged or another model's is begun anew: it saves time and holds nothing else."""
        database = sqlite3.connect(self._path, isolation_level=None)
        try:
            database.executescript(SCHEMA)
            found = [name for (name,) in database.execute("SELECT fingerprint FROM model")]
            if found == [fingerprint]:
                return database
        except sqlite3.DatabaseError as error:
            log.info("%s is begun anew: %s", self._path, error)
        database.close()
        self.remove(self._path.parent)
        database = sqlite3.connect(self._path, isolation_level=None)
        database.executescript(SCHEMA)
        database.execute("INSERT INTO model VALUES (?)", (fingerprint,))
        return database

    def __enter__(self) -> Unfinished:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    @staticmethod
    def remove(index_dir: Path) -> None:
        """Drop it all: there is nothing left to continue."""
        for suffix in ("", "-journal"):
            (index_dir / f"{FILE}{suffix}").unlink(missing_ok=True)

    def keep_only(self, wanted: Path) -> None:
        """Drop the vectors of passages that are not in the catalogue file `wanted`."""
        self._db.execute("ATTACH ? AS wanted", (f"{wanted.resolve()}",))
        for table in ("raw", "coded"):
            self._db.execute(f"DELETE FROM {table} WHERE key NOT IN (SELECT encoded FROM wanted.passages)")
        self._db.execute("DETACH wanted")

    # The vector space

    def space(self) -> VectorSpace | None:
        found = self._db.execute("SELECT space FROM space").fetchone()
        return VectorSpace.from_bytes(found[0]) if found else None

    def is_fitted(self, keys: Iterable[bytes]) -> Iterator[bool]:
        """Whether each passage was in the collection that the vector space was fitted on, streamed."""
        for key in keys:
            yield self._db.execute("SELECT 1 FROM fitted WHERE key = ?", (key,)).fetchone() is not None

    def use(self, space: VectorSpace, fitted: Iterable[bytes] | None = None) -> None:
        """Make vectors within `space` from now on; those made within another are dropped. `fitted` where it is a new one."""
        if self._db.execute("SELECT 1 FROM space WHERE name = ?", (space.name(),)).fetchone():
            return
        self._db.execute("BEGIN")
        for table in ("space", "fitted", "coded"):
            self._db.execute(f"DELETE FROM {table}")
        self._db.execute("INSERT INTO space VALUES (?, ?)", (space.name(), space.to_bytes()))
        if fitted is not None:
            self._db.executemany("INSERT OR IGNORE INTO fitted VALUES (?)", ((key,) for key in fitted))
        self._db.execute("COMMIT")

    # Vectors

    def raw(self, key: bytes, width: int) -> tuple[Floats, Floats] | None:
        """-> pooled (d,) and token vectors (t, width) as the encoder gave them."""
        found = self._db.execute("SELECT pooled, tokens FROM raw WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        return np.frombuffer(found[0], np.float32), np.frombuffer(found[1], np.float32).reshape(-1, width)

    def keep_raw(self, keys: Sequence[bytes], encoded: Encoded) -> None:
        rows = [(key, pooled.tobytes(), tokens.tobytes()) for key, pooled, tokens in zip(keys, encoded.pooled, encoded.tokens)]
        self._put("INSERT OR REPLACE INTO raw VALUES (?,?,?)", rows)

    def made(self, key: bytes) -> Made | None:
        found = self._db.execute("SELECT pooled, codes, scales FROM coded WHERE key = ?", (key,)).fetchone()
        if found is None:
            return None
        scales = np.frombuffer(found[2], np.float16)
        codes = np.frombuffer(found[1], np.uint8).reshape(len(scales), -1 if len(scales) else 0)
        return Made(np.frombuffer(found[0], np.float32), codes, scales)

    def keep_made(self, keys: Sequence[bytes], vectors: Sequence[Made]) -> None:
        rows = [(key, made.pooled.tobytes(), made.codes.tobytes(), made.scales.tobytes()) for key, made in zip(keys, vectors)]
        self._put("INSERT OR REPLACE INTO coded VALUES (?,?,?,?)", rows)

    def _put(self, statement: str, rows: Sequence[tuple[bytes, ...]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(statement, rows)
        self._db.execute("COMMIT")
