"""Spreadsheets, .xlsx and .xlsm: an article a row, every sheet that has a column of text. openpyxl reads them row by row.

A date is written as ISO 8601, a formula as the value that was saved with it. Which column holds what is `table_columns.py`'s.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.child import more_time
from xunzhang.reading.files.packages import open_package
from xunzhang.reading.formats.documents import NOTES_NUMBERS
from xunzhang.reading.formats.merged_cells import LONGEST_REFERENCE, MergedCells
from xunzhang.reading.formats.table_columns import HEADER, HEADER_ROWS, UNUSED, WITHOUT_ARTICLE, Columns, find_columns
from xunzhang.reading.formats.tables import LEFT_OUT, NO_ROWS, check_cells
from xunzhang.reading.lines.line import visible
from xunzhang.reading.lines.raised import lowered, raised, settle
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

NO_TABLE = say("left_out.sheets_without_text")
EMPTY_MARKS = say("left_out.empty_marks")
_FORMULA = re.compile(rb"<f[ >/]")
_DECLARED = b"<!DOCTYPE"  # a workbook never has one; it could define entities that grow without end
CHUNK = 1 << 20
# What openpyxl raises where parts are missing, or hold something else than they should.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, ParseError, LxmlError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    ArithmeticError, NotImplementedError,
)  # fmt: skip
ROW_SECONDS, TIMED_ROWS = 0.05, 100  # a row may take so much longer, which is granted for so many at a time


def read_workbook(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of all sheets. Raises `XunzhangError` where no sheet has a column of text.

    A sheet or a row that holds no article is reported by name and number; the others are read.
    """
    try:
        yield from _articles(path, account)
    except _DAMAGE as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise XunzhangError(say("workbook.damaged", why=why, mend=say("workbook.save_again"))) from error


def _articles(path: Path, account: Account) -> Iterator[Draft]:
    account.encoding = as_said("XLSX")
    merged: dict[str, MergedCells] = {}
    if _scan(path, merged):
        account.tell(say("workbook.formulas"))
    book = load_workbook(path, read_only=True, data_only=True, rich_text=True)
    try:
        problems, read = [], 0
        for sheet in book.worksheets:
            name = sheet.title if len(book.worksheets) > 1 else ""
            rows: Iterator[tuple[int, list[str]]] = enumerate((_texts(row, account) for row in _values(sheet)), 1)
            if (cells_merged := merged.get(sheet._worksheet_path.lower())) and cells_merged.beginning:
                rows = cells_merged.filled(rows)
            top = list(islice(rows, HEADER_ROWS))
            if not any(cell.strip() for _, cells in top for cell in cells):
                continue
            try:
                columns = find_columns([cells for _, cells in top], path, name)
            except XunzhangError as error:
                problems.append(error.message)
                _pass_over(chain(top, rows), account)
                continue
            read += 1
            columns.note(account, name)
            yield from _drafts(columns, top, rows, name, account)
    finally:
        book.close()
    for problem in problems if read else problems[1:]:
        account.failed(problem)
    if problems and not read:
        raise XunzhangError(problems[0])


def _drafts(
    columns: Columns,
    top: Sequence[tuple[int, list[str]]],
    rows: Iterator[tuple[int, list[str]]],
    sheet: str,
    account: Account,
) -> Iterator[Draft]:
    empty = True
    for number, cells in chain(top, rows):
        characters = sum(map(visible, cells))
        account.characters_in += characters
        if number <= columns.rows:
            account.remove(HEADER, characters)
            continue
        if not characters:
            continue
        empty = False
        if number % TIMED_ROWS == 0:
            more_time(ROW_SECONDS * TIMED_ROWS)
        where = say("where.sheet_row", name=sheet, n=number) if sheet else say("where.row", n=number)
        try:
            check_cells(cells)
            draft, unused = columns.draft(cells, where, account)
        except XunzhangError as error:
            account.failed_in_series(at(where, error.message), LEFT_OUT)
            account.remove(WITHOUT_ARTICLE, characters)
            continue
        account.remove(UNUSED, unused)
        account.remove(EMPTY_MARKS, characters - draft.kept() - unused)
        yield draft
    if empty:
        account.failed(NO_ROWS)


def _pass_over(rows: Iterator[tuple[int, list[str]]], account: Account) -> None:
    characters = sum(visible(cell) for _, cells in rows for cell in cells)
    account.characters_in += characters
    account.remove(NO_TABLE, characters)


def _scan(path: Path, merged: dict[str, MergedCells]) -> bool:
    """Is there any formula? Takes note of each sheet's merged cells.

    Raises `XunzhangError` for a file over a limit, or with a declaration that no workbook has.
    """
    formulas = False
    with open_package(path) as package:
        for entry in package.infolist():
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            if entry.flag_bits & 1:
                raise XunzhangError(say("workbook.protected"))
            formulas = _scan_part(package, entry, merged) or formulas
    return formulas


def _scan_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, merged: dict[str, MergedCells]) -> bool:
    formulas, before = False, b""
    is_sheet = "worksheets/" in entry.filename
    with package.open(entry) as part:
        while chunk := part.read(CHUNK):
            seen = before + chunk
            if _DECLARED in seen or _DECLARED.decode().encode("utf-16-le") in seen:
                raise XunzhangError(say("workbook.doctype"))
            formulas = formulas or (is_sheet and bool(_FORMULA.search(seen)))
            if is_sheet:
                merged.setdefault(entry.filename.replace("\\", "/").lower(), MergedCells()).take(seen)
            before = seen[-LONGEST_REFERENCE:]
    return formulas


def _values(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet, empty ones too, with the forms of letters in cells, which openpyxl's reading of rows forgoes."""
    book, following = sheet.parent, 1
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats, rich_text=True,
        )  # fmt: skip
        for number, cells in parser.parse():
            yield from ((),) * (number - following)
            following = max(following, number + 1)
            row: list[Any] = [None] * max((cell["column"] for cell in cells), default=0)
            for cell in cells:
                row[cell["column"] - 1] = cell["value"]
            yield row


def _marked(piece: str | TextBlock) -> str:
    if isinstance(piece, str):
        return piece
    height = piece.font.vertAlign if piece.font else None
    text = str(piece.text)
    return raised(text) if height == "superscript" else lowered(text) if height == "subscript" else text


def _texts(row: Sequence[Any], account: Account) -> list[str]:
    return [_text(value, account) for value in row]


def _text(value: Any, account: Account) -> str:
    """A cell as text: dates as ISO 8601, whole numbers without a point, what is set higher or lower as it reads."""
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        found = settle("".join(map(_marked, value)))
        account.remove(NOTES_NUMBERS, found.notes)
        account.characters_in += found.notes  # the sum of the row counts what is left
        return str(unescape(found.text))
    if isinstance(value, str):
        return str(unescape(value))  # _x000D_ is how a workbook writes a carriage return
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
