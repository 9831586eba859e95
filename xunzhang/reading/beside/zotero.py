"""A library exported by Zotero in the corpus, with its attachments in `files/` beside: what it says of each attachment holds.

An item names its attachments, or they bear the name that Zotero gives: creator, year, title. Items without a file, files that
are missing, and names that fit several items are told; nothing is guessed.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from xunzhang.language.iso_dates import iso_date
from xunzhang.messages.wording import of_system, say
from xunzhang.reading.beside.known_facts import KnownFacts
from xunzhang.reading.beside.library_items import LibraryItem
from xunzhang.reading.beside.zotero_json import read_library_json
from xunzhang.reading.beside.zotero_rdf import read_rdf
from xunzhang.reading.files.account import Account
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.files.library_files import ATTACHMENTS
from xunzhang.reading.files.limits import check_size
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

FORMS: dict[str, Callable[[Path], Iterator[LibraryItem]]] = {".rdf": read_rdf, ".json": read_library_json}
NAMED_TITLE = 100  # characters of a title in the name that Zotero gives a file
SHORTEST_TITLE = 4  # characters, folded: a name that ends in less may end so by chance


class ZoteroLibrary:
    """One exported library; `prefix` is its folder's place in the corpus, "" or ending with a slash."""

    def __init__(self, path: Path, prefix: str) -> None:
        self._folder, self._prefix = path.parent, prefix
        self._rows: dict[str, list[KnownFacts]] = {}
        self._heard = Account()
        self._items = self._attached = 0
        try:
            check_size(path, whole=True)
            items = [item for item in FORMS[path.suffix.lower()](path) if item.title or item.attachments]
        except (XunzhangError, OSError, ValueError) as error:
            why = error.message if isinstance(error, XunzhangError) else _said(error)
            self._heard.tell(say("own_table.unreadable", why=why))
            return
        named = {} if any(item.attachments for item in items) else self._by_name(items)
        for number, item in enumerate(items):
            self._take(item, [*item.attachments, *named.get(number, ())])

    def rows(self, path: str) -> list[KnownFacts]:
        return self._rows.get(path, [])

    def messages(self) -> list[Message]:
        used = 0
        for rows in self._rows.values():
            for row in rows:
                used += row.matched > 0
                if row.matched > 1 and row.values["title"]:
                    told = say("zotero.same_title", n=row.matched, title=row.values["title"][:60])
                    self._heard.noted_in_series(told, say("own_table.titles_shared"))
        self._heard.close()
        if not self._items:
            return self._heard.messages
        return [say("zotero.used", items=self._items, files=self._attached, used=used), *self._heard.messages]

    def _take(self, item: LibraryItem, files: list[str]) -> None:
        self._items += bool(item.title)
        title = item.title[:60] or (files[0][:60] if files else "")
        here = [place for file in files if (place := self._place(file, title))]
        if not files:
            self._heard.noted_in_series(say("zotero.no_attachment", title=title), say("zotero.no_attachments"))
        values = item.values()
        if item.title and item.date and not values["date"]:
            told = say("zotero.undated", title=title, date=item.date[:40])
            self._heard.noted_in_series(told, say("zotero.undated_more"))
        day = iso_date(item.accessed[:10])
        for place in here:
            self._attached += 1
            if item.title:  # an attachment without an item is known by its file alone
                row = KnownFacts(values, library=True, retrieved=str(day) if day else "")
                self._rows.setdefault(self._prefix + shown_name(place), []).append(row)

    def _place(self, file: str, title: str) -> str:
        """The attachment's path below the library's folder, as it is there; "" where it is not, which is told."""
        given = file.replace("\\", "/").removeprefix("./")
        for path in (given, unquote(given)):
            parts = PurePosixPath(path).parts
            if path.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in path:
                self._heard.noted_in_series(say("zotero.outside", title=title, file=file[:80]), say("zotero.outsides"))
                return ""
            if (self._folder / path).is_file():
                return "/".join(parts)
        self._heard.noted_in_series(say("zotero.missing", title=title, file=file[:80]), say("zotero.missings"))
        return ""

    def _by_name(self, items: list[LibraryItem]) -> dict[int, list[str]]:
        """The attachments of items by number, told by their names; a name that fits several items is none's, which is told."""
        found: dict[int, list[str]] = {}
        titles = [(_fold(item.title[:NAMED_TITLE]), item.values()["date"][:4]) for item in items]
        for file in self._attachments():
            stem = _fold(Path(file).stem)
            fit = [
                number
                for number, (title, year) in enumerate(titles)
                if len(title) >= SHORTEST_TITLE and stem.endswith(title) and (not year or year in stem[: len(stem) - len(title)])
            ]
            if len(fit) == 1:
                found.setdefault(fit[0], []).append(file)
            elif fit:
                self._heard.noted_in_series(say("zotero.ambiguous", file=file[:80], n=len(fit)), say("zotero.ambiguous_more"))
        return found

    def _attachments(self) -> Iterator[str]:
        for above, folders, names in os.walk(self._folder / ATTACHMENTS):
            folders.sort()
            for name in sorted(names):
                if not name.startswith("."):
                    yield (Path(above) / name).relative_to(self._folder).as_posix()


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _said(error: Exception) -> Message:
    return of_system(error) if isinstance(error, OSError) else as_said(str(error))
