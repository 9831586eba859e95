"""The user's own `metadata.csv`: what it says of a file or an article holds, whatever the text says.

A row is matched by `path`, relative to the table's folder, or by an article's `id`; an empty cell leaves a value as it was read,
and `-` takes it away. Rows that match nothing, columns that are not known and dates that cannot be told are reported with it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xunzhang.language.codes import normalise_language
from xunzhang.language.printed_dates import parse_date
from xunzhang.messages.closed_sets import fact_name
from xunzhang.messages.wording import say
from xunzhang.reading.beside.beside_tables import TablesBeside
from xunzhang.reading.beside.known_facts import IN_TEXT
from xunzhang.reading.facts.metadata import OWN_TABLE, Facts
from xunzhang.reading.facts.outlet_names import clean_source
from xunzhang.reading.files.account import Account, at
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.finding import Found
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats.fields import fact_of, fold_name
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, Language, XunzhangError
from xunzhang.types.message import Message, as_said

NAME = OWN_TABLE
REPLACED = say("left_out.replaced")
NONE = "-"
_PATHS = frozenset({"path", "file", "filename", "filepath", "文件", "文件名", "路径", "檔案", "檔名"})


@dataclass(slots=True)
class _Row:
    line: int
    values: dict[str, str]
    matched: int = 0

    def named(self) -> Message:
        if "id" in self.values:
            return say("own_table.id", id=self.values["id"][:60])
        return say("own_table.file", path=self.values["path"][:80])

    def at(self, what: Message) -> Message:
        return at(say("where.line", n=self.line), what)


@dataclass(slots=True)
class _Table:
    """One table; `prefix` is its folder's place in the corpus, "" or ending with a slash."""

    name: str
    prefix: str = ""
    rows: list[_Row] = field(default_factory=list)
    heard: Account = field(default_factory=Account)


class OwnTables:
    """All tables of a corpus, those that stand beside it (`beside/`) too. Asked once for every article, in any order; then each
    table for what there is to say of it."""

    def __init__(self, files: Sequence[Found] = ()) -> None:
        self._beside = TablesBeside(files)
        self._tables = {file.name: _read(file) for file in files if file.path.name.lower() == NAME}
        self._by_path: dict[str, list[_Row]] = {}
        self._by_id: dict[str, list[_Row]] = {}
        for table in sorted(self._tables.values(), key=lambda table: len(table.prefix)):  # the nearest folder's comes last
            for row in table.rows:
                if "id" in row.values:
                    self._by_id.setdefault(row.values["id"], []).append(row)
                else:
                    self._by_path.setdefault(table.prefix + row.values["path"], []).append(row)

    def apply(self, path: str, id_: str, facts: Facts, language: Language) -> tuple[Facts, Language, Counter[Message]]:
        """-> (facts, language, how many visible characters of the file were kept in values that are replaced, by what)."""
        replaced: Counter[Message] = Counter()
        facts = self._beside.apply(path, facts, replaced)
        rows = [*self._by_path.get(path, ()), *self._by_id.get(id_, ())]
        if not rows:
            return facts, language, replaced
        own = replace(facts, origins=dict(facts.origins))
        for row in rows:
            row.matched += 1
            for name in FACTS:
                if value := row.values.get(name, ""):
                    if own.origins.get(name) not in IN_TEXT and value != getattr(own, name):
                        replaced[REPLACED] += visible(getattr(own, name))
                    own.put(name, "" if value == NONE else value, OWN_TABLE)
            if given := row.values.get("language", ""):
                language = "" if given == NONE else given
                own.origins.pop("language", None)
                own.origins |= {"language": OWN_TABLE} if language else {}
        return own, language, replaced

    def messages(self, name: str) -> list[Message]:
        """What there is to say of the table `name`, once every article has been asked for; nothing for another file."""
        table = self._tables.get(name)
        if table is None:
            return self._beside.messages(name)
        heard = table.heard
        for row in table.rows:
            if not row.matched:
                heard.noted_in_series(row.at(say("own_table.no_article", row=row.named())), say("own_table.rows_unmatched"))
            elif row.matched > 1 and row.values.get("title", NONE) != NONE:
                message = row.at(say("own_table.same_title", n=row.matched, row=row.named()))
                heard.noted_in_series(message, say("own_table.titles_shared"))
        heard.close()
        used = sum(row.matched > 0 for row in table.rows)
        return [say("own_table.used", used=used, all=len(table.rows)), *heard.messages]


def _read(file: Found) -> _Table:
    table = _Table(file.name, file.name[: -len(NAME)])
    try:
        check_size(file.path, whole=True)
        text = decode(file.path.read_bytes()).text
        first = next((line for line in text.splitlines() if line.strip()), "")
        cells = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=first.count))
        records = [(cells.line_num, [cell.strip() for cell in record]) for record in cells]
    except (XunzhangError, OSError, csv.Error) as error:
        why = error.message if isinstance(error, XunzhangError) else as_said(str(error))
        table.heard.tell(say("own_table.unreadable", why=why))
        return table
    records = [(line, record) for line, record in records if any(record)]
    if not records:
        table.heard.tell(say("own_table.empty"))
        return table
    names = _columns(records[0][1], table.heard)
    if not {"path", "id"} & {*names}:
        table.heard.tell(say("own_table.no_key", opening=first[:60]))
        return table
    for line, record in records[1:]:
        values = {name: cell for name, cell in zip(names, record, strict=False) if name and cell}
        if row := _row(line, values, table.heard):
            table.rows.append(row)
    return table


def _columns(header: Sequence[str], heard: Account) -> list[str]:
    """Which fact each column holds; "" for one that is not known, or known already."""
    names: list[str] = []
    for cell in header:
        found = fact_of(cell)
        name = "path" if fold_name(cell) in _PATHS else found[0] if found and found[0] != "text" else ""
        names.append("" if name in names else name)
    unknown = [cell for cell, name in zip(header, names, strict=True) if cell and not name]
    if unknown:
        listed = ", ".join(f"“{cell[:30]}”" for cell in unknown[:8])
        heard.tell(say("own_table.columns_unused", columns=listed, list=", ".join(FACTS)))
    return names


def _row(line: int, values: dict[str, str], heard: Account) -> _Row | None:
    """A row with its date and language normalised; one that cannot be told is reported and left out of the row."""
    where = say("where.line", n=line)
    if not values.get("path") and not values.get("id"):
        heard.noted_in_series(at(where, say("own_table.row_unkeyed")), say("own_table.rows_unkeyed"))
        return None
    values = dict(values)
    if "path" in values:
        values["path"] = values["path"].replace("\\", "/").removeprefix("./")
    if values.get("source", NONE) != NONE:
        values["source"] = clean_source(values["source"]) or values["source"]
    likes: dict[str, Message] = {"date": as_said("2024-11-19"), "language": say("own_table.language_like")}
    for name, read in (("date", parse_date), ("language", normalise_language)):
        given = values.get(name, "")
        if given and given != NONE:
            values[name] = read(given)
            if not values[name]:
                message = say("own_table.untold", kind=fact_name(name), value=given[:40], how=likes[name])
                heard.noted_in_series(at(where, message), say("own_table.untold_more", kind=fact_name(name)))
    return _Row(line, values)
