"""The record of what was fetched, `xunzhang-fetched.csv`, as reading uses it: each file's address, and when it was retrieved.

Written by `intake/`, a row an address, the last one of an address being the one that holds. Rows of addresses of which no file
was kept (feeds) are of no use here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from xunzhang.language.iso_dates import iso_date
from xunzhang.language.printed_dates import parse_date
from xunzhang.messages.wording import of_system, say
from xunzhang.reading.beside.known_facts import KnownFacts
from xunzhang.reading.facts.metadata import may_be_name
from xunzhang.reading.facts.outlet_names import clean_source
from xunzhang.types.message import Message, as_said

RECORD = "xunzhang-fetched.csv"
COLUMNS = ("path", "url", "asked", "retrieved", "title", "source", "byline", "date", "type", "etag", "modified", "sha256")
_READ = ("url", "retrieved", "title", "source", "byline", "date")
_LONGEST = 2000  # characters of a value
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet would run


def guarded(cell: str) -> str:
    """A cell as it is written: one that a spreadsheet would run is led by an apostrophe, which reading takes off again."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULAS) else cell


class FetchRecord:
    """The rows of one record, by the file's name in the corpus; `prefix` is its folder's place there, "" or with a slash."""

    def __init__(self, path: Path, prefix: str) -> None:
        self._rows: dict[str, tuple[str, ...]] = {}
        self._used: set[str] = set()
        self._trouble: Message | None = None
        try:
            for row in record_rows(path):
                if row["path"]:
                    self._rows[prefix + row["path"]] = tuple(row[name] for name in _READ)
        except (OSError, ValueError, csv.Error) as error:
            why = of_system(error) if isinstance(error, OSError) else as_said(str(error))
            self._trouble = say("own_table.unreadable", why=why)

    def rows(self, path: str) -> list[KnownFacts]:
        row = self._rows.get(path)
        if row is None:
            return []
        self._used.add(path)
        return [_known(dict(zip(_READ, row)))]

    def messages(self) -> list[Message]:
        if self._trouble:
            return [self._trouble]
        return [say("fetched.used", used=len(self._used), all=len(self._rows))]


def record_rows(path: Path) -> Iterator[dict[str, str]]:
    """Each row with all of `COLUMNS`; what a killed run left of a last line is passed over.

    Raises OSError, csv.Error, and ValueError where it is no such record or not UTF-8.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if header and not {"path", "url"} <= {*header}:
            raise ValueError(f"its first line is {','.join(header)[:60]!r}")
        for cells in reader:
            if len(cells) == len(header):
                row = dict(zip(header, cells))
                yield {name: _unguarded(row.get(name, ""))[:_LONGEST] for name in COLUMNS}


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULAS) else cell


def _known(row: dict[str, str]) -> KnownFacts:
    """What a feed said of an article is taken as a page's own markup would be."""
    values = {
        "title": " ".join(row["title"].split()),
        "source": clean_source(row["source"]) or "",
        "byline": row["byline"] if may_be_name(row["byline"]) else "",
        "date": parse_date(row["date"]),
        "url": row["url"] if row["url"].startswith(("http://", "https://")) else "",
    }
    day = iso_date(row["retrieved"])
    return KnownFacts(values, retrieved=row["retrieved"] if day and day.is_full else "")
