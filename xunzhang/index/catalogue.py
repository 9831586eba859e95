"""The catalogue: articles, passages and the audit of a generation in SQLite, and what a question is narrowed to.

A passage's row number is its position in every other file of the generation (vectors, token vectors, lexical index). Writing one
is `catalogue_writer.py`'s.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunzhang.index.columns import (
    ArticleCodes,
    PassageCodes,
    article_codes,
    meeting,
    passage_codes,
    read_columns,
    rows_of_articles,
)
from xunzhang.index.generations import damaged
from xunzhang.index.schema import FILE, audit_from, encoded_key, layout_from, paragraphs_from
from xunzhang.index.wholeness import Wholeness
from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.messages.wording import say
from xunzhang.question.filters import Named, conditions, of_fields
from xunzhang.types import FACTS, Article, ArticleHead, AuditRow, Filters, Passage
from xunzhang.types.arrays import Rows
from xunzhang.types.kinds import Origin
from xunzhang.types.printed_layout import PrintedLayout
from xunzhang.types.question import FieldDemand

HEAD = "a.id, a.title, a.source, a.byline, a.date, a.language, a.path, a.url, a.origins"
PLACE = 'p.row, p.id, p.number, p.start, p."end", p.text, p.heading, p.language, p.page, p.paragraph, p.until, p.piece'
BY_OCR = """CASE WHEN instr(a.origins, '"ocr"') THEN a.draft END"""  # what says where OCR was unsure, of scans alone
PASSAGE = f"{PLACE}, p.encoded, {BY_OCR}, {HEAD}"
FROM = "FROM passages p JOIN articles a ON a.number = p.article"
QUERY_ROWS = 500  # rows a statement: within SQLite's limit on parameters everywhere


class Catalogue:
    """A generation's catalogue, opened read-only; one connection a thread.

    `held` is whatever keeps the folder there while this is open, where nothing else does; `whole` says whether the file is still
    what it was. A passage's text is held against its own checksum when it is read, whatever the file's length. Where either does
    not fit, or SQLite finds the file damaged, XunzhangError is raised.
    """

    def __init__(self, folder: Path, held: object = None, whole: Wholeness | None = None) -> None:
        self._folder = folder
        self._path = folder / FILE
        self._held = held
        self._whole = whole
        self._local = threading.local()
        self._folded: dict[Named, Sequence[str]] = {}
        self._db.execute("SELECT 1 FROM passages LIMIT 1")

    @property
    def _db(self) -> sqlite3.Connection:
        if self._whole:
            self._whole.check(FILE)
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(uri, uri=True)
        return connection

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of `rows`, in the order of `rows`. Raises KeyError for a row that does not exist."""
        found: dict[int, Passage] = {}
        wanted = [int(row) for row in rows]
        for at in range(0, len(wanted), QUERY_ROWS):
            some = wanted[at : at + QUERY_ROWS]
            with self._told_damaged():
                found |= self._read(self._db.execute(f"SELECT {PASSAGE} {FROM} WHERE p.row IN ({_marks(some)})", some))
        return [found[row] for row in wanted]

    def every_passage(self, first: int = 0) -> Iterator[Passage]:
        """Every passage from row `first` on, in row order, streamed."""
        with self._told_damaged():
            for record in self._db.execute(f"SELECT {PASSAGE} {FROM} WHERE p.row >= ? ORDER BY p.row", (first,)):
                yield _passage(record)

    def row_of(self, passage_id: str) -> int:
        """Raises KeyError where there is no such passage."""
        record = self._db.execute("SELECT row FROM passages WHERE id = ?", (passage_id,)).fetchone()
        if record is None:
            raise KeyError(passage_id)
        return int(record[0])

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in order; empty where there is no such article."""
        query = f"SELECT {PASSAGE} {FROM} WHERE a.id = ? ORDER BY p.number"
        with self._told_damaged():
            return list(self._read(self._db.execute(query, (article_id,))).values())

    def article(self, article_id: str) -> Article:
        """Raises KeyError where there is no such article."""
        query = f"SELECT {HEAD}, a.text, a.paragraphs FROM articles a WHERE a.id = ?"
        record = self._db.execute(query, (article_id,)).fetchone()
        if record is None:
            raise KeyError(article_id)
        *head, text, paragraphs = record
        return Article(_head(head), text, paragraphs_from(paragraphs))

    def layout(self, article_id: str) -> PrintedLayout:
        """Where an article stands on its pages; nothing where it has none. Raises KeyError where there is no such article."""
        record = self._db.execute("SELECT draft FROM articles WHERE id = ?", (article_id,)).fetchone()
        if record is None:
            raise KeyError(article_id)
        return layout_from(record[0])

    def heads(self) -> list[ArticleHead]:
        return [_head(record) for record in self._db.execute(f"SELECT {HEAD} FROM articles a ORDER BY a.number")]

    def heads_at(self, places: Rows) -> list[ArticleHead]:
        """Those at places (m,) of `heads`, in the order of `places`."""
        found: dict[int, ArticleHead] = {}
        wanted: list[int] = self.columns.number[places].tolist()
        for at in range(0, len(wanted), QUERY_ROWS):
            some = wanted[at : at + QUERY_ROWS]
            records = self._db.execute(f"SELECT a.number, {HEAD} FROM articles a WHERE a.number IN ({_marks(some)})", some)
            found |= {number: _head(head) for number, *head in records}
        return [found[number] for number in wanted]

    def places_of(self, article_ids: Sequence[str]) -> Rows:
        """The places in `heads`, ascending, of the articles with these ids; ids that there are not have none."""
        found: list[int] = []
        for at in range(0, len(article_ids), QUERY_ROWS):
            some = article_ids[at : at + QUERY_ROWS]
            query = f"SELECT number FROM articles WHERE id IN ({_marks(some)})"
            found += [number for (number,) in self._db.execute(query, some)]
        return np.searchsorted(self.columns.number, np.unique(np.array(found, np.int64)))

    def folded(self, column: Named) -> Sequence[str]:
        """The outlets, titles or authors of the articles, folded, in the order of `heads`; kept once they were asked for."""
        if column not in self._folded:
            values = self._db.execute(f"SELECT {column} FROM articles ORDER BY number")
            self._folded[column] = [fold(value) for (value,) in values]
        return self._folded[column]

    def origins(self) -> dict[str, dict[str, Counter[str]]]:
        """-> for each file, for each fact of an article: how many of its articles have it from where; "" is not given."""
        found: dict[str, dict[str, Counter[str]]] = {}
        for path, text, count in self._db.execute("SELECT path, origins, count(*) FROM articles GROUP BY path, origins"):
            given = dict(_origins(text))
            facts = found.setdefault(path, {name: Counter() for name in (*FACTS, "language")})
            for name, origins in facts.items():
                origins[given.get(name, "")] += count
        return found

    def sizes(self) -> list[tuple[int, int]]:
        """The passages and the characters of each article, in the order of `heads`."""
        query = (
            "SELECT count(p.row), length(a.text) FROM articles a LEFT JOIN passages p ON p.article = a.number "
            "GROUP BY a.number ORDER BY a.number"
        )
        return [(int(passages), int(characters)) for passages, characters in self._db.execute(query)]

    def audit(self) -> list[AuditRow]:
        return [audit_from(text) for (text,) in self._db.execute("SELECT row FROM audit ORDER BY number")]

    def keys(self) -> Iterator[bytes]:
        """What tells each passage's vectors from others', by row (`catalogue_writer.encoded_key`), streamed."""
        for (key,) in self._db.execute("SELECT encoded FROM passages ORDER BY row"):
            yield key

    def rows_in(self, other: Catalogue) -> Iterator[int]:
        """For each row, a row of `other` whose passage has the same vectors; -1 where it has none. Streamed."""
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            connection.execute("ATTACH ? AS other", (f"{other._path.resolve().as_uri()}?mode=ro&immutable=1",))
            query = "SELECT (SELECT min(o.row) FROM other.passages o WHERE o.encoded = p.encoded) FROM passages p ORDER BY p.row"
            for (row,) in connection.execute(query):
                yield -1 if row is None else row

    def begins_with(self, other: Catalogue) -> bool:
        """Whether every passage of `other` is here in the same row, with the same text, heading, title and vectors."""
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            connection.execute("ATTACH ? AS other", (f"{other._path.resolve().as_uri()}?mode=ro&immutable=1",))
            same = "p.row = o.row AND p.encoded = o.encoded AND p.heading IS o.heading AND a.title IS b.title"
            theirs = "FROM other.passages o JOIN other.articles b ON b.number = o.article"
            query = f"SELECT 1 {theirs} WHERE NOT EXISTS (SELECT 1 {FROM} WHERE {same}) LIMIT 1"
            return connection.execute(query).fetchone() is None

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file, in its words."""
        return [found for (found,) in self._db.execute("PRAGMA integrity_check(5)") if found != "ok"]

    def places(self) -> Iterator[tuple[int, int, int, str, str]]:
        """Each passage's row, where it begins and ends in its article, its text and the article's, streamed."""
        yield from self._db.execute(f'SELECT p.row, p.start, p."end", p.text, a.text {FROM} ORDER BY p.row')

    def counts(self) -> tuple[int, int]:
        """-> articles, passages."""
        articles = self._db.execute("SELECT count(*) FROM articles").fetchone()[0]
        return int(articles), int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def every_row(self) -> Rows:
        """The rows of all passages, ascending."""
        return np.arange(self.counts()[1])

    def articles_of(self, rows: Rows) -> Rows:
        """The place in `heads()` of the article of each of `rows` (m,)."""
        return self._both_columns[1].article[rows].astype(np.int64)

    @property
    def columns(self) -> ArticleCodes:
        """Outlet, language and day of each article, in the order of `heads`."""
        return self._both_columns[0]

    @property
    def passage_columns(self) -> PassageCodes:
        """Article and language family of each passage, by row."""
        return self._both_columns[1]

    @cached_property
    def _both_columns(self) -> tuple[ArticleCodes, PassageCodes]:
        try:
            return read_columns(self._folder)
        except FileNotFoundError:  # of an index from before the file
            return self.made_columns()

    def made_columns(self) -> tuple[ArticleCodes, PassageCodes]:
        """The columns as the tables have them, whatever is written of them."""
        articles = article_codes(self._db.execute("SELECT number, source, language, date FROM articles ORDER BY number"))
        places = {number: place for place, number in enumerate(articles.number.tolist())}
        rows = self._db.execute("SELECT article, language FROM passages ORDER BY row")
        of_passages = ((places[article], family(language)) for article, language in rows)
        return articles, passage_codes(of_passages, self.counts()[1])

    def each_family(self) -> Iterator[str]:
        """The language family of each passage, by row, streamed."""
        for (language,) in self._db.execute("SELECT language FROM passages ORDER BY row"):
            yield family(language)

    def families(self) -> NDArray[np.str_]:
        """The language families of all passages, by row."""
        columns = self.passage_columns
        return np.array(columns.families or [""])[columns.family]

    def narrowed_to(self, filters: Filters, fields: Sequence[FieldDemand] = ()) -> Rows | None:
        """The rows that the filters and a question's fields leave, ascending; None where they narrow nothing, empty for nothing.

        What a filter means is `question/filters.py`'s to say. Raises BoundError for a bound that is no date.
        """
        if not filters and not fields:
            return None
        wanted = meeting((*conditions(filters), *of_fields(fields)), self)
        return rows_of_articles(self.passage_columns, wanted)

    @contextmanager
    def _told_damaged(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise damaged(self._folder.parents[1], say("index.file_unreadable", file=FILE, why=str(error))) from error

    @staticmethod
    def _read(records: Iterable[tuple[object, ...]]) -> dict[int, Passage]:
        return {int(str(record[0])): _passage(record) for record in records}


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _head(values: Sequence[Any]) -> ArticleHead:
    id_, title, source, byline, date, language, path, url, origins = values
    return ArticleHead(id_, title, source, byline, date, language, path, url, _origins(origins))


@lru_cache(maxsize=1 << 10)
def _origins(text: str) -> tuple[tuple[str, Origin], ...]:
    return tuple((name, origin) for name, origin in json.loads(text))


def _passage(record: tuple[object, ...]) -> Passage:
    _, id_, number, start, end, text, heading, language, page, paragraph, until, piece, encoded, scanned, *head = record
    place = (paragraph, until, piece, layout_from(str(scanned)).scan_of(start, end) if scanned else None)  # type: ignore[arg-type]
    passage = Passage(id_, _head(head), number, start, end, text, heading, language, page, *place)  # type: ignore[arg-type]
    if encoded_key(passage) != encoded:
        raise sqlite3.DatabaseError(f"passage {id_} is not what it was")
    return passage
