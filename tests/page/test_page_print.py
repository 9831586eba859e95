"""On paper: an open article whole, marks and strengths without colour, and nothing that is there to be clicked."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browsing import ask

pytestmark = [pytest.mark.model, pytest.mark.page]

QUESTION = "普惠性幼儿园的覆盖率是多少？"
FURNITURE = "nav, .switch, .line button, .actions, .order, .foot, .shelf, .bar, .saving, .choice, .further"


def printed(page: Page, landscape: bool) -> str:
    document = pypdfium2.PdfDocument(page.pdf(landscape=landscape, format="A4"))
    width, height = document[0].get_size()
    assert (width > height) is landscape
    return "".join(sheet.get_textpage().get_text_range() for sheet in document)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("locale", "landscape"), [("zh-CN", False), ("en-US", True)])
def test_an_open_article_is_printed_whole_and_alone(visit, locale, landscape):
    page = visit("/?q=" + QUESTION, locale=locale, dark=landscape)
    page.locator(".card .open").first.click()
    page.locator(".reader .here").first.wait_for()
    paragraphs = page.locator(".reader .body p").all_inner_texts()
    text = squeezed(printed(page, landscape))
    assert all(squeezed(paragraph)[-12:] in text for paragraph in paragraphs) and len(paragraphs) > 5
    others = page.locator(".card h3").nth(1).inner_text()
    assert squeezed(others) not in text


@pytest.mark.parametrize(("locale", "landscape"), [("en-US", False), ("zh-CN", True)])
def test_results_are_printed_with_their_marks_and_without_what_is_clicked(visit, locale, landscape):
    page = visit(locale=locale, dark=not landscape)
    ask(page, QUESTION)
    text = squeezed(printed(page, landscape))
    assert QUESTION in text
    for passage in page.locator(".card > .passage").all_inner_texts():
        assert squeezed(passage)[:15] in text
    for sign in ("●", "◐", "○"):
        assert sign in text  # the strengths, by their signs
    page.emulate_media(media="print")
    assert page.locator(FURNITURE).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.className)") == []
    style = "node => (s => [s.borderBottomStyle, s.fontWeight])(getComputedStyle(node))"
    assert page.locator(".passage .answer").first.evaluate(style)[0] == "solid"
    assert page.locator(".passage .exact").first.evaluate(style) == ["double", "700"]
    ground, ink = page.evaluate(
        "(s => [s.getPropertyValue('--sheet'), s.color])(getComputedStyle(document.querySelector('.xz')))"
    )
    assert ground.strip() == "#ffffff" and ink != "rgb(230, 227, 220)"  # dark letters on white, in a dark window too
    page.emulate_media(media="screen")
    expect(page.locator("nav").first).to_be_visible()
