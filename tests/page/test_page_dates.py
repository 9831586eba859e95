"""Dates to the day: fields beside the sliders, and results and articles by date, the newest first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browsing import ask, fits, settled

pytestmark = [pytest.mark.model, pytest.mark.page]

BOTH = pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1440)])
RIVER = "What was the level of the Qingshi River?"


@pytest.fixture
def river(visit, varied_address):
    return lambda path="/", **window: visit(path, at=varied_address, **window)


@BOTH
def test_the_search_is_narrowed_to_days_by_fields(river, locale, width):
    page = river(locale=locale, width=width)
    page.locator("[data-facet=date] summary").click()
    first, last = (page.locator(f"[data-bound={name}]") for name in ("after", "before"))
    first.fill("2024-01-16")
    expect(page.locator(".left")).to_contain_text("1")
    last.fill("2024-02-15")
    chip = "2024年1月16日至2024年2月15日" if locale == "zh-CN" else "16 January 2024 to 15 February 2024"
    expect(page.locator(".chip")).to_have_text(chip, use_inner_text=True)
    # 16 January in English and 15 February in Chinese: neither 15 January nor 16 February
    expect(page.locator(".left")).to_have_text(
        "在 2 篇文章里查找" if locale == "zh-CN" else "Searching 2 articles", use_inner_text=True
    )
    assert "after=2024-01-16" in page.url and "before=2024-02-15" in page.url
    assert fits(page, width)
    first.fill("2024-03-01")  # past the other, which gives way
    expect(page.locator(".chip")).to_have_text(
        "2024年3月1日起" if locale == "zh-CN" else "since 1 March 2024", use_inner_text=True
    )
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".chip").click()
    expect(first).to_have_value("")


def days(page) -> list[str]:
    return page.locator(".card > header .part:nth-child(2)").all_inner_texts()


@BOTH
def test_results_are_sorted_by_date_and_the_address_says_so(river, locale, width):
    page = river(locale=locale, width=width)
    expect(page.locator(".order")).to_be_hidden()
    ask(page, RIVER)
    best = days(page)
    page.locator(".order select").select_option("newest")
    settled(page)
    expect(page.locator(".card").first).to_be_visible()
    newest = days(page)
    assert newest != best and "by=newest" in page.url
    page.locator(".order select").select_option("oldest")
    settled(page)
    assert "2022" in days(page)[0] and "2024" in newest[0]
    again = river("/?by=newest&q=" + RIVER, locale=locale, width=width)
    again.locator(".card").first.wait_for()
    assert days(again) == newest
    expect(again.locator(".order select")).to_have_value("newest")


def test_of_words_looked_up_the_newest_of_all_that_hold_them_come_first(river):
    page = river("/?by=newest&q=青石河", locale="zh-CN")
    page.locator(".card").first.wait_for()
    shown = [tuple(map(int, re.findall(r"\d+", day))) for day in days(page)]
    assert shown[0] >= (2024, 11, 15) and shown == sorted(shown, reverse=True)


def test_the_articles_are_listed_by_date_the_newest_first(river):
    page = river("/?view=explore&show=articles")
    page.locator(".list thead a", has_text="Date").click()
    expect(page.locator(".list [aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert page.locator(".list tbody tr").first.locator("td").nth(1).inner_text() == "16 December 2024"
