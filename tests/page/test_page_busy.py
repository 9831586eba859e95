"""Where too many ask at once the page says so and asks again by itself, as often as it is worth it, and then says that too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.page
SAID = {"zh-CN": ("会自动再问一次", "没有轮到"), "en-US": ("asks again by itself", "try again in a while")}


@pytest.fixture
def crowd(running) -> Iterator[Callable[[], None]]:
    """All turns and all places are taken until what this gives is called."""
    gate, loop, ready = running.page.gate, running.page.server.loop, threading.Event()
    turns, places = [], []

    def come() -> None:
        turns.extend(gate.at_once() for _ in range(gate.at_work))
        places.extend(gate.line_up(f"client {n}") for n in range(gate.most_waiting))
        ready.set()

    def go() -> None:
        for place in places:
            place.cancel()
        for turn in turns:
            turn.leave()
        ready.set()

    def leave() -> None:
        ready.clear()
        loop.call_soon_threadsafe(go)
        assert ready.wait(10)

    loop.call_soon_threadsafe(come)
    assert ready.wait(10) and gate.is_full("another")
    yield leave
    leave()


def opened(chromium, running, locale: str) -> Page:
    page = chromium.new_context(locale=locale).new_page()
    page.goto(running.address)
    page.locator("#question").wait_for()
    return page


@pytest.mark.parametrize("locale", SAID)
def test_it_says_so_and_asks_again_by_itself(locale, running, crowd, chromium):
    page = opened(chromium, running, locale)
    page.fill("#question", "Where was the bridge built?")
    page.press("#question", "Enter")
    expect(page.locator(".told")).to_contain_text(SAID[locale][0])
    expect(page.locator(".found")).to_have_attribute("aria-busy", "true")
    crowd()
    page.locator(".cards > li").first.wait_for()
    assert page.locator(".failing").count() == 0
    page.context.close()


def test_it_gives_up_in_the_end_and_says_why(running, crowd, chromium):
    page = opened(chromium, running, "en-US")
    asked = []
    page.on(
        "request",
        lambda request: asked.append(request) if '"fn_name":"ask"' in (request.post_data or "").replace(" ", "") else None,
    )
    page.evaluate("window.setTimeout = (call, _, ...given) => window.requestAnimationFrame(() => call(...given))")  # no pauses
    page.fill("#question", "Where was the bridge built?")
    page.press("#question", "Enter")
    expect(page.locator(".status .failing")).to_contain_text(SAID["en-US"][1])
    assert len(asked) == 6
    page.context.close()


def test_who_is_no_longer_signed_in_is_led_to_sign_in(running, chromium):
    page = opened(chromium, running, "en-US")
    page.route("**/component_server*", lambda route: route.fulfill(status=401, json={"error": "Sign in first."}))
    with page.expect_navigation():
        page.fill("#question", "Where was the bridge built?")
        page.press("#question", "Enter")
    page.context.close()
