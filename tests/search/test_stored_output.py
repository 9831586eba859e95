"""What is printed of the sample collection is what was printed before, but for the time taken: ids, order, offsets and text exactly.

A difference that is meant is stored anew (tests/data/output/make.py), in a commit that says what changed and why.
"""

from __future__ import annotations

import json

import pytest

import xunzhang.search.pipeline
from tests.data.output.make import RUNS, STORED
from tests.helpers.stored_output import differences, stored
from xunzhang.cli.main import main

THEN = stored(STORED)
pytestmark = pytest.mark.model


def test_every_run_is_stored():
    assert THEN.keys() == RUNS.keys()
    assert all(THEN[name] for name in RUNS)


@pytest.mark.parametrize("name", RUNS)
def test_what_is_printed_is_what_was_printed_before(name, sample_index, sample_searcher, monkeypatch, capsys):
    monkeypatch.setattr(xunzhang.search.pipeline, "open_searcher", lambda index, **flags: sample_searcher)
    assert main([*RUNS[name], "--index", str(sample_index)]) in (0, 1)
    now = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert not list(differences(THEN[name], now))


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.pop("language"),
        lambda record: record.update(more=1),
        lambda record: record.update(confidence=record["confidence"] + 0.002),
        lambda record: record["results"].reverse(),
        lambda record: record["results"][0]["passage"].update(start=record["results"][0]["passage"]["start"] + 1),
        lambda record: record["results"][0]["passage"].update(text="other"),
        lambda record: record["results"].pop(),
        lambda record: record.update(answerable=int(record["answerable"])),
    ],
)
def test_a_change_is_noticed(change):
    then, now = (json.loads(json.dumps(THEN["hybrid"][0])) for _ in range(2))
    now["elapsed_ms"] += 100
    now["results"][0]["score"] += 0.0005
    assert not list(differences(then, now))
    change(now)
    assert list(differences(then, now))
