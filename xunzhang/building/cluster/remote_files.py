"""A corpus at an address: which files it has, by a skeleton of empty files of the same names, and what tells each by its content.

What a corpus consists of is `reading/files/finding.py`'s to say, of the skeleton as of any folder, so that names, order and what
is passed over are the same. Only what is read where the catalogue is written, own tables and glossaries, is fetched; articles
are fetched by the workers that read them.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from xunzhang.building.cluster.shard_place import file_system, is_url, shown_url
from xunzhang.building.stamps import NONE, Stamps
from xunzhang.index.generations import GLOSSARY
from xunzhang.messages.wording import say
from xunzhang.reading.beside.fetch_record import RECORD
from xunzhang.reading.facts.metadata import OWN_TABLE
from xunzhang.types import XunzhangError

_FETCHED = (OWN_TABLE, RECORD, GLOSSARY)
# What stores say of an object besides its size, any of which changes with its content.
_MARKS = ("ETag", "etag", "md5Hash", "content_md5", "version_id", "mtime", "LastModified", "last_modified", "updated")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file at an address: `path` is its place in the file system that `url` opens; `mark` changes with its content, and is ""
    where nothing says so."""

    url: str
    path: str
    size: int
    mark: str


def mark_of(info: Mapping[str, Any]) -> str:
    """What tells a file's content from what it was, of what its store says of it."""
    said = [[name, str(info[name])] for name in _MARKS if info.get(name)]
    if not said:
        return ""
    return hashlib.sha256(json.dumps([info.get("size"), *said]).encode()).hexdigest()


class RemoteFiles:
    """The files at the addresses among `places`, as a skeleton in `folder`; the other places are paths on this machine."""

    def __init__(self, places: Sequence[str], folder: Path) -> None:
        """Raises XunzhangError for an address that cannot be opened, or where there is nothing."""
        self.files: dict[Path, Remote] = {}
        self.roots: dict[Path, str] = {}
        self.paths = [self._skeleton(place, folder / str(n)) if is_url(place) else Path(place) for n, place in enumerate(places)]

    def _skeleton(self, url: str, folder: Path) -> Path:
        system, root = file_system(url)
        root = root.rstrip("/")
        try:
            found = system.find(root, detail=True)
            alone = not found and system.isfile(root)
            found = {root: system.info(root)} if alone else found
        except (OSError, ValueError, NotImplementedError) as error:
            why = (str(error).splitlines() or [type(error).__name__])[0][:200]
            raise XunzhangError(say("cluster.no_address", address=shown_url(url), why=why)) from error
        if not found:
            raise XunzhangError(say("cluster.empty_address", address=shown_url(url)))
        base = folder / (posixpath.basename(root) or "corpus")
        for path, info in sorted(found.items()):
            if info.get("type", "file") == "file":
                self._add(system, url, root, path, info, base)
        self.roots[base] = shown_url(url)
        return base

    def _add(self, system: Any, url: str, root: str, path: str, info: Mapping[str, Any], base: Path) -> None:
        inner = path[len(root) :].strip("/") if path != root else ""
        parts = PurePosixPath(inner).parts
        here = base.joinpath(*parts)
        if ".." in parts or here in self.files:
            raise XunzhangError(say("cluster.odd_name", address=shown_url(url), name=inner[:80]))
        try:
            here.parent.mkdir(parents=True, exist_ok=True)
            if here.name.lower() in _FETCHED:
                system.get_file(path, str(here))
            else:
                here.touch()
        except OSError as error:  # a name that is a file's and a folder's, or too long for a file
            raise XunzhangError(say("cluster.odd_name", address=shown_url(url), name=inner[:80])) from error
        self.files[here] = Remote(url, path, int(info.get("size") or 0), mark_of(info))


class RemoteStamps(Stamps):
    """The checksums of files on this machine, and the marks of those at an address."""

    def __init__(self, index_dir: Path, remote: RemoteFiles) -> None:
        super().__init__(index_dir)
        self._remote = remote
        self.changed: set[Path] = set()  # those that were others by the time they were read

    def of(self, path: Path) -> str:
        remote = self._remote.files.get(path)
        if remote is None:
            return super().of(path)
        return remote.mark or f"{NONE}nothing tells its content, {uuid.uuid4()}"  # and it is read at every build

    def size(self, path: Path) -> int:
        remote = self._remote.files.get(path)
        return super().size(path) if remote is None else remote.size

    def still(self, path: Path) -> bool:
        if path in self.changed:
            return False
        remote = self._remote.files.get(path)
        return super().still(path) if remote is None else bool(remote.mark)

    def root(self, path: Path) -> str:
        return self._remote.roots.get(path) or super().root(path)

    def shown(self, path: Path) -> str:
        return self._remote.roots.get(path) or super().shown(path)
