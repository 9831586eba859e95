"""Keeps an index up to date with its files: builds after every change, once the files have come to rest.

The system tells of changes as they happen; a look every minute finds those it does not tell of, on network drives and behind
links. What is to do after a change, if anything, is `builder.py`'s business.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import watch

from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

QUIET_MS = 800  # without another change before a build starts: an editor writes a file in several steps
LONGEST_WAIT_MS = 10_000  # from the first change on, where they do not come to rest
LOOKS_EVERY_S = 60.0

log = logging.getLogger(__name__)


def keep_current(
    paths: Sequence[Path],
    build: Callable[[], None],
    stop: threading.Event,
    tell: Callable[[Message], None],
    looks_every_s: float = LOOKS_EVERY_S,
) -> None:
    """Call `build` after changes to `paths`, and every `looks_every_s` seconds, until `stop` is set. Blocks.

    What `build` raises as XunzhangError goes to `tell`, once for as long as it is the same, and the watch goes on.
    """
    said = NOTHING
    for _ in _moments(paths, stop, looks_every_s):
        try:
            build()
            said = NOTHING
        except XunzhangError as error:
            if error.message != said:
                said = error.message
                tell(said)


def _moments(paths: Sequence[Path], stop: threading.Event, looks_every_s: float) -> Iterator[None]:
    """Yield when it is time to build. What changes while a build runs is told afterwards."""
    while not stop.is_set():
        there = [path for path in paths if path.exists()]
        if len(there) < len(paths):
            stop.wait(min(looks_every_s, 2.0))  # a folder may be made, or come back
        try:
            changes = watch(
                *there,
                watch_filter=None,
                debounce=LONGEST_WAIT_MS,
                step=QUIET_MS,
                stop_event=stop,
                rust_timeout=round(looks_every_s * 1000),
                yield_on_timeout=True,
            )
            for _ in changes if there else ():
                yield
                if any(path.exists() != (path in there) for path in paths):
                    break
        except (OSError, RuntimeError) as error:  # the system's limit on watched folders, or a folder that has just gone
            log.info("Changes are looked for every few seconds: %s", error)
            stop.wait(min(looks_every_s, 5.0))
            yield
