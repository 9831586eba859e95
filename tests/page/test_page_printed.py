"""The page as it was printed, beside the article that is read: in Chromium, over a PDF and a scan of our own."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.helpers import scans
from tests.helpers.axe import violations
from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.printing import Setting, print_pdf
from tests.helpers.serving import free_port
from xunzhang.building.builder import build_index
from xunzhang.page.app import launch, make_page
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.live import LiveSearcher

pytestmark = pytest.mark.page

FERRY = [
    "The ferry at Dukou stopped after ninety years on the river, and the new bridge now carries twenty thousand cars a day.",
    "The old boatman gave his boat to the county museum. There he tells pupils every week how people once crossed the river "
    "in spring, when the water is high, and what they paid for it in eggs and rice.",
    "The mayor said at the opening that the budget had been kept, and that the second bridge, further down the river, will be "
    "begun in the year after next if the county agrees.",
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """.address, .corpus, .searcher; passages by the name of their file, in order: .passages."""
    folder = tmp_path_factory.mktemp("printed")
    corpus, encoder = folder / "corpus", BilingualEncoder()
    corpus.mkdir()
    pages = [text for _ in range(12) for text in FERRY]
    print_pdf(corpus / "ferry.pdf", "The last ferry", [("text", text) for text in pages], Setting(chinese=False, columns=2))
    scans.kept("chinese").transpose(Image.Transpose.ROTATE_90).save(corpus / "bridge.png")
    (corpus / "notes.txt").write_text(f"{FERRY[0]}\n", encoding="utf-8")
    build_index([corpus], folder / "index", encoder=encoder)
    searcher = open_searcher(folder / "index", encoder=encoder, reads=False)
    live = LiveSearcher(searcher, index_dir=folder / "index", encoder=encoder, roots=[corpus], reads=False)
    page = make_page(live, None)
    address = launch(page, live, "127.0.0.1", free_port())
    passages = {head.path: searcher.passages_of(head.id) for head in searcher.heads()}
    yield SimpleNamespace(address=address, corpus=corpus, searcher=searcher, passages=passages)
    page.close()


def opened(visit, printed: SimpleNamespace, passage, **how) -> Page:
    page = visit(f"/?p={quote(passage.id)}", at=printed.address, **how)
    page.locator(".reader .here").first.wait_for()
    return page


def shown(page: Page) -> Page:
    """The picture is there, and the passage outlined."""
    page.wait_for_function(
        "() => { const i = document.querySelector('.sheet img'); return i && i.complete && i.naturalWidth > 0; }"
    )
    return page


def test_the_passage_is_outlined_on_its_page_and_each_finds_the_other(visit, printed) -> None:
    passage = next(p for p in printed.passages["ferry.pdf"] if p.page == 2)
    page = opened(visit, printed, passage)
    page.get_by_role("button", name="The printed page").click()
    shown(page)
    assert page.locator(".beside h2").inner_text() == "As printed: page 2"
    box = page.locator(".sheet .box").first
    expect(box).to_be_in_viewport()
    assert "like=page" in page.url
    # The outline stands around what is printed there, by the layout that was kept.
    sheet, outline = page.locator(".sheet img").bounding_box(), box.bounding_box()
    lines = [each for each in printed.searcher.layout(passage.article.id).between(passage.start, passage.end) if each.page == 2]
    assert outline["x"] <= sheet["x"] + sheet["width"] * min(line.x0 for line in lines[:1]) / 10_000 + 2
    assert outline["y"] == pytest.approx(sheet["y"] + sheet["height"] * lines[0].y0 / 10_000, abs=6)
    # A click on the box selects the passage in the text.
    box.press("Enter")
    assert passage.text.startswith(page.evaluate("getSelection().toString()")[:40])
    expect(page.locator(".reader .here").first).to_be_in_viewport()
    # One on a line, that line.
    other = printed.searcher.layout(passage.article.id).lines
    line = next(line for line in other if line.page == 2 and line.start > passage.end)
    page.locator(f'.sheet .line[data-from="{line.start}"]').click()
    article = printed.searcher.article(passage.article.id)
    assert page.evaluate("getSelection().toString()").split() == article.text[line.start : line.end].split()


def test_a_click_in_the_text_finds_the_line_on_whichever_page(visit, printed) -> None:
    passage = next(p for p in printed.passages["ferry.pdf"] if p.page == 2)
    page = opened(visit, printed, passage)
    page.get_by_role("button", name="The printed page").click()
    shown(page)
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".reader .here").first.click(position={"x": 40, "y": 8})
    lit = page.locator(".sheet .line.lit")
    expect(lit).to_have_count(1)
    assert passage.start <= int(lit.get_attribute("data-from")) < passage.end
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".reader .body > [data-start]").first.click(position={"x": 60, "y": 8})
    expect(page.locator(".beside h2")).to_have_text("As printed: page 1", use_inner_text=True)
    expect(page.locator(".sheet .line.lit")).to_have_count(1)
    page.locator(".beside").get_by_role("button", name="Next page").click()
    expect(page.locator(".beside h2")).to_have_text("As printed: page 2", use_inner_text=True)


def test_a_scan_is_shown_upright_its_doubts_marked_and_its_origin_told(visit, printed) -> None:
    passage = printed.passages["bridge.png"][0]
    page = opened(visit, printed, passage, locale="zh-CN")
    assert page.locator(".reader .unsure").inner_text() == "二〇二四"
    assert "OCR 识别，把握" in page.locator(".reader header .source").first.inner_text()
    page.locator(".reader .origins summary").click()
    assert "由 OCR 从图片识别，可能有错" in page.locator(".reader .origins").inner_text()
    page.get_by_role("button", name="看原页").click()
    shown(page)
    assert page.evaluate("(i => i.naturalWidth > i.naturalHeight)(document.querySelector('.sheet img'))")  # as it is read
    assert page.locator(".beside h2").inner_text() == "原页：第 1 页"
    page.locator(".sheet .box").first.click()
    assert page.evaluate("getSelection().toString()").startswith("二〇二四年")
    assert violations(page) == []


def test_once_looked_at_pages_are_shown_beside_the_next_article_too(visit, printed) -> None:
    page = opened(visit, printed, printed.passages["bridge.png"][0], alone=True)
    assert page.locator(".sheet").count() == 0
    page.get_by_role("button", name="The printed page").click()
    shown(page)
    page.goto(f"{printed.address}/?p={quote(printed.passages['ferry.pdf'][0].id)}")
    shown(page)
    page.locator("[data-close-beside]").click()
    page.goto(f"{printed.address}/?p={quote(printed.passages['bridge.png'][0].id)}")
    page.locator(".reader .here").first.wait_for()
    page.wait_for_timeout(300)
    assert page.locator(".sheet").count() == 0


def test_on_a_phone_the_page_stands_below_and_fits(visit, printed) -> None:
    page = opened(visit, printed, printed.passages["ferry.pdf"][0], width=390)
    page.get_by_role("button", name="The printed page").click()
    shown(page)
    expect(page.locator(".sheet .box").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".sheet .box").first.click()
    expect(page.locator(".reader .here").first).to_be_in_viewport()


def test_a_text_has_no_pages_and_its_file_can_be_opened(visit, printed) -> None:
    page = opened(visit, printed, printed.passages["notes.txt"][0])
    assert page.get_by_role("button", name="The printed page").count() == 0
    link = page.locator(".reader header a", has_text="notes.txt")
    with urllib.request.urlopen(f"{printed.address}/{link.get_attribute('href')}") as answer:
        assert answer.read() == (printed.corpus / "notes.txt").read_bytes()
        assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
        assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_file_that_changed_is_not_shown_and_not_given(visit, printed) -> None:
    passage = printed.passages["ferry.pdf"][0]
    file: Path = printed.corpus / "ferry.pdf"
    before = file.read_bytes()
    file.write_bytes(before + b"\n% more")
    try:
        page = opened(visit, printed, passage)
        page.get_by_role("button", name="The printed page").click()
        expect(page.locator(".beside .notice")).to_contain_text("The file ferry.pdf has changed since it was read")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{printed.address}/api/original?article_id={passage.article.id}")
        assert refused.value.code == 404
        assert "has changed since it was read" in json.loads(refused.value.read())["error"]
    finally:
        file.write_bytes(before)


@pytest.mark.parametrize("bad", ["", "?article_id=", "?article_id=../../etc/passwd", "?article_id=x&path=/etc/passwd"])
def test_nothing_else_is_given(printed, bad: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{printed.address}/api/original{bad}")
    assert refused.value.code in (400, 404) and list(json.loads(refused.value.read())) == ["error"]
