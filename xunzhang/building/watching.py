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

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message, as_said

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
    trouble: Callable[[Message], None] = lambda message: None,
) -> None:
    """Call `build` after changes to `paths`, and every `looks_every_s` seconds, until `stop` is set. Blocks.

    What `build` raises goes to `tell`, once for as long as it is the same, and the watch goes on. `trouble` gets it too, and
    nothing once a build has gone well again; so it does why the watch ends, if it ever does before it is told to.
    """
    said = NOTHING
    try:
        for _ in _moments(paths, stop, looks_every_s):
            failure = _failure_of(build)
            if failure != said:
                said = failure
                trouble(said)
                if said:
                    tell(said)
    except Exception as error:
        log.exception("The watch has ended")
        ended = say("watch.stopped", why=_in_words(error))
        trouble(ended)
        tell(ended)


def _failure_of(build: Callable[[], None]) -> Message:
    try:
        build()
    except XunzhangError as error:
        return error.message
    except Exception as error:
        log.exception("The index was not brought up to date")
        return say("watch.failed", why=_in_words(error))
    return NOTHING


def _in_words(error: Exception) -> Message:
    return as_said(" ".join(f"{type(error).__name__}: {error}".split())[:200])


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # nobody may look
        return False


def _moments(paths: Sequence[Path], stop: threading.Event, looks_every_s: float) -> Iterator[None]:
    """Yield when it is time to build. What changes while a build runs is told afterwards."""
    while not stop.is_set():
        there = [path for path in paths if _is_there(path)]
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
                if any(_is_there(path) != (path in there) for path in paths):
                    break
        except (OSError, RuntimeError) as error:  # the system's limit on watched folders, or a folder that has just gone
            log.info("Changes are looked for every few seconds: %s", error)
            stop.wait(min(looks_every_s, 5.0))
            yield
