"""Whatever stands in a collection's folder, the build goes on, says of each file what is wrong with it, and the others are found."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.reading import in_english, read
from xunzhang.building import watching
from xunzhang.building.builder import build_index
from xunzhang.building.watching import keep_current
from xunzhang.language.dictionaries.glossary import merge_glossaries
from xunzhang.page.document import render_document
from xunzhang.page.registry import VIEWS
from xunzhang.reading import chunking
from xunzhang.reading.corpus import READERS
from xunzhang.reading.files.finding import find_files
from xunzhang.types.message import NOTHING

SOUND = "The ferry was out of service for a week, and the boatmen mended the landing stage."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "sound.txt").write_text(SOUND, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    "failure", [RecursionError, MemoryError, OverflowError, UnicodeError, RuntimeError, KeyError, StopIteration]
)
def test_whatever_a_reader_raises(folder: Path, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]) -> None:
    def broken(*_: object) -> None:
        raise failure("in the reader")

    monkeypatch.setitem(READERS, ".md", broken)  # type: ignore[arg-type]
    (folder / "a.md").write_text("# Title\n\nText.", encoding="utf-8")
    found = read(folder)
    row, articles = found["a.md"]
    assert not articles and len(row.messages) == 1
    assert failure.__name__ in row.messages[0] and "\n" not in row.messages[0]
    assert [article.text for article in found["sound.txt"][1]] == [SOUND]


def test_an_article_that_cannot_be_cut_costs_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = chunking.chunk

    def cut(article):
        if "hostile" in article.text:
            raise RecursionError("too deep")
        return whole(article)

    monkeypatch.setattr(chunking, "chunk", cut)
    (folder / "a.txt").write_text("A hostile text.", encoding="utf-8")
    report = build_index([folder], folder.parent / "index", encoder=BilingualEncoder())
    rows = {row.path: in_english(row) for row in report.audit}
    assert (rows["a.txt"].status, rows["sound.txt"].status) == ("partly", "read")
    assert "RecursionError: too deep" in rows["a.txt"].messages[0]
    assert report.manifest.passages == 1


NAMES = {
    "gbk": b"\xb6\xc9\xbf\xda.txt",
    "half": b"\xe6\xb8.txt",
    "line": b"a\nb.txt",
    "escape": b"\x1b[2J.txt",
    "table": b"\xb6.csv",
}


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_no_text(folder: Path, name: str) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + NAMES[name])).write_text(
        f'title,text\nFerry,"{SOUND} Here."\n', encoding="utf-8"
    )
    (folder / "columns.yaml").write_text('"*.csv":\n  text: text\n', encoding="utf-8")
    inside = Path(os.fsdecode(os.fsencode(folder) + b"/\xb6\xc9"))
    inside.mkdir()
    (inside / "c.txt").write_text(f"{SOUND} There.", encoding="utf-8")
    report = build_index([folder], folder.parent / "index", encoder=BilingualEncoder())
    assert report.manifest.articles == 3
    assert all(row.path.isprintable() for row in report.audit)
    again = build_index([folder], folder.parent / "index", encoder=BilingualEncoder())
    assert not again.changed


COLUMNS = '"*.csv":\n  text: 报道\n  title: 题\n'
TABLE = f'题,报道\n渡口,"{SOUND} Here."\n'


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5hkscs"])
def test_columns_in_any_encoding(folder: Path, codec: str) -> None:
    text = COLUMNS if codec != "big5hkscs" else COLUMNS.replace("报道", "報道").replace("题", "題")
    table = TABLE if codec != "big5hkscs" else TABLE.replace("报道", "報道").replace("题", "題")
    (folder / "columns.yaml").write_bytes(text.encode(codec))
    (folder / "a.csv").write_text(table, encoding="utf-8")
    found = read(folder)
    row, articles = found["a.csv"]
    assert [article.text for article in articles] == [f"{SOUND} Here."] or "columns.yaml cannot be read" in row.messages[0], row
    assert found["sound.txt"][0].articles == 1 or found["sound.txt"][0].messages


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", bytes(range(256)), b"a: [" * 3_000, b"a: &b [*b]", b"- 1\n- 2", b"\x00" * 99])
def test_columns_that_are_none(folder: Path, data: bytes) -> None:
    (folder / "columns.yaml").write_bytes(data)
    (folder / "a.csv").write_text(f'title,text\nFerry,"{SOUND} Here."\n', encoding="utf-8")
    found = read(folder)
    assert found["a.csv"][0].messages and found["sound.txt"][0].status == "read"


@pytest.mark.parametrize("data", [b'a,"' + b"b" * 300_000, b"\x00,\x00\n", "渡口,ferry\n".encode("utf-16"), b"\xff" * 50])
def test_a_glossary_that_is_none(folder: Path, data: bytes) -> None:
    (folder / "glossary.csv").write_bytes(data)
    assert all("\n" not in message.text for message in merge_glossaries([folder / "glossary.csv"], folder / "merged"))
    report = build_index([folder], folder.parent / "index", encoder=BilingualEncoder())
    assert report.manifest.articles == 1


def as_nobody(call: Callable[[], object]) -> int:
    """The exit status of a process without the rights of the superuser, who may read everything."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os._exit(0 if call() else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_folder_without_permission(folder: Path, mode: int) -> None:
    closed = folder / "closed"
    closed.mkdir()
    (closed / "b.txt").write_text("x", encoding="utf-8")
    for above in folder.resolve().parents[:5]:
        above.chmod(above.stat().st_mode | 0o055)
    folder.chmod(0o755)
    closed.chmod(mode)

    def looks() -> bool:
        found = {file.name: file.problem.text for file in find_files([folder])}
        told = [problem for name, problem in found.items() if name.startswith("closed")]
        return found["sound.txt"] == "" and bool(told) and all(told)

    try:
        assert as_nobody(looks) == 0
    finally:
        closed.chmod(0o755)


def test_a_watch_goes_on_after_any_failure_and_says_so_when_it_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, told, trouble, built = threading.Event(), [], [], []

    def build() -> None:
        built.append(1)
        if len(built) == 1:
            raise RecursionError("in the build")

    moments = iter([None, None])

    def soon(*_: object):
        yield from moments
        raise RuntimeError("the system's queue is full")

    monkeypatch.setattr(watching, "_moments", soon)
    keep_current([folder], build, stop, told.append, trouble=trouble.append)
    assert len(built) == 2
    assert ["RecursionError: in the build" in message.text for message in told] == [True, False]
    assert trouble[1] == NOTHING and "no longer watched" in trouble[2].text and "queue is full" in trouble[2].text
    assert "no longer watched" in str(render_document(VIEWS, None, outdated=trouble[2]))
