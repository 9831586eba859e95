"""Zip archives: every file inside is read and reported by name; hostile ones get a line and do no harm."""

from __future__ import annotations

import io
import itertools
import json
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.dumps import BRIDGE_HANT, LIBRARY, ORCHARD, TIDE
from tests.helpers.pages import modern
from tests.helpers.reading import plain, read, texts, written
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.reading.files.time_limits import Deadline


def archive(path: Path, files: dict[str, str | bytes], mode: str = "w") -> Path:
    with zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED) as package:  # type: ignore[call-overload]
        for name, content in files.items():
            package.writestr(name, content)
    return path


def packed(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def test_files_of_every_format_in_an_archive(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "2024.zip",
        {
            "新闻/library.txt": plain(LIBRARY).encode("gb18030"),
            "a.html": modern(TIDE),
            "b/c.jsonl": json.dumps({"text": ORCHARD.paragraphs[0][1]}),
            "b/table.csv": "x,y\n1,Row one.\n",
            "b/columns.yaml": "table.csv: {text: y}",
            "inner.zip": packed({"d.txt": plain(BRIDGE_HANT), "deep.zip": packed({"e.txt": "x"})}),
            "photo.jpg": b"\xff\xd8",
            ".DS_Store": b"x",
            "__MACOSX/a.html": b"x",
            "README.txt": "about",
            "metadata.csv": "path,title\n",
        },
    )
    found = read(path)
    read_well = {name: articles for name, (row, articles) in found.items() if row.status == "read"}
    assert list(read_well) == [
        "2024.zip/a.html",
        "2024.zip/b/c.jsonl",
        "2024.zip/b/table.csv",
        "2024.zip/inner.zip/d.txt",
        "2024.zip/新闻/library.txt",
    ]
    assert texts(read_well["2024.zip/a.html"][0]) == list(TIDE.paragraphs)
    assert texts(read_well["2024.zip/新闻/library.txt"][0]) == list(LIBRARY.paragraphs)
    assert texts(read_well["2024.zip/inner.zip/d.txt"][0]) == list(BRIDGE_HANT.paragraphs)
    assert read_well["2024.zip/b/table.csv"][0].text == "Row one."
    assert all(articles[0].head.path == name for name, articles in read_well.items())
    skipped = {name: row.messages for name, (row, _) in found.items() if row.status != "read"}
    words = {
        "inner.zip/deep.zip": "unpack them",
        "photo.jpg": "no picture",
        "README.txt": "README",
        "metadata.csv": "move it out",
        "b/columns.yaml": "columns",
    }
    assert set(skipped) == {f"2024.zip/{name}" for name in words}
    assert all(len(skipped[f"2024.zip/{name}"]) == 1 and word in skipped[f"2024.zip/{name}"][0] for name, word in words.items())


def test_names_packed_in_chinese_windows(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"AAAA.txt": plain(LIBRARY)})
    path.write_bytes(path.read_bytes().replace(b"AAAA", "江北".encode("gbk")))
    assert list(read(path)) == ["a.zip/江北.txt"]


def test_a_name_never_becomes_a_path_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    names = ["../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\..\\up.txt", "a/" * 100 + "n" * 300 + ".txt", "CON:|?.txt"]
    path = archive(tmp_path / "a.zip", {name: f"{name} {plain(LIBRARY)}" for name in names})
    found = read(path)
    assert len(found) == len(names) and all(articles for _, articles in found.values())
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.zip", "temp"]
    assert all(".." not in name.split("/") for name in found)


def test_what_cannot_be_unpacked_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip",
        {"zeros.txt": b"0" * (8 << 20), "good.txt": plain(LIBRARY), "locked.txt": plain(TIDE), "torn.txt": plain(ORCHARD)},
    )
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        torn, locked = package.getinfo("torn.txt"), package.getinfo("locked.txt")
    data[torn.header_offset + 60] ^= 0xFF
    at = data.rindex(b"locked.txt") - 46
    data[at + 8] |= 1  # the mark of encryption, in the directory
    data[locked.header_offset + 6] |= 1
    path.write_bytes(data)
    found = read(path)
    assert [name for name, (row, _) in found.items() if row.status == "read"] == ["a.zip/good.txt"]
    for name, word in (("zeros", "times its size"), ("locked", "password"), ("torn", "cannot be unpacked")):
        row, _ = found[f"a.zip/{name}.txt"]
        assert len(row.messages) == 1 and word in row.messages[0], row


@pytest.mark.parametrize(
    ("limit", "value", "read_of_five", "word"),
    [("ENTRIES", "3", 3, "too many files"), ("UNPACKED_BYTES", "2500", 2, "too large when unpacked")],
)
def test_limits_of_archives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: str, read_of_five: int, word: str
) -> None:
    monkeypatch.setenv(f"XUNZHANG_LIMIT_{limit}", value)
    path = archive(tmp_path / "a.zip", {f"{i}.txt": f"{i}. " + "A sentence of words. " * 50 for i in range(5)})
    found = read(path)
    assert sum(row.status == "read" for row, _ in found.values()) == read_of_five
    assert all(word in row.messages[0] for row, articles in found.values() if not articles)


def test_an_archive_that_takes_too_long_is_read_as_far_as_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count()
    monkeypatch.setenv("XUNZHANG_LIMIT_ARCHIVE_SECONDS", "3")
    monkeypatch.setattr(Deadline, "is_over", lambda self: next(clock) >= 3)
    found = read(archive(tmp_path / "a.zip", {f"{i}.txt": f"{i}. A sentence of words." for i in range(5)}))
    assert [row.status for row, _ in found.values()] == ["read"] * 3 + ["skipped"] * 2
    assert "XUNZHANG_LIMIT_ARCHIVE_SECONDS" in found["a.zip/4.txt"][0].messages[0]


def test_what_systems_and_programs_leave_behind_is_no_article(tmp_path: Path) -> None:
    kept = {
        "a.txt": "An article.",
        "~$report.docx": b"\x04User",
        "Thumbs.db": b"\xd0\xcf\x11",
        "sub/desktop.ini": "[.ShellClassInfo]",
    }
    path = archive(tmp_path / "a.zip", {**kept, ".DS_Store": b"\0", "__MACOSX/._a.txt": b"\0", ".~lock.b.odt#": ",me"})
    (tmp_path / "sub").mkdir()
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read(path, tmp_path / "sub", *(tmp_path / name for name in ("a.txt", "~$report.docx", "Thumbs.db")))
    assert {name for name, (row, _) in found.items() if row.status == "read"} == {"a.zip/a.txt"}  # a.txt is a copy of it
    assert not any("DS_Store" in name or "MACOSX" in name or "lock" in name for name in found)
    for name in ("~$report.docx", "Thumbs.db", "desktop.ini"):
        rows = [row for at, (row, _) in found.items() if at.endswith(name)]
        assert len(rows) == 2 and all("not an article" in row.messages[0] for row in rows)


def test_an_index_among_the_articles_is_not_read(tmp_path: Path) -> None:
    """From the first build on, while its folder holds a lock and nothing else that is known."""
    (tmp_path / "a.txt").write_text("The cat will eat fish.", encoding="utf-8")
    for _ in range(2):
        report = build_index([tmp_path], tmp_path / "index", encoder=BilingualEncoder())
        assert [(row.path, row.status) for row in report.audit] == [("a.txt", "read"), ("index", "skipped")]
        assert "an index made by this program" in report.audit[1].messages[0].text
    assert not report.changed


def test_an_archive_that_is_none(tmp_path: Path) -> None:
    good = packed({"a.txt": plain(LIBRARY)})
    for name, data, word in (
        ("cut.zip", good[: len(good) // 2], "damaged"),
        ("empty.zip", packed({}), "no file"),
        ("text.zip", b"text", "damaged"),
    ):
        ((row, articles),) = read(written(tmp_path, name, data)).values()
        assert (row.path, articles) == (name, []) and len(row.messages) == 1 and word in row.messages[0]


def test_an_archive_of_itself_many_times_over_ends(tmp_path: Path) -> None:
    inner = packed({f"{i}.txt": b"x" * 1000 for i in range(20)})
    path = archive(tmp_path / "a.zip", {f"{i}.zip": inner for i in range(20)})
    found = read(path)
    assert len(found) == 400


def test_the_folder_of_a_saved_page_is_passed_over_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "页面_files").mkdir()
    (tmp_path / "notes_files").mkdir()
    written(tmp_path, "页面.html", modern(LIBRARY))
    written(tmp_path, "页面_files/ad.html", modern(TIDE))
    written(tmp_path, "notes_files/a.txt", plain(ORCHARD))
    found = read(tmp_path)
    assert {name: row.status for name, (row, _) in found.items()} == {
        "notes_files/a.txt": "read",
        "页面.html": "read",
        "页面_files": "skipped",
    }
    assert "页面.html" in found["页面_files"][0].messages[0]


def test_archives_and_tables_are_read_again_only_when_they_change(tmp_path: Path) -> None:
    """An index of an archive: a part each in the audit, kept over a rebuild; another `columns.yaml` beside a table reads it anew."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    archive(corpus / "a.zip", {"a.html": modern(TIDE), "b.txt": plain(LIBRARY)})
    written(corpus, "t.csv", "x,y\nOne row.,Another text.\n")
    written(corpus, "columns.yaml", "t.csv: {text: x}")

    def built() -> tuple[list[str], list[str]]:
        report = build_index([corpus], index, encoder=BilingualEncoder())
        passages = [passage.text for passage in open_index(index, encoder=BilingualEncoder()).catalogue.every_passage()]
        return [f"{row.path} {row.status}" for row in report.audit], passages

    rows, passages = built()
    assert rows == ["a.zip/a.html read", "a.zip/b.txt read", "columns.yaml skipped", "t.csv read"]
    assert "One row." in passages and LIBRARY.paragraphs[0][1] in passages
    assert built() == (rows, passages)
    written(corpus, "columns.yaml", "t.csv: {text: y}")
    assert [text for text in built()[1] if text not in passages] == ["Another text."]
    (corpus / "a.zip").rename(corpus / "b.zip")
    assert built()[0][:2] == ["b.zip/a.html read", "b.zip/b.txt read"]
