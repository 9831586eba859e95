"""A build by way of shards is the build without them: every format, names at an address, copies, tables of the user's own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed: make test-ray installs it and runs these")
pytestmark = pytest.mark.ray

from tests.helpers.bilingual import BilingualEncoder  # noqa: E402
from tests.helpers.by_shards import assert_same_index, build_in_shards  # noqa: E402
from tests.helpers.collections import ARTICLES  # noqa: E402
from tests.helpers.serving import free_port  # noqa: E402
from tests.helpers.waiting import wait_until  # noqa: E402
from xunzhang.building.builder import build_index  # noqa: E402
from xunzhang.building.cluster import sharded_encoding, sharded_reading, worker  # noqa: E402
from xunzhang.building.cluster.shard_place import ShardPlace, file_system, shown_url  # noqa: E402
from xunzhang.cli.starting import built_elsewhere  # noqa: E402
from xunzhang.search.pipeline import open_searcher  # noqa: E402
from xunzhang.service.live import LiveSearcher  # noqa: E402
from xunzhang.types import XunzhangError  # noqa: E402


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    """A shard a file or two, and three passages; workers with the encoder of these tests."""
    monkeypatch.setattr(sharded_reading, "SHARD_BYTES", 60)
    monkeypatch.setattr(sharded_encoding, "SHARD_PASSAGES", 3)
    monkeypatch.setattr(worker, "load_encoder", lambda model, backend: BilingualEncoder())


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Both languages and scripts; what is read, in part and not at all; copies; tables that change what is known."""
    folder = tmp_path / "报纸"
    (folder / "inner").mkdir(parents=True)
    lines = [json.dumps(article, ensure_ascii=False) for article in ARTICLES]
    (folder / "articles.jsonl").write_text("\n".join([*lines, lines[0], "{broken"]), encoding="utf-8")
    (folder / "bridge.txt").write_text("長江大橋\n\n這座橋於1968年建成，長1577米。\n", encoding="utf-8")
    (folder / "bridge copy.txt").write_text("長江大橋\n\n這座橋於1968年建成，長1577米。\n", encoding="utf-8")
    (folder / "inner" / "table.csv").write_text("标题,报道全文\n河,河上有桥。\n山,山上有学校。\n", encoding="utf-8")
    (folder / "inner" / "columns.yaml").write_text('"*.csv":\n  text: 报道全文\n  title: 标题\n', encoding="utf-8")
    (folder / "inner.txt").write_text("A cat sat by the river.\n\nThe mayor came later.\n", encoding="utf-8")
    (folder / "metadata.csv").write_text("path,source,date\nbridge.txt,城市报,1968-12-29\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 not one")
    (folder / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (folder / "picture.xyz").write_bytes(b"\0\1")
    with zipfile.ZipFile(folder / "two.zip", "w") as package:
        package.writestr("a/一.txt", "猫在大学里吃鱼。\n")
        package.writestr("b.md", "# School\n\nThe hospital is beside the railway.\n")
    return folder


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_an_index_is_the_same_by_way_of_shards(corpus, tmp_path, scheme):
    encoder = BilingualEncoder()
    here = build_index([corpus], tmp_path / "here", encoder=encoder)
    report, made = build_in_shards([f"{scheme}{corpus}"], tmp_path / "there", str(tmp_path / "shards"), encoder)
    assert_same_index(tmp_path / "here", tmp_path / "there", encoder)
    assert [row.as_dict() for row in report.audit] == [row.as_dict() for row in here.audit]
    passages = here.manifest.passages
    assert report.passages_encoded == passages and report.files_read == here.files_read
    assert len([name for name in made if name.startswith("parts")]) > 3
    assert len([name for name in made if name.startswith("vectors")]) == -(-passages // 3)


def test_an_index_of_local_files_goes_on_without_a_cluster(corpus, tmp_path):
    encoder = BilingualEncoder()
    build_in_shards([str(corpus)], tmp_path / "index", str(tmp_path / "shards"), encoder)
    assert not build_index([corpus], tmp_path / "index", encoder=encoder).changed
    (corpus / "inner.txt").write_text("A dog sat by the river.\n", encoding="utf-8")
    report = build_index([corpus], tmp_path / "index", encoder=encoder)
    assert (report.files_read, report.passages_encoded) == (1, 1)


def test_a_page_reads_nothing_at_an_address(corpus, tmp_path):
    """It serves what there is, and takes no folder of its own for it, whatever the address ends in."""
    encoder = BilingualEncoder()
    named = corpus.rename(corpus.with_name("corpus"))
    made = build_in_shards([f"file://{named}"], tmp_path / "index", str(tmp_path / "shards"), encoder)[0].manifest
    assert made.roots == [f"file://{named}"] and built_elsewhere(made, tmp_path / "elsewhere" / "corpus")
    live = LiveSearcher(open_searcher(tmp_path / "index", encoder=encoder), index_dir=tmp_path / "index")
    assert live.roots == () and live.update() is None and live.held().passages == made.passages


def test_where_shards_are_nothing_is_made_again_and_where_they_were_not_named_they_go(corpus, tmp_path):
    encoder = BilingualEncoder()
    _, first = build_in_shards([str(corpus)], tmp_path / "one", str(tmp_path / "shards"), encoder)
    report, again = build_in_shards([str(corpus)], tmp_path / "two", str(tmp_path / "shards"), encoder)
    assert first and not again and report.passages_encoded == 0
    assert_same_index(tmp_path / "one", tmp_path / "two", encoder)
    lost = sorted(tmp_path.glob("shards/vectors-*"))[0]
    lost.unlink()
    _, mended = build_in_shards([str(corpus)], tmp_path / "three", str(tmp_path / "shards"), encoder)
    assert mended == [lost.name]
    build_in_shards([str(corpus)], tmp_path / "four", str(tmp_path / "four" / "shards"), encoder)
    assert not (tmp_path / "four" / "shards").exists()


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_an_update_reads_and_encodes_what_changed(corpus, tmp_path, scheme):
    encoder = BilingualEncoder()
    place = [f"{scheme}{corpus}"]
    build_index([corpus], tmp_path / "here", encoder=encoder)
    build_in_shards(place, tmp_path / "index", str(tmp_path / "shards"), encoder)
    report, made = build_in_shards(place, tmp_path / "index", str(tmp_path / "shards"), encoder)
    assert not report.changed and not made
    (corpus / "inner.txt").write_text("A dog sat by the river.\n", encoding="utf-8")
    report, made = build_in_shards(place, tmp_path / "index", str(tmp_path / "shards"), encoder)
    assert (report.files_read, report.passages_encoded) == (1, 1) and len(made) == 2
    build_index([corpus], tmp_path / "here", encoder=encoder)
    assert_same_index(tmp_path / "here", tmp_path / "index", encoder)


@pytest.fixture(scope="module")
def object_store(tmp_path_factory):
    """The address of a server that speaks S3, an empty bucket of which the test may write to."""
    program = shutil.which("moto_server", path=f"{os.environ.get('PATH', '')}:{os.environ.get('XUNZHANG_TEST_S3', '')}")
    if not program:
        pytest.skip("no server that speaks S3: XUNZHANG_TEST_S3 names the folder with moto_server (pip install 'moto[server]')")
    port = free_port()
    server = subprocess.Popen([program, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert wait_until(lambda: answers(port))
        yield port
    finally:
        server.kill()
        server.wait()


def answers(port: int) -> bool:
    with socket.socket() as trying:
        return trying.connect_ex(("127.0.0.1", port)) == 0


def test_articles_and_shards_in_a_store_of_objects(corpus, tmp_path, object_store, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(name, "us-east-1")
    options = f"?scheme=http&endpoint_override=127.0.0.1:{object_store}&allow_bucket_creation=true&allow_delayed_open=true"
    system, _ = file_system(f"s3://news{options}")
    system.mkdir("news")
    system.put(f"{corpus}/", "news/报纸/", recursive=True)
    encoder = BilingualEncoder()
    build_index([corpus], tmp_path / "here", encoder=encoder)
    place, shards = [f"s3://news/报纸{options}"], f"s3://news/shards{options}"
    report, made = build_in_shards(place, tmp_path / "there", shards, encoder)
    assert_same_index(tmp_path / "here", tmp_path / "there", encoder)
    assert report.manifest.roots == ["s3://news/报纸"] and len(made) > 6
    report, made = build_in_shards(place, tmp_path / "there", shards, encoder)
    assert not report.changed and not made
    _, made = build_in_shards(place, tmp_path / "again", shards, encoder)
    assert not made


def test_a_damaged_shard_is_named_and_what_mends_it(corpus, tmp_path):
    encoder = BilingualEncoder()
    build_in_shards([str(corpus)], tmp_path / "one", str(tmp_path / "shards"), encoder)
    for kind in ("vectors", "parts"):
        shard = sorted(tmp_path.glob(f"shards/{kind}-*"))[1]
        whole = shard.read_bytes()
        shard.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(XunzhangError, match=rf"{shard.name} is damaged .*; remove it"):
            build_in_shards([str(corpus)], tmp_path / f"damaged {kind}", str(tmp_path / "shards"), encoder)
        shard.unlink()
        build_in_shards([str(corpus)], tmp_path / f"mended {kind}", str(tmp_path / "shards"), encoder)
        assert_same_index(tmp_path / "one", tmp_path / f"mended {kind}", encoder)


def test_addresses_that_cannot_be_used_are_one_line_each(tmp_path):
    encoder = BilingualEncoder()
    for address, said in (
        (f"file://{tmp_path}/nothing", "There are no files at the address"),
        ("nonsense://x/y", "The address nonsense://x/y cannot be opened"),
    ):
        with pytest.raises(XunzhangError, match=said):
            build_in_shards([address], tmp_path / "index", str(tmp_path / "shards"), encoder)
    (tmp_path / "file").touch()
    with pytest.raises(XunzhangError, match=r"Shards cannot be kept at .*file/shards"):
        ShardPlace(str(tmp_path / "file" / "shards")).names()
    assert shown_url("s3://key:secret@bucket/a/b?endpoint_override=x&token=y") == "s3://bucket/a/b"


def test_a_file_that_went_is_reported_and_read_when_it_is_back(corpus, tmp_path, monkeypatch):
    """Between the listing and the reading, at an address."""
    encoder = BilingualEncoder()
    real = worker.file_system
    gone = corpus / "inner.txt"
    text = gone.read_bytes()

    def without(url):
        gone.unlink(missing_ok=True)
        return real(url)

    monkeypatch.setattr(worker, "file_system", without)
    report, _ = build_in_shards([f"file://{corpus}"], tmp_path / "index", str(tmp_path / "shards"), encoder)
    (row,) = [row for row in report.audit if row.path == "inner.txt"]
    assert row.status == "skipped" and "FileNotFoundError" in row.messages[0].text
    monkeypatch.setattr(worker, "file_system", real)
    gone.write_bytes(text)
    report, _ = build_in_shards([f"file://{corpus}"], tmp_path / "index", str(tmp_path / "shards"), encoder)
    (row,) = [row for row in report.audit if row.path == "inner.txt"]
    assert (row.status, row.articles, report.files_read) == ("read", 1, 1)
