"""Twelve outlets side by side, passages with a page number, and text that tries to be more than text, in every view and file."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator

import bibtexparser
import docx
import pytest
import rispy
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect

from tests.helpers import crowd
from tests.helpers.browsing import added, ask, file, open_notebook, saved, settled, tick
from tests.helpers.map_drawing import PLACE, TRACES, drawn, step_to
from tests.helpers.places import ROOT
from tests.helpers.serving import served
from xunzhang.export.notebook_files import FORMATS

pytestmark = [pytest.mark.model, pytest.mark.page]

BOTH = pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1440), ("en-US", 390)])
COMPARED = f"/?view=compare&q={crowd.QUESTION}"
# Text without a sign of direction of its own whose letters do not go from left to right: some other text's sign has turned it.
TURNED = r"""() => {
    const signs = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, found = [], range = document.createRange();
    const walker = document.createTreeWalker(document.querySelector('.xz'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const text = node.data, parent = node.parentElement;
        if (!text.trim() || signs.test(text) || !parent.checkVisibility() || parent.closest('.passage, .body, svg')) continue;
        const box = at => { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect(); };
        for (let at = 0; at + 1 < Math.min(text.length, 80); at++) {
            const [a, b] = [box(at), box(at + 1)];
            if (a.width && b.width && Math.abs(a.top - b.top) < 2 && b.left < a.left - 0.5) { found.push(text.slice(0, 60)); break; }
        }
    }
    for (const line of document.querySelectorAll('.xz .source')) {
        const boxes = [...line.querySelectorAll(':scope > .part')].map(part => part.getClientRects()).filter(rects => rects.length);
        boxes.slice(1).forEach(([b], at) => {
            const a = boxes[at][boxes[at].length - 1];
            if (Math.abs(a.top - b.top) < 2 && b.left < a.left) found.push('order of ' + line.textContent.slice(0, 60));
        });
    }
    return found; }"""


@pytest.fixture(scope="module")
def crowd_address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("crowd")
    shutil.copy(ROOT / "app.py", folder)
    crowd.write_crowd(folder / "corpus")
    with served(folder / "app.py", folder / "index", folder / "log.txt", "--allow-adding") as address:
        yield address


@pytest.fixture
def enter(visit, crowd_address):
    return lambda path="/", **window: visit(path, at=crowd_address, **window)


def shows_text_alone(page: Page) -> None:
    """Nothing that the collection or the reader wrote has become markup, run, turned what is around it, or pushed the page wide."""
    settled(page)
    assert page.evaluate(
        "window.bad === undefined && !document.querySelector('#bad') && !document.querySelector('.xz [onclick]')"
    )
    assert page.evaluate(TURNED) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# --- A map that is made for the first time (this test is the first to ask for it) ---


def test_the_map_is_waited_for_with_a_bar_and_made_once(enter):
    page = enter(locale="zh-CN")
    page.locator(".drawing").wait_for(state="attached")
    page.evaluate(
        """() => { window.bars = []; const drawing = document.querySelector('.drawing'), bar = drawing.querySelector('progress');
            const note = () => drawing.checkVisibility() && window.bars.push([bar.value, drawing.innerText]);
            new MutationObserver(note).observe(drawing, {attributes: true, subtree: true}); }"""
    )
    page.locator("[data-view-link=explore]").click()
    drawn(page)
    shares = [share for share, _ in page.evaluate("bars")]
    assert shares and shares == sorted(shares) and shares[0] < 1
    assert "地图" in page.evaluate("bars[0][1]")
    expect(page.locator(".drawing")).to_be_hidden()
    again = enter("/?view=explore", locale="zh-CN")
    again.evaluate(
        "() => { window.waited = 0; new MutationObserver(() => window.waited++).observe(document.querySelector('.drawing'), {attributes: true}); }"
    )
    drawn(again)
    assert again.evaluate("document.querySelector('.drawing progress').value") == 0  # there was nothing left to wait for


# --- Twelve outlets ---


def in_column(page: Page, number: int):
    return page.locator(".account", has=page.get_by_role("heading", name=crowd.OUTLETS[number], exact=True))


@BOTH
def test_twelve_outlets_have_a_column_each_and_what_differs_is_marked(enter, locale, width):
    page = enter(COMPARED, locale=locale, width=width)
    accounts = page.locator(".account")
    expect(accounts).to_have_count(len(crowd.OUTLETS))
    assert set(page.locator(".account > h3").all_inner_texts()) == set(crowd.OUTLETS)
    usual = {crowd.COST, crowd.DAY, crowd.ENGINEER}
    for number, odd, instead in (
        (2, crowd.OTHER_COST, crowd.COST),
        (7, crowd.OTHER_COST, crowd.COST),
        (4, crowd.OTHER_DAY, crowd.DAY),
        (9, crowd.OTHER_ENGINEER, crowd.ENGINEER),
    ):
        marked = "|".join(in_column(page, number).locator(".passage .differs").all_text_contents())
        assert odd.replace(" ", "") in marked.replace("|", "").replace(" ", ""), number
        others = in_column(page, number).locator(".disputes li", has_text=f"“{instead}”").first
        assert "“" + odd + "”" in others.inner_text()
        assert others.get_by_role("button").count() >= 10  # every outlet that prints the usual, each a way there
    plain = "".join(in_column(page, 0).locator(".passage .differs").all_text_contents()).replace(" ", "")
    assert all(each.replace(" ", "") in plain for each in usual)
    assert in_column(page, 0).locator(".passage").evaluate("node => node.textContent") == crowd.told("", 0)["text"]
    shows_text_alone(page)


def test_many_columns_are_reached_on_a_desk_with_mouse_and_keyboard(enter):
    page = enter(COMPARED)
    columns, last = page.locator(".accounts"), page.locator(".account").last
    last.wait_for()
    widths = page.locator(".account").evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().width)")
    assert min(widths) >= 280  # some forty letters a line
    expect(last).not_to_be_in_viewport()
    columns.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.accounts').scrollLeft > 0")
    last.get_by_role("button").last.focus()
    expect(last.locator("h3")).to_be_in_viewport()


def test_many_columns_stand_one_below_the_other_on_a_phone(enter):
    page = enter(COMPARED, width=390)
    page.locator(".account").last.wait_for()
    boxes = page.locator(".account").evaluate_all(
        "nodes => nodes.map(n => n.getBoundingClientRect()).map(b => [b.left, b.width, b.top])"
    )
    assert len({(round(left), round(wide)) for left, wide, _ in boxes}) == 1 and boxes[0][1] > 300
    tops = [top for _, _, top in boxes]
    assert tops == sorted(tops)


# --- Pages ---


@BOTH
def test_a_passage_of_a_paged_document_names_its_page(enter, locale, width):
    page = enter(locale=locale, width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "How much silt did the dredging of the northern basin remove?")
    card = page.locator(".card", has_text="72,000 cubic metres").first
    named = "第 2 页" if locale == "zh-CN" else "page 2"
    assert named in card.locator("header .source").inner_text()
    for style, cited in (("gb7714", "Report on the Harbour[Z]. 2."), ("apa", "Report on the Harbour (p. 2). (n.d.).")):
        card.locator(f"> .actions [data-style={style}]").click()
        expect(page.locator(".told")).to_contain_text(cited)
        assert page.evaluate("navigator.clipboard.readText()") == cited
    card.locator("> .actions .open").click()
    page.locator(".reader .here").first.wait_for()
    assert named in page.locator(".reader header .source").first.inner_text()
    turned = page.locator(".reader .body [data-page]")
    assert turned.evaluate_all("nodes => nodes.map(node => node.dataset.page)") == ["1", "2"]
    assert crowd.SECOND_PAGE in turned.last.inner_text()
    tick(page, 0)
    open_notebook(page)
    expect(page.locator(".entries .source").first).to_contain_text(named)


# --- Text that tries to be more ---


def hostile_card(page: Page):
    """-> the card of the two hostile articles, which are copies of each other, and the record of the one that leads it."""
    ask(page, crowd.ASKED)
    card = page.locator(".card", has=page.locator("> .passage", has_text="Testhaven")).first
    text = card.locator("> .passage").text_content()
    return card, crowd.HOSTILE if text == crowd.HOSTILE["text"] else crowd.COPY


@BOTH
def test_asking_reading_and_narrowing_show_text(enter, locale, width):
    page = enter(locale=locale, width=width)
    card, record = hostile_card(page)
    assert page.input_value("#question") == crowd.ASKED
    assert card.locator("> .passage").text_content() == record["text"]
    assert card.locator("h3").text_content() == record["title"]
    assert card.locator("header .part").first.text_content() == record["source"]
    page.locator(".also > summary").evaluate_all("nodes => nodes.forEach(node => node.click())")
    titles = page.locator(".results :is(h3, h4)").all_text_contents()
    assert {crowd.HOSTILE["title"], crowd.COPY["title"]} <= set(titles)
    shows_text_alone(page)
    card.locator("> .actions .open").click()
    page.locator(".reader .here").first.wait_for()
    assert page.locator(".reader h2").text_content() == record["title"]
    link = page.locator(".reader header a").first
    assert link.evaluate("node => [node.getAttribute('href'), node.getAttribute('onclick')]") == [crowd.HOSTILE["url"], None]
    shows_text_alone(page)
    page.locator(".reader [data-like-in='']").click()
    page.locator(".beside .copy, .beside .notice").first.wait_for()
    shows_text_alone(page)
    page.keyboard.press("Escape")
    page.locator("[data-only]").click()
    expect(page.locator(".chip")).to_have_text(record["title"])
    page.locator("[data-facet=source] summary").click()
    names = page.locator("[data-facet=source] label span:not(.number):not(label span span)").all_text_contents()
    assert {crowd.HOSTILE["source"], crowd.COPY["source"]} <= set(names)
    shows_text_alone(page)


def test_the_history_gives_back_a_hostile_question_as_it_was(enter):
    page = enter()
    hostile_card(page)
    ask(page, "</title><b id=bad>bridge</b> \u202e\u2067\u2067")
    assert page.title().startswith("</title><b id=bad>bridge</b>")
    page.go_back()
    expect(page.locator("#question")).to_have_value(crowd.ASKED)
    page.go_forward()
    expect(page.locator("#question")).to_have_value("</title><b id=bad>bridge</b> \u202e\u2067\u2067")
    shows_text_alone(page)
    ask(page, '+"<i id=bad>\u202enone\u2067\u2067" -"\u2069\u202eother"')
    shows_text_alone(page)
    page.reload()
    page.locator(".status > *").first.wait_for()
    shows_text_alone(page)


@BOTH
def test_exploring_and_comparing_show_text(enter, locale, width):
    page = enter("/?view=explore", locale=locale, width=width)
    drawn(page)
    traces = page.evaluate(TRACES)
    assert any("=cmd|" in text and "&lt;b id=bad" in text and "<b id" not in text for trace in traces for text in trace["text"])
    (id_,) = [i for trace in traces for i, text in zip(trace["ids"], trace["text"]) if "=cmd|" in text]
    page.locator(".js-plotly-plot").scroll_into_view_if_needed()
    page.mouse.move(*page.evaluate(PLACE, id_))
    page.locator(".hovertext").first.wait_for()
    page.mouse.move(0, 0)
    shows_text_alone(page)
    for summary in page.locator(".regions summary").all():
        summary.click()
    page.locator(".region [data-passage]").first.wait_for()
    shows_text_alone(page)
    for panel in ("time", "terms", "context&term=Testhaven", "articles", "articles&list=files", "context&term=<i id=bad>\u202e"):
        step_to(page, panel)
        shows_text_alone(page)
    step_to(page, "context&term=lighthouse")
    rows = page.locator(".kwic tbody tr")
    expect(rows).to_have_count(2)
    assert rows.first.locator(".where").text_content().startswith((crowd.HOSTILE["source"], crowd.COPY["source"]))
    step_to(page, "articles&find=cmd")
    assert page.locator(".list tbody [data-article]").text_content() == crowd.HOSTILE["title"]
    page.evaluate(
        "q => { history.pushState(null, '', '?view=compare&q=' + encodeURIComponent(q)); dispatchEvent(new PopStateEvent('popstate')); }",
        crowd.ASKED,
    )
    page.locator(".account").first.wait_for()
    assert {crowd.HOSTILE["source"], crowd.COPY["source"]} <= set(page.locator(".account > h3").all_text_contents())
    shows_text_alone(page)


def test_every_file_has_the_text_and_nothing_more(enter):
    page = enter()
    card, record = hostile_card(page)
    card.locator("> .actions [data-keep]").click()
    open_notebook(page)
    expect(page.locator(".entries > li")).to_have_count(1)
    page.locator(".entries textarea").fill("=1+1 </textarea><b id=bad>note</b> \u202e")
    page.locator(".tools input.name").fill("=2+2 <b id=bad>name</b>")
    shows_text_alone(page)
    kept = {name: saved(page, f'[data-save="notebook"][data-format="{name}"]')[1] for name in FORMATS}
    page.locator("[data-view-link=ask]").click()
    page.locator(".card").first.wait_for()
    page.locator("[data-pick]").first.check()
    found = {
        button.get_attribute("data-format"): saved(page, f'[data-save="results"][data-format="{button.get_attribute("data-format")}"]')[1]
        for button in page.locator('[data-save="results"]').all()
    }  # fmt: skip
    assert set(found) == set(FORMATS)
    for files in (kept, found):
        cells = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))
        assert not [cell for row in cells for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
        assert "'" + record["text"] in {cell for row in cells for cell in row}
        html = MarkdownIt().render(files["md"].decode())
        assert not [tag for tag in ("<script", "<img", "<b ", "<u ", "<a ", "</blockquote></mark>") if tag in html]
        assert record["text"] in plain(html)
        quotes = [p.text for p in docx.Document(io.BytesIO(files["docx"])).paragraphs if p.style.name == "Quote"]
        assert record["text"] in quotes
        assert record["title"] in {reference["title"] for reference in rispy.loads(files["ris"].decode())}
        assert len(bibtexparser.loads(files["bib"].decode()).entries) == len(
            re.findall(r"^@(?:article|misc)", files["bib"].decode(), re.MULTILINE)
        )
        assert record["title"] in files["gb7714"].decode() and record["title"] in files["apa"].decode()
    assert json.loads(kept["json"])["passages"][0]["passage"]["text"] == record["text"]
    first = json.loads(found["json"].decode().splitlines()[0])
    assert record["text"] in {each["passage"]["text"] for each in first["results"]}


def plain(html: str) -> str:
    """The text of HTML as a browser shows it."""
    from lxml.html import fromstring

    return "".join(fromstring(f"<div>{html}</div>").itertext())


def test_a_file_with_a_hostile_name_is_listed_as_text(enter):
    page = enter("/?view=add", locale="zh-CN")
    name = "<b id=bad>light\u202e\u2067\u2067house.txt"
    page.locator("input[type=file]").set_input_files([file(name, "The beacon of 1871 was painted white. \u202e<i id=bad>")])
    expect(added(page, "light").or_(page.locator(".added > li")).first).to_contain_text("可以查找了", timeout=60_000)
    assert "light" in page.locator(".added h3").first.text_content()
    shows_text_alone(page)
