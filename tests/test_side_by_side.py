"""What `make bench` says of what was measured, on measurements made up so that every figure is known."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import side_by_side
from benchmarks.bars import Panel, drawn_as_svg
from benchmarks.contestants import CONTESTANTS, measured
from benchmarks.side_by_side import BEGIN, BESIDE, END, WAYS, figures, section, task_of, write

TASK = {
    "texts": {"zh": [{"id": "甲"}, {"id": "乙"}], "en": [{"id": "a"}, {"id": "b"}]},
    "questions": {"zh>zh": ["一", "二"], "zh>en": ["一", "二"]},
    "relevant": {"zh>zh": [["甲"], ["乙"]], "zh>en": [["a"], ["b"]]},
}


def run(seconds: float) -> dict[str, object]:
    first = {"zh>zh": ["甲", "乙"], "zh>en": ["b", "b"]}
    taken = [10.0 * seconds, 20.0 * seconds]
    return {"build": seconds, "disk": 8_000, "taken": taken, "first": first, "own": 300e6, "peak": 400e6}


RUNS = {way: [run(2.0), run(4.0)] if way == BESIDE else [run(1.0), run(1.0)] for way in WAYS.values()}


def test_figures_are_of_each_round():
    found = figures(RUNS[BESIDE], TASK)
    assert found["build, texts a second"] == [2.0, 1.0]
    assert (found["question p50, ms"], found["question p95, ms"]) == ([40.0, 80.0], [40.0, 80.0])
    assert (found["disk, kB a text"], found["own memory, MB"]) == ([2.0, 2.0], [300.0, 300.0])
    assert (found["hit@1 zh>zh"], found["hit@1 zh>en"]) == ([1.0, 1.0], [0.5, 0.5])


def test_ratios_are_to_the_thirty_lines_of_the_same_round():
    told = section(RUNS, TASK, "make bench", "Alone.")
    assert "| build, texts a second | 4.0 (3.00; 2.00 to 4.00) |" in told  # of 2 and of 1
    assert "| hit@1 zh>en | .500 |" in told and "texts 2 zh, 2 en; questions 4" in told and "2 rounds" in told


def test_the_readme_is_written_between_its_marks(tmp_path, monkeypatch):
    readme, plot = tmp_path / "README.md", tmp_path / "plot.svg"
    readme.write_text(f"# Before\n{BEGIN}\nolder\n{END}\nAfter\n", encoding="utf-8")
    monkeypatch.setattr(side_by_side, "README", readme)
    monkeypatch.setattr(side_by_side, "PLOT", plot)
    for _ in range(2):
        write("newer", RUNS, TASK)
    assert readme.read_text(encoding="utf-8") == f"# Before\n{BEGIN}\nnewer\n{END}\nAfter\n"
    words = "".join(ElementTree.fromstring(plot.read_text(encoding="utf-8")).itertext())
    assert all(way in words for way in WAYS.values()) and "build, texts a second" in words


def test_bars_are_as_long_as_what_they_stand_for():
    drawing = ElementTree.fromstring(drawn_as_svg([Panel("a < b", {"one": [2.0], "other": [1.0]})]))
    bars = [float(each.get("width", 0)) for each in drawing.iter() if each.tag.endswith("rect")][1:]
    assert bars[0] == pytest.approx(2 * bars[1]) and "a < b" in "".join(drawing.itertext())


def test_the_sample_asks_for_the_passages_that_its_questions_are_from():
    task = task_of(None, 0, 5)
    for direction, questions in task["questions"].items():
        texts = {each["id"]: each["text"] for each in task["texts"][direction.partition(">")[2]]}
        assert len(questions) == 5
        for question, relevant in zip(questions, task["relevant"][direction], strict=True):
            assert relevant and all(question in texts[each] for each in relevant)


def test_a_contestant_is_measured_as_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def first(texts, folder, model):
        folder.mkdir(parents=True)
        (folder / "index").write_bytes(b"12345")
        return (lambda question: texts[0]["id"], lambda question: texts[-1]["id"])

    monkeypatch.setitem(CONTESTANTS, "made up", first)
    found = measured("made up", TASK | {"model": ""}, tmp_path / "work")
    assert [each["first"]["zh>en"] for each in found] == [["a", "a"], ["b", "b"]]
    assert [each["disk"] for each in found] == [10, 10] and len(found[0]["taken"]) == 4 and found[0]["own"] > 1e6
