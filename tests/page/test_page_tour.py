"""What the page is for, from the first letter typed to two languages side by side, at both widths and in both languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browsing import ask

pytestmark = pytest.mark.page


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_ask_read_narrow_and_compare(visit, varied_address, locale, width):
    zh = locale == "zh-CN"
    page = visit(at=varied_address, locale=locale, width=width)

    # Ask: a suggestion, what was understood, the answer marked, its strength in words, where it stands
    page.locator("#question").press_sequentially("何远")
    expect(page.get_by_role("option").first).to_contain_text("何远山")
    page.keyboard.press("Escape")
    ask(page, '2024年2月"青石河"的平均水位是多少？')
    status = page.locator(".status").inner_text()
    assert ("按简体中文提问理解" in status and "先列有“青石河”的" in status) if zh else "those with “青石河” first" in status
    card = page.locator(".card", has_text="青石河2024年2月水位").first
    assert "12.0" not in status and card.locator(".passage .answer").inner_text().startswith("2024年2月")
    assert card.locator("header .strength").first.inner_text() in (
        ("很可能有答案", "可能有答案") if zh else ("Very likely answers", "May answer")
    )
    where = card.locator("header .source").inner_text()
    assert all(
        part in where
        for part in (("河谷晚报", "2024年2月15日", "第 1 段") if zh else ("河谷晚报", "15 February 2024", "paragraph 1"))
    )

    # Narrow: an outlet and a span of dates, a chip for each, and one click to clear them
    narrow_and_clear(page)

    # Read: beside the results, or below; the original's address; the passage in the address
    card.locator(".open").first.click()
    here = page.locator(".reader .here").first
    expect(here).to_be_in_viewport()
    results, side = page.locator(".results").bounding_box(), page.locator(".side").bounding_box()
    assert side["x"] >= results["x"] + results["width"] if width > 600 else side["x"] == results["x"]
    assert page.locator(".reader header a[href^=http]").get_attribute("href") == "https://example.org/2024/2"
    assert "&p=" in page.url

    # Compare: the other language beside it, and more like it in both
    page.locator("[data-like-in=en]").click()
    expect(page.locator(".beside .copy").first).to_be_visible()
    assert page.locator(".beside h2").inner_text() == (
        "英文文章里与这一段相近的段落" if zh else "What English articles say about this"
    )
    page.locator("[data-close-beside]").click()
    page.locator("[data-like-in='']").click()
    expect(page.locator(".beside .copy").first).to_be_visible()
    languages = set(page.locator(".beside .passage").evaluate_all("nodes => nodes.map(node => node.lang)"))
    assert languages == {"zh-Hans", "en"}

    # And a link pasted somewhere opens all of it again
    again = visit(page.url[page.url.index("/?") :], at=varied_address, locale=locale, width=width)
    expect(again.locator(".beside .copy").first).to_be_visible()
    expect(again.locator(".reader .here").first).to_have_text(here.inner_text())
    expect(again.locator("#question")).to_have_value('2024年2月"青石河"的平均水位是多少？')


def narrow_and_clear(page: Page) -> None:
    page.locator("[data-facet=source] summary").click()
    page.locator("[data-facet=source] input[value='河谷晚报']").check()
    expect(page.locator(".chip")).to_have_text("河谷晚报")
    page.keyboard.press("Escape")
    page.locator("[data-facet=date] summary").click()
    page.locator("[data-facet=date] input[name=after]").press("PageUp")
    expect(page.locator(".chip")).to_have_count(2)
    assert re.search(r"after=2022-\d\d", page.url) and "source=" in page.url
    expect(page.locator("[data-facet=date] input[name=after]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card > header .part:first-child", has_not_text="河谷晚报")).to_have_count(0)
    page.locator("[data-clear=all]").click()
    expect(page.locator(".chip")).to_have_count(0)
