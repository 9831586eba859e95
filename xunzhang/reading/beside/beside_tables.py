"""The tables beside a corpus's files, each opened by what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from xunzhang.reading.beside.fetch_record import RECORD, FetchRecord
from xunzhang.reading.beside.known_facts import TableBeside
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.files.finding import LIBRARY_NOTE, Found
from xunzhang.types.message import Message


class TablesBeside:
    """All of a corpus. Asked once for every article, in any order; then each for what there is to say of it."""

    def __init__(self, files: Sequence[Found]) -> None:
        self._tables: dict[str, TableBeside] = {}
        libraries: dict[str, TableBeside] = {}
        for file in files:
            prefix = file.name[: file.name.rfind("/") + 1]
            if file.path.name.lower() == RECORD and file.path.is_file():
                self._tables[file.name] = FetchRecord(file.path, prefix)
            elif file.problem == LIBRARY_NOTE:
                from xunzhang.reading.beside.zotero import ZoteroLibrary  # here, not above: lxml comes with it

                libraries[file.name] = ZoteroLibrary(file.path, prefix)
        self._tables |= libraries  # what somebody entered holds over what was fetched

    def apply(self, path: str, facts: Facts, replaced: Counter[Message]) -> Facts:
        """The facts with what is known besides; what it takes the place of is counted in `replaced`."""
        rows = [row for table in self._tables.values() for row in table.rows(path)]
        if not rows:
            return facts
        own = replace(facts, origins=dict(facts.origins))
        for row in rows:
            row.put_into(own, replaced)
        return own

    def messages(self, name: str) -> list[Message]:
        """What there is to say of the table `name`; nothing for another file."""
        return self._tables[name].messages() if name in self._tables else []
