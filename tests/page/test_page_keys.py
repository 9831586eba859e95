"""The keyboard, comparing two languages, and what axe-core finds, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, settled

pytestmark = pytest.mark.page

CHINESE = "国家级科研项目的经费是多少？"


def test_j_and_k_move_enter_opens_and_escape_comes_back(visit):
    page = visit()
    ask(page, CHINESE)
    page.evaluate("document.activeElement.blur()")
    cards = page.locator(".card")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(cards.nth(place)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".reader h2")).to_be_focused()
    assert f"p={cards.nth(1).get_attribute('data-card')}" in page.url
    page.keyboard.press("Escape")
    expect(page.locator(".reader")).to_be_hidden()
    expect(cards.nth(1).locator(".open").first).to_be_focused()


@pytest.mark.parametrize(("locale", "sign"), [("zh-CN", "[N]"), ("en-US", "(n.d.")])
def test_c_copies_the_citation(visit, locale, sign):
    page = visit(locale=locale)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, CHINESE)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    title = page.locator(".card h3").first.inner_text()
    page.keyboard.press("c")
    expect(page.locator(".told")).to_contain_text(title)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert title in copied and sign in copied and copied in page.locator(".told").inner_text()


@pytest.mark.parametrize(("style", "sign"), [("gb7714", "[N]"), ("apa", "(n.d.")])
def test_either_style_of_citation_is_a_button(visit, style, sign):
    page = visit(locale="zh-CN")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, CHINESE)
    card = page.locator(".card").first
    card.locator(f"> .actions [data-style={style}]").click()
    expect(page.locator(".told")).to_contain_text(card.locator("h3").inner_text())
    assert sign in page.evaluate("navigator.clipboard.readText()")


def test_the_shortcuts_are_listed_and_can_be_switched_off(visit):
    page = visit()
    ask(page, CHINESE)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("j")
    assert page.locator(".card:focus").count() == 0
    page.reload()
    page.locator(".card").first.wait_for()
    page.keyboard.press("j")
    assert page.locator(".card:focus").count() == 0


def test_from_hit_to_hit_in_an_article(visit, varied_address):
    page = visit("/?q=%E9%9D%92%E7%9F%B3%E6%B2%B3&article=zh-2023-05", at=varied_address)
    expect(page.locator(".card .passage")).to_have_count(2)
    page.locator(".card > .actions .open").click()
    steps = page.locator(".reader .steps")
    expect(steps).to_be_visible()
    shown = page.locator(".reader .here").first.inner_text()
    assert page.locator(".reader .hit").count() >= 1
    key = "n" if "1/2" in steps.inner_text() else "p"
    page.keyboard.press(key)
    expect(page.locator(".reader .here").first).not_to_have_text(shown)
    expect(steps).to_contain_text("2/2" if key == "n" else "1/2")
    page.go_back()
    expect(page.locator(".reader .here").first).to_have_text(shown)


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])
def test_the_other_language_stands_beside(visit, varied_address, locale, width):
    page = visit("/?q=2024年2月青石河的水位&article=zh-2024-02", at=varied_address, locale=locale, width=width)
    page.locator(".card .open").first.click()
    page.locator("[data-like-in=en]").click()
    alike = page.locator(".beside .copy")
    expect(alike.first).to_be_visible()
    assert all(lang == "en" for lang in alike.locator(".passage").evaluate_all("nodes => nodes.map(node => node.lang)"))
    assert "like=en" in page.url
    place = alike.locator("h3").all_inner_texts().index("Level of the Qingshi River, 2024/2")
    alike.nth(place).locator("[data-beside]").click()
    expect(page.locator(".beside h2")).to_have_text("Level of the Qingshi River, 2024/2")
    expect(page.locator(".beside .here").first).to_be_visible()
    expect(page.locator(".reader h2")).to_have_text("青石河2024年2月水位")
    boxes = "nodes => nodes.map(node => node.getBoundingClientRect()).map(box => [box.left, box.right, box.top, box.bottom])"
    left, right = page.locator(".side, .beside").evaluate_all(boxes)
    if width > 600:
        assert left[1] <= right[0] and abs(left[2] - right[2]) < 2
    else:
        assert left[3] <= right[2]
    again = visit(page.url[page.url.index("/?") :], at=varied_address, locale=locale, width=width)
    expect(again.locator(".beside h2")).to_have_text("Level of the Qingshi River, 2024/2")
    page.locator("[data-back]").click()
    expect(page.locator(".beside .copy").first).to_be_visible()
    page.locator("[data-close-beside]").click()
    expect(page.locator(".beside")).to_be_hidden()
    expect(page.locator("[data-like-in=en]")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("locale", "dark"), [("zh-CN", False), ("en-US", True)])
def test_axe_finds_nothing(visit, varied_address, locale, width, dark):
    page = visit(locale=locale, width=width, dark=dark)
    assert violations(page) == []
    for view in page.locator("[data-view-link]").evaluate_all("links => links.map(link => link.dataset.viewLink)")[1:]:
        page.locator(f"[data-view-link={view}]").click()
        settled(page)
        assert violations(page, ".top", VIEW) == []
    page.locator("[data-view-link=ask]").click()
    page.fill("#question", "重庆")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page, "form.ask") == []
    ask(page, CHINESE)
    page.locator(".also > summary").evaluate_all("nodes => nodes.forEach(node => node.click())")
    page.locator(".card .open").first.click()
    page.locator("[data-like-in]").first.click()
    page.locator(".beside .copy").first.wait_for()
    assert violations(page) == []
    page = visit("/?source=Valley+Post&language=zh", at=varied_address, locale=locale, width=width, dark=dark)
    page.locator(".left .notice").wait_for()
    assert violations(page) == []
    for summary in page.locator(".choice > summary").all():
        summary.click()
        assert violations(page, "form.ask") == []
        page.keyboard.press("Escape")
    page.locator("[data-keys]").click()
    assert violations(page, "dialog.keys") == []
