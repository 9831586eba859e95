"""Narrowing, suggestions and pages of results in a real browser, over the collection of varied.py."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browsing import ask

pytestmark = pytest.mark.page

RIVER = "What was the level of the Qingshi River?"
BOTH = pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])


@pytest.fixture
def river(visit, varied_address):
    return lambda path="/", **window: visit(path, at=varied_address, **window)


def facet(page, name):
    choice = page.locator(f"[data-facet={name}]")
    if choice.get_attribute("open") is None:
        choice.locator("summary").click()
    return choice


def counts(choice) -> dict[str, int]:
    return {
        label.locator("input").get_attribute("value"): int(label.locator(".number").inner_text())
        for label in choice.locator("label").all()
    }


def dates(page) -> list[str]:
    return page.eval_on_selector_all(".card > header .part:nth-child(2)", "nodes => nodes.map(node => node.innerText)")


@BOTH
def test_outlets_narrow_the_search_and_a_chip_takes_it_back(river, locale, width):
    page = river(locale=locale, width=width)
    ask(page, RIVER)
    choice = facet(page, "source")
    before = counts(choice)
    said = page.locator(".status .source").inner_text()
    hits = int(
        re.search(r"(\d+) (?:条可能的答案|likely)", said)[1]
    )  # under a question hits are counted, by each outlet that tells them
    assert 0 < hits <= sum(before.values()) and 0 < before["Valley Post"] <= hits
    choice.locator("input[value='Valley Post']").check()
    expect(page.locator(".chip")).to_have_text("Valley Post")
    expect(page.locator(".card > header .part:first-child", has_not_text="Valley Post")).to_have_count(0)
    assert page.locator(".card").count() > 0
    assert counts(choice) == before  # what another outlet would leave besides
    assert "source=Valley+Post" in page.url
    page.keyboard.press("Escape")
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator(".card > header .part:first-child", has_not_text="Valley Post").first).to_be_visible()
    assert "source" not in page.url


def test_a_choice_changes_the_counts_of_the_others(river):
    page = river()
    language = facet(page, "language")
    assert counts(language) == {"zh": 25, "en": 15}
    language.locator("input[value=zh]").check()
    expect(page.locator(".left")).to_contain_text("25 articles")
    assert counts(facet(page, "source"))["Valley Post"] == 0


@BOTH
def test_dates_are_brushed_with_the_keyboard(river, locale, width):
    page = river(locale=locale, width=width)
    ask(page, RIVER)
    choice = facet(page, "date")
    assert choice.locator(".histogram i").count() == 36
    assert sum(map(int, choice.locator(".histogram i").evaluate_all("bars => bars.map(bar => bar.dataset.articles)"))) == 39
    choice.locator("input[name=after]").press("End")
    expect(page.locator(".chip")).to_contain_text({"zh-CN": "2024年12月起", "en-US": "since December 2024"}[locale])
    expect(page.locator(".card > header .part:nth-child(2)", has_not_text="2024")).to_have_count(0)
    assert len(dates(page)) >= 1 and all("12月" in day or "December" in day for day in dates(page))
    expect(choice.locator("input[name=after]")).to_be_focused()
    choice.locator("input[name=after]").press("Home")
    expect(page.locator(".chip")).to_have_count(0)


def test_one_slider_does_not_pass_the_other(river):
    page = river()
    choice = facet(page, "date")
    choice.locator("input[name=before]").press("Home")
    expect(page.locator(".chip")).to_contain_text("until January 2022")
    choice.locator("input[name=after]").press("End")
    expect(page.locator(".left")).to_contain_text("1 article")
    assert choice.locator("input[name=after]").input_value() == "0"


@BOTH
def test_choices_that_leave_nothing_say_so_and_leave_nothing(river, locale, width):
    page = river("/?q=level+river&source=Valley+Post&language=zh", locale=locale, width=width)
    words = {"zh-CN": "没有一篇文章同时符合", "en-US": "No article meets all of these conditions"}[locale]
    expect(page.locator(".status .notice")).to_contain_text(words)
    assert page.locator(".card").count() == 0
    page.locator("[data-clear=all]").click()
    expect(page.locator(".card").first).to_be_visible()
    assert page.locator(".chip").count() == 0 and page.url.endswith("?q=level+river")


def test_an_article_is_found_by_its_title_and_searched_alone(river):
    page = river()
    ask(page, RIVER)
    choice = facet(page, "article")
    choice.locator(".find").fill("2023年5月")
    expect(choice.locator("label")).to_have_count(1)
    expect(choice.locator(".find")).to_be_focused()
    choice.locator("input[type=checkbox]").check()
    expect(page.locator(".chip")).to_have_text("青石河2023年5月水位")
    expect(page.locator(".card .passage")).to_have_count(2)  # of the one article
    assert set(page.locator(".card h3").all_inner_texts()) == {"青石河2023年5月水位"}


def test_the_address_holds_every_choice_and_opens_them_again(river):
    path = "/?q=level&source=Valley+Post&language=en&after=2023-02&before=2024-01"
    page = river(path)
    expect(page.locator(".chip")).to_have_text(["Valley Post", "English", "February 2023 to January 2024"], use_inner_text=True)
    expect(page.locator(".card").first).to_be_visible()
    shown = page.locator(".card > header .part:nth-child(2)").all_inner_texts()
    assert shown and all(re.search("2023|January 2024", day) for day in shown)
    assert page.locator("[data-facet=source]").inner_text() == "Outlet (1 chosen)"


@pytest.mark.parametrize("bound", ["yesterday", "2024-13"])
def test_a_date_that_is_none_is_met_with_a_line(river, bound):
    page = river(f"/?q=level&after={bound}")
    expect(page.locator(".status .notice")).to_contain_text(f"“{bound}” is not a date")
    assert page.locator(".card").count() == 0


def test_more_results_follow_page_by_page_up_to_fifty_and_the_address_keeps_them(river):
    page = river()
    ask(page, "青石河")
    assert page.locator(".card").count() == 10
    first = page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.card)")
    page.locator(".further").click()
    expect(page.locator(".card").nth(10)).to_be_focused()
    ids = page.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.card)")
    assert ids[:10] == first and 10 < len(set(ids)) == len(ids) <= 20
    assert "n=20" in page.url
    again = river(page.url[page.url.index("/?") :])
    expect(again.locator(".card")).to_have_count(len(ids))
    assert again.locator(".card").evaluate_all("cards => cards.map(card => card.dataset.card)") == ids


@BOTH
def test_suggestions_come_while_typing_and_are_worked_with_the_keyboard(river, locale, width):
    page = river(locale=locale, width=width)
    box = page.get_by_role("combobox")
    box.press_sequentially("Where is Helen M")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(options.first.locator(".text")).to_have_text("Where is Helen Marsh")
    expect(options.first.locator(".kind")).to_have_text({"zh-CN": "名称", "en-US": "name"}[locale])
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_value("Where is Helen Marsh")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("ArrowDown")
    expect(box).to_have_value("Where is Helen M")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("Where is Helen M")
    expect(box).to_be_focused()
    box.fill("何远")
    expect(options.first.locator(".text")).to_have_text("何远山")
    options.first.click()
    expect(page.locator(".card").first).to_contain_text("何远山")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_phrase_that_no_passage_holds_is_named_in_both_languages(river):
    page = river(locale="zh-CN")
    ask(page, '"no such phrase" river')
    expect(page.locator(".status .notice")).to_have_text(re.compile("范围内没有一段含有“no such phrase”"))
    page.locator("[data-language=en]").click()
    expect(page.locator(".status .notice")).to_contain_text("None of the passages searched contains “no such phrase”.")
    ask(page, "+ferry +Marsh")
    expect(page.locator(".status .notice")).to_contain_text("but none for all of them")
    assert page.locator(".card").count() == 0
    ask(page, '"river" +metres -Qingshi')
    assert "with the words “river”" in page.locator(".status").inner_text()
