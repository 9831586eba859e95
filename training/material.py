"""The training data as it lies on disk: passages, questions on them, parallel sentences.

A folder has `passages.jsonl`, `questions.jsonl` and `parallel.jsonl`. Texts are read in simplified script, as the encoder reads
everything; simplifying keeps a text's length, so the offsets of answers hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xunzhang.language.folding import simplify


@dataclass(frozen=True, slots=True)
class Passage:
    id: str
    language: str  # a family: zh or en
    title: str
    text: str
    source: str
    translation: str = ""  # the id of the same paragraph in the other language


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as people asked it of one passage. `answer` are offsets into that passage's text, where somebody marked them."""

    id: str
    language: str
    text: str
    passage: str
    answerable: bool
    answer: tuple[int, int] | None
    source: str
    held: bool  # kept apart for choosing among models, never trained on


@dataclass(frozen=True, slots=True)
class Example:
    """A question against a passage: does this passage answer it, and where?

    `span` are offsets into the passage's text; None where nobody knows, or nothing answers. `known` are the words that a passage
    which answers as well would hold: the answer, in whatever languages it is known in. `mined` says whether passages that look
    like it and do not answer are to be found for the question.
    """

    kind: str
    question: str
    language: str
    passage: str
    answers: bool
    span: tuple[int, int] | None = None
    known: tuple[str, ...] = ()
    mined: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    passages: dict[str, Passage]
    questions: list[Asked]
    parallel: list[tuple[str, str]]  # English, Chinese

    @classmethod
    def read(cls, folder: Path) -> Material:
        passages = {row["id"]: _passage(row) for row in _rows(folder / "passages.jsonl")}
        questions = [_asked(row) for row in _rows(folder / "questions.jsonl")]
        parallel = [(row["en"], simplify(row["zh"])) for row in _rows(folder / "parallel.jsonl")]
        return cls(passages, questions, parallel)


def _passage(row: dict[str, Any]) -> Passage:
    title = simplify(row.get("title") or "")
    return Passage(row["id"], row["lang"][:2], title, simplify(row["text"]), row["source"], row.get("translation") or "")


def _asked(row: dict[str, Any]) -> Asked:
    answer = row.get("answer")
    span = (answer["start"], answer["end"]) if answer else None
    text, held = simplify(row["question"]), row["split"] == "held"
    return Asked(row["id"], row["lang"][:2], text, row["passage"], row["answerable"], span, row["source"], held)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
