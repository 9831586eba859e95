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

from xunzhang.cli.flags import Command, Parser, add_index, date_bound, whole_number
from xunzhang.cli.question_files import read_questions
from xunzhang.cli.terminal import TerminalStyle, show_results, tell
from xunzhang.export.result_files import EXPORTS, to_json
from xunzhang.export.word import to_docx
from xunzhang.language.codes import taken_in
from xunzhang.question.bounds import later
from xunzhang.types import ArticleHead, Filters, Results, XunzhangError

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher

NOTES = """\
A question that the collection does not seem to answer still shows the nearest passages, under a line that says so.
In the text format the sentence that answers is bold on a terminal and stands in ⟦ ⟧ elsewhere.

exit status: 0 passages were found; 1 none was (for any of the questions); 2 the flags or the input have to be mended.
"""


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="in Chinese or English; articles in either are searched")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="a .txt, .csv or .jsonl file of questions instead of one")
    parser.add_argument("-k", type=whole_number, default=10, metavar="N", help="how many results at most (default: 10)")
    parser.add_argument("--source", action="append", default=[], metavar="S", help="only this outlet's articles; may be repeated")
    parser.add_argument(
        "--language", action="append", default=[], metavar="L", help="only articles in zh, zh-hant, en, ...; may be repeated"
    )
    parser.add_argument(
        "--after", type=date_bound, metavar="DATE", help="only articles of this date or later: 2024, 2024-11, 2024-11-19"
    )
    parser.add_argument("--before", type=date_bound, metavar="DATE", help="only articles of this date or earlier")
    parser.add_argument(
        "--mode",
        choices=("hybrid", "semantic", "keyword"),
        default="hybrid",
        help="search by meaning and words (hybrid, the default), by meaning alone, or by words alone",
    )
    parser.add_argument(
        "--format",
        choices=("text", *EXPORTS, "docx"),
        default="text",
        help="text to read (default), or json, csv, md (Markdown), bib (BibTeX), ris, gb7714 or apa (lists of references), "
        "docx (Word, with --out); docs/formats.md has each",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to FILE, replacing it, instead of printing")


def _run(options: argparse.Namespace) -> int:
    questions = _questions(options)
    filters = Filters(tuple(options.source), tuple(options.language), after=options.after or "", before=options.before or "")
    if options.format == "docx" and options.out is None:
        raise XunzhangError("a Word document is a file: add --out answers.docx.")
    if later(filters.after, filters.before):
        raise XunzhangError(f"--after {filters.after} is later than --before {filters.before}: swap them.")

    from xunzhang.search.pipeline import open_searcher  # here, not above: it brings in torch, which takes seconds

    searcher = open_searcher(options.index, tell=tell)
    _name_what_exists(filters, searcher.heads())
    found = _show(_answers(searcher, questions, filters, options), options)
    return 0 if found else 1


def _answers(searcher: Searcher, questions: Sequence[str], filters: Filters, options: argparse.Namespace) -> Iterator[Results]:
    for number, question in enumerate(questions, start=1):
        try:
            yield searcher.ask(question, options.k, filters, options.mode)
        except XunzhangError as error:
            raise XunzhangError(f"question {number}: {error}" if options.questions else str(error)) from error


def _questions(options: argparse.Namespace) -> list[str]:
    if (options.question is None) == (options.questions is None):
        raise XunzhangError("one question is wanted, in quotation marks, or --questions FILE, and not both.")
    if options.questions is not None:
        return read_questions(options.questions)
    if not options.question.strip():
        raise XunzhangError("the question is empty: put one in quotation marks after ask.")
    return [options.question]


def _name_what_exists(filters: Filters, heads: Iterable[ArticleHead]) -> None:
    """A filter that no article meets leaves nothing; say so, and which values would leave something."""
    heads = list(heads)
    for flag, wanted, present in (
        ("--source", filters.sources, Counter(head.source for head in heads if head.source)),
        ("--language", filters.languages, Counter(head.language for head in heads)),
    ):
        for value in wanted:
            if present.keys().isdisjoint(taken_in(value) if flag == "--language" else (value,)):
                listed = ", ".join(f"{name} ({count})" for name, count in present.most_common())
                print(f"No article has {flag} {value!r}. Those that have one: {listed or 'none'}.", file=sys.stderr)


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
        TerminalStyle(shutil.get_terminal_size().columns, "NO_COLOR" not in os.environ)
        if sys.stdout.isatty()
        else TerminalStyle()
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
        content = "".join(
            show_results(results, TerminalStyle(), with_question=len(answers) > 1) + "\n" for results in answers
        ).encode()
    else:
        content = EXPORTS[options.format](answers).encode()
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise XunzhangError(f"{options.out} cannot be written ({error.strerror}); name another file with --out.") from error
    return any(results.groups for results in answers)


ASK = Command("ask", "find the passages that answer a question, or each question of a file", _add_flags, _run, NOTES)
