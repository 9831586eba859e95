"""Reads a benchmark folder: passages, questions with what is relevant to them, and questions that nothing answers.

The layout is that of docs/formats.md, one JSON object a line. A bad line is an error with its number: a figure measured on
part of a benchmark would pass for one measured on all of it. What is measured is `evaluation.py`'s.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.types import Language, Span, XunzhangError

PASSAGES, QUESTIONS = "passages.jsonl", "questions.jsonl"
TRADITIONAL, UNANSWERABLE, NEAR_DUPLICATES = "questions_zh_hant.jsonl", "unanswerable.jsonl", "near_duplicates.jsonl"
SAMPLE_SEED = 20241119


@dataclass(frozen=True, slots=True)
class BenchPassage:
    """A passage, which is an article here. `sentences` are offsets into `text`; `record` is the line as it was."""

    id: str
    language: Language
    text: str
    sentences: tuple[Span, ...]
    record: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BenchQuestion:
    """A question. `gold_sentences` gives, for a relevant passage, the numbers (from 0) of its sentences that hold the answer."""

    language: Language
    text: str
    relevant: frozenset[str] = frozenset()
    gold_sentences: Mapping[str, frozenset[int]] = field(default_factory=dict)
    kind: str = ""  # of an unanswerable one: "uncovered" by the passages, or "adversarial", close to one of them


@dataclass(frozen=True, slots=True)
class Benchmark:
    passages: tuple[BenchPassage, ...]
    questions: tuple[BenchQuestion, ...]
    unanswerable: tuple[BenchQuestion, ...]
    near_duplicates: frozenset[frozenset[str]]

    @property
    def languages(self) -> list[Language]:
        """The passages' languages, sorted."""
        return sorted({passage.language for passage in self.passages})


def read_benchmark(folder: Path, limit: int | None = None) -> Benchmark:
    """Read a folder; `limit` keeps that many questions of each language (and of each kind of unanswerable one), always the same.

    Raises XunzhangError where passages.jsonl or questions.jsonl is missing, and for any line that is not what it should be.
    """
    passages = tuple(_each(folder / PASSAGES, _passage))
    ids = {passage.id for passage in passages}
    questions = [*_each(folder / QUESTIONS, _question), *_each(folder / TRADITIONAL, _question, optional=True)]
    for question in questions:
        if unknown := sorted(question.relevant - ids):
            raise XunzhangError(say("bench.irrelevant", folder=str(folder), question=question.text, id=unknown[0], file=PASSAGES))
    unanswerable = list(_each(folder / UNANSWERABLE, _question, optional=True))
    pairs = frozenset(_each(folder / NEAR_DUPLICATES, lambda line: frozenset(map(str, line["ids"])), optional=True))
    return Benchmark(passages, _sample(questions, limit), _sample(unanswerable, limit), pairs)


def _each(path: Path, make: Any, *, optional: bool = False) -> Iterator[Any]:
    if not path.is_file():
        if optional:
            return
        raise XunzhangError(say("bench.no_file", path=str(path)))
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                if line.strip():
                    yield make(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise XunzhangError(say("bench.bad_line", path=str(path), n=number, why=repr(error))) from error


def _passage(line: Mapping[str, Any]) -> BenchPassage:
    sentences = tuple(Span(int(start), int(end)) for start, end in line.get("sentence_breaks", ()))
    return BenchPassage(str(line["id"]), line["lang"], line["text"], sentences, line)


def _question(line: Mapping[str, Any]) -> BenchQuestion:
    gold = {passage: frozenset(map(int, numbers)) for passage, numbers in line.get("gold_sentences", {}).items()}
    return BenchQuestion(line["lang"], line["question"], frozenset(line["relevant"]), gold, line.get("kind", ""))


def _sample(questions: Sequence[BenchQuestion], limit: int | None) -> tuple[BenchQuestion, ...]:
    if limit is None:
        return tuple(questions)
    groups: dict[tuple[str, str], list[BenchQuestion]] = defaultdict(list)
    for question in questions:
        groups[question.language, question.kind].append(question)
    rng = random.Random(SAMPLE_SEED)
    return tuple(question for group in groups.values() for question in rng.sample(group, min(limit, len(group))))
