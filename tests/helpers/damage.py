"""Damage done to the files of an index, each kind of file by one of its own."""

from __future__ import annotations

import os
from pathlib import Path

from tests.helpers.collections import generation

# The kinds of files in a generation, each by what a name of one ends with.
FILES = (
    "catalogue.sqlite", "vectors.faiss", "pooled.float32", "tokens.codes", "tokens.scales", "token_starts.npy", "fitted.npy",
    "frame.npz", ".term", ".idx", ".fast", "meta.json", "blocks.json",
)  # fmt: skip


def files_of(index: Path, kind: str) -> list[str]:
    """The names of the files of one kind in the current generation; at least one."""
    folder = generation(index)
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    found = [name for name in names if name.endswith(kind)]
    assert found, (kind, names)
    return found


def altered(file: Path) -> None:
    """One bit in the middle, and the times of the file as they were, as far as a program can set them."""
    status = file.stat()
    with file.open("r+b") as opened:
        opened.seek(status.st_size // 2)
        byte = opened.read(1)[0]
        opened.seek(status.st_size // 2)
        opened.write(bytes([byte ^ 4]))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)
