"""The command line: `xunzhang COMMAND`, or `python -m xunzhang COMMAND`, which is the same program; `--help` explains it.

Each command has a file beside this one: its flags, and what it does. The index and the model load only once the flags have been
found good, so that help and mistakes answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from xunzhang.cli.ask import ASK
from xunzhang.cli.audit import AUDIT
from xunzhang.cli.brief_command import BRIEF
from xunzhang.cli.build import BUILD
from xunzhang.cli.compare_stores import COMPARE_STORES
from xunzhang.cli.evaluate import EVALUATE
from xunzhang.cli.fetch import FETCH
from xunzhang.cli.flags import Parser
from xunzhang.cli.forget import FORGET
from xunzhang.cli.language import spoken
from xunzhang.cli.news import NEWS
from xunzhang.cli.passages import PASSAGES
from xunzhang.cli.repair import REPAIR
from xunzhang.cli.running import completed
from xunzhang.cli.serve import SERVE
from xunzhang.cli.user import USER
from xunzhang.cli.verify import VERIFY
from xunzhang.messages.wording import Spoken, in_language

COMMANDS = (
    BUILD, FETCH, ASK, BRIEF, NEWS, SERVE, PASSAGES, AUDIT, VERIFY, REPAIR, FORGET, EVALUATE, COMPARE_STORES, USER,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; -> its exit status. Usage mistakes leave through SystemExit(2), as argparse has it."""
    given = sys.argv[1:] if arguments is None else arguments
    return completed(_parser(spoken(given, os.environ)), arguments)


def _parser(language: Spoken) -> Parser:
    # The name that it was called by, so that what help shows can be typed as it stands.
    prog = "xunzhang" if Path(sys.argv[0]).stem == "xunzhang" else "python -m xunzhang"
    parser = Parser(prog=prog, language=language)
    parser.description, parser.epilog = parser.said("help.program"), parser.said("help.examples", prog=prog)
    parser.add_messages()
    commands = parser.add_subparsers(title=parser.said("help.commands"), metavar="COMMAND", required=True)
    for command in (
        BUILD,
        FETCH,
        ASK,
        BRIEF,
        NEWS,
        SERVE,
        PASSAGES,
        AUDIT,
        VERIFY,
        REPAIR,
        FORGET,
        EVALUATE,
        COMPARE_STORES,
        USER,
    ):
        added = commands.add_parser(command.name, language=language, help=in_language(command.summary, language))
        command.add_flags(added, Path())
        command.describe(added)
        added.add_messages()
        added.set_defaults(prefix=f"{added.prog}: ")
    return parser
