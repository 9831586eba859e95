"""Adding files on the page, where the operator allows it: dropped, audited, refused with a line, and asked a moment later."""

from __future__ import annotations

import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import violations
from tests.helpers.browsing import added, ask, file
from tests.helpers.local_web import Answer, local_site
from tests.helpers.places import ROOT
from tests.helpers.serving import served

pytestmark = [pytest.mark.model, pytest.mark.page]

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
LIBRARY = "---\ntitle: 两江四岸的新图书馆\nsource: 山城晚报\n---\n新馆在江北嘴动工，总投资17.1亿元，藏书三百万册，计划2027年建成开放。\n"
OBSERVATORY = (
    "The observatory on Mount Linfeng keeps a telescope of four metres, which opened in 1998 and cost 52 million dollars."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("adding")
    shutil.copy(ROOT / "app.py", folder)
    (folder / "corpus").mkdir()
    (folder / "corpus" / "first.txt").write_text("The museum of Linjiang was founded in 1952 and stands beside the river.")
    return folder


@pytest.fixture(scope="module")
def adding_address(folder) -> Iterator[str]:
    with served(folder / "app.py", folder / "index", folder / "log.txt", "--allow-adding", "--allow-private") as address:
        until_built(address)
        yield address


def until_built(address: str) -> None:
    """A page that was opened before the first build is done loads itself anew when it is, in the middle of a test."""
    for _ in range(600):
        try:
            with DIRECT.open(f"{address}/api/ask?question=museum", timeout=60):
                return
        except urllib.error.HTTPError:
            time.sleep(0.2)
    raise AssertionError("there is no index yet")


def post(address: str, name: str, content: bytes = OBSERVATORY.encode(), **headers: str) -> tuple[int, dict[str, object]]:
    url = f"{address}/api/add?{urllib.parse.urlencode({'name': name})}"
    request = urllib.request.Request(url, content, {"Content-Type": "application/octet-stream"} | headers)
    try:
        with DIRECT.open(request, timeout=60) as reply:
            return reply.status, json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_files_are_read_audited_and_asked_in_place(visit, adding_address, folder):
    page = visit("/?view=add", at=adding_address)
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
            const bar = document.querySelector('.under-way progress'); if (bar) window.seen.push(bar.getAttribute('aria-label'));
        }).observe(document.querySelector('.under-way'), {childList: true}); }"""
    )
    page.locator("input[type=file]").set_input_files(
        [file("library.md", LIBRARY), file("broken.pdf", b"%PDF-1.7 nothing of the sort")]
    )
    expect(added(page, "library.md")).to_contain_text("Ready to search", timeout=60_000)
    expect(added(page, "library.md")).to_contain_text("1 article, 1 paragraph")
    expect(added(page, "broken.pdf")).to_contain_text("Not added: no article could be read from it")
    assert len(added(page, "broken.pdf").locator(".note").all_inner_texts()) == 1
    assert page.evaluate("window.seen.length") > 0  # there was something to see while it was being indexed
    assert sorted(path.name for path in (folder / "corpus").iterdir()) == ["first.txt", "library.md"]
    expect(page.locator(".shelf")).to_contain_text(
        "两江四岸的新图书馆"
    )  # what a page that is open says of the collection follows it
    ask(page, "新图书馆总投资多少？")
    assert "17.1亿元" in page.locator(".card .passage").first.inner_text()
    assert page.locator(".card h3").first.inner_text() == "两江四岸的新图书馆"


@pytest.mark.parametrize(("locale", "width", "title"), [("zh-CN", 390, "可以查找了"), ("en-US", 1440, "Ready to search")])
def test_files_can_be_dropped(visit, adding_address, locale: str, width: int, title: str):
    page = visit("/?view=add", locale=locale, width=width, at=adding_address)
    page.evaluate(
        """(name) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(['A heron stood on the pier of ' + name + ' at dawn, and the ferry of 1931 was late.'], name));
            const drop = document.querySelector('.drop');
            for (const kind of ['dragenter', 'dragover', 'drop']) drop.dispatchEvent(
                new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
        }""",
        f"heron-{width}.txt",
    )
    expect(added(page, f"heron-{width}.txt")).to_contain_text(title, timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_a_page_is_added_by_its_address(visit, adding_address, folder):
    text = "The tram of Beishan ran from 1909 and was taken up again in 1961, which 214 people came to see."
    with local_site() as site:
        site.pages["/tram"] = Answer(
            f"<html><title>The last tram</title><body><h1>The last tram</h1><p>{text}</p></body></html>".encode()
        )
        site.pages["/feed"] = Answer(b"<rss><channel/></rss>", "text/xml")
        page = visit("/?view=add", locale="zh-CN", width=390, at=adding_address)
        field = page.get_by_label("或者填写网页的网址")
        for path in ("/tram", "/gone", "/feed"):
            field.fill(site.address + path)
            field.press("Enter")
        expect(page.locator(".added > li").filter(has_text=f"取自 {site.address}/tram")).to_contain_text(
            "可以查找了", timeout=60_000
        )
        expect(added(page, f"{site.address}/gone").locator(".note")).to_contain_text("状态 404，不是网页")
        expect(added(page, f"{site.address}/feed").locator(".note")).to_contain_text("请在命令行里运行 xunzhang fetch")
        expect(page.locator(".sending > li")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
        page = visit("/?view=add", at=adding_address)
        page.get_by_label("Or give the address of a web page").fill(f"{site.address}/tram")
        page.get_by_role("button", name="Fetch the page").click()
        expect(page.locator(".added > li.there")).to_contain_text("This address was fetched on")
        found = json.loads(DIRECT.open(f"{adding_address}/api/ask?question=tram%20Beishan", timeout=60).read())
        article = found["results"][0]["passage"]["article"]["id"]
        whole = json.loads(DIRECT.open(f"{adding_address}/api/article?article_id={article}", timeout=60).read())
        assert (whole["url"], whole["origins"]["url"]) == (f"{site.address}/tram", "fetched") and len(
            whole["origins"]["retrieved"]
        ) == 20


def test_an_address_is_sent_as_json_and_from_here_alone(adding_address):
    for body, headers, status, says in (
        (b"{}", {"Content-Type": "application/json"}, 400, "url is missing"),
        (b'{"url": 5}', {"Content-Type": "application/json"}, 400, "url: "),
        (b'{"url": "x", "y": 1}', {"Content-Type": "application/json"}, 400, "There is no argument 'y'"),
        (b"url=x", {"Content-Type": "text/plain"}, 415, ""),
        (b'{"url": "https://example.org/"}', {"Content-Type": "application/json", "Origin": "https://evil.example"}, 403, ""),
    ):
        request = urllib.request.Request(f"{adding_address}/api/fetch", body, headers)
        with pytest.raises(urllib.error.HTTPError) as refused:
            DIRECT.open(request, timeout=10)
        assert refused.value.code == status and says in json.loads(refused.value.read())["error"]


def test_a_name_with_markup_shows_as_text(visit, adding_address):
    page = visit("/?view=add", at=adding_address)
    page.locator("input[type=file]").set_input_files(
        [file("<img src=x onerror=window.bad=1>.txt", "A quiet paragraph about the lighthouse of 1904."), file("x.exe", "MZ")]
    )
    expect(added(page, "x.exe")).to_contain_text("There is no reader for .exe", timeout=30_000)
    expect(added(page, "_img src=x onerror=window.bad=1_.txt")).to_contain_text(
        "It was called <img src=x onerror=window.bad=1>.txt"
    )
    expect(added(page, "_img src=x onerror=window.bad=1_.txt")).to_contain_text("Ready to search", timeout=60_000)
    assert page.evaluate("window.bad") is None


def test_what_the_library_says_of_a_file_is_said_in_chinese(visit, adding_address):
    page = visit("/?view=add", at=adding_address, locale="zh-CN", width=390)
    bad = '{"text": "甲乙丙丁，戊己庚辛。", "date": "soon"}\n{no json\n'
    page.locator("input[type=file]").set_input_files([file("表.xyz", "x"), file("dump.jsonl", bad), file("empty.txt", "")])
    expect(added(page, "表.xyz").locator(".note")).to_contain_text("不能读取 .xyz 文件；请另存为以下格式之一：", timeout=30_000)
    expect(added(page, "empty.txt").locator(".note")).to_have_text("文件是空的；请写入文字，或者删去它。", use_inner_text=True)
    expect(added(page, "dump.jsonl").locator(".note").first).to_have_text(
        "第 1 行：日期“soon”无法识别，没有采用；请写成 2024-11-19 这样的形式。", use_inner_text=True
    )
    expect(added(page, "dump.jsonl")).to_contain_text("可以查找了", timeout=60_000)
    page = visit("/?view=explore&show=articles&list=files&find=无法识别", at=adding_address, locale="zh-CN")
    row = page.locator(".list tbody tr").filter(has_text="dump.jsonl")
    row.wait_for()
    shown = row.inner_text()
    assert "部分读取" in shown and "不含文章的行：7 个字符" in shown and "第 2 行：不是 JSON（" in shown
    assert "Line" not in shown and "that hold" not in shown


def test_no_name_leads_out_of_the_collection(adding_address, folder):
    before = {path for path in folder.rglob("*") if "index" not in path.parts}
    status, reply = post(adding_address, "../../outside.txt")
    assert (status, reply["name"]) == (200, "outside.txt")
    assert (folder / "corpus" / "outside.txt").read_text(encoding="utf-8") == OBSERVATORY
    for name in ("..%2f..%2fy.txt", "C:\\Windows\\z.txt", "corpus/../../w.txt"):
        assert post(adding_address, name, name.encode())[0] == 200
    new = {path for path in folder.rglob("*") if "index" not in path.parts} - before
    assert {path.parent for path in new if path.name != ".adding"} == {folder / "corpus"}


def test_what_may_not_be_added_is_refused_in_one_line(adding_address):
    for name, says in (
        ("metadata.csv", "is not an article"),
        ("page.php", "There is no reader for .php; save the file as one of "),
    ):
        status, reply = post(adding_address, name)
        assert (status, reply["state"], reply["name"]) == (200, "refused", "")
        assert says in reply["rows"][0]["messages"][0]
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(urllib.request.Request(f"{adding_address}/api/add", b"x"), timeout=10)
    assert refused.value.code == 400


def test_a_page_of_another_site_adds_nothing(adding_address):
    assert post(adding_address, "evil.txt", Origin="https://evil.example")[0] == 403
    assert post(adding_address, "evil.txt", Origin="null")[0] == 403
    assert "evil.txt" not in json.dumps(json.loads(DIRECT.open(f"{adding_address}/api/add", timeout=10).read()))


def test_nothing_can_be_added_unless_the_operator_allows_it(visit, address):
    page = visit("/?view=add")
    assert page.locator('[data-view-link="add"]').count() == 0
    assert post(address, "x.txt")[0] == 404
    request = urllib.request.Request(
        f"{address}/api/fetch", b'{"url": "https://example.org/"}', {"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(request, timeout=10)
    assert refused.value.code == 404
    for path in ("/gradio_api/upload", "/gradio_api/upload/"):  # Gradio's own way in is closed too
        request = urllib.request.Request(f"{address}{path}", b"x", {"Content-Type": "multipart/form-data; boundary=b"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            DIRECT.open(request, timeout=10)
        assert refused.value.code == 404
