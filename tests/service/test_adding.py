"""Files added while the collection is in use: safe names, nothing overwritten, refused with one line, indexed in the background."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.reading.files import limits
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.adding import Added, Adding
from xunzhang.service.live import LiveSearcher
from xunzhang.service.receiving import LONGEST_NAME, safe_name
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

BRIDGE = "The bridge was completed in 1952 and stands beside the river."
SCHOOL = "学校建成于1988年，预算是三亿元。"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return folder


@pytest.fixture
def live(tmp_path: Path, corpus: Path, bilingual: BilingualEncoder) -> LiveSearcher:
    build_index([corpus], tmp_path / "index", encoder=bilingual)
    return LiveSearcher(open_searcher(tmp_path / "index", encoder=bilingual), index_dir=tmp_path / "index", roots=[corpus])


def add(adding: Adding, name: str, content: bytes | str) -> Added:
    with adding.receiving(name) as received:
        received.write(content if isinstance(content, bytes) else content.encode())
        return adding.take(received)


def test_a_file_is_read_at_once_and_can_be_asked_soon(live: LiveSearcher, corpus: Path):
    adding = Adding(live)
    added = add(adding, "school.md", SCHOOL)
    assert (added.name, added.state, added.rows[0].status, added.rows[0].articles) == ("school.md", "waiting", "read", 1)
    adding.wait()
    assert (corpus / "school.md").read_text(encoding="utf-8") == SCHOOL
    assert [each.state for each in adding.files] == ["searchable"]
    assert live.searcher.ask("学校预算").groups[0].hit.passage.text == SCHOOL
    assert not (corpus / ".adding").exists()


def test_files_that_come_while_one_is_indexed_are_indexed_too(live: LiveSearcher):
    adding = Adding(live)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: add(adding, f"{n}.txt", f"The mayor of town {n} kept a cat and {n * 11} fish."), range(8)))
    adding.wait()
    assert {each.state for each in adding.files} == {"searchable"}
    assert live.searcher.manifest.articles == 9
    assert adding.progress.stage == ""


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten(live: LiveSearcher, corpus: Path):
    adding = Adding(live)
    names = [add(adding, "bridge.txt", text).name for text in (SCHOOL, "Another bridge, of 1970, with a cat.", SCHOOL + "。")]
    adding.wait()
    assert names == ["bridge (2).txt", "bridge (3).txt", "bridge (4).txt"]
    assert (corpus / "bridge.txt").read_text(encoding="utf-8") == BRIDGE
    rows = {row.path: row.articles for row in live.searcher.audit()}
    assert rows == {"bridge.txt": 1, "bridge (2).txt": 1, "bridge (3).txt": 1, "bridge (4).txt": 1}


def test_the_same_file_is_not_added_twice(live: LiveSearcher, corpus: Path):
    added = add(Adding(live), "bridge.txt", BRIDGE)
    assert (added.state, added.name) == ("there", "bridge.txt")
    assert [path.name for path in corpus.iterdir()] == ["bridge.txt"]


def test_a_copy_under_another_name_says_so_once_it_is_indexed(live: LiveSearcher):
    adding = Adding(live)
    add(adding, "copy.txt", BRIDGE)
    adding.wait()
    (copy,) = adding.files
    assert copy.state == "there"
    assert "word for word" in copy.rows[0].messages[0].text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.pdf", b"%PDF-1.7 nothing of the sort", "PDF"),
        ("empty.txt", b"", "empty"),
        ("broken.jsonl", b"{not json\n", "JSON"),
        ("broken.zip", b"PK\x03\x04 no", "zip"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_leaves_nothing(
    live: LiveSearcher, corpus: Path, name: str, content: bytes, says: str
):
    added = add(Adding(live), name, content)
    assert (added.state, added.name) == ("refused", "")
    (row,) = added.rows
    (message,) = row.as_dict()["messages"]
    assert says.lower() in message.lower() and "\n" not in message
    assert str(corpus) not in message
    assert [path.name for path in corpus.iterdir()] == ["bridge.txt"]


def test_too_large_a_file_is_stopped_when_announced_and_when_it_comes(live: LiveSearcher, corpus: Path):
    limits.use(limits.Limits(added_bytes=10))
    try:
        adding = Adding(live)
        with (
            pytest.raises(XunzhangError, match=r"more than 10 bytes; the limit is 10 bytes\. .*XUNZHANG_LIMIT_ADDED_BYTES"),
            adding.receiving("a.txt", 11),
        ):
            raise AssertionError("it was let in")
        with pytest.raises(XunzhangError, match="more than 10 bytes"):
            add(adding, "a.txt", b"x" * 11)
    finally:
        limits.use(None)
    assert [path.name for path in corpus.iterdir()] == ["bridge.txt"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\fakepath\\报告.md", "报告.md"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("a\x00b\n\u202egpj.txt", "abgpj.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("  .. hidden .txt", "hidden.txt"),
        ("CON.txt", "_CON.txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("REPORT.PDF", "REPORT.PDF"),
    ],
)
def test_names_are_made_safe(given: str, name: str):
    assert safe_name(given) == name


def test_long_names_are_cut_between_characters():
    cut = safe_name("长" * 300 + ".txt")
    assert len(cut.encode()) <= LONGEST_NAME and cut.endswith("长.txt")


@pytest.mark.parametrize("given", ["", ".txt", "..", "script.py", "noext", "a.txt/", "page.exe"])
def test_names_that_no_reader_knows_are_refused(given: str):
    with pytest.raises(XunzhangError, match="There is no reader for"):
        safe_name(given)


@pytest.mark.parametrize("given", ["metadata.csv", "METADATA.CSV", "glossary.csv", "README.md", "readme.txt"])
def test_a_setting_of_the_collection_cannot_be_slipped_in(given: str):
    with pytest.raises(XunzhangError, match="is not an article"):
        safe_name(given)


def test_a_collection_without_a_folder_says_so(tmp_path: Path):
    with pytest.raises(XunzhangError, match="no folder to add to"):
        Adding(LiveSearcher(None, "nothing there", tmp_path / "index")).folder()


def test_a_first_file_makes_the_collection(tmp_path: Path, bilingual: BilingualEncoder):
    (tmp_path / "corpus").mkdir()
    live = LiveSearcher(None, as_said("There are no articles."), tmp_path / "index", bilingual, [tmp_path / "corpus"])
    adding = Adding(live)
    add(adding, "school.txt", SCHOOL)
    adding.wait()
    assert live.searcher is not None and not live.trouble
    assert live.searcher.ask("学校").groups[0].hit.passage.text == SCHOOL


def test_a_build_that_fails_says_why_and_the_page_goes_on(live: LiveSearcher, monkeypatch: pytest.MonkeyPatch):
    adding = Adding(live)
    monkeypatch.setattr(
        "xunzhang.service.live.build_index", lambda *_, **__: (_ for _ in ()).throw(XunzhangError(as_said("The disk is full.")))
    )
    add(adding, "school.txt", SCHOOL)
    adding.wait()
    assert (adding.progress.stage, adding.progress.trouble.text) == ("", "The disk is full.")
    assert [each.state for each in adding.files] == ["waiting"]
    monkeypatch.undo()
    add(adding, "cat.txt", "The cat eats fish by the river.")
    adding.wait()
    assert ({each.state for each in adding.files}, adding.progress.trouble.text) == ({"searchable"}, "")


def test_what_a_killed_page_left_half_received_goes(live: LiveSearcher, corpus: Path):
    (corpus / ".adding" / "x").mkdir(parents=True)
    (corpus / ".adding" / "x" / "half.pdf").write_bytes(b"%PDF")
    Adding(live)
    assert not (corpus / ".adding").exists()
