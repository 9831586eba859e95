"""How large a file may be, and how much time and memory reading it may take. What is over a limit is reported, not read half.

Each reader asks `current()` for what concerns it; `isolation.py` sees to time and memory, and takes the limits into its child.
A limit is changed by an environment variable, XUNZHANG_LIMIT_PAGES=20000 or XUNZHANG_LIMIT_FILE_BYTES=8GB.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

MB = 1 << 20
PREFIX = "XUNZHANG_LIMIT_"
OCR = "XUNZHANG_OCR"
_UNITS = {"": 1, "K": 1 << 10, "M": MB, "G": 1 << 30, "T": 1 << 40}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on one file."""

    file_bytes: int = 8_192 * MB  # of any file; JSON lines, JSON and tables stream, and take the memory of one record
    whole_bytes: int = 100 * MB  # of a file that has to be in memory as a whole: a text, a web page; the largest books have 10 MB
    added_bytes: int = 500 * MB  # of a file added on the page
    fetched_bytes: int = 100 * MB  # of what is fetched from one address
    fetch_seconds: float = 120.0  # for one address
    pages: int = 5_000  # of a paged document
    pixels: int = 100_000_000  # of a picture: a broadsheet of 60 by 40 cm at 300 dpi has 33 million
    entries: int = 10_000  # files inside a package (.docx, .epub, .odt, .xlsx, .zip)
    unpacked_bytes: int = 1_000 * MB  # of all files inside a package
    ratio: int = 200  # an entry's size unpacked to its size packed, from a megabyte on; text packs to a tenth or so
    record_chars: int = 5_000_000  # of a line of JSON lines, an article of JSON, a row of a table
    cell_chars: int = 5_000_000  # of one cell of a table; a spreadsheet's own limit is 32,767
    depth: int = 200  # how deep JSON may be nested
    seconds: float = 120.0  # of a file
    seconds_per_mb: float = 5.0  # besides, of a file that streams: a text, mail, JSON, a table
    archive_seconds: float = 3_600.0  # of all files in an archive together
    memory_bytes: int = 1_500 * MB
    ocr: str = "auto"  # no amount: which program reads scans (`scans/engines.py`), named by OCR


OF_ARRIVAL = {"added_bytes", "fetched_bytes", "fetch_seconds"}  # those on what comes, which change nothing of what is read
_PREFIXES = (PREFIX.encode("ascii"), OCR.encode("ascii"))
_DEFAULTS = Limits()
_current: Limits | None = None


def current() -> Limits:
    """The limits that hold: those given to `use`, else those of the environment. Raises as `from_environment` does."""
    if _current is not None:
        return _current
    return from_environment(os.environ) if _are_given() else _DEFAULTS


def _are_given() -> bool:
    """Does the environment name a limit? Asked for every record, so without making text of all of its names."""
    if os.supports_bytes_environ:
        return any(name.startswith(_PREFIXES) for name in os.environb)
    return any(name.startswith((PREFIX, OCR)) for name in os.environ)


def use(limits: Limits | None) -> None:
    """Let `limits` hold from now on, in this process; None: those of the environment again."""
    global _current
    _current = limits


def from_environment(environment: Mapping[str, str]) -> Limits:
    """Raises `XunzhangError` for a name that is no limit, and for a value that is no amount."""
    names = {PREFIX + field.name.upper(): field.name for field in fields(Limits) if field.name != "ocr"}
    given: dict[str, int] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        match = _AMOUNT.fullmatch(value.strip())
        if name not in names:
            raise XunzhangError(say("limit.unknown", name=name, list=", ".join(names)))
        if not match or not (amount := int(float(match[1]) * _UNITS[match[2].upper()])):
            raise XunzhangError(say("limit.no_amount", name=name, value=value[:40]))
        given[names[name]] = amount
    return Limits(**given, ocr=environment.get(OCR, "").strip().lower() or _DEFAULTS.ocr)


def check_size(path: Path, *, whole: bool) -> None:
    """Raises `XunzhangError` for a file over `file_bytes` or, where it has to be in memory as a `whole`, over `whole_bytes`."""
    limits = current()
    name, most = ("WHOLE_BYTES", limits.whole_bytes) if whole else ("FILE_BYTES", limits.file_bytes)
    if (size := path.stat().st_size) > most:
        raise XunzhangError(say("limit.file_bytes", n=size, over=over(name, say("limit.bytes", n=most))))


def over(name: str, most: Message | str) -> Message:
    """The end of a message about something that is over a limit: how much may be, and what raises it."""
    return say("limit.over", most=most, limit=f"{PREFIX}{name.upper()}")
