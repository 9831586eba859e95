"""Ended by force or by a loss of power at any step of a build or an update, an index is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import faiss
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from tests.helpers.disk_record import Disk, at_each_step
from xunzhang.building.builder import build_index
from xunzhang.building.forgetting import forget_article
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.verifying import verify
from xunzhang.reading.files import isolation
from xunzhang.types import XunzhangError
from xunzhang.types.places import CURRENT

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="which file is synced is known by /proc")
LEFT = {"CURRENT", "lock", "stamps.json", "generations", "forgotten.json", "explored", ".gitignore"}


def build(corpus: Path, index: Path) -> None:
    build_index([corpus], index, encoder=BilingualEncoder())


def first(corpus: Path, index: Path) -> Callable[[], object]:
    index.mkdir()
    return lambda: build(corpus, index)


def update(corpus: Path, index: Path) -> Callable[[], object]:
    build(corpus, index)
    more = ARTICLES[0] | {"id": "new", "title": "新的", "text": "狗在河里。\n\n猫在山上。"}
    write_corpus(corpus, [*ARTICLES[1:], more])
    return lambda: build(corpus, index)


def forget(corpus: Path, index: Path) -> Callable[[], object]:
    build(corpus, index)
    return lambda: forget_article(index, "bridge")


WORK = {"build": first, "update": update, "forget": forget}


def texts(index: Path) -> list[str]:
    """The texts of the current generation, whole by every checksum and relation; none where there is no index."""
    if not (index / CURRENT).exists():
        return []
    assert not verify(index).faults
    return sorted(passage.text for passage in Catalogue(generations.current_generation(index)).every_passage())


@pytest.mark.parametrize(("every", "lucks"), [(12, 2), pytest.param(1, 12, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", WORK)
def test_the_power_goes(tmp_path, kind, every, lucks):
    corpus, index = write_corpus(tmp_path / "corpus"), tmp_path / "index"
    work = WORK[kind](corpus, index)
    disk, seen, then = Disk(index), [0, 0], texts(index)
    disk.sync_all()
    known: set[tuple[str, ...]] = {tuple(then)}
    wrong: list[str] = []

    def step(event: str) -> None:
        disk.look(event)
        seen[0] += 1
        if seen[0] % every and not (event.startswith(("fsync", "os.rename")) and every < 13 and "generations" not in event[-40:]):
            return
        for luck in ("kept", "lost", *(random.Random(seen[0] * 100 + n) for n in range(lucks))):
            left = tmp_path / "left"
            disk.after_power_loss(left, luck)
            seen[1] += 1
            try:
                found = texts(left)
            except (XunzhangError, AssertionError) as error:
                wrong.append(f"step {seen[0]}, {event}, {luck}: {error}")
            else:
                known.add(tuple(found))
            shutil.rmtree(left)

    with at_each_step(step):
        work()
    now = texts(index)
    assert not wrong, wrong[:3]
    assert now != then and known <= {tuple(then), tuple(now)}, [len(each) for each in known]
    assert seen[0] > 40 and seen[1] > 30


@pytest.fixture
def one_thread():
    """A process that is forked has none of the threads that FAISS computes with, and would wait for them."""
    faiss.omp_set_num_threads(1)


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("every", [40, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", WORK)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="what is to be killed is forked")
def test_killed_at_each_step(tmp_path, kind, every):
    """And the next build completes, from whatever was left, and leaves nothing but an index."""
    corpus, index = write_corpus(tmp_path / "corpus"), tmp_path / "index"
    work = WORK[kind](corpus, index)
    then, before, at = texts(index), shutil.copytree(index, tmp_path / "before"), every // 2
    killed = 0
    while True:
        shutil.rmtree(index)
        shutil.copytree(before, index)
        isolation._WORKERS.close()  # or both would read through one process
        child = os.fork()
        if not child:
            count = [0]

            def step(event: str, count: list[int] = count, at: int = at) -> None:
                count[0] += 1
                if count[0] > at:
                    os.kill(os.getpid(), signal.SIGKILL)

            with at_each_step(step):
                work()
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            break
        killed += 1
        now = texts(index)
        build(corpus, index)
        done = texts(index)
        assert now in (then, done)
        left = {path.name for path in index.iterdir()} | {path.suffix for path in (index / "generations").iterdir()} - {""}
        assert left <= LEFT, left
        assert len(list((index / "generations").iterdir())) <= 3
        at += every
    assert killed >= 2
