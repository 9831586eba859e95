"""Names of files: any that the system allows is read, shown on one line, and stops no other file."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.reading import read
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.reading.files.file_names import shown_name

ODD = {
    "渡口.txt".encode("gbk"): r"\xb6ɿ\xda.txt", "碼頭.txt".encode("big5"): r"\xbdX\xc0Y.txt", b"caf\xe9.txt": r"caf\xe9.txt", b"two\nlines.txt": r"two\nlines.txt",
    b"tab\there.txt": r"tab\there.txt", b"esc\x1b[31m.txt": r"esc\x1b[31m.txt", "\u202egnp.txt".encode(): r"\u202egnp.txt", b"back\\slash.txt": "back\\slash.txt",
    b"back\\nslash.txt": "back\\\\nslash.txt", "渡口 一.txt".encode(): "渡口 一.txt",
}  # fmt: skip


def texts_in(folder: Path) -> None:
    for number, name in enumerate(ODD):
        (folder / os.fsdecode(name)).write_text(f"第{number}号船昨天下水，船长说试航顺利。", "utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_any_name_is_read_and_shown_on_a_line(tmp_path: Path) -> None:
    texts_in(tmp_path)
    inner = tmp_path / os.fsdecode("夹".encode("gbk"))
    inner.mkdir()
    (inner / "in.txt").write_text("码头昨天开工，工期一年半。", "utf-8")
    found = read(tmp_path)
    assert set(found) == {*ODD.values(), r"\xbc\xd0/in.txt"}
    assert all((row.status, len(articles)) == ("read", 1) for row, articles in found.values())
    assert all(name.isprintable() for name in found)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_an_index_is_built_of_them_and_kept(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    texts_in(corpus)
    for _ in range(2):
        build_index([corpus], tmp_path / "index", encoder=BilingualEncoder())
        index = open_index(tmp_path / "index", encoder=BilingualEncoder())
        assert {row.path for row in index.catalogue.audit()} == set(ODD.values())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_what_is_said_of_one_stays_on_its_line(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"no\ntext\xb6.csv")).write_text("地区,均价\n江岸,3\n", "utf-8")
    ((row, _),) = read(tmp_path).values()
    assert row.path == r"no\ntext\xb6.csv"
    assert "\n" not in row.messages[0] and json.dumps(row.messages).encode("utf-8")


def test_a_name_in_an_archive(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a\nb.txt", "码头昨天开工，工期一年半。")
    (tmp_path / "a.zip").write_bytes(packed.getvalue())
    assert set(read(tmp_path)) == {r"a.zip/a\nb.txt"}


def test_two_names_are_never_shown_alike() -> None:
    names = ["a\nb", "a\\nb", "a\\\\nb", "\udcb6", "\\xb6", "b\\q", "渡口"]
    assert len({shown_name(name) for name in names}) == len(names)
