"""Progress where stderr is no terminal: few lines, each with how far, how fast and how long still."""

from __future__ import annotations

import re
from types import SimpleNamespace

from benchmarks.streaming import write_articles
from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.cli import progress
from xunzhang.cli.progress import ProgressBars
from xunzhang.messages.wording import say
from xunzhang.types.message import as_said

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
        bars.show("reading", 1_000_000, 3_000_000, say("reading.progress", read=2, all=3))
        bars.show("reading", 3_000_000, 3_000_000, say("reading.progress", read=3, all=3))
        bars.tell(as_said("The collection has changed much."))
        bars.show("encoding", 7, 7)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["The collection has changed much.", "reading, 3 of 3 files", "encoding"]
    assert re.search(r": 3.00M of 3.00MB, .*B/s, 00:00 left", lines[1]) and "7 of 7 passages" in lines[2]


def test_a_stage_of_nothing_says_nothing(capsys):
    with ProgressBars() as bars:
        bars.show("encoding", 0, 0)
    assert capsys.readouterr().err == ""


def test_reading_is_told_within_a_long_file_too(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "first.txt").write_text("The harbour was closed on Monday because of the storm.", encoding="utf-8")
    write_articles(corpus / "long.jsonl", 500_000)
    told = []
    build_index([corpus], tmp_path / "index", encoder=BilingualEncoder(), progress=lambda *step: told.append(step))
    reading = [step for step in told if step[0] == "reading"]
    size = sum(path.stat().st_size for path in corpus.iterdir())
    assert {total for _, _, total, _ in reading} == {size}
    assert [reading[0][1], reading[-1][1]] == [0, size] and reading[-1][3].text == "2 of 2 files"
    within = [done for _, done, _, note in reading if note.text == "1 of 2 files"]
    assert within == sorted(within) and len(set(within)) > 5
