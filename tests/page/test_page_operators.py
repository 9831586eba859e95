"""The search grammar in a real browser: told before a question, explained above the results, and another spelling a click away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, fits

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("locale", "width", "heading", "explained"),
    [
        ("zh-CN", 1440, "检索语法", ["含“kindergartens”、“幼儿园”中的一个", "不要：标题含“代表”"]),
        ("en-US", 390, "Search operators", ["with one of “kindergartens”, “幼儿园”", "not: with “代表” in the title"]),
    ],
)
def test_operators_are_told_and_explained_as_understood(visit, sample_searcher, locale, width, heading, explained):
    question = "kindergartens OR 幼儿园 -title:代表"
    found = sample_searcher.ask(question)
    assert found.mentions > 1
    page = visit(locale=locale, width=width)
    grammar = page.locator(".grammar")
    grammar.locator("summary", has_text=heading).click()
    expect(grammar.locator("dl > div").first).to_be_visible()
    assert grammar.locator("dl > div").count() == 8 and fits(page, width)
    ask(page, question)
    said = page.locator(".status").inner_text()
    assert all(each in said for each in explained)
    assert str(found.mentions) in page.locator(".status [data-verdict=related]").inner_text()
    marked = [each.lower() for each in page.locator(".card > .passage .term").all_inner_texts()]
    assert marked and all("kindergarten" in each or "幼儿园" in each or "幼兒園" in each for each in marked)
    assert fits(page, width) and violations(page, VIEW) == []


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_another_spelling_is_offered_as_a_link_that_asks_it(visit, locale):
    page = visit("/?language=zh", locale=locale)
    ask(page, "yuan jiajun")
    link = page.locator(".status .note a:visible")
    expect(link).to_have_text("袁家军")
    link.click()
    expect(page.locator("#question")).to_have_value("袁家军")
    expect(page.locator(".card > .passage .term").first).to_have_text("袁家军")
    assert "language=zh" in page.url


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_field_that_no_article_meets_is_named(visit, locale):
    page = visit(locale=locale)
    ask(page, "outlet:Nobody 教育")
    said = "范围内没有“outlet:Nobody”的文章。" if locale == "zh-CN" else "None of the articles searched is “outlet:Nobody”."
    expect(page.locator(".status .notice")).to_have_text(said, use_inner_text=True)
