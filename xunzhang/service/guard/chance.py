"""Bytes of chance, fetched from the system in pages: a call for each request would let the interpreter go each time."""

from __future__ import annotations

import os
import threading

FETCHED = 4096

_lock = threading.Lock()
_left = bytearray()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_left.clear)  # what is left is the parent's


def chance(size: int) -> bytes:
    """`size` bytes that nobody can foresee, none of which is given twice."""
    with _lock:
        if len(_left) < size:
            _left[:] = os.urandom(FETCHED)
        taken = bytes(_left[:size])
        del _left[:size]
    return taken
