"""The record of what was fetched into a folder, kept while fetching: what an address is saved as, and what to ask it by again.

A row is added for each address and is on the disk before the next one is asked for; the last row of an address holds. Several
programs may keep one record: each takes in what the others have added.
"""

from __future__ import annotations

import csv
import io
import os
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from xunzhang.messages.wording import of_system, say
from xunzhang.reading.beside.fetch_record import COLUMNS, RECORD, guarded, record_rows
from xunzhang.types import UnwritableError, XunzhangError

LOCK = f".{RECORD}.lock"
LOCK_WAIT_S = 30.0
SPARE_ROWS = 1000  # outdated rows from which on the file is written anew
Row = dict[str, str]


def now() -> str:
    """The time as the record has it: ISO 8601 in UTC, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class RecordBook:
    """The rows of a folder's record by address, both as it was asked for and as it was redirected."""

    def __init__(self, folder: Path) -> None:
        """Raises XunzhangError where there is something else by the record's name."""
        self.folder = folder
        self._path, self._lock = folder / RECORD, FileLock(folder / LOCK)
        self._by_address: dict[str, Row] = {}
        self._seen: tuple[int, int] | None = None
        self._rows = 0
        self._refresh()

    def find(self, address: str) -> Row | None:
        """The row of an address, None where it was never saved."""
        self._refresh()
        return self._by_address.get(address)

    def has_file(self, row: Row) -> bool:
        """Whether the file of a row is still there."""
        return bool(row["path"]) and (self.folder / row["path"]).is_file()

    def note(self, row: Row) -> None:
        """Add a row. Raises UnwritableError where it cannot be written."""
        whole = {name: " ".join(row.get(name, "").replace("\0", "").split()) for name in COLUMNS}
        try:
            with self._lock.acquire(timeout=LOCK_WAIT_S):
                self._refresh()
                self._append(whole)
        except Timeout:
            raise UnwritableError(say("fetch.record_busy", path=str(self._path))) from None
        except OSError as error:
            raise UnwritableError(say("fetch.unwritable", path=str(self._path), why=of_system(error))) from error
        self._take(whole)

    def _append(self, row: Row) -> None:
        begins = not self._path.exists() or not self._path.stat().st_size
        if not begins and self._rows > 2 * len(self._by_address) + SPARE_ROWS:
            self._write_anew()
        with self._path.open("ab+") as file:
            lines = [list(COLUMNS)] if begins else []
            if not begins:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a run was killed as it wrote
                    file.write(b"\n")
            file.write(_as_csv([*lines, list(row.values())]))
            file.flush()
            os.fsync(file.fileno())
        status = self._path.stat()
        self._seen = (status.st_size, status.st_mtime_ns)

    def _write_anew(self) -> None:
        kept = list({id(row): row for row in self._by_address.values()}.values())
        new = self._path.with_name(f".{RECORD}.new")
        new.write_bytes(_as_csv([list(COLUMNS), *(list(row.values()) for row in kept)]))
        new.replace(self._path)
        self._rows = len(kept)

    def _refresh(self) -> None:
        """Take in what another program has added."""
        try:
            status = self._path.stat()
            seen = (status.st_size, status.st_mtime_ns)
            if seen == self._seen:
                return
            rows = list(record_rows(self._path))
        except FileNotFoundError:
            return
        except (OSError, ValueError, csv.Error) as error:
            why = of_system(error) if isinstance(error, OSError) else str(error)
            raise XunzhangError(say("fetch.no_record", path=str(self._path), why=why)) from error
        self._rows, self._seen = 0, seen
        self._by_address.clear()
        for row in rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        self._rows += 1
        for address in (row["url"], row["asked"]):
            if address:
                self._by_address[address] = row


def _as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()
