"""Nothing from a file, a name, a question or an index reaches a terminal as a control: every command at one, with hostile names."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.helpers.hostile_terminal import CONTROLS, EVIL, commands, write
from tests.helpers.places import ROOT
from tests.helpers.serving import free_port
from xunzhang.cli.main import _parser
from xunzhang.cli.terminal_stream import TerminalStream, stand_before_terminals
from xunzhang.language.controls import as_json, in_one_line, visible
from xunzhang.reading.files.file_names import shown_name

# What this program writes itself: its five styles, line ends, and what a bar of a build moves the cursor by.
OWN = re.compile(r"\x1b\[[01249]m|\r\n|\r|\x1b\[A|\n|\t")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, str]:
    """What a terminal gets of each command, all of its calls together."""
    folder = tmp_path_factory.mktemp("hostile")
    write(folder)
    master, slave = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PORT": str(free_port()), "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.hostile_terminal", str(folder)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=folder,
    )
    os.close(slave)
    written, began = bytearray(), time.monotonic()
    while time.monotonic() < began + 240:
        try:
            piece = os.read(master, 1 << 16)
        except OSError:  # it has ended
            break
        written += piece
    process.wait(timeout=30)
    os.close(master)
    said = written.decode("utf-8")
    assert "=== done" in said, said[-3000:]
    parts = re.split(r"=== ([\w-]+)\r\n", said)
    together: dict[str, str] = {}
    for name, part in zip(parts[1::2], parts[2::2]):
        together[name] = together.get(name, "") + part
    return together


def test_every_command_is_driven():
    there = {name for action in _parser("en")._subparsers._group_actions for name in action.choices}
    assert {given[0] for given in commands(Path("x"))} == there


def test_no_control_comes_through(shown):
    for name, said in shown.items():
        left = OWN.sub("", said)
        assert not CONTROL.search(left), (name, [left[max(0, m.start() - 60) : m.end() + 20] for m in CONTROL.finditer(left)][:5])
        for control in ("\r", "\n", "\b", "\x1b[A", "\x1b[0m", "\x1b[1m"):
            assert control + EVIL not in said or (name, control) == ("ask", "\n"), (name, control)  # a passage has lines
        assert "Traceback" not in said, name


def test_what_came_is_shown(shown):
    """Each of them is seen where it stood, as a picture or by its number."""
    audited = shown["audit"] + shown["build"]
    for control in CONTROLS:
        if control != "\x00":  # which no name has
            assert shown_name(control) + EVIL in audited, ascii(control)
    for name in ("ask", "passages", "evaluate", "user", "serve"):
        assert EVIL in shown[name], name


def test_json_is_the_same_when_it_is_read():
    for text in ("".join(CONTROLS), "".join(map(chr, range(0x3000))), "\ud800 \U0001f600"):
        assert json.loads(as_json({"x": text})) == {"x": text} and not re.search("[\x7f-\x9f\u202e\u2028]", as_json(text))
        as_json(text).encode()


def test_text_without_controls_is_left_alone():
    plain = "重庆 is a municipality; “naïve” café, 👩‍👩‍👧 é \u3000\u00a0\u200b\u200c\u200d\u00ad\ufeff\n\t"
    assert visible(plain) == plain and in_one_line(plain[:-2]) == plain[:-2]


class Terminal:
    """A stream that says of itself whether it is a terminal."""

    def __init__(self, is_one: bool) -> None:
        self.is_one, self.got = is_one, ""

    def write(self, text: str) -> int:
        self.got += text
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return self.is_one


def test_programs_get_what_is_printed_as_it_is_and_people_never(monkeypatch):
    pipe, told, terminal = Terminal(False), Terminal(False), Terminal(True)
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", told)
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    stand_before_terminals()
    stand_before_terminals()
    print("a\x9bb")
    print("a\x9bb", file=sys.stderr)
    logging.lastResort.handle(logging.makeLogRecord({"msg": "%s", "args": ("two\nlines\x1b[2J",), "levelno": logging.ERROR}))
    assert (pipe.got, told.got) == ("a\x9bb\n", "a\\x9bb\ntwo␊lines␛[2J\n")
    TerminalStream(terminal, shows=True).write_styled("\x1b[1mbold\x1b[0m \x1b[2J\x1b[31m\x9b")
    assert terminal.got == "\x1b[1mbold\x1b[0m ␛[2J␛[31m\\x9b"
