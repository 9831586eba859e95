"""What a page of another site can do, in Chromium: of another port or host of this machine, and of a name that was pointed here."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page

from tests.helpers.serving import CHROMIUM_FLAGS
from tests.install_chromium import find_chromium

pytestmark = pytest.mark.page

REBOUND = "rebound.example"  # a name that its owner has pointed at this machine
TRIES = """async (to) => {
    const json = {'Content-Type': 'application/json'};
    const call = {jsonrpc: '2.0', id: 1, method: 'tools/call', params: {name: 'ask', arguments: {question: 'Where was the bridge built?'}}};
    const form = new FormData();
    form.append('file', new Blob(['x']), 'evil.md');
    const tries = {
        ask: [`${to}/api/ask?question=bridge`, {}],
        'ask with credentials': [`${to}/api/ask?question=bridge`, {credentials: 'include'}],
        'ask by POST': [`${to}/api/ask`, {method: 'POST', headers: json, body: '{"question": "bridge"}'}],
        'ask as a form would': [`${to}/api/ask`, {method: 'POST', headers: {'Content-Type': 'text/plain'}, body: '{"question": "bridge"}'}],
        configuration: [`${to}/config`, {}],
        document: [`${to}/`, {}],
        'Gradio': [`${to}/gradio_api/call/ask`, {method: 'POST', headers: json, body: '{"data": ["bridge"]}'}],
        MCP: [`${to}/gradio_api/mcp`, {method: 'POST', headers: {...json, Accept: 'application/json, text/event-stream'}, body: JSON.stringify(call)}],
        add: [`${to}/api/add?name=evil.md`, {method: 'POST', body: '# Evil\\n\\nAn evil paragraph.'}],
        'add, unread': [`${to}/api/add?name=evil2.md`, {method: 'POST', body: '# Evil\\n\\nAn evil paragraph.', mode: 'no-cors'}],
        recording: [`${to}/gradio_api/process_recording`, {method: 'POST', body: form, mode: 'no-cors'}],
    };
    const said = {};
    for (const [name, [address, how]] of Object.entries(tries)) {
        try {
            const answer = await fetch(address, how);
            said[name] = answer.type === 'opaque' ? 'unread' : `${answer.status} ${await answer.text()}`;
        } catch (error) {
            said[name] = 'unread';
        }
    }
    const image = new Image();
    said.image = await new Promise(done => {
        image.onload = () => done('shown');
        image.onerror = () => done('unread');
        image.src = `${to}/static/img/logo.svg`;
    });
    return said;
}"""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another site on this machine, with one empty page."""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Another site</title>")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


@pytest.fixture(scope="module")
def misled(chromium) -> Iterator[Browser]:
    """A browser that has been told that REBOUND is this machine."""
    path = os.environ.get("CHROMIUM") or find_chromium()
    rules = f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=path, args=[*CHROMIUM_FLAGS, rules])
    yield browser
    browser.close()


def tried(page: Page, at: str, to: str) -> dict[str, str]:
    page.goto(at)
    said: dict[str, str] = page.evaluate(TRIES, to)
    assert len(said) == 12
    return said


def added(running: SimpleNamespace) -> list[str]:
    return sorted(path.name for path in running.corpus.iterdir())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_site_of_this_machine_reads_nothing_and_adds_nothing(running, misled, elsewhere, host):
    before, page = added(running), misled.new_page()
    said = tried(page, f"http://{host}:{elsewhere}/", running.address)
    page.close()
    assert set(said.values()) == {"unread"}, said
    assert added(running) == before


def test_a_name_that_was_pointed_here_is_not_answered(running, misled):
    before, context = added(running), misled.new_context(bypass_csp=True)  # the policy of the refusal would stop the rest
    page = context.new_page()
    there = running.address.replace("127.0.0.1", REBOUND)
    said = tried(page, f"{there}/", there)
    context.close()
    refused = {name: json.loads(what.removeprefix("421 ")) for name, what in said.items() if what.startswith("421 ")}
    assert set(refused) == set(said) - {"image"}  # of its own origin it reads all, and all say no
    assert said["image"] == "unread" and all(list(what) == ["error"] for what in refused.values())
    assert added(running) == before


def test_another_site_does_not_frame_the_page_but_may_lead_to_it(running, misled, elsewhere):
    page = misled.new_page()
    page.goto(f"http://localhost:{elsewhere}/")
    page.evaluate(
        """(to) => new Promise(done => {
            const frame = document.createElement('iframe');
            frame.onload = frame.onerror = done;
            frame.src = to;
            document.body.append(frame);
        })""",
        running.address,
    )
    assert [frame.locator("#question").count() for frame in page.frames] == [0, 0]
    page.evaluate("(to) => { location.href = to; }", f"{running.address}/?view=explore")
    page.locator("#question").wait_for()
    page.close()


def test_a_script_that_was_smuggled_into_the_page_does_not_run(running, misled):
    page = misled.new_page()
    page.goto(running.address)
    page.locator("#question").wait_for()
    page.evaluate(
        """() => {
            const place = document.querySelector('.xz');
            place.insertAdjacentHTML('beforeend', '<img src=x onerror="window.bad = 1"><a id=j href="javascript:window.bad=1">x</a>');
            const script = document.createElement('script');
            script.textContent = 'window.bad = 1';
            document.body.append(script);
            const far = document.createElement('script');
            far.src = 'http://127.0.0.1:9/x.js';
            document.body.append(far);
            document.querySelector('#j').click();
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.bad") is None
    page.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_page_itself_works_under_both_names(running, misled, host):
    problems: list[str] = []
    page = misled.new_page()
    page.on("console", lambda message: message.type in ("error", "warning") and problems.append(message.text))
    page.goto(running.address.replace("127.0.0.1", host) + "/?q=bridge")
    page.locator(".card").first.wait_for()
    page.close()
    assert problems == []
