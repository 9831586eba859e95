"""An answer written on the page and for programs: offered where something answers, drawn sentence by sentence, ended by leaving.

The page is the real one, in this process, over the sample collection; the model's server is one of the tests', with a script.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import violations
from tests.helpers.browsing import ask, fits
from tests.helpers.model_servers import MODEL, Speaker, model_served, said
from tests.helpers.requests import asked
from tests.helpers.serving import free_port
from tests.helpers.waiting import wait_until
from xunzhang.page.app import launch, make_page
from xunzhang.service.interfaces import Interfaces
from xunzhang.service.live import LiveSearcher
from xunzhang.service.writing import Writing
from xunzhang.written.model_server import ModelServer

pytestmark = [pytest.mark.page, pytest.mark.model]
QUESTION = "普惠性幼儿园的覆盖率是多少？"
NOWHERE = "怎样给猫剪指甲？"
LIE = "覆盖率为97.3%，<b>由张伟宣布</b>[1][44]。"
HONEST = "普惠性幼儿园的覆盖率为94.6%[1]。"


@pytest.fixture(scope="module")
def writes(sample_searcher) -> Iterator[SimpleNamespace]:
    """.address of the page, .served, the model's server, whose script a test may change."""
    with model_served(said(HONEST + LIE)) as served:
        live = LiveSearcher(sample_searcher)
        writing = Writing(Interfaces(live), ModelServer(served.address))
        page = make_page(live, writing=writing)
        address = launch(page, live, "127.0.0.1", free_port(), writing=writing)
        yield SimpleNamespace(address=address, served=served)
        page.close()


@pytest.fixture(autouse=True)
def honest(writes) -> Iterator[None]:
    writes.served.script = said(HONEST + LIE)
    writes.served.left.clear()
    yield
    writes.served.script = said(HONEST)


def test_an_answer_is_offered_written_checked_and_no_quotation(writes, visit):
    page = visit(at=writes.address, locale="zh-CN")
    pane = page.locator(".written")
    expect(pane).to_be_hidden()
    ask(page, NOWHERE)
    expect(pane).to_be_hidden()
    before = len(writes.served.heard)
    ask(page, QUESTION)
    expect(pane).to_contain_text(f"问题和段落会发给 {writes.served.address}")
    assert len(writes.served.heard) == before  # nothing is sent before it is asked for
    page.get_by_role("button", name="写一个回答").click()
    expect(pane.locator(".closing")).to_contain_text("2 句中有 1 句得到所注段落支持")
    said_by = f"由 {writes.served.address} 上的模型 {MODEL} 写成，不是引文；每句话都由寻章对照段落核对过。"
    expect(pane.locator(".by")).to_have_text(said_by, use_inner_text=True)
    good, bad = pane.locator(".sentence").all()
    expect(good.locator("span").first).to_have_text("普惠性幼儿园的覆盖率为94.6%。")
    assert good.locator("del").count() == 0
    expect(bad.locator("del")).to_have_text("覆盖率为97.3%，<b>由张伟宣布</b>。")
    expect(bad.locator(".why")).to_contain_text("划去：注明的 [44] 没有交给模型；数字“97.3%”不在所注段落里")
    assert bad.locator("b").count() == 0 and pane.locator("[data-stop]").is_hidden()
    assert page.locator(".cards > li").count() > 1  # the passages are there as before
    assert violations(page) == []
    good.locator("a.cited").click()
    expect(page.locator(".reader")).to_contain_text("94.6%")
    page.get_by_role("button", name="English").click()
    expect(pane.locator(".by")).to_contain_text("this is no quotation")
    expect(bad.locator(".why")).to_contain_text("the figure “97.3%” is not in the passages cited")
    ask(page, "沙坪坝区新增多少个学位？")
    expect(pane.locator(".by-model")).to_be_hidden()  # another question's is not shown below this one


def test_sentences_come_as_they_are_complete_and_stopping_ends_the_request(writes, visit):
    def slow(speaker: Speaker, asked: dict) -> None:
        speaker.begin()
        speaker.piece(HONEST + "优质高中资源的覆盖率为75%，这也是目前")
        speaker.wait_until_they_leave()

    writes.served.script = slow
    page = visit(at=writes.address, width=390)
    ask(page, QUESTION)
    page.get_by_role("button", name="Write an answer").click()
    pane = page.locator(".written")
    expect(pane.locator(".sentence")).to_have_count(1)
    expect(pane.locator(".under-way")).to_contain_text("优质高中")
    assert fits(page, 390)
    page.keyboard.press("Enter")  # the button to stop has the focus
    expect(pane.locator(".closing")).to_have_text("Stopped.", use_inner_text=True)
    expect(pane.locator(".sentence")).to_have_count(1)
    assert writes.served.left.wait(20)


def test_a_server_that_fails_is_one_line_and_the_passages_stay(writes, visit):
    writes.served.script = lambda speaker, _: speaker.whole(200, b"<html>", "text/html")
    page = visit(at=writes.address)
    ask(page, QUESTION)
    page.get_by_role("button", name="Write an answer").click()
    expect(page.locator(".written .closing")).to_contain_text("Not written:")
    expect(page.locator(".written .closing")).to_contain_text("sent no stream but text/html")
    assert page.locator(".cards > li").count() > 1


# --- for programs ---


def events(body: bytes) -> list[tuple[str, dict]]:
    found = [event.split("\n", 1) for event in body.decode().split("\n\n") if event and not event.startswith(":")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in found]


def test_a_program_gets_the_passages_then_each_sentence_then_the_whole(writes):
    for method, path, body in (
        ("GET", f"?question={quote(QUESTION)}", None),
        ("POST", "", json.dumps({"question": QUESTION, "k": 3}).encode()),
    ):
        status, told = asked(writes.address, method, f"/api/written{path}", body, **{"Content-Type": "application/json"})
        names = [name for name, _ in events(told)]
        assert (status, names) == (200, ["answers", "sentence", "sentence", "written"])
        answers, first, second, whole = (data for _, data in events(told))
        assert "94.6%" in answers["results"][0]["passage"]["text"] and whole["ending"] == "whole"
        assert (first["supported"], second["supported"], whole["sentences"]) == (True, False, [first, second])
    status, told = asked(writes.address, "GET", f"/api/written?question={quote(NOWHERE)}")
    assert [name for name, _ in events(told)] == ["answers", "written"] and events(told)[1][1]["ending"] == "not_written"
    for path in ("?question=", "?question=x&k=0", "?answer=x"):
        status, told = asked(writes.address, "GET", f"/api/written{path}")
        assert status == 400 and list(json.loads(told)) == ["error"]
    status, told = asked(writes.address, "GET", "/api/openapi.json")
    assert "/written" in json.loads(told)["paths"]
    assert b"written" in asked(writes.address, "GET", "/api/")[1]


def test_a_client_has_one_at_a_time_and_others_are_not_kept_from_asking(writes):
    under_way = threading.Event()

    def slow(speaker: Speaker, given: dict) -> None:
        speaker.begin()
        under_way.set()
        speaker.wait_until_they_leave()

    writes.served.script = slow
    host = writes.address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", f"/api/written?question={quote(QUESTION)}")
    answer = connection.getresponse()
    assert under_way.wait(20) and answer.status == 200
    status, told = asked(writes.address, "GET", f"/api/written?question={quote(QUESTION)}")
    assert status == 429 and "being written" in json.loads(told)["error"]
    for _ in range(3):  # the turns of the guard are free meanwhile
        assert asked(writes.address, "GET", f"/api/ask?question={quote(QUESTION)}")[0] == 200
    answer.close()
    connection.close()
    assert writes.served.left.wait(20)  # who leaves ends the request to the model's server
    writes.served.script = said(HONEST)
    path = f"/api/written?question={quote(QUESTION)}"
    assert wait_until(lambda: asked(writes.address, "GET", path)[0] == 200)


def test_without_a_model_there_is_nothing_of_it(running):
    assert asked(running.address, "GET", "/api/written?question=cat")[0] == 404
    assert asked(running.address, "POST", "/written", b"{}", **{"Content-Type": "application/json"})[0] in (404, 405)
    assert b"data-write" not in asked(running.address, "GET", "/")[1]


def test_what_the_page_sends_is_checked(writes):
    kind = {"Content-Type": "application/json"}
    for body in (b"", b"[]", b"{", b"\xff", b'{"question": 3}', b'{"question": "x", "after": "soon"}'):
        status, told = asked(writes.address, "POST", "/written", body, **kind)
        assert status == 400 or events(told)[0][0] == "failed", body
    assert asked(writes.address, "POST", "/written", b"{}", **{"Content-Type": "text/plain"})[0] == 415
