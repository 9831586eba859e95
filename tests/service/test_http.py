"""Every request that is refused is told so in one line of JSON, and the documentation is there with all routes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from xunzhang.page.api_docs import render_documentation
from xunzhang.service.adding import Adding
from xunzhang.service.http import make_http
from xunzhang.service.interfaces import Interfaces
from xunzhang.service.live import LiveSearcher

BAD = (
    b"", b"[]", b"null", b"3", b'"x"', b"{", b"\xff\xfe", b'{"question":"\xff"}', b"[" * 100_000, b'{"question":' + b"[" * 100_000,
    b'{"question":"q","k":' + b"9" * 5000 + b"}", b'{"question":"q","k":NaN}', b'{"question":{"a":1}}', b'{"\\ud800":1}',
    b'{"question":"\\ud800"}', b'{"question":"q","source":["\\ud800"]}', b'{"question":"q","source":"\\udc00"}',
    b'{"question":"q","language":["en","\\udfff"]}', b'{"question":"q","after":"\\ud800"}', b'{"question":"q","mode":"\\ud800"}',
)  # fmt: skip


def client(folder: Path, *, adding: bool = False) -> TestClient:
    live = LiveSearcher(None, roots=[folder])
    app = make_http(Interfaces(live), render_documentation, Adding(live) if adding else None)
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("body", BAD)
def test_a_bad_body_is_refused_in_one_line(tmp_path, body):
    answer = client(tmp_path).post("/ask", content=body, headers={"Content-Type": "application/json"})
    said = answer.json()
    assert (answer.status_code, list(said)) == (400, ["error"]) and said["error"].strip() and "\n" not in said["error"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"question": "q", "source": ["a"] * 501}, "source: value should have at most 500 items"),
        ({"question": "q", "language": ["a" * 301]}, "language: string should have at most 300 characters"),
        ({"question": "q", "source": "长" * 301}, "source: string should have at most 300 characters"),
    ],
)
def test_lists_and_names_are_bounded(tmp_path, given, says):
    answer = client(tmp_path).post("/ask", json=given)
    assert answer.status_code == 400 and answer.json()["error"].startswith(says)
    for path in ("/passage", "/similar"):
        assert client(tmp_path).get(path, params={"passage_id": "x" * 301}).status_code == 400
    assert client(tmp_path).get("/article", params={"article_id": "x" * 301}).status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_kind_is_refused_likewise(tmp_path, kind):
    answer = client(tmp_path).post("/ask", content=b'{"question":"q"}', headers={"Content-Type": kind})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("PUT", "/ask", 405), ("GET", "/ask?question=q", 503)]
)
def test_other_refusals_are_of_the_same_form(tmp_path, method, path, status):
    answer = client(tmp_path).request(method, path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


@pytest.mark.parametrize("adding", [False, True])
def test_the_documentation_is_there_whether_files_may_be_added_or_not(tmp_path, adding):
    answer = client(tmp_path, adding=adding).get("/")
    assert answer.status_code == 200 and ("/add?name=report.pdf" in answer.text) == adding
