"""How large a file may be, and how much time and memory reading it may take. What is over a limit is reported, not read half.

Each reader asks `current()` for what concerns it; `isolation.py` sees to time and memory, and takes the limits into its child.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on one file. `seconds` and `memory_bytes` hold for formats that are read in a process of their own."""

    pages: int = 5_000  # of a paged document
    entries: int = 10_000  # files inside a package (.docx, .epub, .odt, .zip)
    unpacked_bytes: int = 1_000 * MB  # of all files inside a package
    ratio: int = 200  # an entry's size unpacked to its size packed, from a megabyte on; text packs to a tenth or so
    seconds: float = 120.0
    memory_bytes: int = 1_500 * MB


_current = Limits()


def current() -> Limits:
    return _current


def use(limits: Limits) -> None:
    """Let `limits` hold from now on, in this process."""
    global _current
    _current = limits
