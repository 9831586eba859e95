"""The training data as it is read, and what is said of a folder that does not hold it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.training_folder import HELD, PARALLEL, QUESTIONS
from training.material import Asked, Material
from training.work import Unusable


def rewritten(file: Path, number: int, **changes: Any) -> None:
    """Change a line of the file; a value of None takes a key out."""
    lines = file.read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[number - 1]) | changes
    lines[number - 1] = json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_passages_questions_and_parallel_sentences_are_read(data: Path) -> None:
    material = Material.read(data)
    ferry = material.passages["zh-ferry"]
    assert (ferry.language, ferry.title, ferry.translation) == ("zh", "渡轮", "en-ferry")
    assert material.questions[0] == Asked(
        "q0", "en", "When did the ferry first sail?", "en-ferry", True, (41, 45), "squad-en", False
    )
    assert len(material.questions) == len(QUESTIONS)
    assert {asked.passage for asked in material.questions if asked.held} == {f"en-{HELD}", f"zh-{HELD}"}
    assert material.parallel == PARALLEL


def test_traditional_script_is_read_in_simplified_and_offsets_hold(data: Path) -> None:
    material = Material.read(data)
    mill = material.passages["hant-mill"]
    (asked,) = [asked for asked in material.questions if asked.passage == "hant-mill"]
    assert (mill.language, mill.title, mill.text) == ("zh", "风车", "风车磨坊建于1820年，有四片叶子。")
    assert asked.text == "风车磨坊建于哪一年？"
    assert asked.answer and mill.text[slice(*asked.answer)] == "1820年"


def test_every_answer_stands_where_it_is_said_to(data: Path) -> None:
    material = Material.read(data)
    found = [material.passages[q.passage].text[slice(*q.answer)] if q.answer else None for q in material.questions]
    assert found[:-2] == [answer for _, _, answer in QUESTIONS][:-2]


def test_a_folder_that_is_not_there_or_lacks_a_file_is_named(folder: Path) -> None:
    with pytest.raises(Unusable, match="nowhere is no folder"):
        Material.read(folder / "nowhere")
    (folder / "questions.jsonl").unlink()
    (folder / "parallel.jsonl").unlink()
    with pytest.raises(Unusable, match=r"data holds no questions\.jsonl, no parallel\.jsonl"):
        Material.read(folder)


@pytest.mark.parametrize(
    ("file", "line", "changes", "said"),
    [
        ("passages", 3, {"text": None}, "passages.jsonl, line 3: no 'text'"),
        ("passages", 2, {"lang": "fr"}, "passages.jsonl, line 2: lang is fr, and not zh, zh-hant or en"),
        ("passages", 2, {"id": "en-ferry"}, "passages.jsonl, line 2: a second passage en-ferry"),
        ("questions", 1, {"passage": "en-boat"}, "questions.jsonl, line 1: no passage en-boat"),
        ("questions", 4, {"answer": {"start": 28, "end": 38, "text": "52 metres"}}, "does not stand at 28 to 38 of its passage"),
        ("questions", 4, {"answer": [29, 38]}, "questions.jsonl, line 4: "),
        ("parallel", 5, {"zh": None}, "parallel.jsonl, line 5: no 'zh'"),
    ],
)
def test_a_line_that_does_not_hold_what_it_has_to_is_named(
    folder: Path, file: str, line: int, changes: dict[str, Any], said: str
) -> None:
    rewritten(folder / f"{file}.jsonl", line, **changes)
    with pytest.raises(Unusable) as raised:
        Material.read(folder)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("junk", [b'{"id": "q9", "lang"\n', b"\xff\xfe\x00\n", b"[1]\n", b"null\n", b"\n"])
def test_a_line_that_is_no_record_is_named(folder: Path, junk: bytes) -> None:
    with (folder / "questions.jsonl").open("ab") as file:
        file.write(junk)
    with pytest.raises(Unusable, match=f"questions.jsonl, line {len(QUESTIONS) + 1}: "):
        Material.read(folder)
