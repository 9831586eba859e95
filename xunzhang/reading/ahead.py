"""Independent files read at once, each in one of several processes; what they hold is handed over in the order of the files.

While one file is gone through, the processes read those that follow, as far ahead as a bounded memory holds what they found. What
a process leaves unread because it ended is read as single files are, each in a process that may end of it (`files/isolation.py`).
What a file holds does not depend on where it is read.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from xunzhang.reading.ahead_child import DRAFT, FILE, LIMITS, PART, PART_ENDS
from xunzhang.reading.corpus import read_parts
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Draft, Part
from xunzhang.reading.files.child import frame, opened, send
from xunzhang.reading.files.finding import Found
from xunzhang.reading.files.handing_over import unpacked

LEAST_WORK = 8 << 20  # bytes of text, besides the largest file, from which on processes pay: two seconds of reading
MOST = 4  # processes, each of which takes a hundred megabytes: going through what they found is one process's work
MANY_FILES = 24  # of text, from which on one process reads ahead however small they are
COSTLY = 8  # a byte of a document or a web page takes as long as so many of text
HELD_BYTES = 16 << 20  # of what a process has read and nobody has asked for yet
REQUEST_BYTES = 32 << 10  # of requests that a process has not answered: a pipe takes twice as many without waiting
_TEXT = frozenset((
    ".txt", ".text", ".ris", ".enw", ".md", ".markdown", ".eml", ".mbox", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab",
))  # fmt: skip
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = "from xunzhang.reading.ahead_child import serve; serve()"


class ReadAhead:
    """Reads `files`, in their order; use as a context manager, which ends the processes.

    `processes` is how many there may be, MOST at most: with one, or where there is little to read, one reads many small files
    ahead, and few files are read as they are asked for.
    """

    def __init__(self, files: Sequence[Found], processes: int) -> None:
        sizes = {file: _size(file) for file in files if not file.problem}
        processes = processes if is_worth(sizes) else int(_are_many(sizes))
        self._sizes = sizes if processes else {}
        self._waiting = deque(self._sizes)
        self._reading: dict[Found, _Process] = {}
        self._processes: list[_Process] = []
        with contextlib.suppress(OSError):  # where none can be started, all is read here
            for _ in range(min(processes, MOST, len(self._sizes))):
                self._processes.append(_Process())

    def __enter__(self) -> ReadAhead:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.close()

    def parts(self, file: Found) -> Iterator[Part]:
        """As `read_parts`. Each part's drafts have to be taken before the next part."""
        self._ask()
        process = self._reading.pop(file, None)
        if process is None:
            if file in self._sizes:
                with contextlib.suppress(ValueError):
                    self._waiting.remove(file)
            yield from read_parts(file)
            return
        taken = 0
        try:
            while (found := process.take())[0] == PART:
                taken += 1
                part = Part(found[1])
                part.drafts = _drafts(process, file, part, taken - 1)
                yield part
        except _Gone:
            yield from islice(read_parts(file), taken, None)
        process.answered(file, self._sizes[file])

    def _ask(self) -> None:
        """Ask for the files that follow, as many as requests may wait, each of the process that has least to read."""
        while self._waiting:
            ready = [process for process in self._processes if process.has_room]
            if not ready:
                return
            file = self._waiting.popleft()
            process = min(ready, key=lambda process: process.work)
            process.ask(file, self._sizes[file])
            self._reading[file] = process


def is_worth(sizes: dict[Found, int]) -> bool:
    """Whether there is so much to read, besides the largest file, that starting processes is the lesser part of it."""
    work = [size * (1 if file.path.suffix.lower() in _TEXT else COSTLY) for file, size in sizes.items()]
    return sum(work) - max(work, default=0) >= LEAST_WORK


def _are_many(files: Iterable[Found]) -> bool:
    """Whether there are so many texts that handing them to a process one by one would be waiting for the most part."""
    return sum(file.path.suffix.lower() in _TEXT for file in files) >= MANY_FILES


def _size(file: Found) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _drafts(process: _Process, file: Found, part: Part, number: int) -> Iterator[Draft]:
    """The drafts of the file's part of this number; those that an ended process still owes are read here."""
    taken = 0
    try:
        while (found := process.take())[0] == DRAFT:
            draft, paragraphs, part.account.bytes_read = found[1]
            taken += 1
            yield unpacked(draft, paragraphs)
        assert found[0] == PART_ENDS
        part.account, part.problem = found[1]
    except _Gone:
        again = next(islice(read_parts(file), number, None))
        yield from islice(again.drafts, taken, None)
        part.account, part.problem = again.account, again.problem


class _Gone(Exception):
    """The process has ended, and all that it sent has been taken."""


class _Process:
    """One process, and what it has sent. `work` are the bytes of the files that it was asked for and that were not taken yet."""

    def __init__(self) -> None:
        self.work = 0
        self._asked = 0
        self._batch: Iterator[tuple[int, Any]] = iter(())
        self._frames: deque[bytes] = deque()
        self._held = 0
        self._ended = False
        self._changed = threading.Condition()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            start_new_session=True,  # an interrupt at the keyboard is the parent's to handle
        )
        self._thread = threading.Thread(target=self._gather, daemon=True)
        self._thread.start()
        self._send((LIMITS, limits.current()))

    @property
    def has_room(self) -> bool:
        return not self._ended and self._asked < REQUEST_BYTES

    def ask(self, file: Found, size: int) -> None:
        self.work += size
        self._asked += _weight(file)
        self._send((FILE, (str(file.path), file.name)))

    def answered(self, file: Found, size: int) -> None:
        self.work -= size
        self._asked -= _weight(file)

    def take(self) -> tuple[int, Any]:
        """The next thing that it found. Raises `_Gone` where it has ended."""
        while (found := next(self._batch, None)) is None:
            with self._changed:
                while not self._frames and not self._ended:
                    self._changed.wait()
                if not self._frames:
                    raise _Gone
                data = self._frames.popleft()
                self._held -= len(data)
                self._changed.notify_all()
            self._batch = iter(opened(data)[1])
        return found

    def close(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, message: tuple[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError):
            send(self._process.stdin, message)

    def _gather(self) -> None:
        """Runs in a thread: takes what the process sends, and lets it wait where too much is held already."""
        with contextlib.suppress(EOFError, OSError, ValueError):
            while not self._ended:
                data = frame(self._process.stdout)
                with self._changed:
                    self._frames.append(data)
                    self._held += len(data)
                    self._changed.notify_all()
                    while self._held > HELD_BYTES and not self._ended:
                        self._changed.wait()
        with self._changed:
            self._ended = True
            self._changed.notify_all()


def _weight(file: Found) -> int:
    return len(os.fsencode(file.path)) + len(file.name.encode("utf-8", "surrogateescape")) + 100
