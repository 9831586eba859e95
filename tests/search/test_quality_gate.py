"""Floors for retrieval quality, on a sample small enough to run every time. Lowering one is a visible act.

Each floor is what the whole pipeline reached on this very sample less a margin for the noise of another machine (a question or two
of each direction). The full figures, and what each step is worth, are in benchmarks/QUALITY.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xunzhang.evaluate.evaluation import evaluate

PARAGRAPHS = range(0, 240, 4)  # a quarter of XQuAD's paragraphs, in both languages: 120 passages
QUESTIONS = 40  # of each language
FLOORS = {
    "directions": {"zh>zh": 0.95, "zh>en": 0.87, "en>zh": 0.90, "en>en": 0.95, "zh-hant>zh": 0.93},
    "mixed": {"zh": 0.96, "en": 0.96},
    "answer_sentence": {"zh>zh": 0.78, "en>en": 0.80, "zh>en": 0.70, "en>zh": 0.75},
    "abstention": {"uncovered zh": 0.98, "uncovered en": 0.93, "adversarial": 0.62},
}
MEASURE = {"directions": "hit@1", "mixed": "recall@10"}


def sampled(xquad: Path, folder: Path) -> Path:
    """The sample's passages, the questions on them, and the unanswerable ones, in a folder of the same layout."""
    kept = {f"xquad-{language}-{number:03d}" for language in ("zh", "en") for number in PARAGRAPHS}
    for name in ("passages", "questions", "questions_zh_hant", "unanswerable"):
        records = [json.loads(line) for line in (xquad / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        if name == "passages":
            records = [record for record in records if record["id"] in kept]
        elif name.startswith("questions"):
            records = [record for record in records if kept.issuperset(record["relevant"])]
        else:
            records = [record for record in records if record["kind"] == "uncovered" or record["written_for"] in kept]
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def figures(shared, tmp_path_factory, encoder):
    return evaluate(sampled(shared / "bench" / "xquad", tmp_path_factory.mktemp("bench")), QUESTIONS, encoder=encoder)


@pytest.mark.bench
@pytest.mark.model
@pytest.mark.parametrize("kind", FLOORS)
def test_quality_stays_above_its_floors(figures, kind):
    measured = {name: value[MEASURE[kind]] if kind in MEASURE else value for name, value in figures[kind].items()}
    below = {name: (measured[name], floor) for name, floor in FLOORS[kind].items() if measured[name] < floor}
    assert not below, f"{kind} fell below its floors (measured, floor): {below}"
