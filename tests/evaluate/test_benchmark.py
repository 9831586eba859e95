"""Benchmark folders: what is read, what is sampled, and how a bad one is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from xunzhang.evaluate.benchmark import read_benchmark
from xunzhang.types import Span, XunzhangError


def write(folder: Path, **files: list[dict[str, Any]]) -> Path:
    for name, records in files.items():
        lines = (json.dumps(record, ensure_ascii=False) for record in records)
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def passage(id: str, lang: str = "en", **more: Any) -> dict[str, Any]:
    return {"id": id, "lang": lang, "text": "One. Two.", **more}


def question(number: int, lang: str = "en", **more: Any) -> dict[str, Any]:
    return {"id": f"q{number}", "lang": lang, "question": f"{lang} {number}?", "relevant": ["a"], **more}


def test_a_folder_is_read_as_it_is(tmp_path: Path):
    gold = {"gold_sentences": {"a": [1]}}
    bench = read_benchmark(
        write(
            tmp_path,
            passages=[passage("a", sentence_breaks=[[0, 4], [5, 9]]), passage("b", "zh")],
            questions=[question(1, **gold)],
            questions_zh_hant=[question(2, "zh-hant")],
            unanswerable=[question(3, relevant=[], kind="uncovered")],
            near_duplicates=[{"ids": ["a", "b"], "jaccard": 0.6}],
        )
    )
    assert bench.languages == ["en", "zh"]
    assert bench.passages[0].sentences == (Span(0, 4), Span(5, 9))
    assert [(q.language, q.relevant) for q in bench.questions] == [("en", {"a"}), ("zh-hant", {"a"})]
    assert bench.questions[0].gold_sentences == {"a": {1}}
    assert [(q.kind, q.relevant) for q in bench.unanswerable] == [("uncovered", frozenset())]
    assert bench.near_duplicates == {frozenset("ab")}


def test_only_passages_and_questions_are_needed(tmp_path: Path):
    bench = read_benchmark(write(tmp_path, passages=[passage("a")], questions=[question(1)]))
    assert (bench.unanswerable, bench.near_duplicates) == ((), frozenset())


def test_a_sample_is_of_each_language_and_repeats(tmp_path: Path):
    questions = [question(number, lang) for lang in ("en", "zh") for number in range(30)]
    write(tmp_path, passages=[passage("a")], questions=questions)
    first, again = read_benchmark(tmp_path, 5), read_benchmark(tmp_path, 5)
    assert [q.text for q in first.questions] == [q.text for q in again.questions]
    assert [q.language for q in first.questions] == ["en"] * 5 + ["zh"] * 5
    assert len({q.text for q in first.questions}) == 10
    assert len(read_benchmark(tmp_path, 100).questions) == 60


@pytest.mark.parametrize("bad", ['{"id": "q2"}', '{"id": "q2", "lang": "en", "question": "?", "relevant": 3}', "{", "[1]"])
def test_a_bad_line_is_refused_by_its_number(tmp_path: Path, bad: str):
    write(tmp_path, passages=[passage("a")], questions=[question(1)])
    with (tmp_path / "questions.jsonl").open("a", encoding="utf-8") as file:
        file.write(bad + "\n")
    with pytest.raises(XunzhangError, match=r"questions\.jsonl, line 2: "):
        read_benchmark(tmp_path)


def test_a_relevant_passage_has_to_exist(tmp_path: Path):
    with pytest.raises(XunzhangError, match=r"'b', which is relevant to the question .*, is not in passages\.jsonl"):
        read_benchmark(write(tmp_path, passages=[passage("a")], questions=[question(1, relevant=["b"])]))


def test_another_folder_is_refused(tmp_path: Path):
    with pytest.raises(XunzhangError, match=r"passages\.jsonl does not exist: name a folder in the layout"):
        read_benchmark(tmp_path)
