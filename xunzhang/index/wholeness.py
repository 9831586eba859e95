"""Whether an opened generation is still as it was written: looked at with every question, and block by block as files are read.

A look is at what the system says of the files (size, times, which file it is): what is written into one changes that, and then
its content is compared. What no such sign tells of, a disk that gives back other bytes than it was given, is found by the blocks'
checksums (`block_sums.py`): those of a large file's blocks that are mapped when they are first read, all others by a pass that
goes through them in the background. What was found once stays found, since nothing that is open can be trusted from then on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from xunzhang.index import generations
from xunzhang.index.block_sums import BLOCK, Blocks, read_blocks, unfit
from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.arrays import Mask, Rows

Look = tuple[int, int, int, int]


class Wholeness:
    """Of the generation `folder` of an index; made before its files are checked and opened. Safe to use from several threads."""

    def __init__(self, index_dir: Path, folder: Path, manifest: Manifest) -> None:
        self._index_dir = index_dir
        self._folder = folder
        self._sums = manifest.files
        self._looks = {name: _look(folder / name) for name in manifest.files}
        self._blocks = read_blocks(folder)[0]
        large = (name for name, size in manifest.sizes.items() if size > generations.CHECKSUM_AT_OPENING)
        self._unseen = {name: _all_of(self._blocks[name]) for name in large if name in self._blocks}
        self._found: XunzhangError | None = None
        self._lock = threading.Lock()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What is read of the files meanwhile was as it was written, or else XunzhangError is raised, naming the file."""
        self.check()
        try:
            yield
        except XunzhangError:
            raise
        except Exception:
            self.check()
            raise
        self.check()

    def check(self, *names: str) -> None:
        """Raise XunzhangError, naming the file, where one of these, by default of all, is not what it was when it was opened."""
        if self._found:
            raise self._found
        for name in names or self._looks:
            if name in self._looks and _look(self._folder / name) != self._looks[name]:
                self._compare(name)

    def read(self, name: str, begins: Rows, ends: Rows) -> None:
        """Before bytes begin, ..., end - 1 of a file are read where it is mapped: their blocks are compared, the first time.

        Raises XunzhangError. Reading what a mapped file has lost would end the process.
        """
        unseen = self._unseen.get(name)
        if unseen is None or not len(begins):
            return
        spans = [np.arange(begin // BLOCK, -(-end // BLOCK)) for begin, end in zip(begins.tolist(), ends.tolist())]
        numbers = np.unique(np.concatenate(spans))
        for number in numbers[unseen[numbers]].tolist():
            self._see(name, number)

    def go_through(self, most: int) -> bool:
        """Compare up to `most` blocks that nobody has compared yet; -> whether any are left. Raises XunzhangError."""
        self.check()
        for name, unseen in self._unseen.items():
            for number in np.flatnonzero(unseen)[:most].tolist():
                self._see(name, number)
                most -= 1
            if most <= 0:
                return True
        return False

    def begin_anew(self) -> None:
        """Have all blocks of all files compared again."""
        self._unseen = {name: _all_of(blocks) for name, blocks in self._blocks.items()}

    def _see(self, name: str, number: int) -> None:
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(number * BLOCK)
                fits = self._blocks[name].fits(number, file.read(BLOCK))
        except FileNotFoundError:
            self._missing(name)
            return
        if not fits:
            self._tell(name)
        self._unseen[name][number] = False

    def _compare(self, name: str) -> None:
        """The content of a file of which the system says something else than before."""
        with self._lock:
            look = _look(self._folder / name)
            if look is None:
                self._missing(name)
                return
            blocks = self._blocks.get(name)
            if not self._fits(name, blocks) or _look(self._folder / name) != look:
                self._tell(name)
            self._looks[name] = look  # touched, or copied to where it was

    def _fits(self, name: str, blocks: Blocks | None) -> bool:
        path = self._folder / name
        try:
            return not any(True for _ in unfit(path, blocks)) if blocks else generations.checksum(path) == self._sums[name]
        except OSError:
            return False

    def _missing(self, name: str) -> None:
        """A generation that was taken away whole is still open here, and what is open stays as it was."""
        if (self._folder / generations.MANIFEST).exists():
            self._tell(name)

    def _tell(self, name: str) -> None:
        self._found = generations.damaged(self._index_dir, say("index.file_altered", file=name))
        raise self._found


def _all_of(blocks: Blocks) -> Mask:
    return np.ones(len(blocks), np.bool_)


def _look(path: Path) -> Look | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
