"""One builder at a time for an index: the second waits, and is told whom it waits for.

The lock itself is the operating system's, so that a builder that dies lets go of it; who holds it stands in a file beside it.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

LOCK, HOLDER = "lock", "holder.json"


class Busy(XunzhangError):
    """Another builder has the index."""


@contextmanager
def building_lock(index_dir: Path, wait_s: float, tell: Callable[[Message], None] | None = None) -> Iterator[None]:
    """Hold the index's lock. `tell` gets a message before a wait.

    Raises Busy, naming who has the lock, where it is not free after `wait_s` seconds; 0 does not wait at all. OSError where
    there can be no lock, in a folder that may not be written to or is none.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index_dir / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if wait_s > 0 and tell:
            tell(say("building.waiting", folder=str(index_dir), who=holder(index_dir), n=wait_s))
        _wait(lock, index_dir, wait_s)
    try:
        record = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        with suppress(OSError):  # who waits is then not told for whom
            (index_dir / HOLDER).write_text(json.dumps(record), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (index_dir / HOLDER).unlink()
        lock.release()


def _wait(lock: FileLock, index_dir: Path, wait_s: float) -> None:
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise Busy(say("building.busy", folder=str(index_dir), who=holder(index_dir))) from error


def holder(index_dir: Path) -> Message:
    """Who has the lock, as it said itself: process, host, and since when."""
    try:
        record = json.loads((index_dir / HOLDER).read_text(encoding="utf-8"))
        return say("building.holder", number=int(record["pid"]), host=str(record["host"]), time=str(record["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return say("building.holder_unknown")
