"""The process in which `isolation.py` has files read: its loop, its limits, and what passes between the two.

A message is a pickle with its length before it. It may name this program's dataclasses and nothing else, so a parser that has
been taken over can hand over text, and no code. What parsers raise at damage is reported; any other exception ends the process,
after it has said which.
"""

from __future__ import annotations

import collections
import contextlib
import importlib
import io
import os
import pickle
import signal
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account
from xunzhang.reading.files.handing_over import BATCH_CHARS, packed, sound
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

_LENGTH = struct.Struct(">Q")
_GRACE_S = 5.0  # how much later than its parent would have ended it a child ends itself, whose parent is gone

# What the libraries for documents, packages and tables raise for a file that is damaged, and leaves them sound.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
    NotImplementedError,
)  # fmt: skip
_report: Callable[[str, Any], None] | None = None  # in a child: how it reaches its parent
_seconds = 0.0  # how long the file that is read in this process may take, less what parsers below it have taken; 0: none is


def more_time(seconds: float) -> None:
    """Called by a reader that has done a part of its work, a page for instance: the file may take so much longer."""
    if _report is not None:
        _report("more time", seconds)


def send(pipe: Any, message: tuple[str, Any]) -> None:
    """Write one message, (its kind, a value of records and plain types)."""
    data = pickle.dumps(message, protocol=4)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: Any) -> tuple[str, Any]:
    """Read one message. Raises `EOFError` where the other side is gone, `UnpicklingError` where it is no message."""
    return opened(frame(pipe))


def frame(pipe: Any) -> bytes:
    """Read one message as it was sent. Raises `EOFError` where the other side is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data: bytes = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def opened(data: bytes) -> tuple[str, Any]:
    """A message from what was sent. Raises `UnpicklingError` where it is none."""
    kind, value = _Records(io.BytesIO(data)).load()
    return str(kind), value


class _Records(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "Counter"):
            return collections.Counter
        found = super().find_class(module, name) if module.startswith("xunzhang.") else None
        if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record of this program")


def serve() -> None:
    """Read files as the parent asks for them, until it closes the pipe. Runs in the child only."""
    global _report
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    _report = partial(_answer, answers)
    sys.excepthook = _last_words
    _report("ready", None)
    with contextlib.suppress(EOFError):
        while True:
            _, (name, path, account, bounds, seconds, first) = receive(requests)
            limits.use(bounds)
            limit_memory(bounds)
            with reading(seconds, _GRACE_S):
                _read(name, Path(path), account, first)


def _answer(answers: BinaryIO, kind: str, value: Any) -> None:
    if kind == "more time":
        alarm(signal.getitimer(signal.ITIMER_PROF)[0] + value if hasattr(signal, "getitimer") else 0)
    send(answers, (kind, value))


def _read(name: str, path: Path, account: Account, first: bool) -> None:
    """Read a file and report what is found. What is read for a file that this process's parent reads is cleaned there."""
    assert _report is not None
    module, _, function = name.partition(":")
    reader = getattr(importlib.import_module(module), function)
    batch: list[Any] = []
    gathered = 0
    try:
        for draft in sound(reader(path, account), account) if first else reader(path, account):
            batch.append(packed(draft))
            gathered += len(draft.text)
            if gathered > BATCH_CHARS:
                _report("drafts", (batch, account))
                batch, gathered = [], 0
    except XunzhangError as error:
        ending: tuple[str, Any] = ("error", (error.message, account))
    except OSError as error:
        ending = ("os error", (error.errno, error.strerror or str(error)))
        if error.filename is None:  # a parser was sent to a place in the file that is not there
            ending = ("damage", in_words(error))
    except DAMAGE as error:
        ending = ("damage", in_words(error))
    else:
        ending = ("done", account)
    _report("drafts", (batch, account))
    _report(*ending)


def _last_words(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """What is said of an exception that nobody foresaw, before the child ends of it."""
    if _report is None:
        return
    if issubclass(kind, MemoryError):
        _report("memory", "")
    elif not issubclass(kind, BrokenPipeError):  # else nobody is there to be told
        _report("broken", broken_by(error))


def broken_by(error: BaseException) -> Message:
    """What an exception that nobody foresaw is called in the message about the file."""
    return say("parser.deep") if isinstance(error, RecursionError) else as_said(in_words(error))


def seconds_for_a_parser() -> float | None:
    """While a file is read in this process: how long a parser below it may take, half of what is left. Else None."""
    return _seconds / 2 if _seconds else None


def spend(seconds: float) -> None:
    """A parser below this process has taken so long."""
    global _seconds
    _seconds = max(_seconds - seconds, 1.0) if _seconds else 0.0


@contextlib.contextmanager
def reading(seconds: float, grace: float = 0.0) -> Iterator[None]:
    """In here a file is read in this process, which may work for so long at it before it is ended."""
    global _seconds
    _seconds = seconds
    alarm(seconds + grace)
    try:
        yield
    finally:
        alarm(0)
        _seconds = 0.0


def in_words(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {str(error)[:120]}".split())


def limit_memory(bounds: limits.Limits) -> None:
    """Limit the memory of this process where the system can do that (Linux; elsewhere the limit of time has to serve)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, hard))


def alarm(seconds: float) -> None:
    """End this process when it has worked for so long, whatever it is doing then; 0 takes that back.

    Its parent would, unless it is gone. What it waits for is not counted: its parent may be slow to take what it has.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
