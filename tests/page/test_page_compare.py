"""Outlets side by side, in a real browser: columns, what differs marked in both, one outlet, many, and a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import violations
from tests.helpers.browsing import fits

pytestmark = pytest.mark.page

QUESTION = "高校牵头的国家科研项目经费是多少亿元？"
MARKED = "nodes => nodes.map(node => [node.closest('.account').querySelector('h3').innerText, node.innerText])"


@pytest.mark.parametrize(("width", "locale"), [(1440, "zh-CN"), (390, "en-US")])
def test_outlets_stand_side_by_side_and_the_figure_that_differs_is_marked(visit, sample_searcher, width, locale):
    page = visit("/?view=compare", width=width, locale=locale)
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    columns = page.locator(".account")
    columns.first.wait_for()
    assert "view=compare" in page.url and columns.count() >= 2
    marked = page.locator(".account .differs").evaluate_all(MARKED)  # in pieces where a word of the question is marked as well
    by_outlet = {outlet: "".join(text for its, text in marked if its == outlet) for outlet, _ in marked}
    assert "17.1亿元" in by_outlet["重庆日报"] and "171亿元" in by_outlet["第1眼TV-华龙网"]
    button = page.locator(".account", has=page.locator("h3", has_text="重庆日报")).locator(".disputes button").first
    assert button.inner_text() in ("这里说“17.1亿元”，第1眼TV-华龙网说“171亿元”", "“17.1亿元” here; “171亿元” in 第1眼TV-华龙网")
    for said in page.locator(".said").all():
        id_ = said.locator(".open").get_attribute("data-passage")
        assert said.locator(".passage").text_content() == sample_searcher.passage(id_).text
    tops = {round(box["y"]) for box in (column.bounding_box() for column in columns.all())}
    assert len(tops) == (1 if width > 600 else columns.count())  # side by side, or one below the other
    assert violations(page) == [] and fits(page, width)
    button.click()
    page.locator(".reader .here").first.wait_for()
    assert "171亿元" in "".join(page.locator(".reader .here").all_text_contents())


def test_a_passage_is_compared_from_its_card(visit, sample_searcher):
    page = visit("/?q=" + QUESTION)
    card = page.locator(".card").first
    card.wait_for()
    id_ = card.get_attribute("data-card")
    card.locator("> .actions a", has_text="Compare outlets").click()
    chosen = page.locator(".said.chosen")
    chosen.wait_for()
    assert chosen.locator(".passage").text_content() == sample_searcher.passage(id_).text
    expect(page.locator(".account").first.locator("h3")).to_have_text(sample_searcher.passage(id_).article.source)
    page.fill("#question", "幼儿园")
    page.press("#question", "Enter")
    expect(chosen).to_have_count(0)
    assert "c=" not in page.url


def test_one_outlet_has_nothing_to_be_compared_with(visit):
    page = visit(f"/?view=compare&q={QUESTION}&source=重庆日报", locale="zh-CN")
    expect(page.locator(".account")).to_have_count(1)
    expect(page.locator(".comparison .note")).to_contain_text("只有一家来源")


def test_nothing_near_and_a_passage_that_is_gone_are_said(visit):
    page = visit("/?view=compare&c=nothing.here")
    expect(page.locator(".comparison .notice")).to_contain_text("no longer in the collection")
    page = visit("/?view=compare")
    expect(page.locator(".comparison .note")).to_contain_text("Ask a question above")


def test_agreeing_outlets_have_nothing_marked(visit, varied_address):
    page = visit("/?view=compare&q=2024年1月青石河的平均水位是多少", at=varied_address, locale="zh-CN")
    page.locator(".account").first.wait_for()
    assert page.locator(".differs").count() == 0
