"""The notebook in Chromium: ticked, ordered, noted, kept over a reload, saved in every format; and all hits of a question saved."""

from __future__ import annotations

import csv
import io
import json
import re

import bibtexparser
import docx
import pytest
import rispy
from playwright.sync_api import Page, expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import ask, open_notebook, saved, tick
from tests.helpers.varied import HOSTILE
from xunzhang.export.notebook_files import FORMATS

pytestmark = [pytest.mark.model, pytest.mark.page]

QUESTION = "普惠性幼儿园的覆盖率是多少？"


def kept(page: Page) -> list[str]:
    return page.locator(".entries .passage").all_inner_texts()


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 1440), ("zh-CN", 390), ("en-US", 390)])
def test_ticked_passages_are_kept_in_order_over_a_reload(visit, locale: str, width: int):
    page = visit("/", locale=locale, width=width)
    ask(page, QUESTION)
    first, third = tick(page, 0, 2)
    assert page.locator('[data-view-link="notebook"] .number').inner_text().strip() == "2"
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(2)
    assert kept(page) == [first, third]
    marked = page.locator(".entries > li").first
    assert "94.6%" in marked.locator(".passage .answer").inner_text() and marked.locator(".exact").inner_text() == "94.6%"
    assert page.locator(".entries > li").first.inner_text().count(QUESTION) == 1
    page.locator(".entries textarea").first.fill("核对这个数字 <b>!</b>")
    page.locator('.entries > li:first-child [data-move="1"]').click()
    assert kept(page) == [third, first]
    page.reload()
    expect(page.locator(".entries > li")).to_have_count(2)
    assert kept(page) == [third, first]
    assert page.locator(".entries textarea").nth(1).input_value() == "核对这个数字 <b>!</b>"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".entries > li:first-child [data-remove]").click()
    expect(page.locator(".entries > li")).to_have_count(1)
    assert kept(page) == [first]


def test_a_tick_shows_everywhere_and_can_be_taken_back(visit):
    page = visit()
    ask(page, QUESTION)
    tick(page, 0)
    card = page.locator(".cards > li > .card").first
    card.locator(".open").first.click()
    in_reader = page.locator(".reader [data-keep]").first
    expect(in_reader).to_have_attribute("aria-pressed", "true")
    in_reader.click()
    expect(card.locator("> .actions [data-keep]")).to_have_attribute("aria-pressed", "false")
    assert page.locator('[data-view-link="notebook"] .number').inner_text() == ""


def test_the_notebook_works_with_the_keyboard_alone(visit):
    page = visit()
    ask(page, QUESTION)
    page.locator(".cards [data-keep]").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".cards [data-keep]").first).to_have_attribute("aria-pressed", "true")
    tick(page, 1)
    page.locator('[data-view-link="notebook"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entries > li")).to_have_count(2)
    before = kept(page)
    page.locator('.entries > li:first-child [data-move="1"]').focus()
    page.keyboard.press("Enter")
    assert kept(page) == before[::-1]
    assert page.evaluate("document.activeElement.closest('[data-entry]') === document.querySelector('.entries > li:last-child')")
    page.keyboard.press("Shift+Tab")


def test_emptying_asks_first(visit):
    page = visit()
    ask(page, QUESTION)
    tick(page, 0, 1)
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(2)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[data-empty]").click()
    assert page.locator(".entries > li").count() == 2
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-empty]").click()
    expect(page.locator(".notebook .empty")).to_be_visible()


def test_every_format_has_the_passages_verbatim(visit, sample_searcher):
    page = visit(locale="zh-CN")
    ask(page, QUESTION)
    texts = tick(page, 0, 1)
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(2)
    page.locator(".tools input.name").fill("幼儿园 <b>调查</b>")
    page.locator(".entries textarea").first.fill("要核对")
    files = {name: saved(page, f'[data-save="notebook"][data-format="{name}"]') for name in FORMATS}
    assert [name.rsplit(".", 1)[1] for name, _ in files.values()] == [
        "docx",
        "md",
        "csv",
        "json",
        "bib",
        "ris",
        "json",
        "txt",
        "txt",
    ]
    document = json.loads(files["json"][1])
    assert document["title"] == "幼儿园 <b>调查</b>"
    assert document["passages"][0]["exact"][0]["text"] == "94.6%" and "94.6%" in document["passages"][0]["answer"]["text"]
    origin = document["passages"][0]["provenance"]
    assert origin["generation"] == sample_searcher.generation and origin["filters"]["source"] == []
    assert origin["model"] == sample_searcher.manifest.model
    assert len({name for name, _ in files.values()}) == len(files) and "gb7714" in files["gb7714"][0]
    assert [(each["passage"]["text"], each["question"], each["note"]) for each in document["passages"]] == [
        (texts[0], QUESTION, "要核对"),
        (texts[1], QUESTION, ""),
    ]
    for each in document["passages"]:
        assert each["passage"]["end"] - each["passage"]["start"] == len(each["passage"]["text"])
        assert each["passage"]["article"]["source"] and each["passage"]["article"]["date"]
    assert files["csv"][1].startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(files["csv"][1].decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == texts
    paragraphs = docx.Document(io.BytesIO(files["docx"][1])).paragraphs
    assert [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Quote"] == texts
    assert paragraphs[0].text == "幼儿园 <b>调查</b>"
    assert texts[0] in "".join(
        entry["annote"].replace("\\%", "%") for entry in bibtexparser.loads(files["bib"][1].decode()).entries
    )
    assert any(texts[0] in note for record in rispy.loads(files["ris"][1].decode()) for note in record["notes"])
    assert "[N]. " in files["gb7714"][1].decode() and "(n.d., " in files["apa"][1].decode()


def test_all_hits_of_a_question_are_saved(visit, sample_searcher):
    page = visit()
    assert page.locator(".saving").is_hidden()
    ask(page, QUESTION)
    name, content = saved(page, '[data-save="results"][data-format="csv"]')
    assert name.startswith("xunzhang-results-")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    hits = [group for group in sample_searcher.ask(QUESTION, 50).groups if group.hit.strength in ("strong", "likely")]
    assert [row["passage_id"] for row in rows] == [passage.id for group in hits for passage in group.passages]
    assert {row["question"] for row in rows} == {QUESTION}
    assert {(row["generation"], row["filters"]) for row in rows} == {(sample_searcher.generation, "")}
    expect(page.locator(".status")).to_contain_text(f"{len(hits)} likely answer")
    expect(page.locator(".saving .what")).to_contain_text(f"all {len(hits)} hits" if len(hits) > 1 else "Save the hit")


def test_results_that_are_selected_are_saved_by_themselves(visit):
    page = visit()
    ask(page, QUESTION)
    cards = page.locator(".card")
    for place in (1, 3):
        cards.nth(place).locator("> .actions [data-pick]").check()
    expect(page.locator(".saving .what")).to_have_text("Save the 2 selected as:")
    _, content = saved(page, '[data-save="results"][data-format="csv"]')
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    picked = [cards.nth(place).get_attribute("data-card") for place in (1, 3)]
    assert [row["passage_id"] for row in rows if row["relation"] == "found"] == picked


def test_words_alone_are_saved_with_every_passage_that_holds_them(visit, sample_searcher):
    page = visit("/?q=教育")
    page.locator(".card").first.wait_for()
    mentions = sample_searcher.ask("教育").mentions
    expect(page.locator(".saving .what")).to_have_text(f"Save all {mentions} hits as:")
    _, content = saved(page, '[data-save="results"][data-format="csv"]')
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == mentions > 10 and len({row["passage_id"] for row in rows}) == mentions


def test_a_browser_that_keeps_nothing_says_so(visit):
    page = visit(alone=True)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page.reload()
    ask(page, QUESTION)
    (text,) = tick(page, 0)
    expect(page.locator(".told")).to_contain_text("This browser cannot store the notebook")
    open_notebook(page)
    expect(page.locator(".notebook .refused")).to_contain_text("will be lost when the page is closed")
    expect(page.locator(".entries > li")).to_have_count(1)
    assert kept(page) == [text]
    assert text in re.sub(r"\\|</?strong>", "", saved(page, '[data-save="notebook"][data-format="md"]')[1].decode())


def test_what_is_kept_stays_when_the_collection_has_it_no_longer(visit):
    page = visit()
    ask(page, QUESTION)
    tick(page, 0)
    page.evaluate(
        """() => {
            const items = JSON.parse(localStorage.getItem('xunzhang.notebook'));
            items[0].passage.id = 'gone'; items[0].passage.text = '<b>as it was</b> ' + items[0].passage.text;
            localStorage.setItem('xunzhang.notebook', JSON.stringify([...items, {passage: 7}, 'nonsense']));
        }"""
    )
    page.goto(page.url.split("?")[0] + "?view=notebook")
    expect(page.locator(".entries .notice")).to_contain_text(
        "This passage is no longer in the collection; it is shown as it was when you kept it."
    )
    assert kept(page)[0].startswith("<b>as it was</b> ")
    expect(page.locator(".problems")).to_contain_text("1 entry of the notebook cannot be read.")
    assert (
        "<b>as it was</b>"
        in json.loads(saved(page, '[data-save="notebook"][data-format="json"]')[1])["passages"][0]["passage"]["text"]
    )


def test_a_storage_full_of_nonsense_is_an_empty_notebook(visit):
    page = visit()
    page.evaluate("localStorage.setItem('xunzhang.notebook', '{nonsense')")
    page.goto(page.url + "?view=notebook")
    expect(page.locator(".notebook .empty")).to_be_visible()


def test_hostile_text_is_text_in_the_notebook_and_in_the_files(visit, varied_address):
    page = visit(at=varied_address)
    ask(page, "How many kindergartens are there in Testville?")
    tick(page, 0)
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(1)
    assert page.locator(".entries .passage").evaluate("node => node.textContent") == HOSTILE["text"]
    assert page.locator(".entries h3").evaluate("node => node.textContent") == HOSTILE["title"]
    page.locator(".entries textarea").fill("</textarea><script>window.bad=1</script>")
    for name in FORMATS:
        assert saved(page, f'[data-save="notebook"][data-format="{name}"]')[1]
    content = json.loads(saved(page, '[data-save="notebook"][data-format="json"]')[1])
    assert content["passages"][0]["passage"]["text"] == HOSTILE["text"]
    page.reload()
    expect(page.locator(".entries > li")).to_have_count(1)
    assert page.locator(".entries textarea").input_value() == "</textarea><script>window.bad=1</script>"
    assert page.evaluate("window.bad") is None
    assert page.locator("#bad").count() == 0


def test_two_windows_keep_one_notebook(visit):
    page = visit("/?view=notebook", alone=True)
    other = page.context.new_page()
    other.goto(page.url.split("?")[0])
    other.locator("#question").wait_for()
    ask(other, QUESTION)
    tick(other, 0)
    expect(page.locator(".entries > li")).to_have_count(1)


@pytest.mark.parametrize(("locale", "width", "dark"), [("zh-CN", 390, False), ("en-US", 1440, True)])
def test_axe_finds_nothing_in_the_notebook(visit, locale: str, width: int, dark: bool):
    page = visit("/?view=notebook", locale=locale, width=width, dark=dark)
    assert violations(page) == []
    ask(page, QUESTION)
    tick(page, 0, 1)
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(2)
    assert violations(page, ".top", VIEW) == []
