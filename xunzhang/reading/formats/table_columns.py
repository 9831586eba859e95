"""Which column of a table holds what: guessed from the header, or said by the user beside it (`own_columns.py`).

Reading the table itself is `tables.py`'s and `workbooks.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzhang.messages.closed_sets import fact_name
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.formats.fields import ALIASES, assign, is_empty
from xunzhang.reading.formats.own_columns import OWN_COLUMNS, own_columns
from xunzhang.reading.formats.records import draft_of
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

HEADER_ROWS = 10  # a header stands among so many rows at the top, below a title or a note
UNUSED, WITHOUT_ARTICLE, HEADER = (
    say("left_out.unused_columns"),
    say("left_out.rows_without_article"),
    say("left_out.table_header"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: their names, the number from 0 of each fact's, and how many rows the header takes."""

    names: tuple[str, ...]
    at: dict[str, int]
    rows: int

    def draft(self, cells: Sequence[str], where: Message, account: Account) -> tuple[Draft, int]:
        """-> (a row as a draft, the characters of its cells that are in no column used). `where` names it: "Line 3".

        Raises `XunzhangError` for a row that holds no article.
        """
        beyond = [cell for cell in cells[len(self.names) :] if cell.strip()]
        if beyond:
            raise XunzhangError(say("table.wide_unnamed", cells=len(cells), n=len(self.names)))
        record = {fact: cells[at] for fact, at in self.at.items() if at < len(cells) and not is_empty(cells[at])}
        if "text" not in record:
            raise XunzhangError(say("table.no_text", name=self._named("text")))
        unused = sum(visible(cell) for at, cell in enumerate(cells) if at not in self.at.values())
        return draft_of(record, where, account), unused

    def note(self, account: Account, sheet: str = "") -> None:
        """Say which column was taken for what."""
        taken = tuple(say("table.taken_as", name=self._named(fact), field=fact_name(fact)) for fact in self.at)
        others = [name or str(at + 1) for at, name in enumerate(self.names) if at not in self.at.values()]
        if others:
            unused = ", ".join(others)[:200]
            account.tell(in_sheet(sheet, say("table.taken_not_all", taken=taken, unused=unused, file=OWN_COLUMNS)))
        else:
            account.tell(in_sheet(sheet, say("table.taken", taken=taken, file=OWN_COLUMNS)))

    def _named(self, fact: str) -> str:
        name = self.names[self.at[fact]]
        return f"“{name[:40]}”" if name else str(self.at[fact] + 1)


def in_sheet(sheet: str, what: Message) -> Message:
    """What there is to say of a sheet; of the only one, without its name."""
    return say("table.in_sheet", name=sheet, what=what) if sheet else what


def find_columns(rows: Sequence[Sequence[str]], path: Path, sheet: str = "") -> Columns:
    """The columns of the table whose first rows are `rows`. Raises `XunzhangError` where none is told to hold text.

    `sheet` is the name of the sheet where a workbook has several.
    """
    own = own_columns(path)
    width = max((len(row) for row in rows), default=0)
    at = _header_of(rows, own) if own else _header_at(rows)
    if own and all(name.isdigit() for name in own.values()) and not (rows and assign(rows[0])):
        return _numbered(own, width, path)
    if at is None and own:
        named = ", ".join(name for name in own.values() if not name.isdigit())
        raise XunzhangError(
            say("table.names_columns", file=OWN_COLUMNS, named=named[:80], table=shown_name(path.name), columns=_listed(rows))
        )
    if at is None:
        missing = say("table.no_text_column", columns=_listed(rows), file=OWN_COLUMNS, table=shown_name(path.name))
        raise XunzhangError(in_sheet(sheet, missing))
    names = tuple(name.strip() for name in rows[at])
    found = assign(names)
    for fact, name in own.items():
        found = {other: number for other, number in found.items() if other != fact}
        found[fact] = names.index(name) if name in names else _number(name, width, path)
    return Columns(names, {fact: found[fact] for fact in ALIASES if fact in found}, at + 1)


def _header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """The row with the most known names, a column of text among them: above it may stand one that groups the columns."""
    known = {at: len(found) for at, row in enumerate(rows[:HEADER_ROWS]) if "text" in (found := assign(row))}
    return max(known, key=lambda at: (known[at], -at), default=None)


def _header_of(rows: Sequence[Sequence[str]], own: dict[str, str]) -> int | None:
    """The first row that has every column the user names; the first at all where all are numbers."""
    names = {name for name in own.values() if not name.isdigit()}
    return next((at for at, row in enumerate(rows[:HEADER_ROWS]) if names <= {cell.strip() for cell in row}), None)


def _numbered(own: dict[str, str], width: int, path: Path) -> Columns:
    """A table without a header."""
    return Columns(("",) * width, {fact: _number(own[fact], width, path) for fact in ALIASES if fact in own}, 0)


def _number(name: str, width: int, path: Path) -> int:
    if name.isdigit() and 1 <= int(name) <= width:
        return int(name) - 1
    raise XunzhangError(say("table.no_column", file=OWN_COLUMNS, name=name[:40], table=shown_name(path.name), n=width))


def _listed(rows: Sequence[Sequence[str]]) -> Message:
    names = next((row for row in rows if any(cell.strip() for cell in row)), ())
    shown = [f"“{' '.join(name.split())[:30]}”" for name in names if name.strip()]
    if not shown:
        return say("table.empty")
    listed = ", ".join(shown[:12])
    return say("table.names_more", names=listed, n=len(shown) - 12) if len(shown) > 12 else as_said(listed)
