"""The page before there is an index: it is there at once, tells how far the first build is, and opens by itself when it is done."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import violations
from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.browsing import fits
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.serving import free_port
from xunzhang.cli.starting import build_at_once
from xunzhang.messages.wording import say
from xunzhang.page.app import launch, make_page
from xunzhang.service.live import LiveSearcher

pytestmark = pytest.mark.page


@pytest.fixture
def fresh(tmp_path) -> Iterator[tuple[LiveSearcher, str]]:
    corpus = write_corpus(tmp_path / "corpus", ARTICLES)
    assert build_at_once(tmp_path / "index", corpus)
    live = LiveSearcher(None, say("built.first"), tmp_path / "index", BilingualEncoder(), [corpus], reads=False, first=True)
    page = make_page(live)
    yield live, launch(page, live, "127.0.0.1", free_port())
    page.close()


@pytest.mark.parametrize(
    ("locale", "width", "heading", "reading"),
    [("zh-CN", 390, "正在建立索引", "正在读取文章"), ("en-US", 1440, "Building the index", "Reading the articles")],
)
def test_the_page_is_there_at_once_and_opens_when_the_index_is_built(visit, fresh, locale, width, heading, reading):
    live, address = fresh
    page = visit(at=address, locale=locale, width=width)
    expect(page.locator(".building h2")).to_have_text(heading, use_inner_text=True)
    expect(page.locator(".building")).to_contain_text(reading)
    assert fits(page, width) and violations(page) == []
    held, seen = threading.Event(), threading.Event()

    def wait(stage, done, total, note=None):
        if stage == "encoding" and total:
            seen.set()
            held.wait(60)

    building = threading.Thread(target=live.build_first, kwargs={"progress": wait})
    building.start()
    assert seen.wait(60)
    expect(page.locator(".building progress")).to_have_attribute(
        "aria-label", "正在编码段落……" if locale == "zh-CN" else "Encoding the passages…"
    )
    held.set()
    expect(page.locator(".building")).to_have_count(0)
    expect(page.locator(".shelf")).to_contain_text("新桥")
    building.join()
    assert live.searcher is not None and not live.trouble


def test_a_first_build_that_fails_says_why_and_what_to_do(visit, tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_text("")
    live = LiveSearcher(
        None, say("built.first"), tmp_path / "index", BilingualEncoder(), [tmp_path / "corpus"], reads=False, first=True
    )
    page = make_page(live)
    address = launch(page, live, "127.0.0.1", free_port())
    window = visit(at=address)
    expect(window.locator(".building h2")).to_have_text("Building the index", use_inner_text=True)
    assert live.build_first() is None and live.trouble.key != "built.first"
    expect(window.locator(".building h2")).to_have_text("There is nothing to search yet", use_inner_text=True)
    expect(window.locator(".building")).to_contain_text(live.trouble.text)
    page.close()


def test_only_an_index_that_is_missing_is_built_behind_the_page(tmp_path):
    (tmp_path / "corpus").mkdir()
    assert not build_at_once(tmp_path / "index", tmp_path / "corpus")  # there is nothing to build of
    (tmp_path / "corpus" / "a.txt").write_text("A line.")
    assert build_at_once(tmp_path / "index", tmp_path / "corpus")
