"""The whole page by the Tab key alone, in both languages and at both widths; what moves, and what is said without being shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browsing import ask, settled

pytestmark = pytest.mark.page

# What the Tab key has to reach; of a folded list only its summary.
REACHABLE = """() => { document.querySelectorAll('[data-place]').forEach(node => delete node.dataset.place); window.others = 0;
    return [...document.querySelectorAll(
    'a[href], button:enabled, input:enabled, textarea:enabled, summary, [tabindex="0"]')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && node.tabIndex >= 0 && !node.closest('svg, .xz-components'))
    .map((node, place) => { node.dataset.place = place; return node.outerHTML.slice(0, 90); }); }"""
# Of the one that has the focus: its number, its name, whether a ring of two pixels stands out, and whether it is in the window.
FOCUSED = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    const ringed = node.closest('.drop') || node, style = getComputedStyle(ringed), box = node.getBoundingClientRect();
    const name = [node.getAttribute('aria-label'), node.innerText, node.title, ...[...node.labels || []].map(l => l.innerText)];
    node.dataset.place ??= `other ${window.others++}`; // what scrolls is reached too, where it needs to be
    return {place: node.dataset.place, html: node.outerHTML.slice(0, 90), name: name.find(text => text && text.trim()) || '',
        ring: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""


def walk(page: Page) -> None:
    """Press Tab until the focus has been everywhere: nothing holds it, hides it, or is passed over."""
    settled(page)
    places = page.evaluate(REACHABLE)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    met: dict[str, dict[str, object]] = {}
    for _ in range(2 * len(places) + 10):  # the round goes through the window's own bar, where the page has no focus
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused and focused["place"] in met:
            break
        if focused:
            met[focused["place"]] = focused
    assert [place for number, place in enumerate(places) if str(number) not in met] == []
    for focused in met.values():
        assert focused["name"] and focused["ring"] and focused["seen"], focused


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])
def test_the_tab_key_reaches_everything_and_is_held_nowhere(visit, varied_address, locale, width):
    page = visit(at=varied_address, locale=locale, width=width)
    walk(page)
    ask(page, "2024年2月青石河的平均水位是多少？")
    page.locator(".card > .actions .open").first.click()
    page.locator(".reader .here").first.wait_for()
    page.locator("[data-keep]").first.click()
    walk(page)
    page.locator("[data-like-in]").first.click()
    page.locator(".beside .copy").first.wait_for()
    walk(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    for view, shown in (
        ("explore", ".js-plotly-plot[data-wired] .point"),
        ("compare", ".comparison > *"),
        ("notebook", ".entries > li"),
    ):
        page.locator(f"[data-view-link={view}]").click()
        page.locator(shown).first.wait_for()
        walk(page)


def test_the_dialog_keeps_the_focus_and_gives_it_back(visit):
    page = visit()
    page.locator("[data-keys]").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.keys")
    expect(dialog).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(page.locator("[data-keys]")).to_be_focused()


def test_what_comes_is_said_in_a_sentence(visit):
    page = visit(locale="en-US")
    ask(page, "国家级科研项目的经费是多少？")
    expect(page.get_by_role("region", name="Ask").get_by_role("status")).to_contain_text("likely answer")
    said = page.locator(".announced")
    page.locator("[data-view-link=compare]").click()
    expect(said).to_contain_text("outlets cover this")
    assert said.get_attribute("role") == "status" and "opened" not in said.inner_text()
    page.locator("[data-view-link=explore]").click()
    page.locator(".tabs [data-panel=articles]").click()
    expect(said).to_have_text("Articles: 8 of 8")
    assert page.locator(".view [aria-live], .view [role=status]").evaluate_all(
        "nodes => nodes.every(n => n.innerText.length < 400)"
    )


def test_each_text_names_its_language_for_the_voice_that_reads_it(visit, sample_searcher):
    names = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
    page = visit(locale="en-US")
    ask(page, "重庆教育")
    page.locator(".also > summary").evaluate_all("nodes => nodes.forEach(node => node.click())")
    for id_, lang in page.locator(".card").evaluate_all(
        "cards => cards.map(card => [card.dataset.card, card.querySelector('.passage').lang])"
    ):
        assert lang == names[sample_searcher.passage(id_).language]
    assert set(page.locator(".passage").evaluate_all("nodes => nodes.map(node => node.lang)")) == {"zh-Hans", "en"}
    page.locator(".card .open").first.click()
    page.locator(".reader .here").first.wait_for()
    assert page.locator(".reader .body").get_attribute("lang") == page.locator(".reader h2 > [lang]").get_attribute("lang")


def test_nothing_glides_or_fades_where_motion_is_not_wanted(visit):
    page = visit(width=390, alone=True)
    page.emulate_media(reduced_motion="reduce")
    ask(page, "普惠性幼儿园的覆盖率是多少？")
    page.evaluate(
        "() => { window.steps = 0; let last = scrollY; addEventListener('scroll', () => { if (scrollY !== last) steps++; last = scrollY; }); }"
    )
    page.locator(".card > .actions .open").nth(1).click()
    expect(page.locator(".reader .here").first).to_be_in_viewport()
    assert page.evaluate("steps") <= 2  # one jump, and none of the hundred small ones of a glide
    moving = "nodes => nodes.filter(n => parseFloat(getComputedStyle(n).transitionDuration) > 0).map(n => n.className)"
    assert page.locator(".xz *").evaluate_all(moving) == []
    assert page.evaluate("document.getAnimations().length") == 0
