"""The catalogue's schema: its tables, and the values in them that are made of several things.

Writing rows is `building/catalogue_writer.py`'s, reading them `catalogue.py`'s. A message is kept by its
key and values (`messages/stored.py`). `audit.row` is what `audit_text` makes; `audit.part` is JSON for the next build: the part's
`name`, its `problem`, a message ("" for none), and its `account` (`building/kept_accounts.py`).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from functools import lru_cache

from xunzhang.language.codes import family
from xunzhang.messages.stored import from_stored, stored
from xunzhang.types import AuditRow, Paragraph, Passage
from xunzhang.types.printed_layout import PrintedLayout, unpacked_layout

FILE = "catalogue.sqlite"


SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE about (settings TEXT NOT NULL);
CREATE TABLE files (number INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, title TEXT, source TEXT, byline TEXT, date TEXT, language TEXT,
    path TEXT, url TEXT, origins TEXT, text TEXT NOT NULL, paragraphs TEXT NOT NULL,
    part INTEGER NOT NULL, place INTEGER NOT NULL, draft TEXT NOT NULL
);
CREATE TABLE copies (part INTEGER NOT NULL, place INTEGER NOT NULL, article INTEGER NOT NULL, draft TEXT NOT NULL);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, article INTEGER NOT NULL REFERENCES articles, number INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, heading TEXT, language TEXT, page INTEGER,
    encoded BLOB NOT NULL, paragraph INTEGER NOT NULL, until INTEGER NOT NULL, piece INTEGER NOT NULL
);
CREATE TABLE audit (number INTEGER PRIMARY KEY, row TEXT NOT NULL, file INTEGER NOT NULL, part TEXT NOT NULL);
CREATE INDEX articles_by_part ON articles (part, place);
CREATE INDEX copies_by_part ON copies (part, place);
CREATE INDEX passages_by_article ON passages (article, number);
CREATE INDEX audit_by_file ON audit (file);
CREATE INDEX files_by_key ON files (key);
"""


INDEXES = """
CREATE INDEX articles_by_source ON articles (source);
CREATE INDEX articles_by_date ON articles (date);
CREATE INDEX passages_by_encoded ON passages (encoded);
"""


def set_format(catalogue: sqlite3.Connection, version: int) -> None:
    """Write down in the file itself which format of an index it belongs to: what an interrupted build leaves has no manifest."""
    catalogue.execute(f"PRAGMA user_version = {int(version)}")


def format_of(catalogue: sqlite3.Connection) -> int:
    """What `set_format` wrote. Raises sqlite3.Error."""
    return int(catalogue.execute("PRAGMA user_version").fetchone()[0])


def encoded_key(passage: Passage) -> bytes:
    """16 bytes that are equal for passages whose vectors are the same: of the text, and the language it is centred by."""
    return hashlib.sha256(f"{family(passage.language)}\0{passage.text}".encode()).digest()[:16]


def audit_text(row: AuditRow) -> str:
    """An audit row as the catalogue has it: its JSON, with each message, kind of what was removed and encoding as `stored`."""
    record = {
        **row.as_dict(),
        "encoding": stored(row.encoding),
        "removed": [{"what": stored(what), "characters": count} for what, count in row.removed],
        "messages": [stored(message) for message in row.messages],
    }
    return json.dumps(record, ensure_ascii=False)


def audit_from(text: str) -> AuditRow:
    """The row that `audit_text` wrote."""
    record = json.loads(text)
    record["encoding"] = from_stored(record["encoding"])
    record["removed"] = tuple((from_stored(each["what"]), each["characters"]) for each in record["removed"])
    record["messages"] = tuple(map(from_stored, record["messages"]))
    return AuditRow(**record)


@lru_cache(maxsize=64)
def layout_from(draft: str) -> PrintedLayout:
    """Where an article stands on its pages, from its draft as the catalogue has it; one that was read before layouts has none."""
    return unpacked_layout(json.loads(draft).get("layout", ""))


def paragraphs_from(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an article, as the catalogue has them."""
    return tuple(
        Paragraph(start, end, kind, page, tuple((offset, number) for offset, number in turns))
        for start, end, kind, page, turns in json.loads(text)
    )
