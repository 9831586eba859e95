"""Reads a file of questions: plain text, CSV or JSON lines. A file with a bad line is refused whole, with the line's number.

Nothing is asked here; the command line does that.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

# Names of a CSV's question column, in the order in which they are looked for.
QUESTION_COLUMNS = ("question", "query", "问题", "問題")

_MAX_LINES_NAMED = 5


class _Line(NamedTuple):
    number: int  # from 1
    question: str = ""  # "" on a blank line
    fault: Message = NOTHING


def read_questions(path: Path) -> list[str]:
    """The questions of a file, in its order, trimmed; blank lines hold none.

    `.txt`: one a line. `.csv`: the column `question` (`QUESTION_COLUMNS`) under a header, or the only column there is.
    `.jsonl`: an object with "question", or a string, a line. UTF-8, with or without a byte order mark.
    Raises XunzhangError: another suffix, no such file, not UTF-8, a bad line, or no question in it.
    """
    parse = _PARSERS.get(path.suffix.lower())
    if parse is None:
        raise XunzhangError(say("questions.format", name=path.name))
    lines = list(parse(_read_text(path)))
    faults = [line for line in lines if line.fault]
    if faults:
        raise XunzhangError(_describe(path, faults))
    questions = [line.question.strip() for line in lines if line.question.strip()]
    if not questions:
        raise XunzhangError(say("questions.none", path=str(path)))
    return questions


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise XunzhangError(say("questions.unreadable", path=str(path), why=of_system(error))) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise XunzhangError(say("questions.encoding", path=str(path), n=number)) from error


def _describe(path: Path, faults: list[_Line]) -> Message:
    first, others = faults[0], [str(line.number) for line in faults[1:]]
    named = ", ".join(others[:_MAX_LINES_NAMED]) + (", ..." if len(others) > _MAX_LINES_NAMED else "")
    fault = say("questions.fault", path=str(path), n=first.number, fault=first.fault)
    return say("questions.faults", fault=fault, n=len(others), lines=named) if others else fault


def _parse_text(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield _Line(number, line)


def _parse_csv(text: str) -> Iterator[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    column = 0
    try:
        for row in reader:
            if not header:
                header = [name.strip().casefold() for name in row]
                named = [header.index(name) for name in QUESTION_COLUMNS if name in header]
                if not named and len(header) > 1:
                    yield _Line(1, fault=say("questions.no_column", columns=", ".join(row)))
                    return
                column = named[0] if named else 0
                if not named and header:
                    yield _Line(reader.line_num, row[0])
            elif len(row) > column:
                yield _Line(reader.line_num, row[column])
            elif row:
                yield _Line(reader.line_num, fault=say("questions.short", n=len(row), all=len(header)))
    except csv.Error as error:
        yield _Line(reader.line_num, fault=say("questions.no_csv", why=str(error)))


def _parse_jsonl(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            yield _Line(number, fault=say("questions.no_json", why=str(error)))
            continue
        question = value.get("question") if isinstance(value, dict) else value
        if isinstance(question, str) and question.strip():
            yield _Line(number, question)
        else:
            yield _Line(number, fault=say("questions.no_object"))


_PARSERS: Mapping[str, Callable[[str], Iterator[_Line]]] = MappingProxyType(
    {".txt": _parse_text, ".csv": _parse_csv, ".jsonl": _parse_jsonl}
)
