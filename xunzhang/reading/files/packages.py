"""Zip files, and the formats that are one (.docx, .epub, .odt, .xlsx): opened only where what is inside keeps to the limits.

The sizes that a zip declares can be trusted as far as this: `zipfile` unpacks no more of an entry than it declares.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.files.limits import MB, Limits, check_size, current, over
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

SMALL = MB  # an entry up to this size may be packed as tightly as it likes


def open_package(path: Path, *, each: bool = True) -> zipfile.ZipFile:
    """The zip file at `path`, to be closed by the caller. Raises `XunzhangError` where it is none, or over a limit.

    `each=False` leaves it to the caller to look at every entry as it is unpacked.
    """
    check_size(path, whole=False)
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise XunzhangError(say("reading.damaged", why=str(error))) from error
    for entry in package.infolist():
        if "\\" in entry.filename:  # as some programs for Windows write paths
            package.NameToInfo.setdefault(entry.filename.replace("\\", "/"), entry)
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
        raise XunzhangError(say("limit.entries", n=len(entries), over=over("entries", f"{limits.entries:,}")))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        most = say("limit.bytes", n=limits.unpacked_bytes)
        raise XunzhangError(say("limit.unpacked", n=unpacked, over=over("unpacked_bytes", most)))
    if problem := next(filter(None, map(packed_too_tightly, entries)), NOTHING):
        raise XunzhangError(problem)


def packed_too_tightly(entry: zipfile.ZipInfo) -> Message:
    """What is wrong with an entry that unpacks to many times its size; nothing where it does not."""
    times = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size <= SMALL or times <= current().ratio:
        return NOTHING
    most = over("ratio", say("limit.times", n=current().ratio))
    return say("limit.ratio", name=entry.filename[:80], n=times, over=most)
