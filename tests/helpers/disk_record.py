"""What a program does to the files below a folder, step by step, and what a disk may have of it once the power is lost.

A step is each opening, renaming, removing, making of a folder and syncing that Python does; whatever other libraries write between
two of them is found by looking. A file system promises of what has not been synced nothing but that a rename is whole: content
may be lost, torn or of zeros, and names may be there or not, in any order.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "shutil.rmtree"}
_HOOKS: list[Callable[[str], None]] = []


def _audit(event: str, _: object) -> None:
    if _HOOKS and event in EVENTS:
        _HOOKS[-1](event)


@contextmanager
def at_each_step(do: Callable[[str], None]) -> Iterator[None]:
    """Have `do` called before each step, with its name, and after each sync."""
    if _audit not in _KNOWN:
        sys.addaudithook(_audit)  # which cannot be taken away again
        _KNOWN.append(_audit)
    sync = os.fsync

    def synced(descriptor: int) -> None:
        sync(descriptor)
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        if _HOOKS:
            _HOOKS[-1](f"fsync {place}")

    busy: list[bool] = []

    def once(event: str) -> None:
        if not busy:  # what is done to look at the files is no step
            busy.append(True)
            try:
                do(event)
            finally:
                busy.pop()

    _HOOKS.append(once)
    os.fsync = synced
    try:
        yield
    finally:
        os.fsync = sync
        _HOOKS.pop()


_KNOWN: list[object] = []
Names = dict[str, int]


@dataclass
class Disk:
    """What is on the disk for certain, and what may be: contents by file, names by folder."""

    root: Path
    contents: dict[int, bytes] = field(default_factory=dict)  # as they are
    synced: dict[int, bytes] = field(default_factory=dict)
    names: dict[int, Names] = field(default_factory=dict)
    synced_names: dict[int, Names] = field(default_factory=dict)
    changes: dict[int, list[Names]] = field(default_factory=dict)  # of a folder's names since it was synced: 0 is gone

    def look(self, event: str) -> None:
        found = {
            folder.stat().st_ino: folder for folder in (self.root, *(each for each in self.root.rglob("*") if each.is_dir()))
        }
        for number, folder in found.items():
            names = {}
            for each in folder.iterdir():
                status = each.lstat()
                names[each.name] = status.st_ino
                if each.is_file() and not each.is_symlink():
                    self.contents[status.st_ino] = each.read_bytes()
            before = self.names.get(number, {})
            changed = {name: names.get(name, 0) for name in {*names, *before} if names.get(name) != before.get(name)}
            if changed:
                self.changes.setdefault(number, []).extend(_by_file(changed, before))
            self.names[number] = names
        if event.startswith("fsync "):
            self._sync(Path(event[6:]))

    def _sync(self, place: Path) -> None:
        if not place.exists():
            return
        number = place.stat().st_ino
        if place.is_dir():
            self.synced_names[number] = dict(self.names.get(number, {}))
            self.changes[number] = []
        else:
            self.synced[number] = self.contents[number]

    def sync_all(self) -> None:
        """What is there before anything is done has long been on the disk."""
        self.look("")
        self.synced, self.changes = dict(self.contents), {}
        self.synced_names = {number: dict(names) for number, names in self.names.items()}

    def after_power_loss(self, target: Path, luck: random.Random | str) -> None:
        """Write what may be left into `target`: "kept" all, "lost" all that was not synced, or by chance."""
        self._write(target, self.root.stat().st_ino, luck)

    def _write(self, target: Path, number: int, luck: random.Random | str) -> None:
        target.mkdir()
        names = dict(self.synced_names.get(number, {}))
        for change in self.changes.get(number, []):
            if luck == "kept" or (isinstance(luck, random.Random) and luck.random() < 0.5):
                names.update(change)
        for name, inside in names.items():
            if inside in self.names:
                self._write(target / name, inside, luck)
            elif inside in self.contents:
                (target / name).write_bytes(self._left_of(inside, luck))

    def _left_of(self, number: int, luck: random.Random | str) -> bytes:
        written, synced = self.contents[number], self.synced.get(number, b"")
        if luck == "kept" or written == synced:
            return written
        if luck == "lost":
            return synced
        assert isinstance(luck, random.Random)
        half = luck.randrange(len(written) + 1)
        return luck.choice(
            [written, synced, written[:half], written[:half] + bytes(len(written) - half), synced[:half] + written[half:]]
        )


def _by_file(changed: Names, before: Names) -> list[Names]:
    """One change a file: a rename takes the old name and gives the new one at once."""
    groups: dict[int, Names] = {}
    for name, number in changed.items():
        groups.setdefault(number or before[name], {})[name] = number
    return list(groups.values())
