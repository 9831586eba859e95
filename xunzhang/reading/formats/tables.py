"""Tables as text, .csv and .tsv: an article a row. The delimiter and the way of quoting are told by the first rows.

Read row by row, so a table of any length takes the memory of its longest row. Which column holds what is `table_columns.py`'s.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.files.streams import TextStream
from xunzhang.reading.formats.fields import assign
from xunzhang.reading.formats.table_columns import HEADER, HEADER_ROWS, UNUSED, WITHOUT_ARTICLE, Columns, find_columns
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

NO_ROWS = say("table.no_rows")
LEFT_OUT = say("table.rows_left_out")
MARKS = say("left_out.table_marks")
REST = say("left_out.rest_of_table")
SAMPLE_LINES = 200


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what stands between cells, and whether a quotation mark in one is \\" or doubled."""

    delimiter: str = ","
    escaped: bool = False

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Raises `csv.Error` for a cell longer than a record may be."""
        csv.field_size_limit(current().record_chars)
        return csv.reader(
            lines, delimiter=self.delimiter, escapechar="\\" if self.escaped else None, doublequote=not self.escaped
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells, the lines it takes (from 1), its visible characters, and what is wrong with it, if so."""

    cells: Sequence[str]
    line: int
    characters: int
    problem: Message = NOTHING


def read_table(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a table, one a row. Raises `XunzhangError` where no column is told to hold text.

    A row without text, or with more cells than columns, is reported by its line; the others are read.
    """
    dialect = _dialect_of(path)
    with TextStream(path, account) as stream:
        rows = _rows(stream, dialect, account)
        top = list(islice(rows, HEADER_ROWS))
        columns = find_columns([row.cells for row in top if not row.problem], path)
        columns.note(account)
        account.remove(HEADER, sum(row.characters for row in top[: columns.rows]))
        empty = True
        for row in chain(top[columns.rows :], rows):
            empty = empty and not row.problem and not any(row.cells)
            if draft := _draft(row, columns, stream, account):
                yield draft
        if empty:
            account.failed(NO_ROWS)


def _draft(row: _Row, columns: Columns, stream: TextStream, account: Account) -> Draft | None:
    """The row as a draft, or None where it is none. Every character of it is accounted for."""
    if not row.problem and not any(cell.strip() for cell in row.cells):
        account.remove(MARKS, row.characters)
        return None
    where = say("where.line", n=row.line)
    try:
        if row.problem:
            raise XunzhangError(row.problem)
        if any(stream.damaged(cell) for cell in row.cells):
            raise XunzhangError(say("encoding.bytes_invalid"))
        check_cells(row.cells)
        if any(cell.strip() for cell in row.cells[len(columns.names) :]):
            raise XunzhangError(say("table.wide_unquoted", cells=len(row.cells), n=len(columns.names)))
        draft, unused = columns.draft(row.cells, where, account)
    except XunzhangError as error:
        account.failed_in_series(at(where, error.message), LEFT_OUT)
        account.remove(REST if row.problem else WITHOUT_ARTICLE, row.characters)
        return None
    account.remove(UNUSED, unused)
    account.remove(MARKS, row.characters - draft.kept() - unused)
    return draft


def check_cells(cells: Iterable[str]) -> None:
    """Raises `XunzhangError` for a cell over the limit."""
    most = current().cell_chars
    if longest := next((len(cell) for cell in cells if len(cell) > most), 0):
        raise XunzhangError(say("table.cell_long", n=longest, over=over("cell_chars", f"{most:,}")))


def _rows(stream: TextStream, dialect: Dialect, account: Account) -> Iterator[_Row]:
    """The rows, until one that has no end: what follows it cannot be told to be rows."""
    lines = _Lines(stream)
    rows = dialect.rows(lines)
    while True:
        first, before = lines.number + 1, account.characters_in
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            problem = say("table.cell_goes_on", most=say("limit.characters", n=current().record_chars))
        except XunzhangError as error:
            problem = error.message
        else:
            if not lines.ended:
                yield _Row(cells, first, account.characters_in - before)
                continue
            problem = say("table.quote_open")  # the parser went for a further line, and there was none
        stream.rest()
        yield _Row((), first, account.characters_in - before, say("table.rest_unread", why=problem))
        return


class _Lines:
    """The lines for the parser, and how many it has read."""

    def __init__(self, stream: TextStream) -> None:
        self.number = 0
        self.ended = False
        self._lines = stream.lines()

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number = line.number
            if line.text is None:
                raise XunzhangError(say("table.line_long", n=line.characters))
            yield line.text.replace("\0", "")
        self.ended = True


def _dialect_of(path: Path) -> Dialect:
    """The delimiter under which there is a header and the most rows have the same number of cells."""
    with TextStream(path, Account()) as stream:
        lines = [line.text for line in islice(stream.lines(), SAMPLE_LINES) if line.text]
    escaped = sum(line.count('\\"') for line in lines) > sum(line.count('""') for line in lines)
    delimiters = "\t,;|" if path.suffix.lower() == ".tsv" else ",\t;|"
    return max((Dialect(delimiter, escaped) for delimiter in delimiters), key=lambda dialect: _fit(dialect, lines))


def _fit(dialect: Dialect, lines: Sequence[str]) -> tuple[bool, float, int]:
    """-> (is there a header, the share of rows that have the usual number of cells, that number); more is better."""
    try:
        rows = [row for row in dialect.rows(lines) if row]
    except csv.Error:
        return False, 0.0, 0
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count, default=0)
    header = any("text" in assign(row) for row in rows[:HEADER_ROWS])
    return header, widths.count(usual) / len(widths) if usual > 1 else 0.0, usual
