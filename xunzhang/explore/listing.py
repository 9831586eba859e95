"""The articles and the files of a collection as tables: sorted by any column, narrowed by a few letters, a page at a time.

What became of each file is the audit's (`types.AuditRow`); nothing is left out of either table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from xunzhang.language.folding import fold
from xunzhang.messages.wording import in_words
from xunzhang.search.timeline import Unit, period_of
from xunzhang.types import ArticleHead, AuditRow
from xunzhang.types.message import Message

Row = TypeVar("Row")
Key = Callable[[Row], str | int]


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article with how many passages and characters it has."""

    head: ArticleHead
    passages: int
    characters: int


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """A page of a table: `rows` from the `first` (from 0) of `matching`, out of `total`."""

    rows: tuple[Row, ...]
    first: int
    matching: int
    total: int


ARTICLE_COLUMNS: dict[str, Key[ListedArticle]] = {
    "title": lambda row: fold(row.head.title),
    "source": lambda row: fold(row.head.source),
    "date": lambda row: row.head.date,
    "language": lambda row: row.head.language,
    "passages": lambda row: row.passages,
    "characters": lambda row: row.characters,
}
_STATUS = ("skipped", "partly", "read")  # what needs a look comes first
FILE_COLUMNS: dict[str, Key[AuditRow]] = {
    "path": lambda row: fold(row.path),
    "status": lambda row: _STATUS.index(row.status),
    "encoding": lambda row: fold(row.encoding.text),
    "articles": lambda row: row.articles,
    "characters_in": lambda row: row.characters_in,
    "characters_kept": lambda row: row.characters_kept,
    "removed": lambda row: sum(count for _, count in row.removed),
    "messages": lambda row: len(row.messages),
}


def list_articles(
    articles: Sequence[ListedArticle],
    column: str = "",
    descending: bool = False,
    containing: str = "",
    period: tuple[Unit, str] | None = None,
    first: int = 0,
    count: int = 50,
) -> Listed[ListedArticle]:
    """Articles whose title, outlet, byline, date or path contains `containing` (folded), of one period of a timeline or of all.

    `column` is a key of ARTICLE_COLUMNS, "" the collection's order. An unknown one raises KeyError.
    """
    rows: Iterable[ListedArticle] = articles
    if period:
        rows = (row for row in rows if period_of(row.head.date, period[0]) == period[1])
    wanted = fold(containing.strip())
    if wanted:
        rows = (row for row in rows if any(wanted in fold(text) for text in _printed(row.head)))
    return _page(rows, ARTICLE_COLUMNS[column] if column else None, descending, first, count, len(articles))


def list_files(
    audit: Sequence[AuditRow],
    column: str = "",
    descending: bool = False,
    containing: str = "",
    status: str = "",
    first: int = 0,
    count: int = 50,
) -> Listed[AuditRow]:
    """Files whose path, encoding or messages contain `containing` (folded), of one status or of all; else as `list_articles`.

    What is said of a file is looked through in both languages.
    """
    wanted = fold(containing.strip())
    rows: Iterable[AuditRow] = (row for row in audit if not status or row.status == status)
    if wanted:
        rows = (
            row
            for row in rows
            if wanted in fold(row.path) or any(wanted in fold(form) for said in _said(row) for form in in_words(said))
        )
    return _page(rows, FILE_COLUMNS[column] if column else None, descending, first, count, len(audit))


def _printed(head: ArticleHead) -> tuple[str, ...]:
    return head.title, head.source, head.byline, head.date, head.path


def _said(row: AuditRow) -> tuple[Message, ...]:
    return row.encoding, *row.messages, *(what for what, _ in row.removed)


def _page(rows: Iterable[Row], key: Key[Row] | None, descending: bool, first: int, count: int, total: int) -> Listed[Row]:
    ordered = list(rows)
    if key:
        ordered.sort(key=key, reverse=descending)  # stable: rows that are equal keep the collection's order
    first = min(max(first, 0), max(len(ordered) - 1, 0) // count * count)
    return Listed(tuple(ordered[first : first + count]), first, len(ordered), total)
