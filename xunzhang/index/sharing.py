"""A folder that shares another's files: what is large is linked and not copied, so that it costs neither time nor room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from tempfile import TemporaryDirectory

SMALL = 1 << 16  # bytes up to which a file is copied: among them are the lock files that the lexical index opens for writing


def share(source: Path, target: Path, own: Collection[str] = (), link: Callable[[Path, Path], None] = os.link) -> None:
    """Put the files of `source` into the folder `target`; those that `own` names (as posix paths) and small ones as copies.

    A linked file must not be written to, since it is the same file. Where there are no links, all are copied. Raises OSError.
    """
    for file in sorted(source.resolve().rglob("*")):
        place = target / file.relative_to(source.resolve())
        if file.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            continue
        if place.relative_to(target).as_posix() in own or file.stat().st_size <= SMALL or not _linked(file, place, link):
            shutil.copyfile(file, place)


def _linked(file: Path, place: Path, link: Callable[[Path, Path], None]) -> bool:
    try:
        link(file, place)
    except OSError:  # a file system without such links; whatever else it is, copying says it
        return False
    return True


def temporary_view(folder: Path, own: Collection[str] = ()) -> tuple[Path, TemporaryDirectory[str]]:
    """A folder of the same content that may be written to, where `folder` itself may not be; it goes with the second value.

    It and the folder it stands in are named alike, so that what finds its way from there stays in the temporary one.
    Raises OSError.
    """
    temporary = TemporaryDirectory(prefix="xunzhang-", ignore_cleanup_errors=True)
    view = Path(temporary.name, folder.parent.name, folder.name)
    view.mkdir(parents=True)
    share(folder, view, own, os.symlink)
    return view, temporary
