"""Zip archives: the files inside, each read by the reader of its format and reported by a name of its own, archive.zip/a/b.txt.

A file is unpacked alone, under a name made here, and goes as soon as it has been read: an entry's name never becomes a path
outside, and an archive takes the disk of its largest file. An archive in an archive is opened, one in that is reported.
"""

from __future__ import annotations

import lzma
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from xunzhang.messages.wording import of_system, say
from xunzhang.reading.files.account import Part
from xunzhang.reading.files.encodings import chinese_name
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.files.finding import Found, note_of
from xunzhang.reading.files.limits import MB, current, over
from xunzhang.reading.files.packages import open_package, packed_too_tightly
from xunzhang.reading.files.time_limits import Deadline
from xunzhang.reading.formats.own_columns import OWN_COLUMNS
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

SUFFIX = ".zip"
LEVELS = 2  # archives inside of each other that are opened, the outermost among them
COPIED = 1 << 20  # bytes at a time
_OWN_FILES = ("metadata.csv", "glossary.csv", "xunzhang-fetched.csv")
_UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\/]')
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
SECONDS_EACH = 0.05  # of an archive's time, for a file of it however small
LONGEST_NAME = 60  # characters of an entry's name that its file on disk takes over


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, over all archives inside of each other, and until when; `seconds` were given for all of it."""

    entries: int
    size: int
    seconds: float
    deadline: Deadline


def archive_parts(file: Found, read: Callable[[Found], Iterator[Part]]) -> Iterator[Part]:
    """The parts of every file in the archive, in the order of their names; `read` gives those of a file on disk.

    What cannot be unpacked is a part that says why.
    """
    limits = current()
    budget = _Budget(limits.entries, limits.unpacked_bytes, 0.0, Deadline(0.0))
    yield from _parts(file, read, budget, 1)


def _parts(archive: Found, read: Callable[[Found], Iterator[Part]], budget: _Budget, level: int) -> Iterator[Part]:
    try:
        package = open_package(archive.path, each=False)
    except XunzhangError as error:
        yield from read(replace(archive, problem=error.message))
        return
    except OSError as error:
        yield from read(replace(archive, problem=say("archive.unreadable", why=of_system(error))))
        return
    with package, tempfile.TemporaryDirectory(prefix="xunzhang-") as folder:
        entries = sorted(_entries(package), key=lambda item: item[0])
        _give_time([entry for _, entry in entries], budget)
        if not entries:
            yield from read(replace(archive, problem=say("archive.empty")))
        for inner, entry in entries:
            name = f"{archive.name}/{shown_name(inner)}"
            path = Path(folder) / _file_name(inner)
            try:
                _unpack(package, entry, path, budget)
                _unpack_columns(package, entry, Path(folder), budget)
            except XunzhangError as error:
                yield from read(Found(path, name, error.message))
            else:
                yield from _read(Found(path, name, _note(inner), budget.deadline), read, budget, level)
            _clear(Path(folder))


def _read(file: Found, read: Callable[[Found], Iterator[Part]], budget: _Budget, level: int) -> Iterator[Part]:
    if file.path.suffix.lower() != SUFFIX or file.problem:
        yield from read(file)
    elif level < LEVELS:
        yield from _parts(file, read, budget, level + 1)
    else:
        yield from read(replace(file, problem=say("archive.nested", n=LEVELS)))


def _give_time(entries: Sequence[zipfile.ZipInfo], budget: _Budget) -> None:
    """As long as one file may take, and what so many files of that size take besides: a small archive is not read for an hour."""
    limits = current()
    size = min(sum(entry.file_size for entry in entries), limits.unpacked_bytes) / MB
    more = limits.seconds_per_mb * size + SECONDS_EACH * min(len(entries), limits.entries)
    if not budget.seconds:  # the outermost
        budget.seconds = min(limits.seconds + more, limits.archive_seconds)
        budget.deadline.put_off(budget.seconds)
    elif budget.seconds + more <= limits.archive_seconds:
        budget.seconds += more
        budget.deadline.put_off(more)


def _entries(package: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """-> (name, entry) of the files that are no system's: names that begin with a dot are passed over, as in folders."""
    for entry in package.infolist():
        parts = [part for part in PurePosixPath(_name(entry).replace("\\", "/")).parts if part not in ("/", ".", "..")]
        if parts and not entry.is_dir() and not any(part.startswith(".") or part == "__MACOSX" for part in parts):
            yield "/".join(parts), entry


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name; without the mark of UTF-8 it may be in any encoding, GBK where it was packed in Chinese Windows."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return chinese_name(entry.orig_filename.encode("cp437")) or entry.filename
    except UnicodeEncodeError:
        return entry.filename


def _file_name(inner: str) -> str:
    """A name of our own for the unpacked file, with the end of the entry's: what a reader names it by."""
    last = _UNFIT.sub("_", PurePosixPath(inner).name)
    stem, suffix = Path(last).stem, Path(last).suffix
    return f"{stem[:LONGEST_NAME]}{suffix[:20]}".lstrip(".") or "file"


def _note(inner: str) -> Message:
    name = PurePosixPath(inner).name
    if name.lower() in _OWN_FILES:
        return say("archive.own_file", name=name)
    return note_of(name)


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, budget: _Budget) -> None:
    """Raises `XunzhangError` for what is locked, damaged or over a limit; then nothing of it is kept."""
    if entry.flag_bits & 1:
        raise XunzhangError(say("archive.protected"))
    if problem := packed_too_tightly(entry):
        raise XunzhangError(problem)
    limits = current()
    if budget.deadline.is_over():
        name = "archive_seconds" if budget.seconds == limits.archive_seconds else "seconds"
        raise XunzhangError(say("archive.slow", over=over(name, say("limit.seconds", n=budget.seconds))))
    if budget.entries < 1:
        raise XunzhangError(say("archive.entries", over=over("entries", f"{limits.entries:,}")))
    if entry.file_size > budget.size:
        raise XunzhangError(say("archive.unpacked", over=over("unpacked_bytes", say("limit.bytes", n=limits.unpacked_bytes))))
    budget.entries -= 1
    budget.size -= entry.file_size
    try:
        with package.open(entry) as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file, COPIED)
    except _DAMAGE as error:
        raise XunzhangError(say("archive.damaged", why=str(error))) from error


def _unpack_columns(package: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, budget: _Budget) -> None:
    """Put the `columns.yaml` that stands beside a table in the archive beside it here too."""
    beside = f"{entry.filename.rpartition('/')[0]}/{OWN_COLUMNS}".lstrip("/")
    if beside != entry.filename and beside in package.NameToInfo:
        _unpack(package, package.NameToInfo[beside], folder / OWN_COLUMNS, budget)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()
