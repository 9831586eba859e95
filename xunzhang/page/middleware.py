"""What every response of the page passes through: the path of a proxy, how it is compressed, and how long a browser keeps it.

What is answered is `endpoints.py`'s, `service/`'s and Gradio's. Nothing here knows of Gradio but the names of its folders.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse

SMALLEST = 1000  # bytes: below, a response fits into a packet as it is
EFFORT = 5  # of gzip's nine: the document in 8 ms, 2 per cent larger than at nine
# Files whose names have a hash of what is in them never change; others of Gradio's change with its version.
KEPT = (
    (re.compile(r"/assets/[^/]+-[\w-]{8,40}\.\w+$"), "public, max-age=31536000, immutable"),
    (re.compile(r"/(?:assets|static|svelte)/|/favicon\.ico$"), "public, max-age=86400"),
)
ASKED_ANEW = "no-cache"  # the document, and what is answered: a browser asks whether there is another
_FILE = re.compile(r"\.\w+$")  # Gradio compresses these itself


class BelowRoot:
    """Has every request know the path below which a proxy serves the page, whether the proxy left it in the address or not.

    By the ASGI specification a scope's path begins with its root path; routes, mounts and redirects go by that.
    """

    def __init__(self, app: Any, root_path: str) -> None:
        self._app, self._root = app, root_path

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] in ("http", "websocket"):
            path = scope["path"]
            if path == self._root:
                await RedirectResponse(f"{self._root}/")(scope, receive, send)
                return
            whole = path if path.startswith(f"{self._root}/") else self._root + path
            scope = {**scope, "root_path": self._root, "path": whole, "raw_path": quote(whole).encode()}
        await self._app(scope, receive, send)


class Compressed(GZipMiddleware):
    """Compresses the document and what is answered; a stream of events goes out as it comes, and a file as Gradio sends it."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, SMALLEST, EFFORT)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        is_file = scope["type"] == "http" and _FILE.search(scope["path"])
        await (self.app if is_file else super().__call__)(scope, receive, send)


class Kept:
    """Tells browsers how long they may keep a response that says nothing of it."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = next((policy for path, policy in KEPT if path.search(scope["path"])), ASKED_ANEW)

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", known if message["status"] < 400 else ASKED_ANEW)
            await send(message)

        await self._app(scope, receive, sent)
