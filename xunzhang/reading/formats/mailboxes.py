"""Where one message of a mailbox ends and the next begins, read line by line, so that it takes the memory of one message.

A line that begins with `From ` is a separator only where a mail program would have written it: at the top or after a blank line,
with a time and a year in it, and headers under it. What a message holds is `mail.py`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xunzhang.reading.files.limits import current

_TIME = re.compile(rb"\b\d{1,2}:\d\d(?::\d\d)?\b")
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
_FROM_ALONE = re.compile(rb"From \S+\s*")
_HEADER = re.compile(rb">?[A-Za-z][A-Za-z0-9-]*:(?:[ \t]|\r?\n)|>?From ")
_QUOTED = re.compile(rb"(?m)^>(?=>*From )")
LONGEST_LINE = 1 << 20  # bytes that are read at a time


@dataclass(frozen=True, slots=True)
class Letter:
    """A message's bytes, without the marks that a mailbox puts before lines with `From `; `cut_bytes` are over the limit."""

    data: bytes
    cut_bytes: int = 0


def letters(path: Path) -> Iterator[tuple[bytes, Letter | None]]:
    """-> (the text before the first message, None), if there is any, and then (nothing, each message)."""
    most = current().whole_bytes
    gathered: list[bytes] = []
    size = cut = 0
    begun, blank, pending = False, True, b""
    alone = False  # separators of this mailbox have no date
    with path.open("rb") as file:
        for line in _lines(file):
            if pending:
                if _HEADER.match(line):
                    if begun or gathered:
                        yield _made(gathered, cut, begun)
                    alone = alone or (not begun and not is_separator(pending))
                    gathered, size, cut, begun = [], 0, 0, True
                else:
                    gathered.append(pending)
                pending = b""
            if blank and (is_separator(line) or ((alone or not begun) and _FROM_ALONE.fullmatch(line))):
                pending, blank = line, False
                continue
            if size + len(line) > most:
                cut += len(line)
            else:
                gathered.append(line)
                size += len(line)
            blank = not line.strip()
    gathered += [pending] if pending else []
    if begun or gathered:
        yield _made(gathered, cut, begun)


def is_separator(line: bytes) -> bool:
    """`From `, who sent it, and then a time and a year."""
    if not line.startswith(b"From ") or not line[5:6].strip() or not (time := _TIME.search(line, 5)):
        return False
    return _YEAR.search(line, time.end()) is not None


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        yield line


def _made(lines: list[bytes], cut: int, is_letter: bool) -> tuple[bytes, Letter | None]:
    whole = b"".join(lines)
    return (b"", Letter(_QUOTED.sub(b"", whole), cut)) if is_letter else (whole, None)
