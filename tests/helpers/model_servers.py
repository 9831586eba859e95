"""Servers that speak the protocol of OpenAI's chat completions, honestly or not: real sockets, with a script for what is said.

A script is a function that is given the connection (`Speaker`) and the request's JSON, and writes what it likes. `said(text)` is the
honest one, in pieces.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "small-1"


class Speaker(BaseHTTPRequestHandler):
    """One connection. `server.heard` has what every request sent: (path, headers, body)."""

    protocol_version = "HTTP/1.1"
    server: ModelServers

    def do_GET(self) -> None:
        self.server.heard.append((self.path, dict(self.headers), b""))
        self.whole(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in self.server.models]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        try:
            self.server.script(self, json.loads(body))
        except OSError:
            self.server.left.set()
        self.close_connection = True

    def whole(self, status: int, body: object, kind: str = "application/json", **headers: str) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def begin(self, kind: str = "text/event-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def raw(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def event(self, value: object) -> None:
        self.raw(b"data: " + json.dumps(value).encode() + b"\n\n")

    def piece(self, text: str) -> None:
        self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})

    def end(self, reason: str = "stop") -> None:
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
        self.raw(b"data: [DONE]\n\n")
        self.raw(b"")

    def wait_until_they_leave(self) -> None:
        """Say nothing; -> when the other side has closed."""
        if not self.rfile.read(1):
            self.server.left.set()

    def log_message(self, *_: Any) -> None:
        pass


Script = Callable[[Speaker, dict[str, Any]], None]


class ModelServers(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script, models: tuple[str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Speaker)
        self.script, self.models = script, models
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.left = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the requests for an answer."""
        return [json.loads(body) for _, _, body in self.heard if body]

    def handle_error(self, *_: Any) -> None:
        """A connection that breaks is part of the test."""


@contextmanager
def model_served(script: Script, models: tuple[str, ...] = (MODEL,)) -> Iterator[ModelServers]:
    server = ModelServers(script, models)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def said(text: str, size: int = 7) -> Script:
    """Say this, in pieces of so many characters, and end as it should."""

    def script(speaker: Speaker, _asked: dict[str, Any]) -> None:
        speaker.begin()
        for at in range(0, len(text), size):
            speaker.piece(text[at : at + size])
        speaker.end()

    return script
