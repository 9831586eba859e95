"""What the commands' flags have in common: the parser that names a mistake in one line, what a command is, and kinds of values.

Each command's own flags stand in its file, above what they steer.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from xunzhang.question.bounds import is_bound


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without repeating the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())} (see {self.prog} --help)\n")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line; `home` is the folder whose `corpus/` and `index/` it uses where nothing else is said."""

    name: str
    summary: str  # for the list of commands; the first letter small, no full stop
    add_flags: Callable[[Parser, Path], None]  # parser, home
    run: Callable[[argparse.Namespace], int]  # -> exit status
    notes: str = ""  # below its flags in --help

    def description(self) -> str:
        return self.summary[0].upper() + self.summary[1:] + "."


def add_index(parser: Parser, home: Path) -> None:
    """The index that a command asks."""
    parser.add_argument(
        "--index", type=Path, default=home / "index", metavar="DIR", help="the folder that the build wrote (default: index)"
    )


def whole_number(text: str) -> int:
    """A value from 1 to 999,999,999. Raises ArgumentTypeError on any other, as `date_bound` does."""
    if not re.fullmatch(r"\d{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"a whole number from 1 is wanted, not {text!r}")
    return int(text)


def date_bound(text: str) -> str:
    """A year, a month or a day."""
    if is_bound(text):
        return text
    raise argparse.ArgumentTypeError(f"a date like 2024, 2024-11 or 2024-11-19 is wanted, not {text!r}")
