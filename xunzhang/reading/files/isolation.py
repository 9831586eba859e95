"""Parsers of formats that may be damaged or hostile run in a process of their own, under a limit of time and one of memory.

`isolated("xunzhang.reading.formats.pdf", "read_pdf")` is a reader like any other: it hands the file to a long-lived child
process, and gives back the articles and the account that the function makes of it there. A parser that crashes, loops or takes
too much memory ends its child, which is replaced; the file is reported with one message, and the next one is read. A file's
articles come all together or not at all. What the limits are is `limits.py`'s.

A reader needs nothing for this but to be a function at the top of a module. It raises `XunzhangError` for what it knows to be
wrong with a file; what parsers raise at damage is reported as that. A reader of many pages calls `more_time` for each. Its module
is imported in the child alone, so the program starts without the libraries.

What happens in the child, and how the two talk, is `child.py`'s.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.child import more_time, receive, send
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

__all__ = ["isolated", "more_time"]

START_S = 60.0  # how long the child may take to start, on a machine that is busy; no file is charged with that
_ROOT = Path(__file__).resolve().parents[3]
_CHILD = "from xunzhang.reading.files.child import serve; serve()"
_SAVE_AGAIN = say("parser.save_again")


def isolated(module: str, function: str) -> Callable[[Path, Account], Iterator[Draft]]:
    """The reader `function` of `module` (its full name), run in the child process.

    Raises what the reader raises of `XunzhangError` and `OSError`, and `XunzhangError` where it broke or went over a limit.
    """
    name = f"{module}:{function}"

    def read(path: Path, account: Account) -> Iterator[Draft]:
        drafts, final = _WORKERS.run(name, path, account)
        for field in fields(Account):
            setattr(account, field.name, getattr(final, field.name))
        yield from drafts

    return read


class _Broken(Exception):
    """The child ended while it read a file. `how` completes "The parser ..."."""

    def __init__(self, how: Message) -> None:
        super().__init__(how)
        self.how = how


class _Workers:
    """The child process, started when first needed, replaced when it breaks; one file at a time."""

    def __init__(self) -> None:
        self._worker: _Worker | None = None
        self._turn = threading.Lock()

    def run(self, name: str, path: Path, account: Account) -> tuple[list[Draft], Account]:
        with self._turn:
            for _ in range(2):
                worker = self._worker = self._worker or _Worker()
                fresh = not worker.files
                try:
                    return worker.run(name, path, account)
                except _Broken as error:
                    self.close()
                    if fresh:  # a child that has read other files may have broken because of them
                        raise XunzhangError(say("parser.broke", how=error.how, mend=_SAVE_AGAIN)) from error
                except BaseException as error:
                    if not isinstance(error, (XunzhangError, OSError)) or worker.timed_out:
                        self.close()  # what is still in its pipe belongs to this file
                    raise
            raise AssertionError("a fresh child either reads the file or has failed")

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


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
        with _Watch(self._process, START_S):
            try:
                receive(self._process.stdout)
            except (EOFError, pickle.UnpicklingError) as error:
                self.close()
                raise XunzhangError(say("parser.not_started", why=_ending(self._process))) from error

    def run(self, name: str, path: Path, account: Account) -> tuple[list[Draft], Account]:
        assert self._process.stdin and self._process.stdout
        bounds = limits.current()
        self.files += 1
        drafts: list[Draft] = []
        with _Watch(self._process, bounds.seconds) as watch:
            try:
                send(self._process.stdin, ("read", (name, str(path), account, bounds)))
                while True:
                    kind, value = receive(self._process.stdout)
                    if kind == "draft":
                        drafts.append(value)
                    elif kind == "more time":
                        watch.extend(float(value))
                    elif kind == "done":
                        return drafts, value
                    else:
                        _fail(kind, value, bounds, account)
            except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
                if isinstance(error, pickle.UnpicklingError):
                    self._process.kill()  # what sends no message may go on, and would be waited for until its time is up
                self.timed_out = watch.expired
                if watch.expired:
                    limit, retry = f"{limits.PREFIX}SECONDS", say("parser.retry")
                    slow = say("parser.slow", n=watch.allowed, mend=_SAVE_AGAIN, limit=limit, retry=retry)
                    raise XunzhangError(slow) from error
                raise _Broken(say("parser.ended", why=_ending(self._process))) from error

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _fail(kind: str, value: Any, bounds: limits.Limits, account: Account) -> None:
    """Raise what the child says has gone wrong."""
    if kind == "error":
        message, theirs = value
        for field in fields(Account):
            setattr(account, field.name, getattr(theirs, field.name))
        raise XunzhangError(message)
    if kind == "os error":
        raise OSError(*value)
    if kind == "damage":
        raise XunzhangError(say("parser.damaged", why=value, mend=_SAVE_AGAIN))
    if kind == "memory":
        raise _Broken(say("parser.memory", n=bounds.memory_bytes >> 20))
    raise _Broken(say("parser.ended", why=value))


def _ending(process: subprocess.Popen[bytes]) -> Message:
    status = process.wait()
    if status < 0:
        return say("parser.signal", signal=signal.Signals(-status).name)
    return say("parser.status", status=status)


class _Watch:
    """Kills the child when its time is up, which may be put off."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self.allowed = seconds
        self.expired = False
        self._began = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)

    def extend(self, seconds: float) -> None:
        self.allowed += seconds

    def _wait(self) -> None:
        while (left := self._began + self.allowed - time.monotonic()) > 0:
            if self._over.wait(left):
                return
        self.expired = True
        self._process.kill()

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


_WORKERS = _Workers()
atexit.register(_WORKERS.close)
