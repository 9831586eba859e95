"""`xunzhang brief`: the sentences that answer a question, put together as a brief, printed or saved."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from xunzhang.cli.flags import Command, Parser, add_backend, add_index, add_narrowing, add_reader, add_store
from xunzhang.cli.terminal import teller
from xunzhang.cli.wanted import print_or_save, wanted_filters
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.brief_records import BriefOrder

FORMATS = ("md", "docx", "json")


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    add_store(parser)
    parser.add_argument("question", metavar="QUESTION", help=parser.said("help.question"))
    add_narrowing(parser)
    parser.add_argument("--order", choices=get_args(BriefOrder), default="weight", help=parser.said("help.brief_order"))
    add_reader(parser)
    add_backend(parser)
    parser.add_argument("--format", choices=FORMATS, default="md", help=parser.said("help.brief_format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=parser.said("help.out"))


def _run(options: argparse.Namespace) -> int:
    """-> 0 there are sentences that answer, 1 there are none."""
    if options.format == "docx" and options.out is None:
        raise XunzhangError(say("flag.docx_to_file"))
    if not options.question.strip():
        raise XunzhangError(say("flag.no_question"))
    filters = wanted_filters(options)
    from xunzhang.explore.brief import brief_on  # here, not above: it takes a second
    from xunzhang.export.brief_files import brief_file
    from xunzhang.export.provenance import Manner, Provenance
    from xunzhang.search.pipeline import open_searcher

    tell, reads = teller(options.messages), options.reader == "on"
    searcher = open_searcher(options.index, backend=options.backend, reads=reads, tell=tell, store=options.store)
    made = brief_on(searcher, options.question, filters, options.order)
    manner = Manner(options.messages, Provenance(searcher.generation, searcher.manifest.model, filters))
    content = brief_file(made, options.format, manner)
    print_or_save(content, options.out)
    return 0 if made.claims else 1


BRIEF = Command("brief", say("help.brief"), _add_flags, _run)
