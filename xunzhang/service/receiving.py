"""A file on its way into a collection: the name it may have, how large it may be, and its place among the others.

A name already taken is given a number, so that nothing is overwritten. What becomes of the file is `adding.py`'s.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from itertools import count
from pathlib import Path
from typing import BinaryIO

from xunzhang.messages.wording import say
from xunzhang.reading.corpus import READERS, no_reader
from xunzhang.reading.files.finding import NOT_ARTICLES
from xunzhang.reading.files.limits import current as limits
from xunzhang.reading.files.limits import over
from xunzhang.reading.formats import archives as zips
from xunzhang.types import XunzhangError

LONGEST_NAME = 200  # bytes; file systems allow 255
SPARE_BYTES = 1 << 30  # left free on the disk


def taken_suffixes() -> list[str]:
    """The suffixes of files that may be added, with their dots, sorted."""
    return sorted({*READERS, zips.SUFFIX})


def most_bytes() -> int:
    """How large an added file may be."""
    return limits().added_bytes


class Received:
    """The bytes of one file on their way."""

    def __init__(self, given: str, path: Path, file: BinaryIO) -> None:
        self.given = given
        self.path = path
        self._file = file
        self._size = 0

    def expect(self, size: int) -> None:
        """Raises XunzhangError where that many bytes would be too many for a file, or for the disk."""
        most = most_bytes()
        if size > most:
            raise XunzhangError(say("adding.too_large", n=most, over=over("ADDED_BYTES", say("limit.bytes", n=most))))
        if size > shutil.disk_usage(self.path.parent).free - SPARE_BYTES:
            raise XunzhangError(say("adding.disk_full"))

    def write(self, chunk: bytes) -> None:
        """Raises as `expect` does."""
        self._size += len(chunk)
        self.expect(self._size)
        self._file.write(chunk)

    def close(self) -> None:
        self._file.close()


def safe_name(given: str) -> str:
    """A file name from what a browser sends: no folders, no hidden or reserved names, a suffix that some reader knows.

    >>> safe_name("C:\\\\fakepath\\\\..\\\\报告?.md")
    '报告_.md'
    """
    plain = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    plain = re.sub(r'[<>:"|?*]', "_", plain).strip(" .")
    stem, suffix = Path(plain).stem, Path(plain).suffix
    if suffix.lower() not in taken_suffixes():
        raise XunzhangError(no_reader(suffix[:20]))
    if NOT_ARTICLES.get(plain.lower()) or NOT_ARTICLES.get(stem.lower()):
        raise XunzhangError(say("adding.no_article", name=plain))
    if re.fullmatch(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", stem):
        stem = f"_{stem}"
    while len((stem + suffix).encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem.rstrip(' .') or 'article'}{suffix}"


def put(file: Path, folder: Path) -> str:
    """Move the file into the folder under its name, or the first "name (2)" that is free; -> the name."""
    for number in count(1):
        name = file.name if number == 1 else f"{file.stem} ({number}){file.suffix}"
        try:
            os.close(os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            continue
        file.replace(folder / name)
        return name
    raise AssertionError("count() ends")  # pragma: no cover
