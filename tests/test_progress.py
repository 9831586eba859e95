"""Progress where stderr is no terminal: few lines, each with how far, how fast and how long still."""

from __future__ import annotations

import re
from types import SimpleNamespace

from xunzhang.console import progress
from xunzhang.console.progress import ProgressBars

LINE = r"encoding: (\d+) of (\d+) passages, +[\d.]+ passages/s, \d\d:\d\d left"


def test_lines_are_few_and_tell_how_long_it_will_take(capsys, monkeypatch):
    clock = iter(range(100_000))
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(clock) * 0.5))
    with ProgressBars() as bars:
        for done in range(1, 401):
            bars.show("encoding", done, 400)
    lines = capsys.readouterr().err.splitlines()
    assert 10 <= len(lines) <= 25, "one in ten seconds, and one at the end"
    told = [re.fullmatch(LINE, line) for line in lines]
    assert all(told) and told[-1][1] == "400"


def test_each_stage_ends_with_a_line_and_sentences_stand_between(capsys):
    with ProgressBars() as bars:
        bars.show("reading", 3, 3)
        bars.tell("The collection has changed much.")
        bars.show("encoding", 7, 7)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["The collection has changed much.", "reading", "encoding"]
    assert "3 of 3 files" in lines[1] and "7 of 7 passages" in lines[2]


def test_a_stage_of_nothing_says_nothing(capsys):
    with ProgressBars() as bars:
        bars.show("encoding", 0, 0)
    assert capsys.readouterr().err == ""
