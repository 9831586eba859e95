"""The command line: ask questions, list passages, show the audit, measure quality. `python -m xunzhang --help` explains it.

It reads flags, calls the library and prints. The index and the model load only once the flags have been found good, so that
help and mistakes answer at once. Building an index is `build_index.py`'s.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from types import MappingProxyType
from typing import TYPE_CHECKING

from xunzhang.cli.flags import flags
from xunzhang.cli.question_files import read_questions
from xunzhang.cli.terminal import TerminalStyle, show_audit, show_figures, show_head, show_results
from xunzhang.export.results import EXPORTS, to_json
from xunzhang.export.word import to_docx
from xunzhang.question.bounds import later
from xunzhang.types import ArticleHead, Filters, Results, XunzhangError

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; -> its exit status. Usage mistakes leave through SystemExit(2), as argparse has it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="")
    options = flags().parse_args(arguments)
    try:
        status: int = COMMANDS[options.command](options)
        sys.stdout.flush()
    except XunzhangError as error:
        print(f"{options.prog}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{options.prog}: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has had enough. The interpreter would try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _ask(options: argparse.Namespace) -> int:
    questions = _questions(options)
    filters = Filters(tuple(options.source), tuple(options.language), after=options.after or "", before=options.before or "")
    if options.format == "docx" and options.out is None:
        raise XunzhangError("a Word document is a file: add --out answers.docx.")
    if later(filters.after, filters.before):
        raise XunzhangError(f"--after {filters.after} is later than --before {filters.before}: swap them.")

    from xunzhang.search.pipeline import open_searcher  # here, not above: it brings in torch, which takes seconds

    searcher = open_searcher(options.index)
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
            if value not in present and not (value == "zh" and "zh-hant" in present):
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


def _passages(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue

    for passage in open_catalogue(options.index).every_passage():
        record = passage.as_dict()
        article = {**record["article"], "origins": dict(passage.article.origins)}
        print(json.dumps({**record, "article": article}, ensure_ascii=False))
    return 0


def _audit(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue

    catalogue = open_catalogue(options.index)
    if options.articles:
        for head in catalogue.heads():
            record = head.as_dict() | {"url": head.url, "origins": dict(head.origins)}
            print(json.dumps(record, ensure_ascii=False) if options.json else show_head(head))
        return 0
    rows, origins = catalogue.audit(), catalogue.origins()
    if options.json:
        for row in rows:
            print(json.dumps(row.as_dict() | {"origins": origins.get(row.path, {})}, ensure_ascii=False))
    else:
        print(show_audit(rows, origins), end="")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from xunzhang.evaluate.evaluation import evaluate

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    figures = evaluate(options.folder, options.limit, options.model, ablate=options.ablate, progress=say)
    print(json.dumps(figures, ensure_ascii=False) if options.json else show_figures(figures), flush=True)
    return 0


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = MappingProxyType(
    {"ask": _ask, "passages": _passages, "audit": _audit, "evaluate": _evaluate}
)
