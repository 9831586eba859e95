"""Pages added by their addresses while the collection is in use: fetched from a real server, told in one line, asked soon after."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.local_web import Answer, LocalSite, local_site
from tests.helpers.places import ROOT
from xunzhang.building.builder import build_index
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.adding import Added, Adding
from xunzhang.service.adding_pages import MOST_WAITING, AddingPages
from xunzhang.service.live import LiveSearcher

PAGE = "<html><head><title>The school</title></head><body><article><h1>The school</h1><p>学校建成于1988年，预算是三亿元。</p></article></body></html>"


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        site.pages["/school"] = Answer(PAGE.encode(), "text/html; charset=utf-8")
        yield site


@pytest.fixture
def live(tmp_path: Path, bilingual: BilingualEncoder) -> LiveSearcher:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bridge.txt").write_text("The bridge was completed in 1952 and stands beside the river.", encoding="utf-8")
    build_index([corpus], tmp_path / "index", encoder=bilingual)
    return LiveSearcher(open_searcher(tmp_path / "index", encoder=bilingual), index_dir=tmp_path / "index", roots=[corpus])


def line_of(added: Added) -> str:
    (row,) = added.rows
    (message,) = row.messages
    assert "\n" not in message.text
    return message.text


def test_a_page_is_added_with_its_address_and_asked_soon(live: LiveSearcher, site: LocalSite):
    adding = Adding(live)
    pages = AddingPages(adding, allow_private=True)
    added = pages.add(f"{site.address}/school")
    assert (added.given, added.state) == (f"{site.address}/school", "waiting") and added.name.startswith("school-")
    adding.wait()
    (folder,) = live.roots
    assert (folder / added.name).read_text(encoding="utf-8") == PAGE
    head = live.searcher.ask("学校预算").groups[0].hit.passage.article
    assert (head.url, head.title, len(head.retrieved)) == (f"{site.address}/school", "The school", 20)
    again = pages.add(f"{site.address}/school")
    assert again.state == "there" and "was fetched on" in line_of(again)
    assert site.paths() == ["/school"] and not list(folder.glob(".fetching*")) and not (folder / ".adding").exists()


def test_what_is_not_taken_says_why_in_one_line_and_leaves_nothing(live: LiveSearcher, site: LocalSite):
    pages = AddingPages(Adding(live), allow_private=True)
    site.pages |= {
        "/feed": Answer(b"<rss><channel><item><link>/school</link></item></channel></rss>", "text/xml"),
        "/nothing": Answer(b"<html><body></body></html>"),
        "/picture": Answer(b"\x89PNG", "image/png"),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /barred", "text/plain"),
    }
    for given, says in (
        ("nowhere", "is no address"),
        (f"{site.address}/gone", "status 404"),
        (f"{site.address}/feed", "run xunzhang fetch on the command line"),
        (f"{site.address}/picture", "is of the type image/png"),
        (f"{site.address}/barred", "robots.txt does not let programs have"),
        (f"{site.address}/nothing", "shows no text"),
    ):
        added = pages.add(given)
        assert added.state == "refused" and says in line_of(added), given
    careful = AddingPages(Adding(live))
    assert "of this machine or a private network" in line_of(careful.add(f"{site.address}/school"))
    (folder,) = live.roots
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == ["bridge.txt"]


def test_few_may_wait_for_a_page(live: LiveSearcher, site: LocalSite):
    asked, free = threading.Event(), threading.Event()

    def slow(_handler) -> None:
        asked.set()
        free.wait(20)

    site.pages["/slow"] = Answer(does=slow)
    pages = AddingPages(Adding(live), allow_private=True)
    threads = [threading.Thread(target=pages.add, args=(f"{site.address}/slow",)) for _ in range(MOST_WAITING + 1)]
    threads[0].start()
    assert asked.wait(20)
    for thread in threads[1:]:
        thread.start()
    for _ in range(200):
        if pages._waiting._value == 0:
            break
        threading.Event().wait(0.02)
    assert "Too many pages are being fetched" in line_of(pages.add(f"{site.address}/school"))
    site.pages["/slow"] = Answer(b"", status=404)
    free.set()
    for thread in threads:
        thread.join(20)
    assert pages.add(f"{site.address}/school").state == "waiting"


def test_nothing_of_fetching_is_loaded_before_an_address_comes():
    code = "import sys, xunzhang.service.http, xunzhang.service.adding_pages; print(*{'protego', 'xunzhang.intake'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() == []
