"""Readers that break in the ways parsers do, for the tests of the process that readers run in."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import as_it_stands
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.isolation import more_time
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said


def sound(path: Path, account: Account) -> Iterator[Draft]:
    """One article a line; its byline is the process that read it."""
    account.encoding = as_said("UTF-8")
    print("what a library prints goes nowhere")
    for line in path.read_text(encoding="utf-8").splitlines():
        account.characters_in += len(line)
        draft = Draft(line, as_it_stands(line))
        draft.facts.byline = str(os.getpid())
        yield draft
    account.noted_in_series(as_said("seen"), as_said("more"))


def refuses(path: Path, account: Account) -> Iterator[Draft]:
    account.characters_in = 7
    account.remove(say("left_out.unread"), 7)
    yield from ()
    raise XunzhangError(as_said(f"{path.name} is no article; write one."))


def loops(path: Path, account: Account) -> Iterator[Draft]:
    yield Draft("before the loop", ())
    path.with_suffix(".looping").touch()
    while True:
        pass


def takes_its_time(path: Path, account: Account) -> Iterator[Draft]:
    for seconds in (0.1, 2.7):  # together more than it may take; what it buys is plenty, for a busy machine
        time.sleep(seconds)
        more_time(60.0)
    yield Draft("slow", as_it_stands("slow"))


def swells(path: Path, account: Account) -> Iterator[Draft]:
    held = []
    while True:
        held.append(bytearray(1 << 24))
        yield Draft("swelling", ())


def crashes(path: Path, account: Account) -> Iterator[Draft]:
    yield Draft("before the crash", ())
    ctypes.string_at(0)


def stumbles(path: Path, account: Account) -> Iterator[Draft]:
    yield Draft("before the stumble", ())
    raise KeyError("word/document.xml")


def descends(path: Path, account: Account) -> Iterator[Draft]:
    yield from descends(path, account)


class Smuggled:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def smuggles(path: Path, account: Account) -> Iterator[Draft]:
    yield Draft("smuggled", (), language=Smuggled())  # type: ignore[arg-type]


files_read: list[Path] = []  # by this process


def breaks_second_time(path: Path, account: Account) -> Iterator[Draft]:
    files_read.append(path)
    if len(files_read) > 1:
        raise RuntimeError("left over from the last file")
    yield Draft("fresh", as_it_stands("fresh"))
