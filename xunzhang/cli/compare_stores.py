"""`xunzhang compare-stores`: asks two stores of one collection the same, and says where their first ten passages differ."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xunzhang.cli.flags import Command, Parser, add_backend, add_index, add_reader
from xunzhang.cli.question_files import read_questions
from xunzhang.cli.terminal import say_line, teller
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import in_language, say
from xunzhang.types.message import Message

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher


def _add_flags(parser: Parser, home: Path) -> None:
    parser.add_argument("stores", nargs=2, type=parser.store, metavar="URI", help=parser.said("help.two_stores"))
    add_index(parser, home)
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help=parser.said("help.compared_folder"))
    parser.add_argument("--questions", type=Path, metavar="FILE", help=parser.said("help.questions"))
    parser.add_argument("--limit", type=parser.whole_number, metavar="N", help=parser.said("help.compared_limit"))
    add_reader(parser)
    add_backend(parser)
    parser.add_argument("--json", action="store_true", help=parser.said("help.one_json"))


def _run(options: argparse.Namespace) -> int:
    """-> 0, also where they differ."""
    from xunzhang.evaluate.stores_compared import compare_stores, sample_questions, typed_questions

    first, second = _searchers(options)
    if options.questions:
        questions = typed_questions(read_questions(options.questions)[: options.limit])
    else:
        questions = sample_questions(first, options.folder, options.limit)
    found = compare_stores(first, second, questions).as_dict()
    if options.json:
        print(as_json(found), flush=True)
        return 0
    for each in found["differing"]:
        what = say(
            "compared.differs", question=each["question"], at=each["at"], one=_at(each, "first"), other=_at(each, "second")
        )
        print(in_language(what, options.messages))
    sys.stdout.flush()
    say_line(_summary(found, [store.text for store in options.stores]), options.messages, sys.stderr)
    return 0


def _searchers(options: argparse.Namespace) -> tuple[Searcher, Searcher]:
    """Both with one encoder. Raises XunzhangError where a store cannot be opened, or is of another model than the first."""
    from xunzhang.search.pipeline import open_searcher

    reads, tell = options.reader == "on", teller(options.messages)
    first = open_searcher(options.index, backend=options.backend, reads=reads, tell=tell, store=options.stores[0])
    return first, open_searcher(options.index, encoder=first.encoder, reads=reads, tell=tell, store=options.stores[1])


def _at(each: dict[str, Any], which: str) -> str:
    shown: list[str] = each[which][each["at"] - 1 : each["at"]]
    return shown[0] if shown else "-"


def _summary(found: dict[str, Any], names: list[str]) -> Message:
    values = {name: found[name] for name in ("questions", "same", "same_first")}
    common = say("compared.common", percent=round(100 * found["in_common"], 1), one=found["ms"][0], other=found["ms"][1])
    led = [round(100 * each, 1) for each in found.get("hit@1", ())]
    hits = say("compared.led", one=led[0], other=led[1]) if led else ""
    return say("compared.summary", a=names[0], b=names[1], **values, common=common, hits=hits)


COMPARE_STORES = Command("compare-stores", say("help.compare_stores"), _add_flags, _run)
