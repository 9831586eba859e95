"""The body of a request, read whole and within bounds before anything is done with it, and handed on as if it came just now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

MOST_AT_ONCE = 256 << 20  # bytes of all bodies that are being read or wait for a turn
PASSED_OVER = 8 << 20  # bytes of a body that is refused


class TooLarge(Exception):
    """The body has more bytes than the route takes."""


class Left(Exception):
    """Whoever asked has gone, or was too slow and was sent away."""


class TooMany(Exception):
    """All bodies together are more than may be held; it is worth to come again."""


class Bodies:
    """Reads bodies, and keeps count of what all of them hold until they are let go."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        self._most, self.held = most_at_once, 0

    async def read(self, headers: dict[bytes, str], receive: Any, most: int) -> bytes:
        """The whole body, which the caller has to `let_go`. Raises TooLarge, at once where it is announced; TooMany; Left."""
        announced = headers.get(b"content-length", "")
        if announced.isdigit() and (len(announced) > 15 or int(announced) > most):
            raise TooLarge
        body = bytearray()
        try:
            while await self._more(body, receive, most):
                pass
        except BaseException:
            self.held -= len(body)
            raise
        return bytes(body)

    def let_go(self, body: bytes) -> None:
        self.held -= len(body)

    async def _more(self, body: bytearray, receive: Any, most: int) -> bool:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Left
        chunk = message.get("body", b"")
        if len(body) + len(chunk) > most:
            raise TooLarge
        if self.held + len(chunk) > self._most:
            raise TooMany
        body += chunk
        self.held += len(chunk)
        return bool(message.get("more_body"))


class Incoming:
    """A `receive` that knows whether all of the body has come."""

    def __init__(self, receive: Any) -> None:
        self._receive = receive
        self.has_ended = False

    async def __call__(self) -> Any:
        message = await self._receive()
        self.has_ended = message["type"] == "http.disconnect" or not message.get("more_body")
        return message

    async def pass_over(self, headers: dict[bytes, str]) -> None:
        """Read and drop what is left of a body that is refused, up to PASSED_OVER: who sends it may read an answer only then."""
        announced = headers.get(b"content-length", "0")
        if headers.get(b"expect") or not announced.isdigit() or len(announced) > 15 or int(announced) > PASSED_OVER:
            return
        left = PASSED_OVER
        while left > 0 and not self.has_ended:
            left -= len((await self()).get("body", b""))


class Replayed:
    """A `receive` that gives the body once, and after it what `receive` gives: that whoever asked has gone."""

    def __init__(self, body: bytes, receive: Any) -> None:
        self._body: bytes | None = body
        self._receive = receive
        self._gone = asyncio.Event()
        self._watching = False

    async def __call__(self) -> Any:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        if not self._watching:
            return await self._receive()
        await self._gone.wait()
        return {"type": "http.disconnect"}

    def has_left(self) -> bool:
        """Whether whoever asked has gone, as far as it was watched. From any thread."""
        return self._gone.is_set()

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look out meanwhile for their leaving."""
        self._watching = True
        looking = asyncio.ensure_future(self._look())
        try:
            yield
        finally:
            looking.cancel()

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()
