"""A small parent of the page: has it up again within seconds where the system ends it, and says which file was the cause.

A mapped file that is cut short ends the process that reads it (SIGBUS), and no handler in Python can help. So the page runs as a
child, forked once all that it is made of has been imported, and its parent does nothing but wait. What ends the page otherwise,
an exit or a signal that was sent to end it, ends the parent alike.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xunzhang.cli.terminal import say_line
from xunzhang.index import generations
from xunzhang.messages.wording import Spoken, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# What the system ends a process by; the last may be its answer to a lack of memory.
FATAL = (signal.SIGBUS, signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGKILL)
QUICK_S = 20.0  # a page that ended within so long of its start has hardly been up
MOST_QUICK = 5  # such ends in a row, after which it is left
_PR_SET_PDEATHSIG = 1


def supervised(page: Callable[[bool], int], index_dir: Path, language: Spoken) -> int:
    """Run `page` in a child for as long as it is ended by a fault; -> the exit status that it ends with otherwise.

    It is given whether it is started again; one that has been told to end is not, however it ends. In the child this returns what
    `page` does, and raises what it raises. Where there is no such system (Linux), it runs here.
    """
    if sys.platform != "linux":
        return page(False)
    quick, again = 0, False
    while True:
        started = time.monotonic()
        child = _fork()
        if not child:
            return page(again)
        status, told = _wait_for(child)
        ended_by = -status
        if told or ended_by not in FATAL:
            return status if status >= 0 else 128 + ended_by
        quick = quick + 1 if time.monotonic() - started < QUICK_S else 1
        if quick > MOST_QUICK:
            _tell(say("supervisor.given_up", n=quick, command=f"python -m xunzhang verify --index {index_dir}"), language)
            return 128 + ended_by
        _tell(say("supervisor.again", signal=signal.Signals(ended_by).name, why=_cause(index_dir)), language)
        again = True


def _fork() -> int:
    """-> the child's number, and 0 in the child, which ends with its parent."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)  # the parent passes on what a terminal sends to all
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
    return child


def _wait_for(child: int) -> tuple[int, bool]:
    """-> the child's exit status, or less than 0: the signal that ended it; and whether it was told to end.

    Signals that are to end the page are passed on.
    """
    told = False

    def pass_on(number: int, _: object) -> None:
        nonlocal told
        told = True
        with suppress(ProcessLookupError):
            os.kill(child, number)

    before = {number: signal.signal(number, pass_on) for number in FORWARDED}
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _cause(index_dir: Path) -> Message:
    """Which file of the index is not of the length that it was written with."""
    try:
        folder = generations.current_generation(index_dir)
        generations.check_files(index_dir, folder, generations.read_manifest(index_dir, folder), largest=-1)
    except XunzhangError as error:
        return error.message
    return say("supervisor.no_file")


def _tell(message: Message, language: Spoken) -> None:
    say_line(message, language, sys.stderr)
    sys.stderr.flush()
