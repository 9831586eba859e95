"""`xunzhang repair`: makes what is damaged of an index again from what is whole, and says what it did or could not do."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_backend, add_index
from xunzhang.cli.terminal import say_line
from xunzhang.messages.wording import say
from xunzhang.types import Manifest
from xunzhang.types.backend_names import AUTO


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    add_backend(parser)


def _run(options: argparse.Namespace) -> int:
    """-> 0 whole now. Raises XunzhangError, and exits 2, where something cannot be made again."""
    from xunzhang.building.repairing import repair_index
    from xunzhang.cli.progress import ProgressBars
    from xunzhang.encoding.encoder import Encoder
    from xunzhang.encoding.loading import load_encoder

    def load(made: Manifest) -> Encoder:
        return load_encoder(made.model, made.backends[0] if options.backend == AUTO else options.backend, fetch=False)

    with ProgressBars(options.messages) as bars:
        report = repair_index(options.index, load, bars.show)
    for message in report.mended:
        say_line(message, options.messages, sys.stdout)
    told = say("repair.done" if report.mended else "repair.nothing", folder=str(options.index))
    say_line(told, options.messages, sys.stdout)
    return 0


REPAIR = Command("repair", say("help.repair"), _add_flags, _run)
