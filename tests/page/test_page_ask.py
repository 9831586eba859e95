"""Asking in a real browser: both languages, verbatim passages with their sources, and kind words where there is no answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browsing import ask
from tests.helpers.varied import HOSTILE

pytestmark = pytest.mark.page

CHINESE = "普惠性幼儿园的覆盖率是多少？"
ENGLISH = "How many public kindergartens has Shapingba District added?"
UNANSWERABLE = "火星殖民地的首任总督是谁？"


def card_with(page, text):
    return page.locator(".card", has=page.locator("> .passage", has_text=text)).first


@pytest.mark.parametrize("width", [1440, 390])
def test_a_chinese_question_shows_the_passage_and_where_it_stands(visit, width):
    page = visit(locale="zh-CN", width=width)
    ask(page, CHINESE)
    first = page.locator(".card").first
    expect(first.locator("> .passage")).to_contain_text("94.6%")
    expect(first.locator("> .passage .answer")).to_contain_text("94.6%")
    source = first.locator("header .source").inner_text()
    assert re.search(r"11月19日", source) and re.search(r"第 \d+ 段", source) and "20" not in source
    assert first.locator("header .strength").inner_text() in ("很可能有答案", "可能有答案")
    assert first.locator("header h3").inner_text().strip()


def test_an_english_question_finds_the_chinese_passage_and_a_chinese_one_the_english(visit):
    page = visit()
    ask(page, ENGLISH)
    chinese = card_with(page, "28所公办幼儿园")
    expect(chinese.locator("> .passage")).to_have_attribute("lang", "zh-Hans")
    ask(page, "沙坪坝区近年新增了多少所公办幼儿园？")
    english = card_with(page, "28 public kindergartens")
    expect(english.locator("> .passage")).to_have_attribute("lang", "en")


def test_outlets_that_differ_stand_side_by_side(visit):
    page = visit()
    ask(page, "国家级科研项目的经费是多少？")
    also = page.locator(".also", has=page.locator(".differ")).first
    assert "Also in 1 outlet" in also.locator("summary").inner_text()
    also.locator("summary").click()
    assert {"171亿元", "17.1亿元"} == set(also.locator("td").all_inner_texts())
    assert {"第1眼TV-华龙网", "重庆日报"} == set(also.locator("th").all_inner_texts())
    assert also.locator(".differs").inner_text() in ("171亿元", "17.1亿元")


def test_passages_are_verbatim(visit, sample_searcher):
    page = visit()
    ask(page, CHINESE)
    shown = page.eval_on_selector_all(
        ".card", "cards => cards.map(c => [c.dataset.card, c.querySelector('.passage').textContent])"
    )
    assert len(shown) > 3
    for passage_id, text in shown:
        assert text == sample_searcher.passage(passage_id).text


def test_every_example_is_answered_by_what_it_came_from(visit):
    page = visit()
    languages = page.eval_on_selector_all("[data-example]", "buttons => buttons.map(button => button.lang)")
    assert {"zh", "en"} == set(languages)
    for number in range(len(languages)):
        page.goto(page.url.split("?")[0])
        example = page.locator("[data-example]").nth(number)
        question = example.inner_text()
        example.click()
        expect(page.locator(".card .answer").first).to_be_visible()
        assert page.input_value("#question") == question
        assert page.locator(".status .notice").count() == 0, question


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", "请先写下你想问的问题。"), ("en-US", "Please write a question first.")])
def test_an_empty_question_is_met_kindly(visit, locale, words):
    page = visit(locale=locale)
    ask(page, "   ")
    assert page.locator(".status").inner_text() == words
    assert page.locator(".home").is_visible()


@pytest.mark.parametrize(
    ("locale", "silent"),
    [
        ("zh-CN", {"related": "没有说到你问的内容", "nothing": "这些文章没有谈到这个问题"}),
        ("en-US", {"related": "none of them answers what you asked", "nothing": "Nothing here is about this"}),
    ],
)
def test_a_question_that_nothing_answers_says_so_above_the_nearest_passages(visit, locale, silent):
    page = visit(locale=locale)
    ask(page, UNANSWERABLE)
    notice = page.locator(".status .notice")
    assert silent[notice.get_attribute("data-verdict")] in notice.inner_text()
    assert page.locator(".card").count() > 0
    assert page.locator(".card :is(.exact, .answer), .card :is(.strong, .likely), [data-answer]").count() == 0


@pytest.mark.parametrize(
    ("locale", "words"),
    [("zh-CN", "范围内没有一段含有“qqqxyzzy”"), ("en-US", "None of the passages searched contains “qqqxyzzy”.")],
)
def test_what_no_passage_has_is_named(visit, locale, words):
    page = visit(locale=locale)
    ask(page, "+qqqxyzzy university")
    assert words in page.locator(".status").inner_text()
    assert page.locator(".card").count() == 0


def test_a_question_that_is_too_long_is_one_kind_line(visit):
    page = visit()
    ask(page, "why?" * 5000)
    assert "20,000 characters" in page.locator(".status").inner_text()
    assert "Traceback" not in page.content() and page.locator(".card").count() == 0


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=x onerror=window.bad=1>",
        "<script>window.bad=1</script>",
        '"><b id=bad>kindergarten</b>',
        "${window.bad=1}{{this}}",
    ],
)
def test_markup_in_a_question_stays_text(visit, markup):
    page = visit()
    ask(page, f"kindergartens {markup}")
    page.reload()
    page.locator(".status > *").first.wait_for()
    assert page.evaluate("window.bad === undefined && !document.querySelector('#bad')")
    assert page.input_value("#question") == f"kindergartens {markup}"


@pytest.mark.parametrize("width", [1440, 390])
def test_markup_in_articles_stays_text(visit, varied_address, width):
    page = visit(at=varied_address, width=width)
    harmless = "window.bad === undefined && !document.querySelector('#bad') && document.documentElement.scrollWidth <= innerWidth"
    page.fill("#question", "onerror")
    expect(page.get_by_role("option").first.locator(".text")).to_have_text(HOSTILE["title"])
    ask(page, "How many kindergartens are there in Testville?")
    card = page.locator(".card").first
    assert card.locator(".passage").evaluate("node => node.textContent") == HOSTILE["text"]
    assert card.locator("h3").inner_text() == HOSTILE["title"]
    card.locator(".open").click()
    page.locator(".reader .here").first.wait_for()
    assert page.locator(".reader a:not([href^='api/original?article_id='])").count() == 0  # but the one that gives the file
    page.locator("[data-only]").click()
    expect(page.locator(".chip")).to_have_text(HOSTILE["title"])
    page.locator("[data-facet=source] summary").click()
    expect(page.locator("[data-facet=source] label", has_text="Outlet")).to_contain_text(HOSTILE["source"])
    assert page.evaluate(harmless)


def test_the_address_holds_the_question_and_back_returns(visit):
    page = visit()
    ask(page, ENGLISH)
    assert "?q=How+many" in page.url
    ask(page, CHINESE)
    page.go_back()
    expect(page.locator("#question")).to_have_value(ENGLISH)
    expect(page.locator(".card > .passage", has_text="28").first).to_be_visible()
    page.go_back()
    expect(page.locator(".home")).to_be_visible()
    assert page.locator(".card").count() == 0
    page.go_forward()
    expect(page.locator("#question")).to_have_value(ENGLISH)
    page.go_forward()
    expect(page.locator("#question")).to_have_value(CHINESE)
    expect(page.locator(".card > .passage").first).to_contain_text("94.6%")


# Answers to one question are held back until they are let go; `read` counts those that the page has taken in since.
HOLD = """text => { const send = window.fetch; window.held = []; window.read = 0;
    window.fetch = async (...args) => {
        const reply = await send(...args);
        if (!String(args[1]?.body).includes('"question":' + JSON.stringify(text))) return reply;
        await new Promise(go => window.held.push(go));
        const json = reply.json.bind(reply);
        reply.json = async () => { const value = await json(); setTimeout(() => window.read++); return value; };
        return reply; } }"""


def test_a_late_answer_does_not_replace_a_newer_one(visit):
    page = visit()
    page.evaluate(HOLD, ENGLISH)
    page.fill("#question", ENGLISH)
    page.press("#question", "Enter")
    page.wait_for_function("held.length === 1")
    page.fill("#question", UNANSWERABLE)
    page.press("#question", "Enter")
    expect(page.locator(".status .notice")).to_be_visible()
    page.evaluate("held[0]()")
    page.wait_for_function("read === 1")
    expect(page.locator(".status .notice")).to_be_visible()


def test_a_server_that_has_gone_is_reported(visit):
    page = visit()
    page.evaluate("() => { window.fetch = async () => new Response('', { status: 500 }); console.warn = () => {}; }")
    page.fill("#question", ENGLISH)
    page.press("#question", "Enter")
    expect(page.locator(".status")).to_contain_text("No answer came back")
    assert page.locator(".home").is_visible()


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", "还没有可以查找的文章"), ("en-US", "There is nothing to search yet")])
def test_without_articles_the_page_comes_up_and_says_what_to_do(visit, bare_address, locale, words):
    page = visit(at=bare_address, locale=locale)
    assert words in page.locator(".none").inner_text() and "corpus/" in page.locator(".none").inner_text()
    ask(page, CHINESE)
    assert words in page.locator(".status").inner_text()
