"""What the page leans on in Gradio beyond its documented ways, each by itself: when Gradio moves, these say what broke.

A page of a few lines stands for ours; no index and no model are needed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from fastapi import Request
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import expect

from tests.helpers.browsing import watch
from tests.helpers.places import PACKAGE, ROOT
from tests.helpers.serving import free_port
from tests.helpers.waiting import wait_until
from xunzhang.page import gradio_adapter as adapter
from xunzhang.page.content_policy import page_policy
from xunzhang.page.gradio_routes import OPEN
from xunzhang.search.waiting import go_on
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.openings import Openings
from xunzhang.service.guard.rules import Rules
from xunzhang.types import XunzhangError

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SCRIPT = """
const said = element.querySelector(".said");
server.greet({ name: "<i>" }).then((reply) => (said.textContent = reply.text));
element.querySelector("button").addEventListener("click", () => trigger("draw_it", { dark: true }));
"""
FIGURE = {"data": [{"x": [1], "y": [2], "type": "scatter", "name": "drawn here"}], "layout": {"showlegend": True}}


def rules(page, head: str = "") -> Rules:
    return Rules(Hosts("127.0.0.1"), Openings(OPEN), page_policy(head), gate=page.gate)


def greet(request):
    return {"text": f"Hello {request['name']}"}


def echo(question: str, k: int = 10) -> dict[str, str | int]:
    if question == "?":
        raise adapter.told_to_caller("Ask something.")
    return {"question": question, "k": k, "path": "articles/a.md"}


STEPS: list[int] = []


def slow(question: str) -> dict[str, str]:
    """A question of many steps."""
    STEPS.clear()
    for step in range(2000):
        go_on()
        STEPS.append(step)
        time.sleep(0.005)
    return {"question": question}


def beside_it():
    return JSONResponse({"said": "beside"})


def ours(request: Request):
    return JSONResponse({"document": "ours"})


@pytest.fixture(scope="module")
def small():
    """-> the small page, served: its address, the Blocks, its document, and what its plot was asked for."""
    asked = []

    def draw(request):
        asked.append(dict(request))
        return json.dumps(FIGURE)

    with adapter.new_page("Small") as page:
        html = adapter.add_html('<div class="xz"><p class="said"></p><button>Draw</button></div>', SCRIPT, [greet])
        with adapter.column("xz-plot"):
            adapter.add_plot(html, "draw_it", draw, "the-plot")
        adapter.add_endpoint(echo, "echo", 2)
        adapter.add_endpoint(slow, "slow", 2)
    adapter.suit_clients(page, ["echo", "slow"])
    settings = adapter.beside(ours, [APIRoute("/api/beside", beside_it)])
    adapter.show_in_links(lambda question: f'<meta property="og:title" content="Small, {len(question)} asked">')
    theme = adapter.gr.themes.Base()
    head = '<meta name="ours" content="in the head">'
    address = adapter.serve(page, "127.0.0.1", free_port(), theme=theme, head=head, rules=rules(page, head), settings=settings)
    yield SimpleNamespace(address=address, page=page, html=html, asked=asked)
    page.close()


def fetch(address: str, data: bytes | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"} if data else {})
    try:
        with DIRECT.open(request, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


def test_who_leaves_gradios_queue_has_the_question_stop(small):
    """The stream of its events is what a client waits at; when that is closed nobody does."""
    _, begun = fetch(f"{small.address}/gradio_api/call/slow", b'{"data": ["x"]}')
    stream = DIRECT.open(f"{small.address}/gradio_api/call/slow/{json.loads(begun)['event_id']}", timeout=30)
    assert wait_until(lambda: small.page.gate.working == 1 and STEPS)
    stream.close()
    assert wait_until(lambda: small.page.gate.working == 0)
    assert len(STEPS) < 1000


def test_nothing_else_of_the_page_imports_gradio():
    importing = re.compile(r"^\s*(?:import|from) gradio\b", re.MULTILINE)
    found = {path.name for path in PACKAGE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))}
    assert found == {"gradio_adapter.py"}, "take what is needed of Gradio from page/gradio_adapter.py"


def imported(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_gradio_is_imported_without_mcp():
    loaded = imported("import sys, xunzhang.page.gradio_adapter; print('gradio' in sys.modules, 'mcp' in sys.modules)")
    assert loaded == "True False", "Gradio imports mcp in a way that _import_gradio does not hold off: starting takes longer"
    again = imported("import xunzhang.page.gradio_adapter, mcp; print(mcp.__name__)")
    assert again == "mcp", "the package mcp cannot be imported after Gradio was: --mcp would fail"


def test_gradio_reports_nothing():
    said = imported("from xunzhang.page.gradio_adapter import gr; print(gr.analytics.analytics_enabled())")
    assert said == "False", "Gradio no longer heeds GRADIO_ANALYTICS_ENABLED: it may call home"


def test_the_document_goes_out_in_the_configuration_and_is_replaced(small):
    def sent() -> str:
        status, text = fetch(f"{small.address}/config")
        assert status == 200, "Gradio no longer serves /config"
        components = json.loads(text)["components"]
        return next(each["props"]["value"] for each in components if each["type"] == "html")

    before = sent()
    assert "<button>Draw</button>" in before, "gr.HTML no longer sends its value in the configuration"
    adapter.show_again(small.page, small.html, before + "<!-- new -->")
    assert sent().endswith("<!-- new -->"), "page.config is no longer what a browser gets: new articles would not show"
    adapter.show_again(small.page, small.html, before)
    assert sent() == before


def test_the_protocol_is_one_that_leaves_paths_alone(small):
    config = json.loads(fetch(f"{small.address}/config")[1])
    assert config["protocol"] == adapter.PROTOCOL, "get_config_file is no longer where the protocol's version comes from"
    answer = Client(small.address, verbose=False).predict("q", 3, api_name="/echo")
    assert answer == {"question": "q", "k": 3, "path": "articles/a.md"}, "gradio_client takes an object with a path for a file"


def test_defaults_are_filled_in_for_plain_http(small):
    status, text = fetch(f"{small.address}/gradio_api/call/echo", b'{"data": ["q"]}')
    assert status == 200, "Gradio's route for calls has moved: docs/interfaces.md names it"
    event = json.loads(text)["event_id"]
    _, stream = fetch(f"{small.address}/gradio_api/call/echo/{event}")
    assert stream.startswith("event: complete"), f"process_api is no longer given what a caller sent: {stream}"
    assert '"k": 10' in stream.replace('"k":10', '"k": 10')


def test_a_caller_is_told_the_line(small):
    with pytest.raises(AppError, match=re.escape("Ask something.")):
        Client(small.address, verbose=False).predict("?", 3, api_name="/echo")


def test_the_queue_of_a_page_that_nobody_calls_looks_seldom(small, monkeypatch):
    looks: list[int] = []
    kind = type(small.page._queue)
    monkeypatch.setattr(kind, "__len__", lambda queue, counted=kind.__len__: looks.append(1) or counted(queue))
    time.sleep(0.5)
    assert 1 <= len(looks) <= 0.5 / adapter.QUEUE_LOOKS_EVERY_S + 1


def test_routes_beside_gradios_come_first(small):
    assert fetch(f"{small.address}/api/beside") == (200, '{"said":"beside"}'), "app_kwargs['routes'] are no longer mounted"
    for path in adapter.DOCUMENTS:
        assert fetch(f"{small.address}{path}") == (200, '{"document":"ours"}'), f"Gradio's own {path} goes before ours"


def test_uploads_are_closed(small):
    status, text = fetch(f"{small.address}/gradio_api/upload", b"{}")
    assert (status, list(json.loads(text))) == (404, ["error"]), "Gradio takes uploads from anyone"


def test_gradios_own_cors_layer_is_gone(small):
    request = urllib.request.Request(f"{small.address}/config", headers={"Origin": small.address})
    with DIRECT.open(request, timeout=30) as answer:
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    layers = {layer.cls.__name__ for layer in small.page.app.user_middleware}
    assert "CustomCORSMiddleware" not in layers and "BrotliMiddleware" in layers, "Gradio's layers have other names now"


def test_the_scripts_of_the_document_run_by_the_nonce_of_their_answer(small):
    with DIRECT.open(small.address, timeout=30) as answer:
        policy, document = answer.headers["Content-Security-Policy"], answer.read().decode()
    (nonce,) = re.findall(r"'nonce-([\w-]+)'", policy)
    assert set(re.findall(r"<script([^>]*)", document)) and all(
        f'nonce="{nonce}"' in attributes for attributes in re.findall(r"<script([^>]*)", document)
    ), "Gradio's document is no longer made from the template whose scripts are given a nonce"


def headers(address: str, accepted: str = "gzip, br") -> dict[str, str]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": accepted})
    with DIRECT.open(request, timeout=30) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}


def test_a_link_is_shown_as_ours(small):
    _, document = fetch(f"{small.address}/?q=%3Cb%3E")
    assert re.findall(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>', document) == [
        '<meta property="og:title" content="Small, 3 asked">'
    ], "what Gradio's template says of Gradio is left in it, or ours is not: links would be shown as Gradio's"


def test_what_is_sent_is_small_and_files_are_kept_by_the_browser(small):
    _, document = fetch(small.address)
    (script,) = re.findall(r'src="\./(assets/index-[^"]+)"', document)
    page, asset, config = (headers(f"{small.address}/{path}") for path in ("", script, "config"))
    assert (page["content-encoding"], page["cache-control"]) == ("gzip", "no-cache")
    assert (asset["content-encoding"], asset["cache-control"]) == ("br", "public, max-age=31536000, immutable")
    assert (config["content-encoding"], config["cache-control"]) == ("gzip", "no-cache")
    assert headers(f"{small.address}/static/img/logo.svg")["cache-control"] == "public, max-age=86400"
    assert "content-encoding" not in headers(small.address, "identity")
    _, asked_plainly = fetch(f"{small.address}/config")
    assert json.loads(asked_plainly)["version"]


def test_a_taken_port_is_told_in_a_line(small):
    with adapter.new_page("Other") as other:
        adapter.add_html("<p></p>", "", [])
    port = urlsplit(small.address).port
    with pytest.raises(XunzhangError, match=f"Port {port} on 127.0.0.1 is in use"):
        adapter.serve(other, "127.0.0.1", port, theme=adapter.gr.themes.Base(), head="", rules=rules(small.page), settings={})


@pytest.mark.page
def test_script_handlers_and_plot_work_in_a_browser_with_nothing_from_outside(small, chromium):
    problems: list[str] = []
    page = chromium.new_page()
    watch(page, urlsplit(small.address).netloc, problems)
    page.goto(small.address)
    expect(page.locator('meta[name="ours"]'), "launch(head=) no longer goes into the document").to_have_count(1)
    expect(page.locator(".xz .said"), "gr.HTML ran no js_on_load, or its `server` reaches no handler").to_have_text("Hello <i>")
    page.locator(".xz button").click()
    plot = page.locator("#the-plot .js-plotly-plot")
    expect(plot, "an event of gr.HTML reaches no listener, or gr.Plot draws no figure given as JSON").to_be_visible()
    expect(plot).to_contain_text("drawn here")
    assert small.asked == [{"dark": True}], "an event's data are no longer in EventData._data"
    assert page.locator("#xz-plot #the-plot").count() == 1, "gr.Column no longer takes its elem_id"
    assert page.locator("footer").count() == 0 or not page.locator("footer").first.is_visible(), "Gradio's footer is back"
    page.close()
    assert problems == [], "Gradio fetches something from outside, or complains in the console"


def test_no_interface_files_for_editors_are_written_when_gradio_is_imported():
    code = (
        "import ast, inspect\n"
        "usual, ast.get_source_segment = inspect.getfile, None\n"  # what the files are made with
        "from xunzhang.page.gradio_adapter import gr\n"
        "assert inspect.getfile is usual and gr.HTML and gr.Plot"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
