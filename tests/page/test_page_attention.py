"""What deserves the reader's width and place: results before the list of articles, links, the place one was at, a card an article."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.browsing import ask, fits, settled, still

pytestmark = [pytest.mark.model, pytest.mark.page]

QUESTION = "普惠性幼儿园的覆盖率是多少？"
OTHER = "高校毕业生的就业去向落实率是多少？"


def width_of(page: Page, selector: str) -> float:
    return float(page.locator(selector).evaluate("node => node.getBoundingClientRect().width"))


def opened(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_the_list_of_articles_gives_way_to_results_and_can_be_folded(visit, locale):
    page = visit(locale=locale)
    before = width_of(page, ".side")
    ask(page, QUESTION)
    assert width_of(page, ".side") < before / 1.6 and width_of(page, ".views") > 3 * width_of(page, ".side")
    page.locator(".shelf summary").click()
    expect(page.locator(".shelf .held")).to_be_hidden()
    assert width_of(page, ".side") < 200
    page.reload()
    page.locator(".card").first.wait_for()
    expect(page.locator(".shelf .held")).to_be_hidden()
    page.locator(".card .open").first.click()
    page.locator(".reader .here").first.wait_for()
    assert width_of(page, ".side") > width_of(page, ".views")
    page.keyboard.press("Escape")
    page.locator(".shelf summary").click()
    expect(page.locator(".shelf .held")).to_be_visible()


@pytest.mark.parametrize("view", ["explore", "compare", "notebook"])
def test_a_view_without_the_list_of_articles_has_its_width_too(visit, view):
    page = visit("/?q=" + OTHER)
    page.locator(".card").first.wait_for()
    page.locator(f'[data-view-link="{view}"]').click()
    expect(page.locator(".side")).to_be_hidden()
    assert width_of(page, ".views") > 0.99 * width_of(page, "form.ask")


def test_titles_and_passages_are_links_that_open_here_and_in_a_window_of_their_own(visit):
    page = visit("/?q=" + QUESTION, alone=True)
    card = page.locator(".card").first
    passage = card.get_attribute("data-card")
    for place in (card.locator("h3 a"), card.locator("> .actions .open"), card.locator(".passage")):
        with page.context.expect_page() as other:
            place.first.click(modifiers=["ControlOrMeta"])
        expect(other.value.locator(".reader .here").first).to_be_visible()
        assert opened(other.value.url) == {"q": [QUESTION], "p": [passage]}
        other.value.close()
        assert "p" not in opened(page.url)
    card.locator(".passage").first.click(position={"x": 12, "y": 12})
    expect(page.locator(".reader .here").first).to_be_visible()
    assert opened(page.url)["p"] == [passage]
    page.keyboard.press("Escape")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.card .passage'))")
    card.locator(".passage").first.dispatch_event("click")
    assert "p" not in opened(page.url)  # who selects a quotation does not leave
    page.evaluate("getSelection().removeAllRanges()")
    with page.context.expect_page() as other:
        page.locator(".shelf .title").first.click(button="middle")
    expect(other.value.locator(".reader h2")).to_be_visible()


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1440)])
def test_back_leads_to_the_place_that_was_left(visit, locale, width):
    page = visit("/?n=20&q=" + QUESTION, locale=locale, width=width)
    page.locator(".card").nth(3).wait_for()
    page.evaluate("scrollTo({top: 700, behavior: 'instant'})")
    still(page)
    there = page.evaluate("scrollY")
    assert there > 300
    page.locator("[data-view-link=notebook]").dispatch_event("click")
    expect(page.locator(".notebook")).to_be_visible()
    page.go_back()
    expect(page.locator(".card").first).to_be_visible()
    still(page)
    assert abs(page.evaluate("scrollY") - there) < 3
    ask(page, OTHER)
    assert page.evaluate("scrollY") < there
    page.go_back()
    expect(page.locator("#question")).to_have_value(QUESTION)
    settled(page)
    page.wait_for_function("there => Math.abs(scrollY - there) < 3", arg=there)
    page.reload()
    page.locator(".card").first.wait_for()
    page.wait_for_function("there => Math.abs(scrollY - there) < 3", arg=there)


@pytest.mark.parametrize(("locale", "width", "more"), [("zh-CN", 390, "本文另有"), ("en-US", 1440, "more passage")])
def test_an_article_has_one_card_with_its_other_hits_folded(visit, sample_searcher, locale, width, more):
    page = visit("/?n=50&q=" + QUESTION, locale=locale, width=width)
    page.locator(".card").first.wait_for()
    groups = sample_searcher.ask(QUESTION, 50).groups
    articles = list(dict.fromkeys(group.hit.passage.article.id for group in groups))
    cards = page.locator(".cards > li > .card")
    assert cards.count() == len(articles) < len(groups)
    kept = page.locator(".results .open[data-in]").evaluate_all("all => all.map(one => one.dataset.passage)")
    assert {group.hit.passage.id for group in groups} <= set(kept)
    folded = page.locator(".card", has=page.locator(".others")).first
    expect(folded.locator(".others > summary")).to_contain_text(more)
    expect(folded.locator(".others .passage").first).to_be_hidden()
    folded.locator(".others > summary").click()
    expect(folded.locator(".others .passage").first).to_be_visible()
    of_one = folded.locator("> .actions .open, .others > .copy > .actions .open").evaluate_all(
        "all => all.map(one => one.dataset.in)"
    )
    assert len(of_one) > 1 and len(set(of_one)) == 1
    assert fits(page, width)


HOLD = """() => { window.held = []; const send = window.fetch;
    window.fetch = (...request) => new Promise((done, fail) => window.held.push(lost => lost ? done(new Response('', {status: 500}))
        : send(...request).then(done, fail)));
    console.warn = console.error = () => {};
    window.let_go = lost => { window.fetch = send; window.held.splice(0).forEach(go => go(lost)); }; }"""
WAITING = "node => getComputedStyle(node).animationName"


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1440)])
def test_what_is_on_its_way_has_a_place_that_says_so(visit, locale, width):
    page = visit(locale=locale, width=width)
    page.evaluate(HOLD)
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    results = page.locator(".results")
    expect(page.locator(".found[aria-busy]")).to_have_count(1)
    assert results.evaluate(WAITING) == "waiting" and results.bounding_box()["height"] > 300
    page.evaluate("let_go(false)")
    page.locator(".card").first.wait_for()
    assert results.evaluate(WAITING) == "none"
    page.evaluate(HOLD)
    page.locator(".card .open").first.click()
    expect(page.locator(".reader")).to_be_visible()
    assert page.locator(".reader").evaluate(WAITING) == "waiting"
    page.evaluate("let_go(false)")
    page.locator(".reader .here").first.wait_for()
    assert page.locator(".reader").evaluate(WAITING) == "none"


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", "没有收到答复"), ("en-US", "No answer came back")])
def test_a_question_that_fails_leaves_the_last_results_where_they_are(visit, locale, said):
    page = visit(locale=locale)
    ask(page, QUESTION)
    before = page.locator(".card").evaluate_all("all => all.map(card => card.dataset.card)")
    for _ in range(2):
        page.evaluate(HOLD)
        page.fill("#question", OTHER)
        page.press("#question", "Enter")
        expect(page.locator(".found[aria-busy]")).to_have_count(1)
        page.evaluate("let_go(true)")
        expect(page.locator(".status .failing")).to_have_count(1)
        expect(page.locator(".status .failing")).to_contain_text(said)
        assert page.locator(".card").evaluate_all("all => all.map(card => card.dataset.card)") == before
    page.press("#question", "Enter")
    expect(page.locator(".status .failing")).to_have_count(0)
    settled(page)
    assert page.locator(".card").evaluate_all("all => all.map(card => card.dataset.card)") != before
