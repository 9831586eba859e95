"""The command line's flags: what each command takes, what it says in --help, and what it refuses.

What the commands do is `__main__.py`'s.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from xunzhang.export.results import EXPORTS
from xunzhang.question.bounds import is_bound

DESCRIPTION = "Ask a collection of articles in Chinese or English; get the passages that answer, verbatim, with their sources."
EXAMPLES = """\
first build an index of the articles in corpus/ (needed once, and after they change):
  python build_index.py

then, for example:
  python -m xunzhang ask "大会定下了什么目标？"
  python -m xunzhang ask "Who spoke at the conference?" -k 3 --after 2024-11 --format md
  python -m xunzhang ask --questions questions.txt --format csv > answers.csv
  python -m xunzhang ask "大会定下了什么目标？" --format docx --out answers.docx
  python -m xunzhang audit
  python -m xunzhang COMMAND --help
"""
ASK_NOTES = """\
A question that the collection does not seem to answer still shows the nearest passages, under a line that says so.
In the text format the sentence that answers is bold on a terminal and stands in ⟦ ⟧ elsewhere.

exit status: 0 passages were found; 1 none was (for any of the questions); 2 the flags or the input have to be mended.
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without repeating the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())} (see {self.prog} --help)\n")


def flags() -> argparse.ArgumentParser:
    """The parser of `python -m xunzhang`; what it parses has the command's name in `command` and its way of calling in `prog`."""
    parser = _Parser(
        prog="python -m xunzhang", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_ask(commands)

    _add_command(commands, "passages", "print every passage of the index, one JSON object a line")

    audit = _add_command(commands, "audit", "say what was read from each file, what was left out of it and why")
    audit.add_argument("--json", action="store_true", help="as JSON, one object a file (or article)")
    audit.add_argument("--articles", action="store_true", help="what is known of each article, and where each value came from")

    evaluate = _add_command(commands, "evaluate", "measure retrieval quality on a folder of passages and questions", index=False)
    evaluate.add_argument("folder", type=Path, metavar="FOLDER", help="in the layout that docs/formats.md describes")
    evaluate.add_argument(
        "--limit", type=_whole_number, metavar="N", help="only N questions a language, the same ones every time"
    )
    evaluate.add_argument(
        "--model", metavar="NAME", help="a sentence-transformers model, by name or folder, instead of the default"
    )
    evaluate.add_argument("--ablate", action="store_true", help="also without each arm and step of the pipeline in turn")
    evaluate.add_argument("--json", action="store_true", help="as one JSON object instead of a table")
    return parser


def _add_command(
    commands: argparse._SubParsersAction[_Parser], name: str, summary: str, notes: str = "", *, index: bool = True
) -> _Parser:
    command = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=notes,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if index:
        command.add_argument(
            "--index",
            type=Path,
            default=Path("index"),
            metavar="DIR",
            help="the folder that build_index.py wrote (default: index)",
        )
    command.set_defaults(command=name, prog=command.prog)
    return command


def _add_ask(commands: argparse._SubParsersAction[_Parser]) -> None:
    ask = _add_command(commands, "ask", "find the passages that answer a question, or each question of a file", ASK_NOTES)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="in Chinese or English; articles in either are searched")
    ask.add_argument("--questions", type=Path, metavar="FILE", help="a .txt, .csv or .jsonl file of questions instead of one")
    ask.add_argument("-k", type=_whole_number, default=10, metavar="N", help="how many results at most (default: 10)")
    ask.add_argument("--source", action="append", default=[], metavar="S", help="only this outlet's articles; may be repeated")
    ask.add_argument(
        "--language", action="append", default=[], metavar="L", help="only articles in zh, zh-hant, en, ...; may be repeated"
    )
    ask.add_argument("--after", type=_date, metavar="DATE", help="only articles of this date or later: 2024, 2024-11, 2024-11-19")
    ask.add_argument("--before", type=_date, metavar="DATE", help="only articles of this date or earlier")
    ask.add_argument(
        "--mode",
        choices=("hybrid", "semantic", "keyword"),
        default="hybrid",
        help="search by meaning and words (hybrid, the default), by meaning alone, or by words alone",
    )
    ask.add_argument(
        "--format",
        choices=("text", *EXPORTS, "docx"),
        default="text",
        help="text to read (default), or json, csv, md (Markdown), bib (BibTeX), ris, gb7714 or apa (lists of references), "
        "docx (Word, with --out); docs/formats.md has each",
    )
    ask.add_argument("--out", type=Path, metavar="FILE", help="write to FILE, replacing it, instead of printing")


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"a whole number from 1 is wanted, not {text!r}")
    return int(text)


def _date(text: str) -> str:
    if is_bound(text):
        return text
    raise argparse.ArgumentTypeError(f"a date like 2024, 2024-11 or 2024-11-19 is wanted, not {text!r}")
