"""Files added to a collection while it is in use: received, read on trial, put among the others, and indexed in the background.

A file of which nothing can be read is not added; its audit row says why. The same content under the same name is not added twice.
Names and sizes are `receiving.py`'s; who may add, and how a file gets here, is the page's.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from xunzhang.index.generations import checksum
from xunzhang.messages.wording import say
from xunzhang.reading.corpus import read_corpus
from xunzhang.service.accounts.changes_log import ChangesLog
from xunzhang.service.live import IndexingState, LiveSearcher
from xunzhang.service.receiving import Received, put, safe_name
from xunzhang.types import AuditRow, XunzhangError
from xunzhang.types.contract import AddedJson, AddingJson
from xunzhang.types.kinds import Stage, State
from xunzhang.types.message import NOTHING, Message

STAGING = ".adding"  # in the collection's folder, so that a finished file is moved by a rename; readers pass over it
REMEMBERED = 200  # files told of, the latest ones

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Added:
    """A file received: its name, its name in the collection ("" where it is not in it), and what was read of it."""

    given: str
    name: str
    state: State
    rows: tuple[AuditRow, ...] = ()

    def as_dict(self) -> AddedJson:
        rows = [row.as_dict() for row in self.rows]
        return {"given": self.given, "name": self.name, "state": self.state, "rows": rows}


class Adding:
    """Receives files for the collection of `live`, and keeps in `changes` who added what. Safe to use from several threads.

    With `allow_private` the pages that are added by their addresses (`adding_pages.py`) may be of a private network.
    """

    def __init__(self, live: LiveSearcher, changes: ChangesLog | None = None, allow_private: bool = False) -> None:
        self._live, self._changes, self.allow_private = live, changes, allow_private
        self._lock = threading.Lock()
        self._files: list[Added] = []
        self._progress = IndexingState()
        self._building: threading.Thread | None = None
        with suppress(XunzhangError):  # what a killed page left half received
            shutil.rmtree(self.folder() / STAGING, ignore_errors=True)

    @property
    def files(self) -> Sequence[Added]:
        """The files received since the start, the latest first."""
        return tuple(reversed(self._files))

    @property
    def progress(self) -> IndexingState:
        return self._progress

    def as_dict(self) -> AddingJson:
        now = self._progress
        files = [added.as_dict() for added in self.files]
        return {"stage": now.stage, "done": now.done, "total": now.total, "trouble": now.trouble.text, "files": files}

    def folder(self) -> Path:
        """Where added files go. Raises XunzhangError where the collection has no folder that can be written to."""
        folders = [root for root in self._live.roots if root.is_dir()]
        if not folders:
            raise XunzhangError(say("adding.no_folder"))
        if not os.access(folders[0], os.W_OK):
            raise XunzhangError(say("adding.no_permission", folder=str(folders[0])))
        return folders[0]

    @contextmanager
    def receiving(self, given: str, size: int | None = None) -> Iterator[Received]:
        """A place for the bytes of a file called `given`, gone when the block is left; `size` is how many are announced.

        Raises XunzhangError for a name that no reader knows or that is no article's, and for too large a file.
        """
        name = safe_name(given)
        folder = self.folder()
        staging = folder / STAGING
        with self._lock:  # against the rmdir below
            staging.mkdir(exist_ok=True)
            place = Path(tempfile.mkdtemp(dir=staging))
        try:
            with (place / name).open("xb") as file:
                received = Received(given, place / name, file)
                received.expect(size or 0)
                yield received
        finally:
            shutil.rmtree(place, ignore_errors=True)
            with self._lock, suppress(OSError):  # another file is being received
                staging.rmdir()

    def take(self, received: Received, who: str = "", at: str = "", placed: Callable[[str], None] = lambda _name: None) -> Added:
        """Read the file on trial, put it into the collection, and have it indexed; -> what became of it.

        `who` is the account that adds it, "" for none, `at` the address that it came from; `placed` is called with its name in
        the collection before it is indexed.
        """
        received.close()
        rows = tuple(row for row in read_corpus([received.path]) if isinstance(row, AuditRow))
        if all(row.status == "skipped" for row in rows):
            return self._remember(Added(received.given, "", "refused", rows))
        folder = self.folder()
        same = folder / received.path.name
        if same.is_file() and checksum(same) == checksum(received.path):
            return self._remember(Added(received.given, same.name, "there", rows))
        name = put(received.path, folder)
        placed(name)
        if self._changes is not None:
            self._changes.write(who, "added file", name, at)
        added = self._remember(
            Added(received.given, name, "waiting", tuple(_renamed(row, received.path.name, name) for row in rows))
        )
        self._start()
        return added

    def refuse(self, given: str, why: Message) -> Added:
        """Note that a file was not taken, and why, in one line."""
        return self._remember(Added(given, "", "refused", (AuditRow(given, "skipped", messages=(why,)),)))

    def note(self, added: Added) -> Added:
        """Note what became of something that did not come as a file."""
        return self._remember(added)

    def wait(self) -> None:
        """Until nothing is being indexed."""
        while building := self._building:
            building.join()

    def _remember(self, added: Added) -> Added:
        with self._lock:
            self._files = [*self._files, added][-REMEMBERED:]
        return added

    def _start(self) -> None:
        with self._lock:
            if self._building:
                return
            self._progress = IndexingState("reading")
            self._building = threading.Thread(target=self._build, name="adding", daemon=True)
            self._building.start()

    def _build(self) -> None:
        """Index until no file waits: those that come while a build runs are in the next one."""
        while True:
            with self._lock:
                waiting = [added for added in self._files if added.state == "waiting"]
                if not waiting:
                    self._building, self._progress = None, IndexingState()
                    return
            trouble = NOTHING
            try:
                report = self._live.update(progress=self._show)
                if report is None:
                    raise XunzhangError(say("adding.no_index"))
                self._settle(waiting, report.audit)
            except XunzhangError as error:
                trouble = error.message
            except Exception:
                log.exception("Added files could not be indexed")
                trouble = say("adding.failed")
            if trouble:
                with self._lock:
                    self._building, self._progress = None, IndexingState(trouble=trouble)
                return

    def _show(self, stage: Stage, done: int, total: int, note: Message = NOTHING) -> None:
        self._progress = IndexingState(stage, done, total)

    def _settle(self, waiting: Sequence[Added], audit: Sequence[AuditRow]) -> None:
        """Give the files that a build has taken in their rows of its audit: only there is it known what they repeat."""
        folders = [root for root in self._live.roots if root.is_dir()]
        prefix = f"{folders[0].resolve().name}/" if len(folders) > 1 else ""
        with self._lock:
            for added in waiting:
                path = prefix + added.name
                rows = tuple(row for row in audit if row.path == path or row.path.startswith(f"{path}/")) or added.rows
                state: State = "searchable" if any(row.articles for row in rows) else "there"
                at = next((at for at, each in enumerate(self._files) if each is added), None)
                if at is not None:
                    self._files[at] = replace(added, state=state, rows=rows)


def _renamed(row: AuditRow, before: str, after: str) -> AuditRow:
    return replace(row, path=after + row.path.removeprefix(before)) if row.path.startswith(before) else row
