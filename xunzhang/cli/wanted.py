"""What commands that ask have in common: what a question is narrowed to by their flags, and where what they say goes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xunzhang.cli.terminal_stream import write_styled
from xunzhang.messages.wording import of_system, say
from xunzhang.question.bounds import later
from xunzhang.types import Filters, XunzhangError


def wanted_filters(options: argparse.Namespace) -> Filters:
    """What the flags of `add_narrowing` narrow to. Raises XunzhangError where the bounds of the date are swapped."""
    filters = Filters(tuple(options.source), tuple(options.language), after=options.after or "", before=options.before or "")
    in_order(filters)
    return filters


def in_order(filters: Filters) -> None:
    """Raises XunzhangError where the later bound of the date stands first."""
    if later(filters.after, filters.before):
        raise XunzhangError(say("flag.dates_swapped", after=filters.after, before=filters.before))


def print_or_save(content: bytes, out: Path | None) -> None:
    """Print text in UTF-8, or write the file `out`. Raises XunzhangError where it cannot be written."""
    if out is None:
        print_text(content.decode())
    else:
        save_as(out, content)


def print_text(text: str) -> None:
    """Print to standard output at once; where that is a terminal, nothing in it is a control but our own style."""
    write_styled(text) if sys.stdout.isatty() else sys.stdout.write(text)
    sys.stdout.flush()


def save_as(out: Path, content: bytes) -> None:
    """Write a file. Raises XunzhangError where that cannot be done."""
    try:
        out.write_bytes(content)
    except OSError as error:
        raise XunzhangError(say("flag.unwritable", path=str(out), why=of_system(error))) from error
