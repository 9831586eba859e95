"""Files are read in a process of their own, under a limit of time and one of memory: they may be damaged, or made to harm.

`isolated("xunzhang.reading.formats.pdf", "read_pdf")` is a reader like any other: it hands the file to a long-lived child
process, and gives back the articles and the account that the function makes of it there. A parser that crashes, loops or takes
too much memory ends its child, which is replaced; the file is reported with one message, and the next one is read. A document's
articles come all together or not at all; those of a file that `streams` come as they are read, and stay when it breaks off.
What the limits are is `limits.py`'s.

A reader needs nothing for this but to be a function at the top of a module. It raises `XunzhangError` for what it knows to be
wrong with a file; what parsers raise at damage is reported as that. A reader of many pages calls `more_time` for each. Its module
is imported in the child alone, so the program starts without the libraries.

What happens in the child, and how the two talk, is `child.py`'s.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from xunzhang.messages.wording import say
from xunzhang.reading.files import child, limits
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.child import more_time
from xunzhang.reading.files.handing_over import sound, unpacked
from xunzhang.reading.files.time_limits import Deadline, Watch
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

__all__ = ["isolated", "more_time"]

START_S = 60.0  # how long the child may take to start, on a machine that is busy; no file is charged with that
MOST_IDLE = 2  # processes that wait for a file
_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "from xunzhang.reading.files.child import serve; serve()"
_SAVE_AGAIN = say("parser.save_again")


class Reader(Protocol):
    """Reads one file; a file in an archive has to be read by the archive's `deadline`."""

    def __call__(self, path: Path, account: Account, deadline: Deadline | None = None) -> Iterator[Draft]: ...


def isolated(module: str, function: str, *, streams: bool = False) -> Reader:
    """The reader `function` of `module` (its full name), run in the child process.

    Raises what the reader raises of `XunzhangError` and `OSError`, and `XunzhangError` where it broke or went over a limit.
    """
    task = _Task(module, function, streams)

    def read(path: Path, account: Account, deadline: Deadline | None = None) -> Iterator[Draft]:
        if streams and _here:
            return _read_here(task, path, account, deadline)
        return _WORKERS.run(task, path, account, deadline)

    return read


def read_here() -> None:
    """From now on files that stream are read in this process, which is one that may end of it (`ahead_child.py`)."""
    global _here
    _here = True


class _Task(NamedTuple):
    module: str
    function: str
    streams: bool

    @property
    def name(self) -> str:
        return f"{self.module}:{self.function}"

    def seconds(self, path: Path, deadline: Deadline | None) -> float:
        """How long the file may take."""
        bounds = limits.current()
        more = bounds.seconds_per_mb * path.stat().st_size / limits.MB if self.streams else 0.0
        seconds = bounds.seconds + more if (inside := child.seconds_for_a_parser()) is None else inside
        return min(seconds, deadline.left()) if deadline else seconds


def _read_here(task: _Task, path: Path, account: Account, deadline: Deadline | None) -> Iterator[Draft]:
    """Read in this process, with the same messages. A file that takes too long ends it."""
    reader = getattr(importlib.import_module(task.module), task.function)
    try:
        with child.reading(task.seconds(path, deadline)):
            yield from sound(reader(path, account), account)
    except (XunzhangError, OSError):
        raise
    except Exception as error:
        kind = "damage" if isinstance(error, child.DAMAGE) else "memory" if isinstance(error, MemoryError) else "broken"
        failure = _failure(kind, child.in_words(error) if kind == "damage" else child.broken_by(error))
        raise (_broke(failure.how) if isinstance(failure, _Broken) else failure) from error


class _Broken(Exception):
    """The child ended while it read a file. `how` completes "The parser ..."."""

    def __init__(self, how: Message) -> None:
        super().__init__(how)
        self.how = how


class _Workers:
    """The child processes, started when needed, replaced when they break. One reads one file at a time; the idle one is kept."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self.living: list[_Worker] = []
        self._lock = threading.Lock()

    def run(self, task: _Task, path: Path, account: Account, deadline: Deadline | None) -> Iterator[Draft]:
        drafts = self._read(task, path, account, deadline)
        yield from drafts if task.streams else [*drafts]

    def _read(self, task: _Task, path: Path, account: Account, deadline: Deadline | None) -> Iterator[Draft]:
        given = 0
        while True:
            worker = self._take()
            fresh, whole = not worker.files, False
            try:
                for draft in islice(worker.run(task, path, account, deadline), given, None):
                    yield draft
                    given += 1
                whole = True
                return
            except _Broken as error:
                if fresh:  # a child that has read other files may have broken because of them
                    raise _broke(error.how) from error
            except (XunzhangError, OSError):
                whole = not worker.timed_out  # else what is still in its pipe belongs to this file
                raise
            finally:
                self._leave(worker, whole)

    def _take(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        worker = _Worker()
        self.living.append(worker)
        return worker

    def _leave(self, worker: _Worker, sound: bool) -> None:
        with self._lock:
            if sound and len(self._idle) < MOST_IDLE:
                self._idle.append(worker)
                return
        with contextlib.suppress(ValueError):  # the program ends
            self.living.remove(worker)
        worker.close()

    def close(self) -> None:
        self._idle.clear()
        while self.living:
            self.living.pop().close()


class _Worker:
    def __init__(self) -> None:
        self.files = 0
        self.timed_out = False
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            start_new_session=True,  # an interrupt at the keyboard is the parent's to handle
        )
        self._watch = Watch(self._process.kill)
        self._watch.begin(START_S)
        try:
            self._receive()
        except (EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise XunzhangError(say("parser.not_started", why=_ending(self._process))) from error

    def run(self, task: _Task, path: Path, account: Account, deadline: Deadline | None) -> Iterator[Draft]:
        """Raises `_Broken` where the child ended of the file, `XunzhangError` where its time was up."""
        bounds, seconds = limits.current(), task.seconds(path, deadline)
        request = (task.name, str(path), account, bounds, seconds, child.seconds_for_a_parser() is None)
        self.files += 1
        self._watch.begin(seconds)
        try:
            child.send(self._process.stdin, ("read", request))
            while True:
                kind, value = self._receive()
                if kind == "drafts":
                    batch, so_far = value
                    if task.streams:
                        _take_over(account, so_far)
                    for packed in batch:
                        yield unpacked(*packed)
                elif kind == "more time":
                    self._watch.extend(float(value))
                    if deadline:
                        deadline.put_off(float(value))
                elif kind == "done":
                    _take_over(account, value)
                    return
                elif kind == "error":
                    _take_over(account, value[1])
                    raise XunzhangError(value[0])
                elif kind == "os error":
                    raise OSError(*value)
                else:
                    raise _failure(kind, value)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            if isinstance(error, pickle.UnpicklingError):
                self._process.kill()  # what sends no message may go on, and would be waited for until its time is up
            self.timed_out = self._watch.expired
            if self.timed_out:
                limit, retry = f"{limits.PREFIX}SECONDS", say("parser.retry")
                slow = say("parser.slow", n=self._watch.allowed, mend=_SAVE_AGAIN, limit=limit, retry=retry)
                raise XunzhangError(slow) from error
            raise _Broken(say("parser.ended", why=_ending(self._process))) from error
        finally:
            child.spend(self._watch.taken)

    def _receive(self) -> tuple[str, Any]:
        with self._watch.waiting():
            return child.receive(self._process.stdout)

    def close(self) -> None:
        self._watch.close()
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _take_over(account: Account, other: Account) -> None:
    for field in fields(Account):
        setattr(account, field.name, getattr(other, field.name))


def _failure(kind: str, value: Any) -> Exception:
    """What the child says has gone wrong: with the file, or with the child of it."""
    if kind == "damage":
        return XunzhangError(say("parser.damaged", why=value, mend=_SAVE_AGAIN))
    if kind == "memory":
        return _Broken(say("parser.memory", n=limits.current().memory_bytes >> 20))
    return _Broken(say("parser.ended", why=value))


def _broke(how: Message) -> XunzhangError:
    return XunzhangError(say("parser.broke", how=how, mend=_SAVE_AGAIN))


def _ending(process: subprocess.Popen[bytes]) -> Message:
    status = process.wait()
    if status < 0:
        return say("parser.signal", signal=signal.Signals(-status).name)
    return say("parser.status", status=status)


_WORKERS = _Workers()
_here = False  # is this a process that reads files that stream?
atexit.register(_WORKERS.close)
