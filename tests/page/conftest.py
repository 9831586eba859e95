"""The real app.py in a process of its own, over an index of the sample collection, and Chromium to look at it.

Every page that a test opens is watched: an error in the console, a failed request, or a request to any other host fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.install_chromium import find_chromium
from tests.page.serving import CHROMIUM_FLAGS, ROOT, served
from tests.page.varied import write_collection

# A machine that runs several servers at once may take longer than Playwright's five seconds over what is there in the end.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """The page over the sample collection, its index built by app.py itself."""
    folder = tmp_path_factory.mktemp("page")
    with served(ROOT / "app.py", folder / "index", folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def bare_address(tmp_path_factory) -> Iterator[str]:
    """The page of a checkout whose corpus/ is empty."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copy(ROOT / "app.py", folder)
    (folder / "corpus").mkdir()
    with served(folder / "app.py", folder / "index", folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def varied_address(tmp_path_factory) -> Iterator[str]:
    """The page over the collection of varied.py: dated articles of four outlets, and one that tries to be more than text."""
    folder = tmp_path_factory.mktemp("varied")
    shutil.copy(ROOT / "app.py", folder)
    write_collection(folder / "corpus")
    with served(folder / "app.py", folder / "index", folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or find_chromium()
    if path is None:
        pytest.fail("there is no Chromium: python tests/install_chromium.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address below the server's, in a window and a language of its own, and watches it."""
    problems: list[str] = []
    contexts = []

    def open_page(path: str = "/", *, locale: str = "en-US", width: int = 1440, at: str = address, dark: bool = False) -> Page:
        size = {"width": width, "height": 900 if width > 600 else 844}
        context = chromium.new_context(viewport=size, locale=locale, color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(at).netloc
        page.on("request", lambda r: urlsplit(r.url).netloc in (host, "") or problems.append(f"request to {r.url}"))
        page.on("response", lambda r: r.status < 400 or problems.append(f"{r.status} for {r.url}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"console: {m.text}"))
        page.goto(at + path)
        page.locator("#question").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait until the page has answered."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(
        "() => !document.querySelector('.found').hasAttribute('aria-busy') && document.querySelector('.status').innerText"
    )
