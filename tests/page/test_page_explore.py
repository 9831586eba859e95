"""The collection as a whole, in a real browser: the map and its list, the timeline, terms, lines in context, articles and files."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import VIEW, violations
from tests.helpers.browsing import fits
from tests.helpers.map_drawing import PLACE, TRACES, drawn, step_to
from tests.helpers.varied import HOSTILE, MONTHS, YEARS

pytestmark = pytest.mark.page
LINE = (
    "row => [row.querySelector('.key button').dataset.passage, ...['.left', '.right'].map(c => row.querySelector(c).textContent)]"
)

QUESTION = "科研项目的经费是多少？"
PANELS = ("time", "terms", "context&term=水位", "articles", "articles&list=files")


@pytest.mark.parametrize(("width", "locale"), [(1440, "en-US"), (390, "zh-CN")])
def test_every_passage_is_a_point_that_opens_it(visit, sample_searcher, width, locale):
    page = visit("/?view=explore", width=width, locale=locale)
    traces = drawn(page)
    ids = [id_ for trace in traces for id_ in trace["ids"]]
    assert len(ids) == sample_searcher.manifest.passages == len(set(ids))
    assert {trace["name"].strip("\u2068\u2069") for trace in traces} == {head.source for head in sample_searcher.heads()}
    wanted = ids[0]
    page.locator(".js-plotly-plot").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, wanted)
    page.mouse.move(x, y)
    expect(page.locator(".hovertext").first).to_be_visible()
    page.mouse.click(x, y)
    page.locator(".reader .here").first.wait_for()
    opened = page.url.split("p=")[1].split("&")[0]
    assert opened in ids
    passage = sample_searcher.passage(opened)
    assert "".join(page.locator(".reader .here").all_text_contents()) == passage.text
    assert fits(page, width)


def test_the_questions_hits_are_lit_up_and_colours_are_chosen(visit):
    page = visit("/?view=explore")
    plain = drawn(page)
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.locator(".card").first.wait_for()  # asking shows the answers
    assert page.locator("section[data-view=ask]").is_visible() and not page.locator(".asked").is_visible()
    page.click("nav [data-view-link=explore]")
    page.wait_for_function("n => (document.querySelector('.js-plotly-plot')?.data || []).length === n", arg=len(plain) + 1)
    assert page.locator(".map").is_visible() and "q=" in page.url
    lit = page.evaluate(TRACES)[-1]
    assert "Hits for the question" in lit["name"] and any("亿元" in text for text in lit["text"])
    expect(page.locator(".asked")).to_contain_text(QUESTION)
    assert page.locator(".asked a").get_attribute("href").startswith("?q=")
    page.locator(".choices a", has_text="Language").click()
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?.data.some(t => t.name.includes('English'))")
    names = [trace["name"].strip("\u2068\u2069") for trace in page.evaluate(TRACES)]
    assert names[:2] == ["Chinese (simplified)", "English"] and "colour=language" in page.url
    page.go_back()
    page.wait_for_function("() => document.querySelector('.js-plotly-plot')?.data.every(t => !t.name.includes('English'))")


def test_the_map_in_words_lists_its_regions_and_their_passages(visit, sample_searcher):
    page = visit("/?view=explore", locale="zh-CN")
    drawn(page)
    regions = page.locator(".regions > li")
    sizes = [
        int("".join(filter(str.isdigit, text)))
        for text in page.locator(".regions summary .number .say[lang=zh-CN]").all_inner_texts()
    ]
    assert sum(sizes) == sample_searcher.manifest.passages and regions.count() > 1
    regions.first.locator("summary").click()
    buttons = regions.first.locator("[data-passage]")
    buttons.first.wait_for()
    assert buttons.count() == min(sizes[0], 30)
    buttons.first.click()
    page.locator(".reader .here").first.wait_for()


def test_what_the_collection_says_is_text_on_the_map_too(visit, varied_address):
    page = visit("/?view=explore", at=varied_address)
    traces = drawn(page)
    texts = {id_: text for trace in traces for id_, text in zip(trace["ids"], trace["text"])}
    (id_,) = [id_ for id_, text in texts.items() if "Testville" in text]
    assert "&lt;script&gt;" in texts[id_] and "<script" not in texts[id_] and "<b" not in texts[id_].replace("<br>", "")
    page.locator(".js-plotly-plot").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE, id_)
    page.mouse.move(x, y)
    shown = page.locator(".hovertext")
    shown.first.wait_for()
    if "Testville" in shown.first.text_content():  # where another point covers it, that one's text is shown
        assert "<b id=bad>Testville</b>" in shown.first.text_content()
    assert page.locator("#bad").count() == 0 and page.evaluate("window.bad") is None
    for panel in PANELS:
        step_to(page, panel)
        assert page.locator("#bad").count() == 0 and page.evaluate("window.bad") is None
    step_to(page, "articles&find=onerror")
    expect(page.locator(".list [data-article]")).to_have_text(HOSTILE["title"])


@pytest.mark.parametrize(("width", "locale"), [(1440, "zh-CN"), (390, "en-US")])
def test_the_timeline_leads_to_the_articles_of_a_month(visit, varied_address, width, locale):
    page = visit("/?view=explore&show=time", at=varied_address, width=width, locale=locale)
    bars = page.locator(".bars li")
    bars.first.wait_for()
    assert bars.count() == len(YEARS) * len(MONTHS)
    expect(page.locator(".panel")).to_contain_text("有 1 篇没有日期" if locale == "zh-CN" else "1 article has no date")
    january = bars.nth(24).locator("a")
    assert january.get_attribute("aria-label") == ("2024年1月：2 篇" if locale == "zh-CN" else "January 2024: 2 articles")
    assert fits(page, width)
    january.click()
    trail = {
        "zh-CN": ["全部时间", "2024年1月", "看这 2 篇文章"],
        "en-US": ["All dates", "January 2024", "See the 2 articles"],
    }
    expect(page.locator(".trail > :is(a, strong)")).to_have_text(trail[locale], use_inner_text=True)
    days = page.locator(".bars li a")
    expect(days).to_have_count(2)
    assert days.first.get_attribute("aria-label") == (
        "2024年1月15日：1 篇" if locale == "zh-CN" else "15 January 2024: 1 article"
    )
    assert fits(page, width)
    days.first.click()
    expect(page.locator(".list tbody tr")).to_have_count(1)
    page.go_back()
    page.locator(".trail > a").first.click()  # out again
    expect(bars).to_have_count(len(YEARS) * len(MONTHS))
    january.click()
    page.locator(".trail > a").last.click()
    expect(page.locator(".list tbody tr")).to_have_count(2)
    page.locator(".chosen-period a").click()
    expect(page.locator(".list tbody tr")).to_have_count(40)


def test_dates_without_a_year_are_counted_and_not_placed(visit, sample_searcher):
    page = visit("/?view=explore&show=time", locale="zh-CN")
    expect(page.locator(".panel .notice")).to_contain_text("画不出时间线")
    expect(page.locator(".days")).to_contain_text("11月19日")
    yearless = sum(head.date.startswith("--") for head in sample_searcher.heads())
    expect(page.locator(".panel .note")).to_contain_text(f"有 {yearless} 篇的日期没有年份")


@pytest.mark.parametrize(("width", "locale"), [(1440, "en-US"), (390, "zh-CN")])
def test_a_term_leads_to_its_contexts_and_they_to_the_passage(visit, sample_searcher, width, locale):
    page = visit("/?view=explore&show=terms", width=width, locale=locale)
    page.locator(".termlist a", has_text="重庆").first.wait_for(timeout=60_000)
    assert fits(page, width)
    page.locator(".termlist a:not(.ask-for)", has_text="教育").first.click()
    lines = page.locator(".kwic tbody tr")
    expect(lines).to_have_count(50)
    assert set(page.locator(".kwic .key").all_inner_texts()) == {"教育"}
    page.locator(".choices a", has_text="Word after" if locale == "en-US" else "后面的词").click()
    page.wait_for_url("**order=right**")
    expect(page.locator("[aria-current=true]", has_text="Word after" if locale == "en-US" else "后面的词")).to_be_visible()
    page.locator(".pages [rel=next]").click()
    page.wait_for_url("**start=50**")
    assert fits(page, width)
    id_, left, right = lines.first.evaluate(LINE)  # at one moment, whether or not the next page has come
    assert f"{left.lstrip('…')}教育{right.rstrip('…')}" in sample_searcher.passage(id_).text
    page.locator(".kwic .key button").first.click()
    page.locator(".reader .here").first.wait_for()


def test_a_term_is_looked_up_and_asked_for(visit):
    page = visit("/?view=explore&show=context")
    field = page.locator(".seek input")
    field.fill("<b>nothing</b>")
    field.press("Enter")
    expect(page.locator(".panel .notice")).to_contain_text("<b>nothing</b>")
    page.locator(".seek input").fill("，，")
    page.locator(".seek input").press("Enter")
    expect(page.locator(".panel .notice")).to_contain_text("contains no word to look up")
    page.go_back()
    page.go_back()
    page.locator(".tabs a", has_text="Names").click()
    page.locator(".ask-for").first.click()
    page.locator(".card").first.wait_for()
    assert "view=" not in page.url and page.input_value("#question")


def test_articles_are_sorted_and_narrowed(visit, sample_searcher):
    page = visit("/?view=explore&show=articles")
    rows = page.locator(".list tbody tr")
    expect(rows).to_have_count(len(sample_searcher.heads()))
    page.locator(".list thead a", has_text="Characters").click()
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Characters")
    numbers = [int(text.replace(",", "")) for text in page.locator(".list td:last-child").all_inner_texts()]
    assert numbers == sorted(numbers) == sorted(len(sample_searcher.article(h.id).text) for h in sample_searcher.heads())
    page.locator(".list thead a", has_text="Characters").click()
    expect(page.locator("[aria-sort=descending]")).to_be_visible()
    page.locator(".seek input").fill("上游")
    page.locator(".seek input").press("Enter")
    wanted = [head for head in sample_searcher.heads() if "上游" in head.source]
    expect(rows).to_have_count(len(wanted))
    rows.first.locator("[data-article]").click()
    page.locator(".reader h2").wait_for()


def test_files_come_with_what_became_of_them(visit, sample_searcher):
    page = visit("/?view=explore&show=articles&list=files&sort=path")
    rows = page.locator(".list tbody tr")
    audit = sorted(sample_searcher.audit(), key=lambda row: row.path)
    expect(rows).to_have_count(len(audit))
    for at, row in enumerate(audit):
        cells = rows.nth(at).locator("th, td").all_inner_texts()
        assert (cells[0], cells[2], cells[3]) == (row.path, row.encoding.text, str(row.articles))
        assert [int(cell.replace(",", "")) for cell in cells[4:6]] == [row.characters_in, row.characters_kept]
    page.locator(".choices a", has_text="Skipped").click()
    expect(rows).to_have_count(sum(row.status == "skipped" for row in audit))


@pytest.mark.parametrize(("width", "locale", "dark"), [(1440, "zh-CN", True), (390, "en-US", False)])
def test_axe_finds_nothing_serious(visit, varied_address, width, locale, dark):
    page = visit("/?view=explore&q=river", at=varied_address, width=width, locale=locale, dark=dark)
    drawn(page)
    assert violations(page) == [] and fits(page, width)
    for panel in PANELS:
        step_to(page, panel)
        assert violations(page, VIEW) == [] and fits(page, width), panel


def test_a_page_without_a_collection_has_nothing_to_explore(visit, bare_address):
    for view in ("explore", "compare"):
        page = visit(f"/?view={view}", at=bare_address)
        expect(page.locator(".none")).to_be_visible()
