"""`xunzhang fetch` as it is typed: what it prints, its exit status, the list of feeds, and its end when it is told to."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.local_web import Answer, LocalSite, local_site
from tests.helpers.places import ROOT
from xunzhang.cli.main import main

PAGE = b"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>The ferry of 1931 was late on Monday.</p></article></body></html>"
QUICK = ["--allow-private", "--pause", "0", "--messages"]


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        site.pages["/a"] = Answer(PAGE)
        site.pages["/feed"] = Answer(
            f"<rss><channel><item><link>{site.address}/a</link></item></channel></rss>".encode(), "text/xml"
        )
        yield site


def test_what_is_saved_is_printed_and_what_is_not_is_said_in_one_line(site: LocalSite, tmp_path: Path, capsys):
    into = ["--into", str(tmp_path / "corpus")]
    assert main(["fetch", f"{site.address}/a", f"{site.address}/gone", "nowhere", *into, *QUICK, "en"]) == 1
    told = capsys.readouterr()
    assert told.out.count("\n") == 1 and told.out.startswith(f"Saved {site.address}/a: 127.0.0.1_")
    assert told.err.splitlines()[0].startswith(f"{site.address}/gone was answered with the status 404")
    assert told.err.splitlines()[1:] == [
        "'nowhere' is no address; write one such as https://example.org/news.",
        "1 saved, 0 changed, 0 unchanged, 2 refused, 0 known before.",
        "Run xunzhang build to bring the index up to date.",
    ]
    assert main(["fetch", f"{site.address}/a", *into, *QUICK, "zh"]) == 0
    told = capsys.readouterr()
    assert told.out == f"没有变化：{site.address}/a\n" and "没有变化 1 个" in told.err


def test_a_list_of_feeds_gives_new_items_only(site: LocalSite, tmp_path: Path, capsys):
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"\ufeff# what we watch\n\n{site.address}/feed  # the courier\n{site.address}/feed\n", encoding="utf-8")
    command = ["fetch", "--feeds", str(feeds), "--into", str(tmp_path / "corpus"), *QUICK, "en", "--json"]
    assert main(command) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["outcome"] for record in records] == ["listed", "saved"]
    assert (tmp_path / "corpus" / records[1]["path"]).read_bytes() == PAGE
    assert main(command) == 0
    assert [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()] == ["listed"]


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ([], "name at least one address"),
        (["--feeds", "no-such.txt"], "no-such.txt cannot be read"),
        (["--feeds", "empty.txt"], "empty.txt names no address"),
        (["--feeds", "binary.txt"], "binary.txt cannot be read"),
        (["x", "--every", "10s"], "a minute at least, not '10s'"),
        (["x", "--every", "soon"], "expected an interval"),
        (["x", "--pause", "-1"], ""),
        (["x", "--most", "0"], "expected a whole number"),
    ],
)
def test_a_mistake_is_one_line_and_saves_nothing(flags, says, tmp_path: Path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text("# nothing\n")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x81")
    try:
        status = main(["fetch", *flags, "--into", "corpus", "--messages", "en"])
    except SystemExit as left:
        status = left.code
    told = capsys.readouterr()
    assert status == 2 and says in told.err and told.err.count("\n") == 1 and not told.out
    assert not (tmp_path / "corpus").exists()


def test_a_folder_that_cannot_be_written_is_one_line(site: LocalSite, tmp_path: Path, capsys):
    (tmp_path / "file").write_text("x")
    assert main(["fetch", f"{site.address}/a", "--into", str(tmp_path / "file"), *QUICK, "en"]) == 2
    told = capsys.readouterr().err
    assert "cannot be written" in told and "--into" in told and told.count("\n") == 1


@pytest.mark.parametrize(("every", "status", "says"), [(["--every", "1h"], 0, "Stopped; whatever was fetched is saved."), ([], 143, "Interrupted;")])  # fmt: skip
def test_it_ends_when_it_is_told_to_and_what_it_has_stays(site: LocalSite, tmp_path: Path, every, status, says):
    site.pages["/slow"] = Answer(does=lambda _handler: site.over.wait(20))
    addresses = [f"{site.address}/feed", *([] if every else [f"{site.address}/slow"])]
    command = [sys.executable, "-m", "xunzhang", "fetch", *addresses, "--into", str(tmp_path / "corpus"), *every, *QUICK, "en"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        if every:
            for line in process.stderr:
                if "Fetching again in 1h" in line:
                    break
        else:
            process.stdout.readline()  # the page is saved; now the slow one is waited for
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == status
        assert says in process.stderr.read()
    assert [path.read_bytes() for path in (tmp_path / "corpus").glob("*/*.html")] == [PAGE]


def test_nothing_of_it_is_loaded_before_it_is_asked_for():
    code = (
        "import sys, xunzhang.cli.main; print(*{'httpcore', 'protego', 'lxml', 'filelock', 'xunzhang.intake'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() == []
