"""The file that an article was read from, where it is still the one that was read: by name, below the folders of the collection.

Only a file that the index names is ever given, and only while its checksum is the one that stands there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from xunzhang.messages.wording import of_system, say
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, XunzhangError
from xunzhang.types.checksums import checksum

ARCHIVE = ".zip/"  # within the name of a file that is in one
KNOWN = 256  # files whose checksum is remembered, by what the system says of them


def original_of(searcher: Searcher, head: ArticleHead) -> Path:
    """The file of an article by itself. Raises as `file_of` does, and for one in an archive."""
    name, within = _name_of(head.path)
    found = file_of(searcher, head)
    if within:
        raise XunzhangError(say("original.archived", name=within, archive=name))
    return found


def file_of(searcher: Searcher, head: ArticleHead) -> Path:
    """The file of an article, or the archive it is in. Raises XunzhangError where it is not there, or no longer what was read."""
    name, _ = _name_of(head.path)
    made = searcher.manifest
    if any("://" in root for root in made.roots):
        raise XunzhangError(say("original.elsewhere", name=head.path))
    wanted = made.corpus.get(name, "").split(" ")[0]
    found = next((path for root in made.roots for path in _candidates(Path(root), name, len(made.roots)) if path.is_file()), None)
    if found is None or not wanted:
        raise XunzhangError(say("original.gone", name=head.path))
    try:
        same = _CHECKSUMS.of(found) == wanted
    except OSError as error:
        raise XunzhangError(say("original.unreadable", name=head.path, why=of_system(error))) from error
    if not same:
        raise XunzhangError(say("original.changed", name=head.path))
    return found


def _name_of(path: str) -> tuple[str, str]:
    """-> (the file's name in the collection, the name within it of what was read, "" for the file itself)."""
    at = path.lower().find(ARCHIVE)
    return (path, "") if at < 0 else (path[: at + len(ARCHIVE) - 1], path[at + len(ARCHIVE) :])


def _candidates(root: Path, name: str, roots: int) -> list[Path]:
    """Where a file of this name may lie: `reading/files/finding.py` names files so, by their folders where there are several."""
    if name.startswith("/") or ".." in Path(name).parts:
        return []
    if not root.is_dir():
        return [root] if root.name == name else []
    below = [root / name]
    if roots > 1 and name.startswith(f"{root.name}/"):
        below.insert(0, root / name[len(root.name) + 1 :])
    return below


class _Checksums:
    """Of files as they are: what was summed once is not summed again while size, inode and both times stay."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], str] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, path: Path) -> str:
        status = path.stat()
        key = (str(path), status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        with self._lock:
            if key in self._known:
                return self._known[key]
        found = checksum(path)
        with self._lock:
            self._known[key] = found
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        return found


_CHECKSUMS = _Checksums()
