"""Whatever is refused is answered with {"error": one line}, by the guard and by what stands behind it alike."""

from __future__ import annotations

import errno
import json
import logging
from http import HTTPStatus
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException

from xunzhang.messages.wording import say
from xunzhang.types.message import Message

log = logging.getLogger(__name__)
LONGEST_READ = 64 << 10  # bytes of an error's body that are looked at
LONGEST_LINE = 300  # characters
OUT_OF_PLACES = (errno.EMFILE, errno.ENFILE)  # file descriptors; told of once, by connections.py


async def refuse(send: Any, status: int, why: Message | str, headers: dict[str, str] | None = None) -> None:
    """Answer with the status and the line, in English, as JSON has it."""
    body = json.dumps({"error": str(why)}, ensure_ascii=False).encode()
    fields = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
    named = [(name.lower().encode(), value.encode()) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": body})


class Refusing:
    """Has every error of the application have this form, the innermost of its layers: what it says in another is put into a line.

    An error that nobody caught is a fault: it is logged, and the client told so. A stream that has begun stays as it is.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            await self._app(scope, receive, answer.sent)
        except HTTPException as error:  # in a stream that has begun, which is ended as if it were whole
            await answer.ended_by(error.status_code, error.detail)
        except Exception as error:
            if not (isinstance(error, OSError) and error.errno in OUT_OF_PLACES):
                log.exception("A fault in %s %s", scope["method"], scope["path"])
            await answer.ended_by(500, str(say("guard.fault")), is_whole=False)


class _Answer:
    """An answer on its way out; one that is an error is held until its body is known."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._held: Any = None
        self._body = b""
        self.begun = False

    async def sent(self, message: Any) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:
            self._held = message
        elif self._held is None:
            self.begun = True
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")[: LONGEST_READ - len(self._body)]
            if not message.get("more_body"):
                await self._told()

    async def ended_by(self, status: int, line: str, *, is_whole: bool = True) -> None:
        if not self.begun:
            await refuse(self._send, status, line)
        elif is_whole:
            await self._send({"type": "http.response.body", "body": b""})

    async def _told(self) -> None:
        start, self.begun = self._held, True
        kept = MutableHeaders(raw=list(start["headers"]))
        said = _read(self._body, kept.get("content-type", ""))
        if isinstance(said, dict) and "jsonrpc" in said:  # the form of MCP, whose clients know no other
            await self._send(start)
            await self._send({"type": "http.response.body", "body": self._body})
            return
        again = {name: kept[name] for name in ("allow", "retry-after") if name in kept}
        await refuse(self._send, start["status"], line_of(said, start["status"]), again)


def _read(body: bytes, kind: str) -> object:
    if kind.startswith("text/plain"):
        return {"error": body.decode("utf-8", "replace")}
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def line_of(said: object, status: int) -> str:
    """One line of what an error says, {"error": ...} or FastAPI's {"detail": ...}; else what the status is called.

    >>> line_of({"detail": [{"loc": ["body", "data"], "msg": "Field required"}]}, 422)
    'body.data: Field required'
    """
    line = said.get("error") or said.get("detail") if isinstance(said, dict) else None
    if isinstance(line, list) and line and isinstance(line[0], dict):
        line = f"{'.'.join(map(str, line[0].get('loc', ())))}: {line[0].get('msg', '')}"
    line = " ".join(line.split())[:LONGEST_LINE] if isinstance(line, str) else ""
    return line or HTTPStatus(status).phrase
