"""The watch over a collection's files: it builds after a change, once for a burst of them, and goes on after an error."""

from __future__ import annotations

import threading

import pytest
from watchfiles import main as watchfiles

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, first_title, write_corpus
from tests.helpers.waiting import PATIENCE_S, wait_until
from xunzhang.building import watching
from xunzhang.building.watching import keep_current
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Starts a watch over a folder: -> (the folder, what was told); it ends with the test."""
    monkeypatch.setattr(watching, "QUIET_MS", 150)
    notify_of = watchfiles.RustNotify
    stop, asked, threads = threading.Event(), threading.Event(), []
    folder, told = tmp_path / "corpus", []

    def notified(*arguments):
        watcher = notify_of(*arguments)  # from here on the system tells of changes
        asked.set()
        return watcher

    monkeypatch.setattr(watchfiles, "RustNotify", notified)

    def start(build, looks_every_s=PATIENCE_S):
        arguments = ([folder], build, stop, told.append, looks_every_s)
        threads.append(threading.Thread(target=keep_current, args=arguments))
        threads[-1].start()
        assert not folder.exists() or asked.wait(PATIENCE_S)
        return folder, told

    yield start
    stop.set()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_a_burst_of_changes_is_one_build_and_a_change_during_a_build_is_another(watched, tmp_path):
    builds, free = [], threading.Semaphore(0)
    (tmp_path / "corpus").mkdir()

    def build() -> None:
        builds.append(sorted(path.name for path in (tmp_path / "corpus").iterdir()))
        free.acquire(timeout=PATIENCE_S)

    folder, _ = watched(build)
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    assert wait_until(lambda: builds) and builds == [["a.txt", "b.txt", "c.txt"]]
    (folder / "d.txt").write_text("x", encoding="utf-8")
    free.release(3)
    assert wait_until(lambda: len(builds) > 1) and "d.txt" in builds[1]


def test_an_error_is_told_once_and_the_watch_goes_on(watched, tmp_path):
    (tmp_path / "corpus").mkdir()
    builds: list[int] = []

    def build() -> None:
        builds.append(1)
        if len(builds) < 3:
            raise XunzhangError(as_said("The file is no good; mend it."))

    folder, told = watched(build)
    for number in range(1, 4):
        (folder / f"{number}.txt").write_text("x", encoding="utf-8")
        assert wait_until(lambda number=number: len(builds) >= number)
    assert [message.text for message in told] == ["The file is no good; mend it."]


def test_a_folder_that_does_not_exist_yet_is_waited_for(watched):
    builds: list[int] = []
    folder, _ = watched(lambda: builds.append(1), looks_every_s=0.2)
    assert not builds
    folder.mkdir()
    (folder / "a.txt").write_text("x", encoding="utf-8")
    assert wait_until(lambda: builds)


def test_what_changes_is_found_by_the_searcher_of_the_moment(watched, tmp_path):
    corpus, index = write_corpus(tmp_path / "corpus", ARTICLES[:2]), tmp_path / "index"
    live = LiveSearcher(None, "no index", index, BilingualEncoder(), [corpus])
    report = live.update()
    assert report is not None and report.changed and live.searcher.manifest.articles == 2
    before = live.searcher
    watched(live.update)
    write_corpus(corpus, ARTICLES)
    assert wait_until(lambda: live.searcher is not before)
    assert first_title(live.searcher, "桥 建成") == "新桥"
    assert before.ask("猫吃鱼").groups, "the old one still answers"
