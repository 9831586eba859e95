"""`xunzhang ask`: one question or a file of them, answered as text or in one of the formats of `export/`, printed or saved."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.answering import Asked, Write, answer, answers, any_found, manner
from xunzhang.cli.door import through_door
from xunzhang.cli.flags import Command, Parser, add_backend, add_index, add_llm, add_narrowing, add_reader, add_store, llm_server
from xunzhang.cli.question_files import read_questions
from xunzhang.cli.terminal import teller
from xunzhang.cli.wanted import in_order, print_text, save_as
from xunzhang.export.result_files import EXPORTS
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.store_uri import LOCAL

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher
    from xunzhang.written.model_server import ModelServer


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    add_store(parser)
    parser.add_argument("question", nargs="?", metavar="QUESTION", help=parser.said("help.question"))
    parser.add_argument("--questions", type=Path, metavar="FILE", help=parser.said("help.questions"))
    parser.add_argument("-k", type=parser.whole_number, default=10, metavar="N", help=parser.said("help.k"))
    add_narrowing(parser)
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
    add_llm(parser)
    parser.add_argument("--alone", action="store_true", help=parser.said("help.alone"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=parser.said("help.out"))


def _run(options: argparse.Namespace) -> int:
    asked, server = _asked(options), llm_server(options)
    if server and options.format not in ("text", "json"):
        raise XunzhangError(say("llm.only_text"))
    if options.format == "docx" and options.out is None:
        raise XunzhangError(say("flag.docx_to_file"))
    in_order(asked.filters)
    if options.out is None:
        return 0 if _answered(options, asked, print_text, server) else 1
    pieces: list[bytes] = []
    is_word = options.format == "docx"
    found = _word_document(options, asked, pieces) if is_word else _answered(options, asked, _into(pieces), server)
    save_as(options.out, b"".join(pieces))
    return 0 if found else 1


def _answered(options: argparse.Namespace, asked: Asked, write: Write, server: ModelServer | None) -> bool:
    """By a page that runs on the index, where there is one and it judges as wanted, else here; what is to be written, here."""
    tell = teller(options.messages)
    if server:
        from xunzhang.cli.writing_out import answer_and_write

        return answer_and_write(_searcher(options), asked, server, write, tell)
    if not options.alone and options.backend == AUTO and options.store == LOCAL:
        found = through_door(options.index, asked, options.reader == "on", write, tell)
        if found is not None:
            return found
    return answer(_searcher(options), asked, write, tell)


def _word_document(options: argparse.Namespace, asked: Asked, pieces: list[bytes]) -> bool:
    from xunzhang.export.word import to_docx

    searcher = _searcher(options)
    together = list(answers(searcher, asked))
    pieces.append(to_docx(together, replace(manner(searcher, asked), language=None)))  # in the language of the question
    return any_found(together)


def _searcher(options: argparse.Namespace) -> Searcher:
    from xunzhang.search.pipeline import open_searcher  # here, not above: it takes a second, and a page that runs spares it

    reads = options.reader == "on"
    tell = teller(options.messages)
    return open_searcher(options.index, backend=options.backend, reads=reads, tell=tell, store=options.store)


def _asked(options: argparse.Namespace) -> Asked:
    on_terminal = options.out is None and sys.stdout.isatty()
    return Asked(
        tuple(_questions(options)),
        options.k,
        tuple(options.source),
        tuple(options.language),
        options.after or "",
        options.before or "",
        options.mode,
        options.format,
        options.questions is not None,
        shutil.get_terminal_size().columns if on_terminal else 0,
        on_terminal and "NO_COLOR" not in os.environ,
        options.messages,
    )


def _questions(options: argparse.Namespace) -> list[str]:
    if (options.question is None) == (options.questions is None):
        raise XunzhangError(say("flag.one_question"))
    if options.questions is not None:
        return read_questions(options.questions)
    if not options.question.strip():
        raise XunzhangError(say("flag.no_question"))
    return [options.question]


def _into(pieces: list[bytes]) -> Write:
    return lambda text: pieces.append(text.encode())


ASK = Command("ask", say("help.ask"), _add_flags, _run, say("help.ask_notes"))
