"""`xunzhang forget`: removes an article from an index, all generations and caches of it, and looks for what is left of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_index
from xunzhang.cli.terminal import say_line
from xunzhang.messages.wording import say


def _add_flags(parser: Parser, home: Path) -> None:
    parser.add_argument("article", metavar="ARTICLE", help=parser.said("help.forgotten"))
    add_index(parser, home)


def _run(options: argparse.Namespace) -> int:
    """-> 0 nothing of it is left, 1 something is."""
    from xunzhang.building.forgetting import forget_article  # here, not above: --help need not wait for it
    from xunzhang.cli.progress import ProgressBars

    with ProgressBars(options.messages) as bars:
        forgot = forget_article(options.index, options.article, bars.show)
    traces = forgot.traces
    told = [say("forget.done", id=options.article, folder=str(options.index), n=forgot.passages)]
    if traces.found:
        told.append(say("forget.left", list=", ".join(traces.found)))
    else:
        told.append(say("forget.none_left", files=traces.files, bytes=traces.bytes, n=traces.sentences))
    if forgot.shared:
        told.append(say("forget.shared", list=", ".join(forgot.shared)))
    told.append(say("forget.files", list=", ".join(forgot.files)))
    for message in told:
        say_line(message, options.messages, sys.stdout)
    return 1 if traces.found else 0


FORGET = Command("forget", say("help.forget"), _add_flags, _run)
