"""A body from the web in a folder: retrieved into a hidden file there, told what it is, and put under its name by a rename.

So a run that is ended at any moment leaves whole files alone, and readers pass over what is half there.
"""

from __future__ import annotations

import os
import time
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from xunzhang.intake.asking_hosts import Reply, Retriever, too_large, unpacked_gzip
from xunzhang.intake.content_kinds import SNIFFED, SUFFIXES, Kind, kind_of
from xunzhang.intake.robots import Robots
from xunzhang.messages.wording import of_system, say
from xunzhang.reading.files.limits import current as limits
from xunzhang.types import UnwritableError, XunzhangError

HALF = ".fetching-"  # begins the name of a file that is not whole yet
LEFT_S = 24 * 3600.0  # after which one is of a run that was killed
LISTED_BYTES = 50 << 20  # of a feed or sitemap, which is in memory as a whole; a sitemap's own limit


@dataclass(frozen=True, slots=True)
class Body:
    """What came of an address: a whole file at `path`, and what it is. With the status 304 there is no file."""

    reply: Reply
    path: Path
    kind: Kind = "other"
    suffix: str = ""

    def listed(self) -> bytes:
        """The bytes of a feed or sitemap, unpacked. Raises XunzhangError where they are too many, or broken."""
        if self.path.stat().st_size > LISTED_BYTES:
            raise too_large(self.reply.address, LISTED_BYTES)
        data = self.path.read_bytes()
        if not data.startswith(b"\x1f\x8b"):
            return data
        found = bytearray()
        try:
            for piece in unpacked_gzip([data]):
                found += piece
                if len(found) > LISTED_BYTES:
                    raise too_large(self.reply.address, LISTED_BYTES)
        except zlib.error as error:
            raise XunzhangError(say("fetch.broken_off", address=self.reply.address, why=str(error))) from None
        return bytes(found)


@contextmanager
def body_of(
    address: str, folder: Path, retriever: Retriever, robots: Robots, headers: Mapping[str, str] | None = None
) -> Iterator[Body]:
    """The body of an address, in a file of `folder` that is gone when the block is left, unless it was put elsewhere.

    Raises XunzhangError, in one line, for what cannot be had, UnwritableError where the folder cannot be written to.
    """
    half = folder / f"{HALF}{uuid.uuid4().hex}"
    try:
        with half.open("xb") as file:
            reply = retriever.get(address, file, limits().fetched_bytes, headers, robots.may_ask)
            file.flush()
            os.fsync(file.fileno())
        with half.open("rb") as file:
            kind, suffix = kind_of(reply.headers.get("content-type", ""), reply.address, file.read(SNIFFED))
        yield Body(reply, half, kind, suffix)
    except OSError as error:
        raise UnwritableError(say("fetch.unwritable", path=str(folder), why=of_system(error))) from error
    finally:
        half.unlink(missing_ok=True)


def put(half: Path, folder: Path, name: str) -> None:
    """Put a whole file under its name in the folder, over what was retrieved of the same address before."""
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    half.replace(target)


def clear(folder: Path) -> None:
    """Take away what killed runs left half there."""
    for half in folder.glob(f"{HALF}*"):
        with suppress(OSError):
            if time.time() - half.stat().st_mtime > LEFT_S:
                half.unlink()


def check_page(body: Body) -> None:
    """Raises XunzhangError where a body is nothing that reading can read."""
    address = body.reply.address
    if body.kind != "page":
        kind = body.reply.headers.get("content-type", "").partition(";")[0][:60]
        raise XunzhangError(
            say("fetch.no_page", address=address, kind=kind or say("flag.none"), list=", ".join(sorted(set(SUFFIXES.values()))))
        )
    if not body.reply.size:
        raise XunzhangError(say("fetch.empty", address=address))
