"""How long is waited for a process that reads a file: its time may be put off, and what is waited for nobody is not counted."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Deadline:
    """When several files have to be read together. A parser that buys time for a page puts it off."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, at least a hundredth."""
        return max(self._until - time.monotonic(), 0.01)

    def is_over(self) -> bool:
        return time.monotonic() >= self._until

    def put_off(self, seconds: float) -> None:
        self._until += seconds


class Watch:
    """Calls `end` when what is waited for takes longer than it is allowed. One thread, for as long as the process lives."""

    def __init__(self, end: Callable[[], None]) -> None:
        self.allowed = 0.0
        self.taken = 0.0  # seconds waited for the present file
        self.expired = False
        self._end = end
        self._until = math.inf  # time.monotonic, while something is waited for
        self._looks_at = math.inf  # when the thread looks again, if nobody wakes it
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def begin(self, seconds: float) -> None:
        self.allowed, self.taken = seconds, 0.0

    def extend(self, seconds: float) -> None:
        self.allowed += seconds

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Only what happens in here is counted."""
        began = time.monotonic()
        with self._changed:
            self._until = began + self.allowed - self.taken
            if self._until < self._looks_at:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._until = math.inf
            self.taken += time.monotonic() - began

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _look(self) -> None:
        with self._changed:
            while not self._closed and not self.expired:
                left = self._until - time.monotonic()
                if left <= 0:
                    self.expired = True
                    self._end()
                    return
                self._looks_at = self._until
                self._changed.wait(min(left, threading.TIMEOUT_MAX) if left < math.inf else None)
