"""Zip files, and the formats that are one (.docx, .epub, .odt, .xlsx): opened only where what is inside keeps to the limits.

The sizes that a zip declares can be trusted as far as this: `zipfile` unpacks no more of an entry than it declares.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from xunzhang.reading.files.limits import MB, Limits, check_size, current, over
from xunzhang.types import XunzhangError

SMALL = MB  # an entry up to this size may be packed as tightly as it likes


def open_package(path: Path, *, each: bool = True) -> zipfile.ZipFile:
    """The zip file at `path`, to be closed by the caller. Raises `XunzhangError` where it is none, or over a limit.

    `each=False` leaves it to the caller to look at every entry as it is unpacked.
    """
    check_size(path, whole=False)
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise XunzhangError(f"The file is damaged or cut off ({error}); save it again, or take it out of the folder.") from error
    try:
        if each:
            _check(package, current())
    except XunzhangError:
        package.close()
        raise
    return package


def _check(package: zipfile.ZipFile, limits: Limits) -> None:
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise XunzhangError(f"There are {len(entries):,} files inside; {over('entries', f'{limits.entries:,}')}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        most = f"{limits.unpacked_bytes:,} bytes"
        raise XunzhangError(f"What is inside has {unpacked:,} bytes unpacked; {over('unpacked_bytes', most)}")
    if problem := next(filter(None, map(packed_too_tightly, entries)), ""):
        raise XunzhangError(problem)


def packed_too_tightly(entry: zipfile.ZipInfo) -> str:
    """What is wrong with an entry that unpacks to many times its size; "" where it does not."""
    times = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size <= SMALL or times <= current().ratio:
        return ""
    most = over("ratio", f"{current().ratio} times")
    return f"{entry.filename[:80]!r} inside it unpacks to {times:,} times its size, as no text does; {most}"
