"""Saved questions in a real browser: saved from the box, asked again by a click, removed; a name that is taken is told."""

from __future__ import annotations

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, fits

pytestmark = pytest.mark.page

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.mark.parametrize(("locale", "width", "name"), [("zh-CN", 1440, "学前 教育"), ("en-US", 390, "kindergartens")])
def test_a_question_is_saved_listed_asked_and_removed(visit, address, locale, width, name):
    page = visit(locale=locale, width=width)
    ask(page, "普惠性幼儿园的覆盖率是多少？")
    page.locator('[data-view-link="saved"]').click()
    page.fill(".saves input", name)
    page.press(".saves input", "Enter")
    item = page.locator(".question", has_text=name)
    expect(item.locator(".count")).to_have_text("0 段新的" if locale == "zh-CN" else "0 new passages", use_inner_text=True)
    page.fill(".saves input", name)
    page.press(".saves input", "Enter")
    expect(page.locator(".saved-told .notice")).to_contain_text(f"“{name}”")
    assert fits(page, width) and violations(page, VIEW) == []
    told = json.loads(DIRECT.open(f"{address}/api/news?seen=true", timeout=10).read())
    assert all(not each["new"] for each in told)
    feed = DIRECT.open(f"{address}/api/news.atom", timeout=10)
    assert feed.headers["content-type"].startswith("application/atom+xml") and b"<feed" in feed.read()
    item.locator("h3 a").click()
    page.locator(".card").first.wait_for()
    page.locator('[data-view-link="saved"]').click()
    item.locator("[data-unsave]").click()
    expect(item).to_have_count(0)
