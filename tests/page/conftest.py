"""The real app.py in a process of its own, over an index of the sample collection, and Chromium to look at it.

Every page that a test opens is watched: an error in the console, a failed request, or a request to any other host fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.helpers.browsing import Windows, watch
from tests.helpers.live import live_in
from tests.helpers.places import ROOT
from tests.helpers.serving import CHROMIUM_FLAGS, free_port, served_to_all
from tests.helpers.varied import write_collection
from tests.install_chromium import find_chromium
from xunzhang.page.app import launch, make_page
from xunzhang.service.adding import Adding

# A machine that runs several servers at once may take longer than Playwright's five seconds over what is there in the end.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def address(common, sample_index) -> Iterator[str]:
    """The page over the sample collection, with the tools for agents; its index is that of the library's tests."""
    with served_to_all(made(common / "page"), ROOT / "app.py", sample_index, "--mcp") as address:
        yield address


@pytest.fixture(scope="session")
def bare_address(common) -> Iterator[str]:
    """The page of a checkout whose corpus/ is empty."""
    folder = checkout(common / "bare")
    with served_to_all(folder, folder / "app.py", folder / "index") as address:
        yield address


@pytest.fixture(scope="session")
def varied_address(common) -> Iterator[str]:
    """The page over the collection of varied.py: dated articles of many outlets, and some that try to be more than text."""
    folder = checkout(common / "varied", write_collection)
    with served_to_all(folder, folder / "app.py", folder / "index") as address:
        yield address


def made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def checkout(folder: Path, write: Callable[[Path], object] = made) -> Path:
    """`folder` with an app.py and a corpus/ of its own beside it, whose index app.py builds itself."""
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            write(made(folder) / "corpus")
            shutil.copy(ROOT / "app.py", folder)
    return folder


@pytest.fixture(scope="session")
def running(tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The page in this process with all that may be switched on, files added and tools for agents: .page, .address, .corpus."""
    folder = tmp_path_factory.mktemp("running")
    live, corpus = live_in(folder)
    adding = Adding(live)
    page = make_page(live, adding)
    address = launch(page, live, "127.0.0.1", free_port(), adding=adding, mcp=True)
    yield SimpleNamespace(page=page, address=address, corpus=corpus)
    page.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or find_chromium()
    if path is None:
        pytest.fail("there is no Chromium: python tests/install_chromium.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium) -> Iterator[Windows]:
    windows = Windows(chromium)
    yield windows
    windows.close()


@pytest.fixture
def visit(windows, address) -> Iterator[Callable[..., Page]]:
    """Opens the page at an address below the server's, in a window and a language of its own, and watches it.

    A window that is made otherwise than by its language, its width and its colours (`alone`) is closed at the end.
    """
    problems: list[str] = []
    taken: list[tuple[tuple[str, int, bool], Page, bool, dict[str, Callable[..., object]]]] = []

    def open_page(
        path: str = "/", *, locale: str = "en-US", width: int = 1440, at: str = address, dark: bool = False, alone: bool = False
    ) -> Page:
        kind = (locale, width, dark)
        page = windows.take(kind)
        watching = watch(page, urlsplit(at).netloc, problems)
        taken.append((kind, page, alone, watching))
        page.goto(at + path)
        page.locator("#question").wait_for()
        return page

    yield open_page
    for kind, page, alone, watching in taken:
        for event, listener in watching.items():
            page.remove_listener(event, listener)
        if alone:
            page.context.close()
        else:
            windows.give_back(kind, page)
    assert problems == []
