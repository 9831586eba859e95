"""/metrics: the figures are those of what was asked, nothing of a question is in them, and strangers make no new ones."""

from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.guard.gate import Gate
from xunzhang.service.guard.gauges import Metrics
from xunzhang.service.guard.guard import Guard
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.openings import Opening, Openings
from xunzhang.service.guard.rules import Rules
from xunzhang.service.live import LiveSearcher

OPENINGS = (Opening("GET", "/ask", "asks"), Opening("GET", "/seen/{name}"))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder, encoder = tmp_path_factory.mktemp("metrics"), BilingualEncoder()
    build_index([write_corpus(folder / "corpus")], folder / "index", encoder=encoder)
    return open_searcher(folder / "index", encoder=encoder, reads=False)


@pytest.fixture
def client(searcher):
    live, gate = LiveSearcher(searcher), Gate(2, 3)

    def ask(request: Request) -> JSONResponse:
        return JSONResponse({"verdict": searcher.ask(request.query_params["q"]).verdict})

    async def seen(_request: Request) -> JSONResponse:
        return JSONResponse({})

    app = Starlette(routes=[Route("/ask", ask), Route("/seen/{name}", seen)])
    rules = Rules(Hosts("127.0.0.1"), Openings(OPENINGS), "", gate=gate, metrics=Metrics(gate, live.held))
    return TestClient(Guard(app, rules), "http://127.0.0.1:7860")


def figures(client) -> dict[tuple[str, ...], float]:
    """By name and the values of the labels, these in the order of theirs."""
    text = client.get("/metrics").text
    return {
        (s.name, *(s.labels[name] for name in sorted(s.labels))): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }


def test_questions_latencies_queue_generation_and_memory_are_there(client, searcher):
    verdicts = [client.get("/ask", params={"q": q}).json()["verdict"] for q in ("猫吃什么？", "How much was the budget?", "猫")]
    told = figures(client)
    assert sum(value for (name, *_), value in told.items() if name == "xunzhang_questions_total") == 3
    assert all(told["xunzhang_questions_total", verdict] == verdicts.count(verdict) for verdict in verdicts)
    assert told["xunzhang_question_seconds_count",] == told["xunzhang_wait_seconds_count",] == 3
    assert told["xunzhang_request_seconds_count", "asks"] == 3 and told["xunzhang_request_seconds_sum", "asks"] > 0
    assert told["xunzhang_requests_total", "GET", "/ask", "200"] == 3
    assert (
        told["xunzhang_at_work",],
        told["xunzhang_at_work_most",],
        told["xunzhang_waiting",],
        told["xunzhang_waiting_most",],
    ) == (0, 2, 0, 3)
    assert told["xunzhang_generation_info", searcher.generation] == 1 and told["xunzhang_ready",] == 1
    assert told["xunzhang_passages",] == searcher.manifest.passages and told["xunzhang_articles",] == searcher.manifest.articles
    assert told["process_resident_memory_bytes",] > 1 << 20


def test_what_strangers_ask_for_makes_no_new_figures_and_says_nothing(client):
    client.get("/ask", params={"q": "秘密"})
    for number in range(50):
        client.get(f"/seen/secret{number}")
        client.get(f"/secret{number}")
        client.request(f"SECRET{number}", "/ask")
    told = figures(client)
    assert told["xunzhang_requests_total", "GET", "/seen/{name}", "200"] == 50
    assert told["xunzhang_requests_total", "GET", "none", "404"] == 50
    assert told["xunzhang_requests_total", "other", "none", "405"] == 50
    assert len([key for key in told if key[0] == "xunzhang_requests_total"]) < 6
    assert not re.search("secret|秘密|SECRET", client.get("/metrics").text)


def test_who_is_turned_away_is_counted(client):
    gate = client.app._rules.gate
    gate.close()
    assert client.get("/ask", params={"q": "x"}).status_code == 503
    assert figures(client)["xunzhang_turned_away_total",] == 1


def test_before_there_is_an_index_the_figures_are_there():
    live = LiveSearcher(None)
    text = Metrics(Gate(), live.held).told("")[0].decode()
    assert "xunzhang_ready 0.0" in text and "xunzhang_passages" not in text
