"""What a collection consists of at one moment: its files, and their content by checksum.

What the file system says of a file is a shortcut to its checksum where that is safe.

A file is not read again when its size, its inode and both its times are as they were when it was last read, and it was not
changed within seconds of that reading: some file systems count time in two-second steps. Programs can set a file's
modification time, but not the time of its last change, so a file exchanged under a false date is noticed. Where there is no
such time (Windows), every file is read each time.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzhang.index.generations import checksum
from xunzhang.reading.files.file_names import shown_name
from xunzhang.reading.files.finding import Found, find_files
from xunzhang.reading.formats.own_columns import OWN_COLUMNS

FILE = "stamps.json"
SETTLED_S = 3.0
HAS_CHANGE_TIME = os.name == "posix"

NONE = "none: "  # begins what stands for the content of a file that has none to read

FileStamp = tuple[int, int, int, int]


class Stamps:
    """The checksums of files, kept in the index's folder from build to build. The file may be deleted at any time."""

    def __init__(self, index_dir: Path) -> None:
        self._file = index_dir / FILE
        self._known: dict[str, list[object]] = {}
        self._seen: dict[str, list[object]] = {}
        self._looks: dict[Path, FileStamp] = {}
        with contextlib.suppress(OSError, ValueError):
            known = json.loads(self._file.read_text(encoding="utf-8"))
            self._known = known if isinstance(known, dict) else {}

    def of(self, path: Path) -> str:
        """The SHA-256 of a file's content, in hex. Raises OSError where it cannot be read."""
        name, look = str(path.resolve()), _look(path)
        self._looks[path] = look
        known = self._known.get(name)
        if known and known[:-1] == list(look):
            self._seen[name] = known
            return str(known[-1])
        began = time.time()
        digest = checksum(path)
        if HAS_CHANGE_TIME and look == _look(path) and max(look[1], look[2]) < (began - SETTLED_S) * 1e9:
            self._seen[name] = [*look, digest]
        return digest

    def size(self, path: Path) -> int:
        """A file's bytes when its checksum was asked for; 0 where it never was."""
        look = self._looks.get(path)
        return look[0] if look else 0

    def still(self, path: Path) -> bool:
        """Whether a file is as it was when its checksum was asked for."""
        try:
            return self._looks.get(path) == _look(path)
        except OSError:
            return False

    def root(self, path: Path) -> str:
        """What the manifest calls one of the files and folders given."""
        return path.resolve().as_posix()

    def shown(self, path: Path) -> str:
        """What a person calls it."""
        return str(path)

    def save(self) -> None:
        """Keep what was seen. A folder that may not be written to costs the shortcut and nothing else."""
        if self._seen == self._known:
            return
        new = self._file.with_suffix(".new")
        with contextlib.suppress(OSError):
            new.write_text(json.dumps(self._seen), encoding="utf-8")
            new.replace(self._file)


def _look(path: Path) -> FileStamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


@dataclass(frozen=True, slots=True)
class Corpus:
    """`contents` maps each file's name to the SHA-256 of its content, or says why there is none.

    Where a `columns.yaml` stands beside a file, its checksum and the file's name belong to the content: both decide what is read.
    """

    paths: Sequence[Path]
    files: Sequence[Found]
    contents: dict[str, str]
    stamps: Stamps

    @classmethod
    def look(cls, paths: Sequence[Path], stamps: Stamps) -> Corpus:
        """Raises XunzhangError where there is no file at all."""
        files = find_files(paths)
        return cls(paths, files, {file.name: _content(file, stamps) for file in files}, stamps)

    def roots(self) -> list[str]:
        return sorted({self.stamps.root(path) for path in self.paths})

    def key(self, file: Found) -> str:
        """What a file's articles depend on, its content and suffix; "" where it is no article or cannot be read."""
        content = self.contents[file.name]
        return "" if file.problem or content.startswith(NONE) else f"{content}{file.path.suffix.lower()}"

    def look_again(self, file: Found) -> None:
        """After reading: a file that changed meanwhile has no known content, so that the next build reads it again."""
        if not self.contents[file.name].startswith(NONE) and not self.stamps.still(file.path):
            self.contents[file.name] = f"{NONE}it changed while it was read"


def _content(file: Found, stamps: Stamps) -> str:
    columns = file.path.with_name(OWN_COLUMNS)
    try:
        if not file.path.is_file():
            return f"{NONE}{file.problem}"
        content = stamps.of(file.path)
        return f"{content} {shown_name(file.path.name)} {stamps.of(columns)}" if columns.is_file() else content
    except OSError as error:
        return f"{NONE}{error.strerror}"
