"""A builder killed at any moment leaves the old index answering, and the next build completes."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bilingual import BilingualEncoder
from tests.test_index import ARTICLES, write_corpus
from xunzhang.index import build_index, index_is_stale, open_index
from xunzhang.search import Searcher

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from pathlib import Path
from tests.bilingual import BilingualEncoder
from xunzhang.index import build_index
print("ready", flush=True)
build_index([Path(sys.argv[1])], Path(sys.argv[2]), encoder=BilingualEncoder(), force=True)
"""
MANY = [ARTICLES[i % 4] | {"id": f"a{i}", "title": f"第{i}篇"} for i in range(160)]
KILLS = 6


def start_building(corpus: Path, index: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(corpus), str(index)]
    builder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert builder.stdout is not None
    assert builder.stdout.readline() == "ready\n"
    return builder


@pytest.fixture
def places(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    write_corpus(corpus, MANY)
    return corpus, index


def test_kill_at_random_moments(places):
    corpus, index = places
    began = time.monotonic()
    whole = start_building(corpus, index.with_name("elsewhere"))
    assert whole.wait(timeout=120) == 0
    duration = time.monotonic() - began
    moments = random.Random(4)
    killed = 0
    for _ in range(KILLS):
        builder = start_building(corpus, index)
        time.sleep(moments.uniform(0, duration * 0.7))
        builder.send_signal(signal.SIGKILL)
        killed += builder.wait(timeout=60) == -signal.SIGKILL
        found = Searcher(open_index(index, encoder=BilingualEncoder())).ask("猫 吃 鱼")
        assert found.groups[0].hit.passage.text in {"猫在早上吃鱼。", "The cat will eat fish in the morning."}
    assert killed >= KILLS // 2
    build_index([corpus], index, encoder=BilingualEncoder())
    assert open_index(index, encoder=BilingualEncoder()).catalogue.counts()[0] == len(MANY)
    assert index_is_stale([corpus], index, "bilingual-test") == ""
    assert not list((index / "generations").glob("*.part"))
