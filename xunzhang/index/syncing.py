"""What has been written is on the disk, and not only on its way there: without that, a rename may outlast what it names."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def sync(path: Path) -> None:
    """Have a file, or the list of names in a folder, on the disk before this returns. Raises OSError."""
    if path.is_dir() and os.name != "posix":  # Windows does not open folders
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """All files of a folder and of those in it, then their lists of names, its own last."""
    inside = sorted(folder.rglob("*"), reverse=True)  # what stands in a folder comes before the folder
    for path in inside:
        sync(path)
    sync(folder)


def write_synced(path: Path, text: str) -> None:
    """Put `text` in the place of a file at once: whatever happens, the file has its old content or its new one, whole."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        sync(new)
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync(path.parent)
