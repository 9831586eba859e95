"""`xunzhang verify`: compares every block of an index with what was written, and its files with each other; one line a fault."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_index
from xunzhang.cli.terminal import say_line
from xunzhang.messages.wording import say


def _run(options: argparse.Namespace) -> int:
    """-> 0 whole, 1 with faults."""
    from xunzhang.index.verifying import verify  # here, not above: --help need not wait for it

    found = verify(options.index)
    for fault in found.faults:
        say_line(say("verify.fault", file=fault.file, what=fault.what), options.messages, sys.stdout)
    folder, command = str(options.index), f"python -m xunzhang repair --index {options.index}"
    whole = say("verify.whole", folder=folder, n=found.files, bytes=found.bytes)
    damaged = say("verify.damaged", folder=folder, n=len(found.faults), command=command)
    sys.stdout.flush()
    say_line(damaged if found.faults else whole, options.messages, sys.stderr)
    return 1 if found.faults else 0


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)


VERIFY = Command("verify", say("help.verify"), _add_flags, _run)
