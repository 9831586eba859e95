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
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

_LENGTH = struct.Struct(">Q")
_GRACE_S = 5.0  # how much later than its parent would have ended it a child ends itself, whose parent is gone

# What the libraries for documents, packages and tables raise for a file that is damaged, and leaves them sound.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
    NotImplementedError,
)  # fmt: skip
_report: Callable[[str, Any], None] | None = None  # in a child: how it reaches its parent


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
            _, (name, path, account, bounds) = receive(requests)
            _confine(bounds)
            _read(name, Path(path), account)
            _alarm(0)


def _answer(answers: BinaryIO, kind: str, value: Any) -> None:
    if kind == "more time":
        _alarm(signal.getitimer(signal.ITIMER_REAL)[0] + value if hasattr(signal, "getitimer") else 0)
    send(answers, (kind, value))


def _read(name: str, path: Path, account: Account) -> None:
    assert _report is not None
    module, _, function = name.partition(":")
    reader = getattr(importlib.import_module(module), function)
    try:
        for draft in reader(path, account):
            _report("draft", draft)
    except XunzhangError as error:
        _report("error", (error.message, account))
    except OSError as error:
        if error.filename is not None:
            _report("os error", (error.errno, error.strerror or str(error)))
        else:  # a parser was sent to a place in the file that is not there
            _report("damage", _in_words(error))
    except _DAMAGE as error:
        _report("damage", _in_words(error))
    else:
        _report("done", account)


def _last_words(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """What is said of an exception that nobody foresaw, before the child ends of it."""
    if _report is None:
        return
    if issubclass(kind, MemoryError):
        _report("memory", "")
    elif not issubclass(kind, BrokenPipeError):  # else nobody is there to be told
        _report("broken", say("parser.deep") if issubclass(kind, RecursionError) else as_said(_in_words(error)))


def _in_words(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {str(error)[:120]}".split())


def _confine(bounds: limits.Limits) -> None:
    """Limit the memory of this process where the system can do that (Linux; elsewhere the limit of time has to serve)."""
    limits.use(bounds)
    _alarm(bounds.seconds + _GRACE_S)
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_bytes, hard))


def _alarm(seconds: float) -> None:
    """End this process after so long, whatever it is doing then; 0 takes that back. Its parent would, unless it is gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
