"""Passages that were opened in this browser, in a real one: shown, dimmed or hidden, and how many are hidden is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, fits

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("locale", "width", "said"), [("zh-CN", 1440, "已隐藏 1 篇看过的。"), ("en-US", 390, "1 seen article is hidden.")]
)
def test_what_was_opened_is_dimmed_or_hidden_as_chosen_and_stays_so(visit, locale, width, said):
    page = visit(locale=locale, width=width)
    ask(page, "普惠性幼儿园的覆盖率是多少？")
    first = page.locator(".cards > li > .card").first
    opened, cards = first.get_attribute("data-card"), page.locator(".cards > li:visible").count()
    first.locator("> .actions .open").click()
    page.locator(".reader .here").first.wait_for()
    page.keyboard.press("Escape")
    choice = page.locator(".seen-choice select")
    choice.select_option("dim")
    card = page.locator(f".card[data-card='{opened}']")
    expect(card).to_have_css("opacity", "0.55")
    assert page.locator(".card.seen").count() == 1 and page.locator(".seen-note:visible").count() == 0
    choice.select_option("hide")
    expect(card).to_be_hidden()
    expect(page.locator(".seen-note")).to_have_text(said)
    assert page.locator(".cards > li:visible").count() == cards - 1
    assert fits(page, width) and violations(page, VIEW) == []
    page.reload()
    page.locator(".cards > li:visible").first.wait_for()
    expect(page.locator(".seen-note")).to_have_text(said)
    choice.select_option("show")
    expect(card).to_be_visible()
