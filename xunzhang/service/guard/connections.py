"""Listens, and ends connections that cost more than they bring: slow and half-sent requests, readers who stop reading, too many.

The server runs in a thread of its own; `close` lets what is under way finish for a few seconds. What is answered is `guard.py`'s.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from xunzhang.messages.wording import say
from xunzhang.service.guard.giving_way import ANSWERS
from xunzhang.service.guard.refusals import OUT_OF_PLACES

log = logging.getLogger(__name__)
HEAD_WITHIN_S = 15.0  # from a connection, or the first byte of a request, to the end of its head
BODY_PAUSE_S = 15.0  # between two pieces of a body
LEAST_RATE = 1000  # bytes a second of a body, after the first HEAD_WITHIN_S
READS_WITHIN_S = 30.0  # in which a reader has to take something of what waits for it
KEPT_ALIVE_S = 20
SENT_AT_ONCE = 64 << 10  # bytes
DRAINS_WITHIN_S = 3  # what is under way when the page is stopped
STOPS_WITHIN_S = 5.0
BACKLOG = 128
SWITCHES_S = 0.001  # after which questions at work have to let this thread go on; the interpreter's own five add up to a reader
TOLD_EVERY_S = 60.0  # of a table of file descriptors that is full


def most_connections() -> int:
    """How many connections are held at most, so that files can still be opened; without a limit by the system, ten thousand."""
    try:
        import resource

        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        opened = sum(1 for _ in Path("/proc/self/fd").iterdir())
    except (ImportError, OSError):
        return 10_000
    return min(10_000, max(4, (soft - opened) * 3 // 4)) if soft != resource.RLIM_INFINITY else 10_000


class Connection(H11Protocol):
    """One connection, with a clock for whatever the other side has to do next."""

    most = 10_000
    _clock: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None
    _since = 0.0  # of the request that is coming in
    _taken = 0  # bytes of it

    def connection_made(self, transport: Any) -> None:
        has_room = len(self.connections) < self.most or self._make_room()
        super().connection_made(cast("asyncio.Transport", _InOneGo(transport, self.loop)))
        self._begin()
        if not has_room:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        if self._writing is not None:
            self._writing.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._clock is None:
            self._begin()
        self._taken += len(data)
        super().data_received(data)
        if self.conn.their_state is h11.SEND_BODY:
            self._restart(BODY_PAUSE_S)
        elif self.conn.their_state is not h11.IDLE or self.timeout_keep_alive_task is not None:
            self._stop()  # all of the request is here

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reader(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """As uvicorn has it, in the form of every refusal."""
        body = json.dumps({"error": say("guard.no_request").text}).encode()
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        with suppress(h11.LocalProtocolError):
            for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being answered here."""
        return self.cycle is None or self.cycle.response_complete

    def _begin(self) -> None:
        self._since, self._taken = time.monotonic(), 0
        self._restart(HEAD_WITHIN_S)

    def _restart(self, seconds: float) -> None:
        self._stop()
        self._clock = self.loop.call_later(seconds, self._late)
        grace = self._since + HEAD_WITHIN_S + self._taken / LEAST_RATE
        if time.monotonic() > grace and not self.flow.read_paused:
            self._late()

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        if self.flow.read_paused:  # it is not the other side that is slow
            self._since = time.monotonic()
            self._restart(BODY_PAUSE_S)
        else:
            self.transport.abort()

    def _watch_reader(self, waiting: int) -> None:
        def look() -> None:
            still = self.transport.get_write_buffer_size()
            if still >= waiting:
                self.transport.abort()
            else:
                self._watch_reader(still)

        self._writing = self.loop.call_later(READS_WITHIN_S, look)

    def _make_room(self) -> bool:
        """End the connection that has been idle longest, for the one that comes; -> whether there was one."""
        idle = [other for other in self.connections if isinstance(other, Connection) and other.is_idle]
        if idle:
            min(idle, key=lambda other: other._since).transport.abort()
        return bool(idle)


class _InOneGo:
    """A transport that sends what is written in one turn of the loop together: head and body of an answer in one packet.

    Each call of the system lets go of the interpreter, and while questions are at work it takes a while to have it again.
    """

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        if not data:
            return
        self._parts.append(data)
        self._size += len(data)
        if self._size >= SENT_AT_ONCE:  # it has to be known at once whether the reader keeps up
            self._send()
        elif len(self._parts) == 1:
            self._loop.call_soon(self._send)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def get_write_buffer_size(self) -> int:
        return self._size + int(self._transport.get_write_buffer_size())

    def _send(self) -> None:
        parts, self._parts, self._size = self._parts, [], 0
        if parts and not self._transport.is_closing():
            self._transport.write(b"".join(parts))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class PageServer(uvicorn.Server):
    """Serves `app` on a host and a port, in the background. Raises OSError where the port is taken, OverflowError for none."""

    def __init__(self, app: Any, host: str, port: int) -> None:
        Connection.most = most_connections()
        self._sockets = _bound(host, port)
        self._out_since = 0.0
        self._thread = threading.Thread(target=self._run, name=ANSWERS, daemon=True)
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                log_level="error",
                proxy_headers=False,
                server_header=False,
                backlog=BACKLOG,
                timeout_keep_alive=KEPT_ALIVE_S,
                timeout_graceful_shutdown=DRAINS_WITHIN_S,
            )
        )

    def call_soon(self, call: Callable[[], object]) -> None:
        """Have `call` called where requests are answered, as long as any are."""
        with suppress(RuntimeError):  # it has been stopped
            self._loop.call_soon_threadsafe(call)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Where requests are answered."""
        return self._loop

    def start(self) -> None:
        """Raises RuntimeError where the application does not come up."""
        sys.setswitchinterval(SWITCHES_S)
        self._thread.start()
        while not self.started:
            if not self._thread.is_alive():
                raise RuntimeError("the application did not start; what is logged above says why")
            time.sleep(0.001)

    def close(self) -> None:
        """Take no more, let what is under way finish, and end what has not within DRAINS_WITHIN_S."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it would tell of each that it ends
        self.should_exit = True
        self._thread.join(STOPS_WITHIN_S)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._tell)
        await super().startup(sockets)

    def _run(self) -> None:
        self.run(self._sockets)

    def _tell(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """As asyncio tells of what went wrong, but for a full table of file descriptors, which it would tell of without end."""
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in (*OUT_OF_PLACES, errno.ENOBUFS, errno.ENOMEM)):
            loop.default_exception_handler(context)
        elif (now := time.monotonic()) > self._out_since + TOLD_EVERY_S:
            self._out_since = now
            log.error("%s", say("guard.no_places", why=error.strerror or ""))


def _bound(host: str, port: int) -> list[socket.socket]:
    """Sockets of all addresses that the host has, as asyncio would make them."""
    name = host.strip("[]") or None
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, address in dict.fromkeys((each[0], each[4]) for each in found):
            made = socket.socket(family, socket.SOCK_STREAM)
            sockets.append(made)
            if os.name == "posix":
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind(address)
    except BaseException:
        for made in sockets:
            made.close()
        raise
    return sockets
