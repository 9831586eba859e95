"""What a request meets at the guard, with a small application behind it: refusals in one form, bounded bodies, headers, the journal."""

from __future__ import annotations

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from xunzhang.service.guard.gate import Gate
from xunzhang.service.guard.guard import Guard
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.journal import Journal
from xunzhang.service.guard.openings import Opening, Openings
from xunzhang.service.guard.proxies import Proxies
from xunzhang.service.guard.refusals import Refusing
from xunzhang.service.guard.rules import Rules

OPENINGS = (
    Opening("GET", "/"),
    Opening("GET", "/seen"),
    Opening("GET", "/files/{path:path}"),
    Opening("POST", "/ask", "asks", 100, only_json=True),
    Opening("POST", "/join", "joins", 100),
    Opening("GET", "/wrong/{kind}"),
)


async def document(request: Request) -> HTMLResponse:
    return HTMLResponse(
        f"<p>{request.state.nonce}</p>", headers={"Access-Control-Allow-Origin": "*", "X-Frame-Options": "ALLOWALL"}
    )


async def seen(request: Request) -> JSONResponse:
    return JSONResponse({"client": request.client.host, "url": str(request.url), "headers": sorted(request.headers)})


async def echo(request: Request) -> JSONResponse:
    return JSONResponse({"got": (await request.body()).decode()})


async def wrong(request: Request) -> Response:
    match request.path_params["kind"]:
        case "plain":
            return PlainTextResponse("Not so\nfast.", 400)
        case "detail":
            return JSONResponse({"detail": [{"loc": ["body", "data"], "msg": "Field required"}]}, 422)
        case "ours":
            return JSONResponse({"error": "One line.", "more": 1}, 404)
        case "html":
            return HTMLResponse("<h1>" + "x" * 5000, 500)
        case "empty":
            return Response(status_code=403)
    raise RuntimeError("broken")


def client(app_client: str = "127.0.0.1", **others: object) -> TestClient:
    routes = [Route("/", document), Route("/seen", seen), Route("/files/{path:path}", seen), Route("/closed", seen)]
    routes += [Route("/ask", echo, methods=["POST"]), Route("/join", echo, methods=["POST"]), Route("/wrong/{kind}", wrong)]
    app = Starlette(routes=routes, middleware=[Middleware(Refusing)])
    rules = Rules(Hosts("127.0.0.1"), Openings(OPENINGS), "script-src 'nonce-{nonce}'", **others)
    return TestClient(Guard(app, rules), "http://127.0.0.1:7860", client=(app_client, 5000), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/seen", {"Host": "evil.example"}, 421),
        ("GET", "/seen", {"Origin": "http://127.0.0.1:9999"}, 403),
        ("GET", "/seen", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("OPTIONS", "/ask", {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}, 403),
        ("GET", "/closed", {}, 404),
        ("GET", "/files/../seen", {}, 200),  # which is /seen, as the client has it
        ("GET", "/files/%2e%2e/seen", {}, 404),
        ("GET", "/files/.env", {}, 404),
        ("DELETE", "/ask", {}, 405),
        ("POST", "/ask", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ("GET", "/seen", {}, 200),
    ],
)
def test_who_may_not_is_refused_with_one_line_of_json(method, path, headers, status):
    answer = client().request(method, path, headers=headers)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers
    if status >= 400:
        assert list(answer.json()) == ["error"] and "\n" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("kind", "status", "line"),
    [
        ("plain", 400, "Not so fast."),
        ("detail", 422, "body.data: Field required"),
        ("ours", 404, "One line."),
        ("empty", 403, "Forbidden"),
        ("fault", 500, "Something went wrong; the server's log says what."),
    ],
)
def test_whatever_the_application_refuses_has_the_same_form(kind, status, line):
    answer = client().get(f"/wrong/{kind}")
    assert (answer.status_code, answer.json()) == (status, {"error": line})


def test_a_long_error_is_one_line_of_bounded_length():
    answer = client().get("/wrong/html")
    assert answer.status_code == 500 and len(answer.json()["error"]) <= 300


def test_every_answer_has_the_headers_and_a_document_a_nonce_of_its_own():
    page, again, data = client().get("/"), client().get("/"), client().get("/seen")
    (nonce,) = re.findall(r"nonce-([\w-]{22})'", page.headers["content-security-policy"])
    assert page.text == f"<p>{nonce}</p>" != again.text
    assert "access-control-allow-origin" not in page.headers and "nonce" not in data.headers["content-security-policy"]
    for answer in (page, data, client().get("/closed"), client().get("/wrong/fault"), client().get("/health")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert "frame-ancestors 'none'" in data.headers["content-security-policy"] and data.headers["x-frame-options"] == "DENY"


def test_a_body_is_taken_up_to_its_bound_whatever_length_is_announced():
    json_kind = {"Content-Type": "application/json"}
    assert client().post("/ask", content=b"x" * 100, headers=json_kind).json() == {"got": "x" * 100}
    assert client().post("/ask", content=b"x" * 101, headers=json_kind).status_code == 413
    assert client().post("/ask", content=iter([b"x" * 60, b"x" * 60]), headers=json_kind).status_code == 413  # in pieces
    assert client().post("/join", content=iter([b"x" * 60, b"y" * 40])).json() == {"got": "x" * 60 + "y" * 40}
    huge = client().post("/ask", content=b"x", headers={**json_kind, "Content-Length": "9" * 30})
    assert huge.status_code == 413 and list(huge.json()) == ["error"]


FORWARDED = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Host": "localhost:80",
    "X-Forwarded-Proto": "https",
    "X-Gradio-Server": "x",
}


def test_the_application_sees_nothing_that_a_stranger_forwards():
    seen = client().get("/seen", headers=FORWARDED).json()
    assert (seen["client"], seen["url"]) == ("127.0.0.1", "http://127.0.0.1:7860/seen")
    assert not [name for name in seen["headers"] if name.startswith(("x-forwarded", "x-gradio"))]
    named = client(proxies=Proxies(["127.0.0.1"])).get("/seen", headers=FORWARDED).json()
    assert (named["client"], named["url"]) == ("6.6.6.6", "https://localhost:80/seen")
    assert client(proxies=Proxies(["127.0.0.1"])).get("/seen", headers={"X-Forwarded-Host": "evil.example"}).status_code == 421


def test_where_nobody_else_is_taken_the_answer_is_503_and_when_to_come_again():
    gate = Gate(1, 1)
    gate.close()
    for path in ("/ask", "/join"):
        answer = client(gate=gate).post(path, content=b"{}", headers={"Content-Type": "application/json"})
        assert answer.status_code == 503 and int(answer.headers["retry-after"]) >= 1 and list(answer.json()) == ["error"]
    assert client(gate=gate).get("/health").json() == {"status": "ok"}
    assert client(gate=gate).get("/seen").status_code == 200


def test_below_the_path_of_a_proxy_the_same_is_open_with_the_path_and_without():
    below = client(root_path="/news")
    assert below.get("/news/health").status_code == below.get("/health").status_code == 200
    assert below.get("/news/closed").status_code == below.get("/newspaper").status_code == 404


def test_each_request_is_a_line_with_the_id_of_its_answer_and_nothing_of_what_was_asked(tmp_path):
    quiet, telling = tmp_path / "quiet", tmp_path / "telling"
    answer = client(journal=Journal(str(quiet))).post("/ask?x=秘密", json={"question": "谁？"})
    client(journal=Journal(str(telling), questions=True)).post("/ask?x=秘密", json={"question": "谁？"})
    (line,) = map(json.loads, quiet.read_text(encoding="utf-8").splitlines())
    assert line["id"] == answer.headers["x-request-id"]
    assert (line["client"], line["method"], line["path"], line["status"]) == ("127.0.0.1", "POST", "/ask", 200)
    assert line["ms"] >= line["waited_ms"] >= 0 and line["bytes"] == len(answer.content)
    assert "秘密" not in quiet.read_text(encoding="utf-8") and "谁" not in quiet.read_text(encoding="utf-8")
    (told,) = map(json.loads, telling.read_text(encoding="utf-8").splitlines())
    assert "秘密" in told["asked"] and "谁" in told["asked"]


def test_a_web_socket_is_closed():
    with pytest.raises(Exception, match=r".*") as closed, client().websocket_connect("/"):
        pass
    assert getattr(closed.value, "code", None) == 1008
