"""The user's own glossary: a CSV of terms and their translations, which the bridge prefers to its dictionary.

Read leniently, since it is written by hand and in spreadsheets: with or without a header, comma, semicolon or tab, UTF-8 or GBK.
A line that cannot be used is reported, never dropped in silence.
"""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.characters import HAN
from xunzhang.types.message import NOTHING, Message

log = logging.getLogger(__name__)

HEADERS = frozenset({"term", "terms", "chinese", "english", "zh", "en", "source", "术语", "词条", "词语", "中文", "原文", "術語"})
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"\w")
MOST_BYTES = 10 << 20


@dataclass(frozen=True, slots=True)
class Glossary:
    """`pairs` of (Chinese, English), as written; `messages` name the lines left out, each with what mends it."""

    pairs: tuple[tuple[str, str], ...] = ()
    messages: tuple[Message, ...] = ()


def read_glossary(path: Path | None) -> Glossary:
    """Read `path`; None, or a file that is not there, is an empty glossary. Which column is Chinese is seen from the script.

    Raises `XunzhangError` for a file that is neither UTF-8 nor GBK. Lines left out are also logged as warnings.
    """
    if path is None or not path.exists():
        return Glossary()
    lines = _decoded(path).splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(",\t;，", key=first.count)
    pairs: list[tuple[str, str]] = []
    messages: list[Message] = []
    for number, fields in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        cells = [cell.strip() for cell in fields]
        if not any(cells) or cells[0].startswith("#") or (number == 1 and cells[0].lower() in HEADERS):
            continue
        problem = _problem(cells)
        if problem:
            messages.append(say("glossary.line", file=path.name, n=number, what=problem))
            log.warning("%s", messages[-1])
        else:
            one, other = cells[:2]
            pairs.append((one, other) if _HAN.search(one) else (other, one))
    return Glossary(tuple(pairs), tuple(messages))


def merge_glossaries(given: Sequence[Path], merged: Path) -> tuple[Message, ...]:
    """Write one glossary of those `given` that are there, if they have any pair; -> what could not be used of them, and why."""
    pairs: list[tuple[str, str]] = []
    messages: list[Message] = []
    for path in given:
        try:
            glossary = read_glossary(path)
        except XunzhangError as error:
            messages.append(error.message)
            continue
        except (OSError, ValueError, csv.Error) as error:
            messages.append(say("glossary.unreadable", file=path.name, why=str(error)[:120]))
            continue
        pairs += glossary.pairs
        messages += glossary.messages
    if pairs:
        with merged.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(pairs)
    return tuple(messages)


def _decoded(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise XunzhangError(say("glossary.long", file=path.name, most=MOST_BYTES))
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise XunzhangError(say("glossary.encoding", path=str(path)))


def _problem(cells: list[str]) -> Message:
    """Why a line is of no use, or nothing."""
    if len(cells) < 2 or not cells[0] or not cells[1]:
        return say("glossary.no_translation", line=",".join(cells))
    chinese = [bool(_HAN.search(cell)) for cell in cells[:2]]
    if chinese[0] == chinese[1]:
        return say("glossary.one_script", one=cells[0], other=cells[1])
    if not all(_WORD.search(cell) for cell in cells[:2]):
        return say("glossary.no_word", line=",".join(cells))
    return NOTHING
