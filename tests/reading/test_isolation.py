"""A parser that loops, crashes, swells or lies costs its own file and no other, and its process ends."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers import breaking_readers
from tests.helpers.waiting import wait_until
from xunzhang.messages.wording import say
from xunzhang.reading.files import limits
from xunzhang.reading.files.account import Account
from xunzhang.reading.files.isolation import isolated
from xunzhang.types import XunzhangError

MB = 1 << 20


@pytest.fixture
def tight():
    """Two seconds, and 300 MB."""
    usual = limits.current()
    limits.use(replace(usual, seconds=2.0, memory_bytes=300 * MB))
    yield
    limits.use(None)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.x"
    path.write_text("第一篇\nthe second\n", encoding="utf-8")
    return path


def read(name: str, path: Path, account: Account | None = None):
    return list(isolated(breaking_readers.__name__, name)(path, account or Account()))


def test_articles_and_account_come_back_as_they_are(page):
    here, there = Account(), Account()
    expected = list(breaking_readers.sound(page, here))
    drafts = read("sound", page, there)
    assert [(d.text, d.paragraphs) for d in drafts] == [(d.text, d.paragraphs) for d in expected]
    assert there == here
    assert there.characters_in == len("第一篇the second")


def test_one_process_reads_file_after_file_and_another_than_ours(page):
    pids = {draft.facts.byline for _ in range(3) for draft in read("sound", page)}
    assert len(pids) == 1 and pids != {d.facts.byline for d in breaking_readers.sound(page, Account())}


def test_what_a_reader_says_of_a_file_is_passed_on_with_its_account(page):
    account = Account()
    with pytest.raises(XunzhangError, match=r"^page\.x is no article; write one\.$"):
        read("refuses", page, account)
    assert (account.characters_in, account.removed) == (7, {say("left_out.unread"): 7})


def test_a_file_that_cannot_be_opened_is_an_oserror(tmp_path):
    with pytest.raises(FileNotFoundError):
        read("sound", tmp_path / "missing.x")


@pytest.mark.parametrize(
    "name, said",
    [
        ("loops", "took more than 2 s"),
        ("swells", "used more than 300 MB of memory"),
        ("crashes", "by SIGSEGV"),
        ("stumbles", "KeyError: 'word/document.xml'"),
        ("descends", "nested too deeply"),
        ("smuggles", "failed on this file"),
    ],
)
def test_a_parser_that_breaks_costs_its_own_file_only(tight, page, name, said):
    if name != "loops":  # on a busy machine two seconds may go by before anything breaks
        limits.use(replace(limits.current(), seconds=60.0))
    account = Account()
    with pytest.raises(XunzhangError, match=said) as caught:
        read(name, page, account)
    assert "\n" not in str(caught.value) and "save it again" in str(caught.value)
    assert account == Account()  # no half of a file
    assert [draft.text for draft in read("sound", page)] == ["第一篇", "the second"]


def test_a_page_done_buys_time_for_the_next(tight, page):
    assert [draft.text for draft in read("takes_its_time", page)] == ["slow"]


def test_a_file_does_not_suffer_for_the_one_before(page):
    assert [read("breaks_second_time", page)[0].text for _ in range(3)] == ["fresh"] * 3


def ended(process: Path) -> bool:
    try:
        return "zombie" in (process / "status").read_text()
    except OSError:  # it is gone
        return True


def test_a_child_ends_with_its_parent(page, tmp_path):
    """Also when the parent is killed while a parser loops."""
    program = (
        "import os, threading, time\nfrom dataclasses import replace\nfrom pathlib import Path\n"
        "from xunzhang.reading.files import isolation, limits\nfrom xunzhang.reading.files.account import Account\n"
        "limits.use(replace(limits.current(), seconds=5.0))\n"
        f"reader = isolation.isolated('tests.helpers.breaking_readers', 'loops')\npath = Path({str(page)!r})\n"
        "threading.Thread(target=lambda: list(reader(path, Account())), daemon=True).start()\n"
        "while not path.with_suffix('.looping').exists(): time.sleep(0.01)\n"
        "print(isolation._WORKERS.living[0]._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    parent = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    child = Path(f"/proc/{int(parent.stdout)}")
    if not Path("/proc/self").exists():
        pytest.skip("no /proc on this system to see the process in")
    assert wait_until(lambda: ended(child)), "it has outlived its parent"
