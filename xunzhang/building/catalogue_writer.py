"""Writes a generation's catalogue: articles, passages and the audit as they are read, with what the next build needs of them.

Every draft is kept as its reader gave it, copies included, so that a file that has not changed need not be read again. What is
read is committed as it comes: a build that ends early leaves its whole files to the next one. Reading it all is `catalogue.py`'s,
and for the next build `previous.py`'s.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from xunzhang.building.kept_accounts import kept_account
from xunzhang.index import generations
from xunzhang.index.schema import FILE, INDEXES, SCHEMA, audit_text, encoded_key, set_format
from xunzhang.messages.stored import stored
from xunzhang.reading.files.account import Draft, Part
from xunzhang.reading.register import Admitted
from xunzhang.types import ArticleHead, AuditRow, Passage

COMMITTED_EVERY_S = 1.0
# A draft is kept without its text, and without its paragraphs where the article has them.
DRAFTS = TypeAdapter(Draft)


class CatalogueWriter:
    """Writes a new catalogue; use as a context manager, which closes the file, whole unless there was an error."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._db = sqlite3.connect(folder / FILE)
        self._db.executescript(SCHEMA)
        set_format(self._db, generations.FORMAT_VERSION)
        self._db.execute("INSERT INTO about VALUES (?)", (json.dumps(settings, sort_keys=True),))
        self._files = self._parts = self._place = 0
        self._committed = 0.0
        self.articles = 0
        self.passages = 0

    def __enter__(self) -> CatalogueWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._db.executescript(INDEXES)
        self._db.commit()
        self._db.close()

    def add(self, admitted: Admitted, passages: Sequence[Passage]) -> None:
        """Add what a draft became: an article and its passages, which take the next row numbers, or a copy of another article."""
        draft, article = admitted.draft, admitted.article
        self._place += 1
        if article is None:
            kept = DRAFTS.dump_json(replace(draft, text="")).decode()
            self._db.execute("INSERT INTO copies VALUES (?,?,?,?)", (self._parts, self._place, admitted.number, kept))
            return
        head = article.head
        values = [getattr(head, field.name) for field in fields(ArticleHead)[:-1]]
        paragraphs = json.dumps([(p.start, p.end, p.kind, p.page, p.turns) for p in article.paragraphs])
        kept = DRAFTS.dump_json(replace(draft, text="", paragraphs=())).decode()
        record = (self.articles, *values, json.dumps(head.origins, ensure_ascii=False), article.text, paragraphs)
        self._insert("articles", (*record, self._parts, self._place, kept))
        for row, p in enumerate(passages, self.passages):
            spot = (p.number, p.start, p.end, p.text, p.heading, p.language, p.page)
            self._insert("passages", (row, p.id, self.articles, *spot, encoded_key(p), p.paragraph, p.until, p.piece))
        self.articles += 1
        self.passages += len(passages)

    def _insert(self, table: str, values: Sequence[object]) -> None:
        self._db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)

    def end_part(self, part: Part, row: AuditRow) -> None:
        """Add a part's audit row; all of the part's drafts have been added."""
        read = json.dumps({"name": part.name, "problem": stored(part.problem), "account": kept_account(part.account)})
        self._insert("audit", (self._parts, audit_text(row), self._files, read))
        self._parts += 1

    def end_file(self, name: str, key: str) -> None:
        """All parts of a file have been added. `key` tells its content from any other's; "" where it cannot be relied on."""
        self._insert("files", (self._files, name, key))
        self._files += 1
        if time.monotonic() - self._committed > COMMITTED_EVERY_S:
            self._db.commit()
            self._committed = time.monotonic()
