"""A builder ended at any moment leaves the old index answering, and the next build completes, going on where it stopped."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.rebuild import article
from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.places import ROOT
from tests.helpers.waiting import wait_until
from xunzhang.building.builder import build_index
from xunzhang.building.passage_encoding import CHUNK_PASSAGES
from xunzhang.building.staleness import index_is_stale
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher

# Starts builders as copies of itself, so that twenty of them need not import everything twenty times.
STARTER = """
import os, sys
from pathlib import Path
from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
import xunzhang.building.passage_encoding, xunzhang.building.unfinished, xunzhang.index.lexical
xunzhang.building.passage_encoding.CHUNK_PASSAGES = 16
for _ in sys.stdin:
    builder = os.fork()
    if not builder:
        build_index([Path(sys.argv[1])], Path(sys.argv[2]), encoder=BilingualEncoder())
        os._exit(0)
    print(builder, flush=True)
    print(os.waitpid(builder, 0)[1], flush=True)
"""
TRIES = 8  # builds for each one that is to be killed before it has ended
# The builder as it is, but that it keeps what it has encoded after so many passages.
BUILDER = """
import runpy, sys
from xunzhang.building import passage_encoding
passage_encoding.CHUNK_PASSAGES = int(sys.argv.pop(1))
runpy.run_path("build_index.py", run_name="__main__")
"""
FIRST = {"猫在早上吃鱼。", "The cat will eat fish in the morning."}


class Starter:
    """Starts builders on request; `start` gives a builder's process id, `wait` how it ended."""

    def __init__(self, corpus: Path, index: Path) -> None:
        command = [sys.executable, "-c", STARTER, str(corpus), str(index)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)

    def start(self) -> int:
        self.process.stdin.write("build\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self) -> int:
        return int(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)


def changed(corpus: Path, step: int) -> None:
    """Most articles of the corpus are others after every step, so that each build has reading and encoding to do."""
    many = [
        ARTICLES[i % 4]
        | {"id": f"a{i}-{step}", "title": f"第{i}篇", "text": f"{ARTICLES[i % 4]['text']}\n\n狗在河里 {i * step}。"}
        for i in range(90)
    ]
    write_corpus(corpus, [*ARTICLES, *many])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="builders are started by fork, which this system does not have")
@pytest.mark.parametrize("kills", [6, pytest.param(20, marks=pytest.mark.long)])
def test_killed_at_random_moments(tmp_path, kills):
    corpus, index = write_corpus(tmp_path / "corpus"), tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    starter = Starter(corpus, index)
    try:
        changed(corpus, 1)
        starter.start()
        began = time.monotonic()
        assert starter.wait() == 0
        duration = time.monotonic() - began
        moments = random.Random(kills)
        killed, step = 0, 1
        while killed < kills and step < kills * TRIES:
            step += 1
            changed(corpus, step)
            builder, began = starter.start(), time.monotonic()
            time.sleep(moments.uniform(0, duration))
            with suppress(ProcessLookupError):  # it had ended
                os.kill(builder, signal.SIGKILL)
            if starter.wait() == signal.SIGKILL:
                killed += 1
            else:
                duration = min(duration, time.monotonic() - began)
            searcher = Searcher(open_index(index, encoder=BilingualEncoder()))
            assert searcher.ask("猫 吃 鱼").groups[0].hit.passage.text in FIRST
    finally:
        starter.end()
    assert killed == kills
    build_index([corpus], index, encoder=BilingualEncoder())
    catalogue = open_index(index, encoder=BilingualEncoder()).catalogue
    assert catalogue.counts()[0] == len(ARTICLES) + 90
    assert catalogue.article(f"a7-{step}").head.title == "第7篇"
    assert not index_is_stale([corpus], index, "bilingual-test")
    left = {path.name for path in index.iterdir()} | {path.suffix for path in (index / "generations").iterdir()}
    assert not left & {".part", "interrupted", "unfinished.sqlite", "holder.json"}


def start_building(corpus: Path, index: Path, chunk: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILDER, str(chunk), str(corpus), "--index", str(index)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def wait_until_encoding(builder: subprocess.Popen[str], index: Path, more_than: int) -> int:
    """Until more passages than that are kept for a build that continues this one; -> how many."""
    counts = [0]
    wait_until(lambda: builder.poll() is not None or counts.append(passages_kept(index)) or counts[-1] > more_than, 240)
    assert counts[-1] > more_than, f"the build ended first: {builder.communicate()}"
    return counts[-1]


def passages_kept(index: Path) -> int:
    """How many passages are kept for a build that continues this one."""
    try:
        with sqlite3.connect(f"{(index / 'unfinished.sqlite').as_uri()}?mode=ro", uri=True) as kept:
            return int(kept.execute("SELECT count(*) FROM raw").fetchone()[0])
    except sqlite3.Error:  # not there yet, or just being written
        return 0


@pytest.mark.model
@pytest.mark.parametrize(("files", "chunk"), [(36, 8), pytest.param(300, CHUNK_PASSAGES, marks=pytest.mark.long)])
def test_the_real_builder_is_asked_to_stop_then_killed_and_then_completes(tmp_path, files, chunk):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    for number in range(files):
        (corpus / f"{number:03}.txt").write_text(article(number, 3), encoding="utf-8")

    builder = start_building(corpus, index, chunk)
    kept = wait_until_encoding(builder, index, 0)
    builder.send_signal(signal.SIGTERM)
    told = builder.communicate(timeout=60)[1].strip().splitlines()[-1]
    assert builder.returncode == 128 + signal.SIGTERM
    assert told.startswith("Interrupted; the index is unchanged")
    assert not (index / "holder.json").exists() and not (index / "CURRENT").exists()

    builder = start_building(corpus, index, chunk)
    kept = wait_until_encoding(builder, index, kept)
    builder.kill()
    builder.communicate(timeout=60)

    builder = start_building(corpus, index, chunk)
    told = builder.communicate(timeout=300)[1]
    assert builder.returncode == 0, told
    read, encoded = map(int, re.search(r"(\d+) files? read, (\d+) passages? encoded", told).groups())
    assert read == 0 and encoded <= files * 3 - kept
