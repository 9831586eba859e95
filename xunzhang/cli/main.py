"""The command line: `xunzhang COMMAND`, or `python -m xunzhang COMMAND`, which is the same program; `--help` explains it.

Each command has a file beside this one: its flags, and what it does. The index and the model load only once the flags have been
found good, so that help and mistakes answer at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from xunzhang.cli.ask import ASK
from xunzhang.cli.audit import AUDIT
from xunzhang.cli.build import BUILD
from xunzhang.cli.evaluate import EVALUATE
from xunzhang.cli.flags import Parser
from xunzhang.cli.passages import PASSAGES
from xunzhang.cli.running import completed
from xunzhang.cli.serve import SERVE

DESCRIPTION = "Ask a collection of articles in Chinese or English; get the passages that answer, verbatim, with their sources."
EXAMPLES = """\
first build an index of the articles in corpus/ (needed once, and after they change):
  {prog} build

then, for example:
  {prog} ask "大会定下了什么目标？"
  {prog} ask "Who spoke at the conference?" -k 3 --after 2024-11 --format md
  {prog} ask --questions questions.txt --format csv > answers.csv
  {prog} ask "大会定下了什么目标？" --format docx --out answers.docx
  {prog} serve
  {prog} audit
  {prog} COMMAND --help
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; -> its exit status. Usage mistakes leave through SystemExit(2), as argparse has it."""
    return completed(_parser(), arguments)


def _parser() -> Parser:
    # The name that it was called by, so that what help shows can be typed as it stands.
    prog = "xunzhang" if Path(sys.argv[0]).stem == "xunzhang" else "python -m xunzhang"
    parser = Parser(
        prog=prog,
        description=DESCRIPTION,
        epilog=EXAMPLES.format(prog=prog),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (BUILD, ASK, SERVE, PASSAGES, AUDIT, EVALUATE):
        added = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.description(),
            epilog=command.notes,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_flags(added, Path())
        added.set_defaults(run=command.run, prefix=f"{added.prog}: ")
    return parser
