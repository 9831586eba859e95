"""The training data as it lies on disk: passages, questions on them, parallel sentences.

A folder has `passages.jsonl`, `questions.jsonl` and `parallel.jsonl`. Texts are read in simplified script, as the encoder reads
everything; simplifying keeps a text's length, so the offsets of answers hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from training.work import Unusable, in_a_line
from xunzhang.language.folding import simplify

FILES = ("passages.jsonl", "questions.jsonl", "parallel.jsonl")
LANGUAGES = ("zh", "en")

Row = TypeVar("Row")


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
        """Raises Unusable, naming file and line, where a file is missing or a line does not hold what it has to."""
        files = data_files(folder)
        passages: dict[str, Passage] = {}
        for passage in _rows(files[0], lambda row: _passage(row, passages)):
            passages[passage.id] = passage
        return cls(passages, list(_rows(files[1], lambda row: _asked(row, passages))), list(_rows(files[2], _pair)))


def data_files(folder: Path) -> list[Path]:
    """The three of them. Raises Unusable where the folder, or one of them, is missing."""
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder")
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise Unusable(f"{folder} holds no {', no '.join(missing)} (training/README.md says what stands in them)")
    return [folder / name for name in FILES]


def _passage(row: dict[str, Any], before: dict[str, Passage]) -> Passage:
    if row["id"] in before:
        raise ValueError(f"a second passage {row['id']}")
    title = simplify(row.get("title") or "")
    return Passage(row["id"], _language(row), title, simplify(row["text"]), row["source"], row.get("translation") or "")


def _asked(row: dict[str, Any], passages: dict[str, Passage]) -> Asked:
    if row["passage"] not in passages:
        raise ValueError(f"no passage {row['passage']}")
    answer = row.get("answer")
    span = (answer["start"], answer["end"]) if answer else None
    if answer and span and passages[row["passage"]].text[slice(*span)] != simplify(answer["text"]):
        raise ValueError(f"the answer does not stand at {span[0]} to {span[1]} of its passage")
    text, held = simplify(row["question"]), row["split"] == "held"
    return Asked(row["id"], _language(row), text, row["passage"], row["answerable"], span, row["source"], held)


def _pair(row: dict[str, Any]) -> tuple[str, str]:
    return row["en"], simplify(row["zh"])


def _language(row: dict[str, Any]) -> str:
    language = str(row["lang"])[:2]
    if language not in LANGUAGES:
        raise ValueError(f"lang is {row['lang']}, and not zh, zh-hant or en")
    return language


def _rows(file: Path, made: Callable[[dict[str, Any]], Row]) -> Iterator[Row]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield made(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Unusable(f"{file}, line {number}: {in_a_line(error)}") from error
