"""A page that the system ends, as by SIGBUS over a mapped file that is cut short, is up again within seconds, and says why."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.helpers.collections import generation
from tests.helpers.damage import cut_short
from tests.helpers.places import ROOT
from tests.helpers.serving import page_process, start, wait_for
from tests.helpers.waiting import wait_until

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="a page has a parent on Linux alone")
ARTICLE = "The museum of Linjiang was founded in 1952 and stands beside the river."


def status(address: str) -> dict[str, object] | None:
    try:
        with DIRECT.open(f"{address}/api/status", timeout=5) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError, urllib.error.URLError):
        return None


@pytest.mark.model
@ON_LINUX
def test_it_is_up_again_names_the_file_and_mends_it(tmp_path, encoder):
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "museum.txt").write_text(ARTICLE, encoding="utf-8")
    index, log = tmp_path / "index", tmp_path / "log"
    process, address = start(tmp_path / "app.py", index, log)
    try:
        wait_for(address, process, log)
        assert wait_until(lambda: (status(address) or {}).get("ready"), 120)
        first, then = page_process(process.pid), generation(index)
        cut_short(then / "tokens.codes")
        os.kill(first, signal.SIGBUS)  # what reading beyond the end of the mapped file does
        begun = time.monotonic()
        assert wait_until(lambda: process.poll() is None and status(address), 60), log.read_text(encoding="utf-8")
        took = time.monotonic() - begun
        assert wait_until(lambda: (status(address) or {}).get("ready"), 120), log.read_text(encoding="utf-8")
        told = log.read_text(encoding="utf-8")
        assert "The page was ended by SIGBUS and is started again" in told and "tokens.codes has changed" in told
        assert page_process(process.pid) != first and generation(index) != then
        print(f"up again after {took:.1f} s")
        os.kill(page_process(process.pid), signal.SIGKILL)  # as the system does that has no memory left
        assert wait_until(lambda: process.poll() is None and (status(address) or {}).get("ready"), 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, 128 + signal.SIGTERM)  # the second where it had hardly begun
        assert wait_until(lambda: status(address) is None)
    finally:
        process.kill()
        process.wait()
    assert wait_until(lambda: not Path(f"/proc/{first}").exists())


@pytest.mark.model
@ON_LINUX
def test_a_page_does_not_outlive_its_parent(tmp_path):
    shutil.copy(ROOT / "app.py", tmp_path)
    process, address = start(tmp_path / "app.py", tmp_path / "index", tmp_path / "log")
    try:
        wait_for(address, process, tmp_path / "log")
        child = page_process(process.pid)
    finally:
        process.kill()
        process.wait()
    assert wait_until(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2])


@pytest.mark.model
@ON_LINUX
def test_a_page_that_is_stopped_while_it_indexes_ends(tmp_path):
    """Its threads are at work in libraries then, which abort a process that is taken down around them."""
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "museum.txt").write_text(ARTICLE, encoding="utf-8")
    log = tmp_path / "log"
    process, address = start(tmp_path / "app.py", tmp_path / "index", log, "--allow-adding")
    try:
        wait_for(address, process, log)
        for n in range(3):
            name, text = f"{address}/api/add?name=ferry{n}.txt", f"The ferry of Linjiang carries {n} thousand people a day."
            request = urllib.request.Request(name, text.encode(), {"Content-Type": "application/octet-stream"})
            assert DIRECT.open(request, timeout=60).status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0, log.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.wait()
    assert "terminate called" not in log.read_text(encoding="utf-8")


ABORTS_WHEN_TOLD = """
import os, pathlib, signal, time
from xunzhang.cli.supervising import supervised

def page(again):
    signal.signal(signal.SIGTERM, lambda *_: os.abort())
    print("again" if again else "first", flush=True)
    time.sleep(60)

raise SystemExit(supervised(page, pathlib.Path("index"), "en"))
"""


@ON_LINUX
def test_a_page_that_was_told_to_end_is_not_started_again_however_it_ends(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ABORTS_WHEN_TOLD], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "first\n"
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == ""
        assert process.wait(30) == 128 + signal.SIGABRT
