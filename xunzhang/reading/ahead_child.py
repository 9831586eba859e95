"""A process that reads whole files for `ahead.py`, one after another as it is asked, and what passes between the two.

What a file holds goes in batches, so that a file of any length takes the memory of a batch. Text, mail and tables are read here,
under limits of memory and time: a file that breaks one ends this process, and is read, and reported, where it is asked for.
Parsers of documents run in a process below this one (`files/isolation.py`).
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from xunzhang.reading.corpus import read_parts
from xunzhang.reading.files import limits
from xunzhang.reading.files.child import limit_memory, receive, send
from xunzhang.reading.files.finding import Found
from xunzhang.reading.files.handing_over import BATCH_CHARS, packed
from xunzhang.reading.files.isolation import read_here
from xunzhang.reading.register import tell_language

LIMITS, FILE, BATCH = "limits", "file", "batch"  # what the process is sent, and sends
PART, DRAFT, PART_ENDS, FILE_ENDS = range(4)  # what a batch consists of: pairs of one of these and a value


def serve() -> None:
    """Read files as the parent asks for them, until it closes the pipe."""
    gc.set_threshold(100_000)  # reading makes many objects and next to no garbage
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    read_here()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            kind, value = receive(requests)
            if kind == LIMITS:
                limits.use(value)
                limit_memory(value)
            else:
                _hand_over(Found(Path(value[0]), value[1]), answers)


def _hand_over(file: Found, answers: BinaryIO) -> None:
    batch: list[tuple[int, Any]] = []
    gathered = 0
    for kind, value in _read(file):
        batch.append((kind, value))
        gathered += len(value[0].text) if kind == DRAFT else 0
        if gathered > BATCH_CHARS or kind == FILE_ENDS:
            send(answers, (BATCH, batch))
            batch, gathered = [], 0


def _read(file: Found) -> Iterator[tuple[int, Any]]:
    for part in read_parts(file):
        yield PART, part.name
        for draft in part.drafts:
            if not draft.language:
                tell_language(draft)
            yield DRAFT, (*packed(draft), part.account.bytes_read)
        yield PART_ENDS, (part.account, part.problem)
    yield FILE_ENDS, None
