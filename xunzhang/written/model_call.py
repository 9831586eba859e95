"""One request to a model's server, over HTTP: what comes back, chunk by chunk, and how long it is waited for.

The standard library's client follows no redirect and asks no proxy. It reads in a thread of its own, so that whoever waits can
leave at any moment: the connection is shut then, and the server has nobody to write for. What the bytes mean is
`model_stream.py`'s.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection

from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said
from xunzhang.written.model_server import ModelServer

LOOKS_EVERY_S = 0.2  # whether whoever waits is there
READ_AT_ONCE = 64 << 10  # bytes
MOST_HELD = 64  # chunks that were read and not yet taken


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that are waited: for a connection, for the first piece of text, for each further one, and for all of it."""

    connect_s: float = 5.0
    first_s: float = 120.0  # a large model on a small machine reads for a while
    between_s: float = 30.0
    total_s: float = 600.0


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of an answer: its status, what kind of content follows, and where a redirect leads."""

    status: int
    kind: str
    location: str


class ModelCall:
    """A request under way. Use as a context manager: the connection ends with it.

    `go_on` is called at least every LOOKS_EVERY_S and may raise whatever ends the waiting.
    """

    def __init__(
        self, server: ModelServer, method: str, path: str, body: bytes, patience: Patience, go_on: Callable[[], None]
    ) -> None:
        self._server, self._patience, self._go_on = server, patience, go_on
        self._request = (method, server.path + path, body)
        self._came: queue.Queue[Head | bytes | Exception | None] = queue.Queue(MOST_HELD)
        self._connection: HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._ended = threading.Event()
        self._reader = threading.Thread(target=self._read, name="model", daemon=True)
        self._began = self._due_from = time.monotonic()
        self._spoke = False  # whether a piece of text has come

    def __enter__(self) -> ModelCall:
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._socket is not None:
            with suppress(OSError, ValueError):
                self._socket.shutdown(socket.SHUT_RDWR)  # which ends a read that waits in the other thread

    def head(self) -> Head:
        """Wait for the answer to begin. Raises XunzhangError where the server cannot be reached, says nothing or no HTTP."""
        came = self._next()
        if not isinstance(came, Head):
            raise XunzhangError(say("llm.no_http", address=self._server.address))
        return came

    def chunk(self) -> bytes:
        """The next bytes, b"" at the end. Raises XunzhangError where none come in time or the connection breaks."""
        came = self._next()
        return came if isinstance(came, bytes) else b""

    def spoke(self) -> None:
        """A piece of text has come: from now on it is the next one that is waited for."""
        self._spoke, self._due_from = True, time.monotonic()

    def _next(self) -> Head | bytes | None:
        while True:
            self._go_on()
            self._check_time()
            try:
                came = self._came.get(timeout=LOOKS_EVERY_S)
            except queue.Empty:
                continue
            if isinstance(came, Exception):
                raise XunzhangError(self._said_of(came)) from came
            return came

    def _check_time(self) -> None:
        patience, now = self._patience, time.monotonic()
        address = self._server.address
        if now > self._began + patience.total_s:
            raise XunzhangError(say("llm.too_long", n=round(patience.total_s)))
        if now > self._due_from + (patience.between_s if self._spoke else patience.connect_s + patience.first_s):
            waited = patience.between_s if self._spoke else patience.first_s
            raise XunzhangError(say("llm.stalled" if self._spoke else "llm.silent", address=address, n=round(waited)))

    def _said_of(self, error: Exception) -> Message:
        address = self._server.address
        if self._socket is not None:
            return say("llm.broken_off", address=address)
        if isinstance(error, ssl.SSLError):
            return say("llm.not_secure", address=address, why=as_said(str(error.reason or error)))
        why = of_system(error) if isinstance(error, OSError) and error.errno else as_said(str(error) or type(error).__name__)
        return say("llm.unreachable", address=address, why=why)

    # In the thread that reads

    def _read(self) -> None:
        try:
            answer = self._answer()
            self._put(Head(answer.status, answer.headers.get("content-type", ""), answer.headers.get("location", "")))
            while not self._ended.is_set() and (chunk := answer.read1(READ_AT_ONCE)):
                self._put(chunk)
            self._put(None)
        except HTTPException as error:
            self._put(error if self._spoke_http else None)
        except (OSError, ValueError) as error:
            self._put(error)
        finally:
            if self._connection is not None:
                self._connection.close()

    _spoke_http = False

    def _answer(self) -> HTTPResponse:
        server, (method, path, body) = self._server, self._request
        make = HTTPSConnection if server.is_secure else HTTPConnection
        connection = self._connection = make(server.host, server.port, timeout=self._patience.connect_s)
        connection.connect()
        self._socket = connection.sock
        self._socket.settimeout(self._patience.total_s)
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json", "Connection": "close"}
        if server.key:
            headers["Authorization"] = f"Bearer {server.key}"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        self._spoke_http = True
        return answer

    def _put(self, came: Head | bytes | Exception | None) -> None:
        while not self._ended.is_set():
            with suppress(queue.Full):
                self._came.put(came, timeout=LOOKS_EVERY_S)
                return
