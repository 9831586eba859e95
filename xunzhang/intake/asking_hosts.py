"""One address retrieved: redirects followed so far, the body written as it comes and bounded, and what goes wrong in one line.

Whether an address may be asked at all is the caller's to say, of each redirect too. A body packed for the way (gzip) is unpacked;
else not a byte of it is changed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

import httpcore

from xunzhang import __version__
from xunzhang.intake.addresses import address_of, host_of
from xunzhang.intake.guarded_network import GuardedBackend, TimeLeft
from xunzhang.messages.wording import say
from xunzhang.reading.files.limits import current as limits
from xunzhang.reading.files.limits import over
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

AGENT = "xunzhang"  # as robots.txt calls it
MOST_REDIRECTS = 5
SILENCE_S = 20.0  # in which something has to come
_REDIRECTS = {301, 302, 303, 307, 308}
_UNPACKED = 1 << 16  # bytes at a time
_ASKED = {"User-Agent": f"{AGENT}/{__version__}", "Accept-Encoding": "gzip, identity", "Accept": "*/*"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an address: `address` is where the redirects led. With the status 304 there is no body."""

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)  # names small
    size: int = 0
    sha256: str = ""


class StatusRefused(XunzhangError):
    """A host answered with a status that is no page."""

    def __init__(self, message: Message, status: int) -> None:
        super().__init__(message)
        self.status = status


class Retriever:
    """Asks one address at a time. `allow_private` lets it ask hosts of one's own network. Close it when done."""

    def __init__(self, allow_private: bool = False, seconds: float | None = None) -> None:
        self._left = TimeLeft()
        self._seconds = limits().fetch_seconds if seconds is None else seconds
        self._pool = httpcore.ConnectionPool(
            network_backend=GuardedBackend(allow_private, self._left), max_connections=4, keepalive_expiry=15.0
        )

    def close(self) -> None:
        self._pool.close()

    def get(
        self,
        address: str,
        sink: BinaryIO,
        most_bytes: int,
        headers: Mapping[str, str] | None = None,
        before: Callable[[str], None] = lambda _address: None,
    ) -> Reply:
        """Retrieve an address into `sink`; `before` is called with it, and with each that it leads to, and may raise.

        Raises XunzhangError, in one line, for whatever comes that is no whole body of at most `most_bytes`.
        """
        seen = [address]
        while True:
            before(address)
            self._left.begin(self._seconds)
            try:
                found = self._ask(address, sink, most_bytes, headers or {})
            except httpcore.TimeoutException:
                raise XunzhangError(say("fetch.slow", host=host_of(address), n=round(self._seconds))) from None
            except httpcore.ConnectError as error:
                raise XunzhangError(say("fetch.unreachable", host=host_of(address), why=_said(error))) from None
            except (httpcore.ProtocolError, httpcore.NetworkError, zlib.error) as error:
                raise XunzhangError(say("fetch.broken_off", address=address, why=_said(error))) from None
            if isinstance(found, Reply):
                return found
            address = address_of(found, address)
            seen.append(address)
            if address in seen[:-1] or len(seen) > MOST_REDIRECTS + 1:
                raise XunzhangError(say("fetch.redirects", address=seen[0], n=len(seen) - 1))

    def _ask(self, address: str, sink: BinaryIO, most_bytes: int, headers: Mapping[str, str]) -> Reply | str:
        """The reply, or where it redirects to."""
        timeout = {"connect": SILENCE_S, "read": SILENCE_S, "write": SILENCE_S, "pool": SILENCE_S}
        asked = list({**_ASKED, **headers}.items())
        with self._pool.stream("GET", address, headers=asked, extensions={"timeout": timeout}) as response:
            got = {name.decode("latin-1").lower(): _header(value) for name, value in response.headers}
            if response.status in _REDIRECTS and got.get("location"):
                return got["location"]
            if response.status == 304:
                return Reply(address, 304, got)
            if response.status != 200:
                raise _refused(address, response.status, got)
            announced = got.get("content-length", "")
            if announced.isdigit() and int(announced) > most_bytes:
                raise too_large(address, most_bytes)
            size, digest = 0, hashlib.sha256()
            for chunk in _unpacked(response.iter_stream(), got.get("content-encoding", ""), address):
                size += len(chunk)
                if size > most_bytes:
                    raise too_large(address, most_bytes)
                digest.update(chunk)
                sink.write(chunk)
        return Reply(address, 200, got, size, digest.hexdigest())


def too_large(address: str, most_bytes: int) -> XunzhangError:
    """That there is more at an address than may be taken."""
    return XunzhangError(say("fetch.too_large", address=address, over=over("FETCHED_BYTES", say("limit.bytes", n=most_bytes))))


def unpacked_gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip packed, a bounded piece at a time. Raises zlib.error where it is none, or broken off."""
    unpacking = zlib.decompressobj(31)
    for chunk in chunks:
        while chunk and not unpacking.eof:
            yield unpacking.decompress(chunk, _UNPACKED)
            chunk = unpacking.unconsumed_tail
        while not unpacking.eof and (more := unpacking.decompress(b"", _UNPACKED)):
            yield more
    if not unpacking.eof:
        raise zlib.error("gzip is broken off")


def _header(value: bytes) -> str:
    """A header as browsers read it: an address in it may be in UTF-8."""
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def _unpacked(chunks: Iterable[bytes], encoding: str, address: str) -> Iterator[bytes]:
    encoding = encoding.lower()
    if encoding in ("", "identity"):
        return iter(chunks)
    if encoding in ("gzip", "x-gzip"):
        return unpacked_gzip(chunks)
    raise XunzhangError(say("fetch.encoding", address=address, encoding=encoding[:40]))


def _refused(address: str, status: int, headers: Mapping[str, str]) -> StatusRefused:
    again = headers.get("retry-after", "")
    if status in (429, 503) and again.isdigit():
        return StatusRefused(say("fetch.host_busy", address=address, status=status, n=int(again[:6])), status)
    return StatusRefused(say("fetch.status", address=address, status=status), status)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
