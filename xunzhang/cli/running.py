"""Runs a command to its exit status: what ends it early, an error or the reader's leave, is one line or none, never a traceback.

It knows no command: it is given one, or the parser of them all.
"""

from __future__ import annotations

import argparse
import atexit
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from xunzhang.cli.flags import Command, Parser
from xunzhang.cli.language import spoken
from xunzhang.cli.terminal import say_line
from xunzhang.cli.terminal_stream import stand_before_terminals
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError


def script(command: Command, home: Path) -> int:
    """The command as a program of its own that uses the articles and the index of the folder `home`; -> its exit status."""
    parser = Parser(language=spoken(sys.argv[1:], os.environ))
    command.add_flags(parser, home)
    command.describe(parser)
    parser.add_messages()
    parser.set_defaults(prefix="")
    return completed(parser)


def completed(parser: Parser, arguments: Sequence[str] | None = None) -> int:
    """Parse `arguments`, by default the program's, and run what they name; -> its exit status.

    What the parser gives has `run`, `prefix` and `messages`. Usage mistakes leave through SystemExit(2), as argparse has it. A
    program that has threads at work by then (`has_threads`) ends here.
    """
    stand_before_terminals()
    options = parser.parse_args(arguments)
    options.is_program = arguments is None  # and not a call within one, which has threads and an end of its own
    if threads := getattr(options, "threads", None):  # before a library that computes is loaded: all of them go by this
        os.environ["OMP_NUM_THREADS"] = str(min(threads, os.cpu_count() or 1))
    # NumPy's products are small here, and those of a question so small that its threads wait for each other longer than they
    # compute: with one a question took a third of the time on two cores that had other work (benchmarks/README.md).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = _run(options)
    if options.is_program and getattr(options, "has_threads", False):
        _leave(status)
    return status


def _run(options: argparse.Namespace) -> int:
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except XunzhangError as error:
        say_line(error.message, options.messages, sys.stderr, options.prefix)
        return 2
    except KeyboardInterrupt:
        say_line(say("flag.interrupted"), options.messages, sys.stderr, options.prefix)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has had enough. The interpreter would try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _leave(status: int) -> NoReturn:
    """End now, as the interpreter would but for waiting for its threads.

    One that comes back from computing to an interpreter that is being taken down aborts the process: a page that is stopped while
    it indexes an added file would look like one that a fault has ended.
    """
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):  # whoever read it has gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
