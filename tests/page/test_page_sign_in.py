"""A page with accounts: every route of the running application asks who is there, and what a reader sees of signing in."""

from __future__ import annotations

import asyncio
import json
import re
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from gradio_client import Client
from mcp.client import Client as McpClient
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from playwright.sync_api import expect

from tests.helpers.accounts import HASH, written
from tests.helpers.axe import violations
from tests.helpers.browsing import ask
from tests.helpers.live import live_in
from tests.helpers.requests import asked
from tests.helpers.serving import free_port
from xunzhang.page.app import launch, make_page
from xunzhang.page.gradio_routes import OPEN
from xunzhang.service.accounts.changes_log import ChangesLog
from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.accounts.passwords import digest
from xunzhang.service.accounts.users_file import User
from xunzhang.service.adding import Adding
from xunzhang.service.guard.allowed import Allowed

pytestmark = pytest.mark.page
GOOD = "correct horse battery"
TOKEN = {"Authorization": "Bearer xz_anna"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """A page with accounts and all that may be switched on: .address, .log."""
    folder = tmp_path_factory.mktemp("guarded")
    live, _ = live_in(folder)
    users = written(folder / "users.yaml", User("Anna", HASH, "", {"laptop": digest("xz_anna")}))
    changes = ChangesLog(folder / "users.log")
    adding, accounts = Adding(live, changes), Accounts(users, changes=changes)
    page = make_page(live, adding, "Harbour archive", signs_out=True)
    address = launch(page, live, "127.0.0.1", free_port(), adding=adding, mcp=True, allowed=Allowed(accounts=accounts))
    yield SimpleNamespace(address=address, log=folder / "users.log", adding=adding)
    page.close()


def test_no_open_route_gives_anything_to_who_is_not_known(guarded):
    """Assets too: that the collection stands in none of them need not be shown of each."""
    for opening in OPEN:
        path = re.sub(r"\{(\w+)(:path)?\}", "x", opening.route)
        for method in opening.methods.split():
            status, body = asked(
                guarded.address, method, path, b"{}" if method == "POST" else None, **{"Content-Type": "application/json"}
            )
            if opening.for_all:
                assert opening.route == "/gradio_api/startup-events" and len(body) < 10
                continue
            assert status == 401, (method, path)
            assert method == "HEAD" or list(json.loads(body)) == ["error"]
    assert asked(guarded.address, "GET", "/health")[0] == 200 and asked(guarded.address, "GET", "/metrics")[0] == 401


def test_a_token_opens_each_way_to_ask(guarded):
    assert "passages" in json.loads(asked(guarded.address, "GET", "/api/status", **TOKEN)[1])
    assert asked(guarded.address, "GET", "/", **TOKEN)[0] == 200
    assert b"xunzhang_questions_total" in asked(guarded.address, "GET", "/metrics", **TOKEN)[1]
    client = Client(guarded.address, headers=TOKEN, verbose=False)
    assert client.predict("Where was the bridge built?", api_name="/ask")["results"]

    async def call() -> object:
        async with create_mcp_http_client(headers=TOKEN) as http:
            transport = streamable_http_client(f"{guarded.address}/gradio_api/mcp", http_client=http)
            async with McpClient(transport) as mcp:
                return await mcp.call_tool("ask", {"question": "Where was the bridge built?"})

    with ThreadPoolExecutor(1) as alone:  # the browser's own loop may be running in this thread
        assert alone.submit(asyncio.run, call()).result().structured_content["results"]


def test_who_added_a_file_is_kept(guarded):
    status, said = asked(
        guarded.address, "POST", "/api/add?name=note.md", b"# A note\n\nThe ferry left at noon on Friday.\n", **TOKEN
    )
    assert status == 200 and json.loads(said)["name"] == "note.md"
    guarded.adding.wait()
    kept = [json.loads(line) for line in guarded.log.read_text(encoding="utf-8").splitlines()]
    assert [(line["who"], line["what"], line["at"]) for line in kept if line["did"] == "added file"] == [
        ("Anna", "note.md", "127.0.0.1")
    ]


WORDS = {
    "zh-CN": ("登录", "用户名", "密码", "退出", "用户名或密码不对"),
    "en-US": ("Sign in", "Name", "Password", "Sign out", "is not right"),
}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("locale", WORDS)
def test_a_reader_signs_in_asks_and_signs_out(locale, width, guarded, chromium):
    heading, name, password, leave, wrong = WORDS[locale]
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale=locale)
    page = context.new_page()
    question = "Where was the bridge built?"
    page.goto(f"{guarded.address}/?{urllib.parse.urlencode({'q': question})}")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == locale.removesuffix("-US")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    form = page.locator("form").bounding_box()
    assert form["x"] >= 16 and form["x"] + form["width"] <= width - 16 and form["width"] >= min(350, width - 40)
    page.get_by_label(name, exact=True).fill("anna")
    page.get_by_label(password, exact=True).fill("not the password")
    page.get_by_role("button", name=heading).click()
    expect(page.get_by_role("alert")).to_contain_text(wrong)
    assert violations(page) == [] and page.get_by_label(name, exact=True).input_value() == "anna"
    page.get_by_label(password, exact=True).fill(GOOD)
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_have_value(question)
    page.locator(".cards > li").first.wait_for()
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ask(page, "Who opened the school?")
    page.get_by_role("button", name=leave).click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.goto(guarded.address)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    context.close()


def test_the_language_can_be_changed_and_what_was_wanted_stays(guarded, chromium):
    page = chromium.new_context(locale="en-US").new_page()
    page.goto(f"{guarded.address}/?q=x")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("用户名").fill("Anna")
    page.get_by_label("密码").fill(GOOD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#question")).to_have_value("x")
    page.context.close()
