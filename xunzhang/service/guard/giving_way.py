"""Threads that work out questions give way to the one that answers requests, so that who is refused is told at once.

Only Linux has priorities of threads; elsewhere nothing is done. They are not raised again: what such a thread does later gives
way too.
"""

from __future__ import annotations

import os
import sys
import threading

STEPS_BACK = 7  # of niceness, of which each is a quarter more or less of the processor
ANSWERS = "server"  # the name of the thread that answers

_done = threading.local()


def give_way() -> None:
    """Put the calling thread behind the one that answers, once; the main thread, and that one itself, stay where they are."""
    if sys.platform != "linux" or getattr(_done, "is_so", False):
        return
    _done.is_so = True
    if threading.current_thread() is not threading.main_thread() and threading.current_thread().name != ANSWERS:
        this = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, this, min(19, os.getpriority(os.PRIO_PROCESS, this) + STEPS_BACK))
