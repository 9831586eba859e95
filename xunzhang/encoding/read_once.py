"""A reader that remembers what it has read of late.

A question that is narrowed, compared between outlets, looked at on the map or saved meets the same passages again, and reading
them is what costs most of answering it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from xunzhang.encoding.joint import PassageReader, Reading, Window

RECENT = 512  # windows: those of some hundred questions, in half a megabyte

_Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class ReadOnce:
    """Says what `plain` says, and has it read only windows that are not among the last `most`. Implements `PassageReader`."""

    def __init__(self, plain: PassageReader, most: int = RECENT) -> None:
        self.plain, self.backend = plain, plain.backend
        self._most = most
        self._known: OrderedDict[_Key, Reading] = OrderedDict()
        self._lock = Lock()

    def question(self, text: str) -> list[int]:
        return self.plain.question(text)

    def title(self, text: str) -> list[int]:
        return self.plain.title(text)

    def passage(self, text: str) -> list[int]:
        return self.plain.passage(text)

    def read(self, windows: Sequence[Window]) -> list[Reading]:
        keys = [(tuple(window.question), tuple(window.title), tuple(window.tokens)) for window in windows]
        with self._lock:
            said = {key: self._known[key] for key in keys if key in self._known}
        new = {key: window for key, window in zip(keys, windows) if key not in said}
        said |= zip(new, self.plain.read(list(new.values())))
        with self._lock:
            for key in keys:
                self._known[key] = said[key]
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return [said[key] for key in keys]
