"""Where shards lie: a folder that all machines see, or any URL that fsspec opens. s3:// goes through Arrow, which has a client.

A shard appears whole or not at all, so one that is there is one that is done.
"""

from __future__ import annotations

import importlib.util
import posixpath
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

INSTALL = 'pip install "ray[data]==2.60.0"'
_ARROW = "s3://"


def check_installed() -> None:
    """Raises XunzhangError, which names the command, where a package that a cluster needs is missing."""
    missing = [name for name in ("ray", "pyarrow", "fsspec") if not _is_installed(name)]
    if missing:
        raise XunzhangError(say("cluster.missing", list=", ".join(missing), command=INSTALL))


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def is_url(text: str) -> bool:
    return "://" in text


def file_system(url: str) -> tuple[Any, str]:
    """-> (an fsspec file system, the path of `url` within it). Raises XunzhangError where nothing here opens such addresses."""
    import fsspec
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow import fs as arrow

    try:
        if url.startswith(_ARROW):
            address, mark, options = url.partition("?")
            system, path = arrow.FileSystem.from_uri(_ARROW + quote(address.removeprefix(_ARROW), safe="/%:@") + mark + options)
            return ArrowFSWrapper(system), path
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError, OSError) as error:
        raise XunzhangError(say("cluster.no_address", address=shown_url(url), why=_first_line(error))) from error
    return system, path


def shown_url(url: str) -> str:
    """An address without what may be a password in it: `s3://key:secret@bucket/x?token=…` -> `s3://bucket/x`."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    host, slash, path = rest.split("?")[0].partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


class ShardPlace:
    """Sent to the workers as its address alone."""

    def __init__(self, address: str) -> None:
        self.address = address if is_url(address) else str(Path(address).absolute())
        self._opened: tuple[Any, str] | None = None

    def __getstate__(self) -> str:
        return self.address

    def __setstate__(self, state: str) -> None:
        self.address, self._opened = state, None

    @property
    def _system(self) -> tuple[Any, str]:
        self._opened = self._opened or file_system(self.address)
        return self._opened

    def names(self) -> set[str]:
        """The shards that are there. The folder is made where there is none."""
        system, root = self._system
        with self._told():
            if self._is_local:
                system.makedirs(root, exist_ok=True)
            found = system.ls(root, detail=False) if system.exists(root) else []
        return {posixpath.basename(path) for path in found}

    def has(self, name: str) -> bool:
        system, root = self._system
        with self._told():
            system.invalidate_cache()
            return bool(system.exists(posixpath.join(root, name)))

    def write(self, name: str, write: Callable[[Path], object]) -> None:
        """Have `write` fill a file, and put it in its place. What fails leaves nothing under that name."""
        system, root = self._system
        with self._told(), TemporaryDirectory(prefix="xunzhang-", dir=self._made(root) if self._is_local else None) as folder:
            made = Path(folder) / name
            write(made)
            if self._is_local:
                made.replace(Path(root) / name)
            else:
                self._send(system, made, posixpath.join(root, name))

    def keep(self, name: str, data: bytes) -> None:
        """Put `data` in its place, unless there is something of that name."""
        if not self.has(name):
            self.write(name, lambda path: path.write_bytes(data))

    @contextmanager
    def opened(self, name: str) -> Iterator[Any]:
        """The shard as a file that Arrow reads. Raises FileNotFoundError where it is not there."""
        system, root = self._system
        with system.open(posixpath.join(root, name), "rb") as file:
            yield file

    def size(self, name: str) -> int:
        system, root = self._system
        with self._told():
            return int(system.info(posixpath.join(root, name))["size"])

    @property
    def _is_local(self) -> bool:
        protocol = self._system[0].protocol
        return "file" in ((protocol,) if isinstance(protocol, str) else protocol)

    @staticmethod
    def _made(root: str) -> str:
        Path(root).mkdir(parents=True, exist_ok=True)
        return root

    @staticmethod
    def _send(system: Any, made: Path, path: str) -> None:
        """Stores of objects show an object once it is whole; elsewhere it comes under another name first."""
        if system.protocol in ("s3", "hdfs", "gs") or getattr(system, "type_name", "") == "s3":
            system.put_file(str(made), path)
            return
        first = f"{path}.{uuid.uuid4().hex}"
        system.put_file(str(made), first)
        system.mv(first, path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = of_system(error) if error.strerror else as_said(_first_line(error))
            raise XunzhangError(say("cluster.shards_refused", address=shown_url(self.address), why=why)) from error


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
