"""Every route of the running application is one that is meant to be open, or is closed; a new one of Gradio's fails here."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.requests import asked
from xunzhang.page.gradio_routes import CLOSED, OPEN

pytestmark = pytest.mark.page
OPENED = {(method, opening.route) for opening in OPEN for method in opening.methods.split()}


def walked(routes: Any, below: str = "") -> Iterator[tuple[str, str]]:
    """Each (method, route) of an application and of what is mounted in it. Of a route for all methods POST stands for them."""
    for route in routes:
        path = below + (getattr(route, "path", "") or "")
        held = (
            route,
            getattr(route, "original_router", None),
            getattr(route, "app", None),
        )  # a mount, or a router that is included
        inner = next((routes for each in held if (routes := getattr(each, "routes", None))), None)
        if inner:
            yield from walked(inner, path)
        else:
            yield from ((method, path) for method in sorted(getattr(route, "methods", None) or ["POST"]))


def test_every_route_is_listed_as_open_or_as_closed(running):
    routes = {(method, path) for method, path in walked(running.page.app.routes) if method != "HEAD"}
    assert len(routes) > 60 and ("POST", "/gradio_api/component_server/") in routes
    unknown = {(method, path) for method, path in routes - OPENED if path not in CLOSED}
    assert unknown == set(), "a route that nobody has looked at: list it in page/gradio_routes.py"
    assert not {route for _, route in OPENED} & CLOSED.keys()
    names = {path for _, path in routes}
    kept = {"/gradio_api/profiling", "/logout", "/gradio_api/run-history"}  # there in some settings of Gradio's alone
    gone = {path for path in CLOSED if path not in names and not path.startswith(tuple(kept))}
    assert gone == set(), "what Gradio no longer has need not be listed"


def test_what_is_closed_is_not_there_by_any_method_or_spelling(running):
    for route in CLOSED:
        path = re.sub(r"\{(\w+)(:path)?\}", "x", route)
        for spelt in (path, f"{path}?x=1", f"/{path}", path.replace("/gradio_api/", "/gradio_api//")):
            for method in ("POST",) if route.startswith("/gradio_api/call/v2/") else ("GET", "POST"):  # GET: an event of another
                status, body = asked(running.address, method, spelt, b"{}" if method == "POST" else None)
                assert status in (404, 405), (method, spelt)
                assert list(json.loads(body)) == ["error"]


def test_a_recording_is_not_taken_and_leaves_nothing(running):
    folder = Path(tempfile.gettempdir())
    before = set(folder.iterdir())
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n' + b"x" * 3_000_000 + b"\r\n--b--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    for path in ("/gradio_api/process_recording", "/gradio_api/upload"):
        status, body = asked(running.address, "POST", path, part, **kind)
        assert status == 404 and list(json.loads(body)) == ["error"]
    assert asked(running.address, "POST", "/gradio_api/component_server/", part, **kind)[0] == 415
    assert not [path for path in set(folder.iterdir()) - before if path.is_file() and path.stat().st_size >= 3_000_000]


JSON = {"Content-Type": "application/json"}
BAD_BODIES = (b"", b"[]", b"{}", b"null", b"{", b"\xff", b'{"data": 1}', b'{"session_hash": [], "component_id": {}, "fn_name": 3, "data": null}',
    b'{"session_hash": "s", "component_id": 99, "fn_name": "ask", "data": {}}', b'{"session_hash": "s", "component_id": 1, "fn_name": "__class__", "data": {}}',
    b"[" * 50_000, b'{"data": ' + b"9" * 9000 + b"}")  # fmt: skip


@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_bad_body_is_refused_in_one_line_wherever_it_is_sent(running, body):
    for path in ("component_server/", "queue/join", "call/ask", "run/ask", "cancel", "run/nothing", "call/nothing"):
        status, said = asked(running.address, "POST", f"/gradio_api/{path}", body, **JSON)
        line = json.loads(said)
        assert 400 <= status <= 503 or path == "cancel", path
        assert "error" in line and (line["error"] is None or "\n" not in line["error"]), (path, line)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(running):
    for path, most in (
        ("/api/ask", 256 << 10),
        ("/gradio_api/call/ask", 256 << 10),
        ("/gradio_api/mcp", 256 << 10),
        ("/gradio_api/cancel", 64 << 10),
    ):
        status, said = asked(running.address, "POST", path, b" " * (most + 1), **JSON)
        assert status == 413 and list(json.loads(said)) == ["error"], path
