"""Two builders at once, a builder and twenty readers, and a clock that goes back: always one whole index, and no more than it takes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.places import ROOT
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.index.verifying import verify
from xunzhang.question.grammar import parse_question

READERS, BUILDS = 20, 4


@pytest.fixture
def corpus(tmp_path) -> Path:
    return write_corpus(tmp_path / "corpus")


def build(corpus: Path, index: Path) -> None:
    build_index([corpus], index, encoder=BilingualEncoder())


def changed(corpus: Path, step: int) -> None:
    write_corpus(corpus, [*ARTICLES, {"id": f"n{step}", "title": f"第{step}", "text": f"狗在河里 {step}。", "lang": "zh"}])


def all_at_once(*work: Callable[[], object]) -> list[BaseException]:
    """-> what went wrong."""
    wrong: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001 whatever it is, it went wrong
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    return wrong


def left(index: Path) -> set[str]:
    return {path.name for path in index.iterdir()} - {"CURRENT", "lock", "generations", "stamps.json"}


def test_two_builders_take_turns(corpus, tmp_path):
    index = tmp_path / "index"
    changed(corpus, 1)
    assert all_at_once(*[lambda: build(corpus, index)] * 2) == []
    assert not verify(index).faults and verify(index).manifest.articles == len(ARTICLES) + 1
    assert len(list((index / "generations").iterdir())) == 1 and not left(index)


BUILDER = """
import sys
from pathlib import Path
from tests.fault.test_together import build, changed
for step in range(int(sys.argv[3])):
    changed(Path(sys.argv[1]), step)
    build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_builder_and_twenty_readers(corpus, tmp_path):
    index = tmp_path / "index"
    build(corpus, index)
    command = [sys.executable, "-c", BUILDER, str(corpus), str(index), str(BUILDS)]
    builder = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    asked, opening = [0] * READERS, threading.Lock()

    def read(place: int) -> None:
        while builder.poll() is None or not asked[place]:
            with opening:  # NumPy parses headers with ast, which in Python 3.11 is not safe in two threads at once (gh-106905)
                opened = open_index(index, encoder=BilingualEncoder())
            rows = opened.lexical.search(parse_question("建成"), 5).rows
            assert "这座桥于1968年建成，长1577米。" in {passage.text for passage in opened.catalogue.passages(rows.tolist())}
            opened.whole.check()
            asked[place] += 1

    assert all_at_once(*(lambda place=place: read(place) for place in range(READERS))) == []
    assert builder.wait(60) == 0, builder.communicate()[1]
    assert min(asked) > 0 and not verify(index).faults
    build_index([corpus], index, encoder=BilingualEncoder(), force=True)
    assert len(list((index / "generations").iterdir())) <= 3 and not left(index)


@pytest.mark.parametrize("back_s", [1, 3600, 400 * 86400])
def test_a_clock_that_goes_back(corpus, tmp_path, monkeypatch, back_s):
    index = tmp_path / "index"
    build(corpus, index)
    clock, clock_ns = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: clock() - back_s)
    monkeypatch.setattr(time, "time_ns", lambda: clock_ns() - back_s * 10**9)
    names = [verify(index).folder.name]
    for step in range(3):
        changed(corpus, step)
        build(corpus, index)
        found = verify(index)
        assert not found.faults and found.manifest.articles == len(ARTICLES) + 1
        names.append(found.folder.name)
    assert names == sorted(set(names))
    assert len(list((index / "generations").iterdir())) <= 2 and not left(index)


def test_a_clock_that_stands_still(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    for step in range(3):
        changed(corpus, step)
        build(corpus, tmp_path / "index")
        assert not verify(tmp_path / "index").faults
