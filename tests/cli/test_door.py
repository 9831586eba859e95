"""Asking through the door of a running page: the same output as alone, for its own user only, and alone wherever that cannot be."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.helpers.places import ROOT
from tests.helpers.waiting import wait_until
from xunzhang import __version__
from xunzhang.cli import door as door_module
from xunzhang.cli.answering import Asked
from xunzhang.cli.door import DOOR, through_door
from xunzhang.cli.doorkeeper import open_door
from xunzhang.cli.main import main
from xunzhang.service.guard.admission import Admission
from xunzhang.service.guard.gate import Gate
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError
from xunzhang.types.places import CURRENT

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets, and every question is asked alone"
    ),
]
QUESTION = "普惠性幼儿园的覆盖率是多少？"
ASKED = Asked((QUESTION,), 3, (), (), "", "", "hybrid", "json", False)


@pytest.fixture(scope="module")
def live(sample_index, sample_searcher) -> LiveSearcher:
    return LiveSearcher(sample_searcher, index_dir=sample_index)


@pytest.fixture
def place(sample_index, tmp_path) -> Path:
    """A folder for the door, beside which CURRENT says what the sample's does. Other tests ask the sample's own folder."""
    (tmp_path / CURRENT).write_bytes((sample_index / CURRENT).read_bytes())
    return tmp_path


@pytest.fixture
def alone(monkeypatch) -> list[str]:
    """What is opened by a process that works alone; nothing can be."""
    opened: list[str] = []

    def open_searcher(index, **flags):
        opened.append(str(index))
        raise XunzhangError(door_module.say("index.none", folder=str(index), command=""))

    monkeypatch.setattr("xunzhang.search.pipeline.open_searcher", open_searcher)
    return opened


def printed(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["ask", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize(
    "flags",
    [
        (QUESTION, "--format", "json", "-k", "3"),
        (QUESTION, "--format", "text"),
        (QUESTION, "--format", "csv", "-k", "2"),
        ("qqqxyzzy", "--mode", "keyword"),
        (QUESTION, "--source", "没有的报纸", "--language", "en"),
    ],
)
def test_what_is_printed_is_what_the_process_itself_would_print(
    flags, live, place, sample_index, sample_searcher, monkeypatch, capsys
):
    with monkeypatch.context() as patch:
        patch.setattr("xunzhang.search.pipeline.open_searcher", lambda index, **flags: sample_searcher)
        expected = printed(capsys, *flags, "--index", str(sample_index), "--alone")
    with open_door(live, place):
        monkeypatch.setattr("xunzhang.search.pipeline.open_searcher", None)
        found = printed(capsys, *flags, "--index", str(place))
    assert without_time(found[1]) == without_time(expected[1])
    assert (found[0], found[2]) == (expected[0], expected[2])


def without_time(output: str) -> object:
    try:
        return {name: value for name, value in json.loads(output).items() if name != "elapsed_ms"}
    except ValueError:
        return output


def test_a_file_that_is_saved_and_a_mistake_are_as_alone(live, place, tmp_path, alone, capsys):
    questions = tmp_path / "questions.txt"
    questions.write_text(f"{QUESTION}\n{'长' * 5000}\n", encoding="utf-8")
    with open_door(live, place):
        assert printed(capsys, QUESTION, "--index", str(place), "--format", "ris", "--out", str(tmp_path / "saved.ris"))[0] == 0
        status, _, err = printed(capsys, "--questions", str(questions), "--index", str(place))
    assert (tmp_path / "saved.ris").read_text(encoding="utf-8").startswith("TY  - ")
    assert status == 2 and err.count("\n") == 1 and "2" in err and "5000" in err.replace(",", "")
    assert not alone


def test_only_its_user_can_open_it_and_it_is_gone_at_the_end(live, place):
    with open_door(live, place):
        mode = (place / DOOR).stat().st_mode
        assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600
        assert {path.name for path in place.iterdir()} == {CURRENT, DOOR}
    assert not (place / DOOR).exists()


@pytest.mark.parametrize("flags", [("--alone",), ("--reader", "off"), ("--backend", "torch-fp32")])
def test_another_way_of_judging_is_asked_alone(flags, live, place, alone, capsys):
    with open_door(live, place):
        assert printed(capsys, QUESTION, "--index", str(place), *flags)[0] == 2
    assert alone == [str(place)]


@pytest.mark.parametrize("change", ["version", "generation"])
def test_another_version_or_generation_is_asked_alone(change, live, place, alone, monkeypatch, capsys):
    if change == "version":
        monkeypatch.setattr(door_module, "__version__", "0.0.1")
    else:
        (place / CURRENT).write_text("20010101-000000-000000000\n", encoding="utf-8")
    with open_door(live, place):
        assert printed(capsys, QUESTION, "--index", str(place))[0] == 2
    assert alone == [str(place)]


def test_a_socket_that_a_killed_page_left_is_no_door_and_gives_way(live, place, alone, capsys):
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(place / DOOR))
    left.close()
    assert printed(capsys, QUESTION, "--index", str(place))[0] == 2 and len(alone) == 1
    with open_door(live, place):
        assert printed(capsys, QUESTION, "--index", str(place))[0] == 0
        with open_door(live, place):  # another page on the same index leaves it
            assert printed(capsys, QUESTION, "--index", str(place))[0] == 0
        assert (place / DOOR).exists()


@pytest.mark.parametrize(
    "request_line", [b"\n", b"{}\n", b"[1]\n", b"\xff\n", b'{"version": 1, "asked": {"questions": 5}}\n', b"{"]
)
def test_whatever_comes_in_is_answered_in_a_line(request_line, live, place):
    with open_door(live, place), socket.socket(socket.AF_UNIX) as door:
        door.settimeout(30)
        door.connect(str(place / DOOR))
        door.sendall(request_line)
        door.shutdown(socket.SHUT_WR)
        assert json.loads(door.makefile("rb").readline()) == {"found": None}


def test_a_page_that_ends_on_the_way_is_told_and_one_that_has_said_nothing_is_left(place):
    def page(said: bytes) -> None:
        (place / DOOR).unlink(missing_ok=True)
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(place / DOOR))
        server.listen(1)

        def once() -> None:
            with server, server.accept()[0] as caller:
                caller.recv(1 << 16)
                caller.sendall(said)

        threading.Thread(target=once, daemon=True).start()

    written: list[str] = []
    for said in (b"", b'{"wri', b"nonsense\n"):
        page(said)
        assert through_door(place, ASKED, True, written.append, print) is None
    page(b'{"write": "a"}\n')
    with pytest.raises(XunzhangError, match="ask again"):
        through_door(place, ASKED, True, written.append, print)
    assert written == ["a"]


def test_a_path_too_long_for_a_socket_is_asked_alone(live, tmp_path, sample_index, alone, capsys):
    place = tmp_path / ("x" * 120)
    place.mkdir()
    (place / CURRENT).write_bytes((sample_index / CURRENT).read_bytes())
    with open_door(live, place):
        assert printed(capsys, QUESTION, "--index", str(place))[0] == 2
    assert alone == [str(place)]


def test_asking_through_it_loads_no_arrays_and_no_search():
    code = "import sys, xunzhang.cli.main; print(*{'numpy', 'xunzhang.search', 'xunzhang.index', 'docx', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a file away")
def test_a_page_of_another_user_is_not_asked(live, place):
    with open_door(live, place):
        os.chown(place / DOOR, 12345, -1)
        assert through_door(place, ASKED, True, [].append, [].append) is None
        os.chown(place / DOOR, os.geteuid(), -1)
        assert through_door(place, ASKED, True, [].append, [].append) is True


def test_questions_through_the_door_take_turns_with_those_of_the_page(live, place, server_loop):
    gate, told = Gate(1, 1), []
    with open_door(live, place, Admission(gate, server_loop, told.append)):
        turn = asyncio.run_coroutine_threadsafe(gate.turn("page"), server_loop).result()
        found = []
        asking = threading.Thread(target=lambda: found.append(through_door(place, ASKED, True, [].append, [].append)))
        asking.start()
        assert wait_until(lambda: gate.waiting == 1)
        assert found == []
        server_loop.call_soon_threadsafe(turn.leave)
        asking.join(30)
        assert found == [True] and [results.question for results in told] == [QUESTION]
        assert wait_until(lambda: gate.working == 0)


def test_where_the_queue_stays_full_the_line_of_the_page_is_told(live, place, server_loop, monkeypatch):
    monkeypatch.setattr("xunzhang.service.guard.admission.TRIES", 1)
    gate = Gate(1, 1)
    server_loop.call_soon_threadsafe(gate.close)
    with open_door(live, place, Admission(gate, server_loop)), pytest.raises(XunzhangError, match="Too many questions"):
        through_door(place, ASKED, True, [].append, [].append)


def test_who_leaves_the_door_leaves_the_queue(live, place, server_loop):
    gate, told = Gate(1, 3), []
    with open_door(live, place, Admission(gate, server_loop, told.append)):
        turn = asyncio.run_coroutine_threadsafe(gate.turn("page"), server_loop).result()
        with socket.socket(socket.AF_UNIX) as door:
            door.connect(str(place / DOOR))
            generation = (place / CURRENT).read_text(encoding="utf-8").strip()
            request = {"version": __version__, "generation": generation, "reads": True, "asked": asdict(ASKED)}
            door.sendall(json.dumps(request).encode() + b"\n")
            assert wait_until(lambda: gate.waiting == 1)
        server_loop.call_soon_threadsafe(turn.leave)
        assert wait_until(lambda: gate.working == gate.waiting == 0)
        assert told == []


@pytest.fixture
def server_loop():
    """A loop in a thread of its own, as the page has one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()
