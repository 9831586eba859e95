"""`xunzhang ask`: one question or a file of them, answered as text or in one of the formats of `export/`, printed or saved."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser, add_backend, add_index, add_reader
from xunzhang.cli.question_files import read_questions
from xunzhang.cli.terminal import TerminalStyle, show_results, teller
from xunzhang.export.result_files import EXPORTS, to_json
from xunzhang.export.word import to_docx
from xunzhang.language.codes import taken_in
from xunzhang.messages.wording import of_system, say
from xunzhang.question.bounds import later
from xunzhang.types import ArticleHead, Filters, Results, XunzhangError
from xunzhang.types.message import Message

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    parser.add_argument("question", nargs="?", metavar="QUESTION", help=parser.said("help.question"))
    parser.add_argument("--questions", type=Path, metavar="FILE", help=parser.said("help.questions"))
    parser.add_argument("-k", type=parser.whole_number, default=10, metavar="N", help=parser.said("help.k"))
    parser.add_argument("--source", action="append", default=[], metavar="S", help=parser.said("help.source"))
    parser.add_argument("--language", "--lang", action="append", default=[], metavar="L", help=parser.said("help.language"))
    parser.add_argument("--after", type=parser.date_bound, metavar="DATE", help=parser.said("help.after"))
    parser.add_argument("--before", type=parser.date_bound, metavar="DATE", help=parser.said("help.before"))
    parser.add_argument(
        "--mode",
        choices=("hybrid", "semantic", "keyword"),
        default="hybrid",
        help=parser.said("help.mode"),
    )
    add_reader(parser)
    add_backend(parser)
    parser.add_argument(
        "--format",
        choices=("text", *EXPORTS, "docx"),
        default="text",
        help=parser.said("help.format"),
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=parser.said("help.out"))


def _run(options: argparse.Namespace) -> int:
    questions = _questions(options)
    filters = Filters(tuple(options.source), tuple(options.language), after=options.after or "", before=options.before or "")
    if options.format == "docx" and options.out is None:
        raise XunzhangError(say("flag.docx_to_file"))
    if later(filters.after, filters.before):
        raise XunzhangError(say("flag.dates_swapped", after=filters.after, before=filters.before))

    from xunzhang.search.pipeline import open_searcher  # here, not above: it takes a second, and a wrong flag need not wait

    tell = teller(options.messages)
    searcher = open_searcher(options.index, backend=options.backend, reads=options.reader == "on", tell=tell)
    for line in _what_exists(filters, searcher.heads()):
        tell(line)
    found = _show(_answers(searcher, questions, filters, options), options)
    return 0 if found else 1


def _answers(searcher: Searcher, questions: Sequence[str], filters: Filters, options: argparse.Namespace) -> Iterator[Results]:
    for number, question in enumerate(questions, start=1):
        try:
            yield searcher.ask(question, options.k, filters, options.mode)
        except XunzhangError as error:
            what = error.message
            raise XunzhangError(say("questions.numbered", n=number, what=what) if options.questions else what) from error


def _questions(options: argparse.Namespace) -> list[str]:
    if (options.question is None) == (options.questions is None):
        raise XunzhangError(say("flag.one_question"))
    if options.questions is not None:
        return read_questions(options.questions)
    if not options.question.strip():
        raise XunzhangError(say("flag.no_question"))
    return [options.question]


def _what_exists(filters: Filters, heads: Iterable[ArticleHead]) -> Iterator[Message]:
    """A filter that no article meets leaves nothing; say so, and which values would leave something."""
    heads = list(heads)
    for flag, wanted, present in (
        ("--source", filters.sources, Counter(head.source for head in heads if head.source)),
        ("--language", filters.languages, Counter(head.language for head in heads)),
    ):
        for value in wanted:
            if present.keys().isdisjoint(taken_in(value) if flag == "--language" else (value,)):
                listed = ", ".join(f"{name} ({count})" for name, count in present.most_common())
                yield say("flag.none_has", flag=flag, value=value, list=listed or say("flag.none"))


def _show(answers: Iterable[Results], options: argparse.Namespace) -> bool:
    """Print the results in the wanted format, as they come where the format allows it; -> whether any passage was found."""
    if options.out is not None:
        return _save(list(answers), options)
    if options.format not in ("text", "json"):
        answers = list(answers)
        sys.stdout.write(EXPORTS[options.format](answers))
        return any(results.groups for results in answers)
    found = False
    look = (
        TerminalStyle(shutil.get_terminal_size().columns, "NO_COLOR" not in os.environ, options.messages)
        if sys.stdout.isatty()
        else TerminalStyle(language=options.messages)
    )
    for results in answers:
        found = found or bool(results.groups)
        many = options.questions is not None
        print(
            to_json([results]).rstrip("\n") if options.format == "json" else show_results(results, look, with_question=many),
            flush=True,
        )
    return found


def _save(answers: Sequence[Results], options: argparse.Namespace) -> bool:
    """Write the results to --out; -> whether any passage was found."""
    if options.format == "docx":
        content = to_docx(answers)
    elif options.format == "text":
        look = TerminalStyle(language=options.messages)
        content = "".join(show_results(results, look, with_question=len(answers) > 1) + "\n" for results in answers).encode()
    else:
        content = EXPORTS[options.format](answers).encode()
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise XunzhangError(say("flag.unwritable", path=str(options.out), why=of_system(error))) from error
    return any(results.groups for results in answers)


ASK = Command("ask", say("help.ask"), _add_flags, _run, say("help.ask_notes"))
