"""Files read at once in processes give what they give one after the other, in order, within a bounded memory."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xunzhang.reading import ahead
from xunzhang.reading.ahead import ReadAhead, is_worth
from xunzhang.reading.ahead_child import BATCH_CHARS
from xunzhang.reading.files import limits
from xunzhang.reading.files.finding import Found, find_files
from xunzhang.reading.register import Admitted, Register, admit
from xunzhang.types import AuditRow

ROOT = Path(__file__).resolve().parents[2]
PAGE = "<html><body><article><h1>The bridge</h1><p>The bridge over the river was opened on Monday.</p></article></body></html>"


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started however little there is to read."""
    monkeypatch.setattr(ahead, "LEAST_WORK", 0)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Files of several kinds, sound and not: one without articles, one that breaks off, an archive, a long one, a copy."""
    folder = tmp_path / "articles"
    folder.mkdir()
    line = json.dumps({"title": "渡口", "text": "渡口在河的北岸。\n\n每天有十二班船。", "date": "2024-11-19"}, ensure_ascii=False)
    long = "".join(
        json.dumps({"id": f"{n}", "text": f"第{n}条。" + "河水上涨。" * 400}, ensure_ascii=False) + "\n" for n in range(300)
    )
    (folder / "a.jsonl").write_text(f"{line}\nno json\n{line}\n", encoding="utf-8")
    (folder / "b.json").write_text('[{"text": "One."}, {"text": "Two."}, {"te', encoding="utf-8")
    (folder / "c.txt").write_text("标题在此\n\n来源：江北日报 2024年3月5日\n\n正文第一段，说明情况。\n", encoding="utf-8")
    (folder / "d.html").write_text(PAGE, encoding="utf-8")
    (folder / "e.csv").write_text("title,text\nA,The first.\nB,The second.\n", encoding="utf-8")
    (folder / "f.txt").write_bytes(b"\x00\x01\x02binary")
    (folder / "g.jsonl").write_text(long, encoding="utf-8")
    (folder / "h.md").write_text("# 渡口\n\n渡口在河的北岸。\n", encoding="utf-8")
    (folder / "i.md").write_text("# 渡口\n\n渡口在河的北岸。\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "j.zip", "w") as package:
        package.writestr("in/x.txt", "The text inside of the archive.")
        package.writestr("in/y.jsonl", '{"text": "The line inside of the archive."}\n')
    return folder


Event = Admitted | AuditRow


def events(found: list[Found], processes: int, meanwhile: Callable[[ReadAhead], None] = lambda reading: None) -> Iterator[object]:
    """What each file gives, and the accounts; `meanwhile` is called after every event."""
    register = Register(found)
    with ReadAhead(found, processes) as reading:
        for file in found:
            for part in reading.parts(file):
                for event in admit(part, register):
                    if isinstance(event, Admitted):  # whether a copy's own language was looked for is of no account
                        event.draft.detected = ""
                    yield event
                    meanwhile(reading)
                yield part.name, part.account, part.problem


@pytest.mark.usefixtures("always")
def test_all_is_as_one_after_the_other(collection: Path) -> None:
    found = find_files([collection])
    alone = list(events(found, 1))
    assert sum(isinstance(event, AuditRow) for event in alone) == 11
    assert sum(isinstance(event, Admitted) for event in alone) > 300
    assert list(events(found, 2)) == alone


@pytest.mark.usefixtures("always")
def test_what_an_ended_process_owes_is_read_here(collection: Path) -> None:
    found = find_files([collection])
    seen = []

    def end_all(reading: ReadAhead) -> None:
        seen.append(1)
        if len(seen) == 40:  # in the middle of the long file
            for process in reading._processes:
                process._process.kill()

    killed = list(events(found, 2, end_all))
    assert len(seen) > 300
    assert killed == list(events(found, 1))


@pytest.mark.usefixtures("always")
def test_limits_hold_in_the_processes(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_current", limits.Limits(record_chars=1000))
    found = find_files([collection])
    rows = [event for event in events(found, 2) if isinstance(event, AuditRow)]
    (long,) = (row for row in rows if row.path == "g.jsonl")
    assert (long.articles, long.status) == (0, "skipped")
    assert "1,000" in long.messages[0].text


@pytest.mark.usefixtures("always")
def test_what_is_held_is_bounded(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long file that is not asked for yet waits in its process."""
    monkeypatch.setattr(ahead, "HELD_BYTES", 100_000)
    (collection / "0.md").write_text("# 一\n\n第一篇。\n", encoding="utf-8")
    found = [file for file in find_files([collection]) if file.name in ("0.md", "g.jsonl")]
    with ReadAhead(found, 2) as reading:
        first = [draft.text for part in reading.parts(found[0]) for draft in part.drafts]
        (long,) = (process for process in reading._processes if process.work > 1000)
        until = time.monotonic() + 60
        while long._held <= 100_000 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.2)  # in which it would read on
        held = long._held
        rest = [draft.text for part in reading.parts(found[1]) for draft in part.drafts]
    assert first == ["第一篇。"]
    assert 100_000 < held < 100_000 + 8 * BATCH_CHARS
    assert [text[:5] for text in rest[::100]] == ["第0条。河", "第100条", "第200条"]
    assert len(rest) == 300


def test_small_collections_start_no_process(collection: Path) -> None:
    with ReadAhead(find_files([collection]), 2) as reading:
        assert reading._processes == []


@pytest.mark.parametrize(
    ("files", "worth"),
    [
        ({"a.txt": 4 << 20, "b.jsonl": 4 << 20, "c.csv": 4 << 20}, True),
        ({"a.jsonl": 500 << 20}, False),  # nothing can be read beside it
        ({"a.jsonl": 500 << 20, "b.jsonl": 4 << 20}, False),
        ({"a.docx": 1 << 20, "b.html": 1 << 20}, True),
        ({"a.docx": 1 << 20, "b.html": 1 << 19}, False),
        ({}, False),
    ],
)
def test_when_processes_pay(files: dict[str, int], worth: bool) -> None:
    assert is_worth({Found(Path(name), name): size for name, size in files.items()}) is worth


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_processes_end_with_a_build_that_is_killed(collection: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from xunzhang.reading import ahead; ahead.LEAST_WORK = 0\n"
        "from xunzhang.reading.files.finding import find_files\n"
        f"found = find_files([Path({str(collection)!r})]); reading = ahead.ReadAhead(found, 2)\n"
        "next(reading.parts(found[0])); print(*(each._process.pid for each in reading._processes), flush=True)\n"
        f"os.kill(os.getpid(), {signal.SIGKILL.value})"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120)
    processes = [Path(f"/proc/{pid}") for pid in ended.stdout.split()]
    assert (len(processes), ended.returncode) == (2, -signal.SIGKILL)
    until = time.monotonic() + 60
    while any(map(running, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(running, processes))


def running(process: Path) -> bool:
    try:
        return "\nState:\tZ" not in (process / "status").read_text()
    except OSError:
        return False
