"""What the commands' flags have in common: the parser that names a mistake in one line, and what a command is.

Each command's own flags stand in its file, above what they steer.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from xunzhang.cli.language import FLAG, LANGUAGES
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.question.bounds import is_bound
from xunzhang.types import XunzhangError
from xunzhang.types.backend_names import AUTO, BACKENDS
from xunzhang.types.message import NOTHING, Message, Value
from xunzhang.types.store_uri import LOCAL, StoreUri

if TYPE_CHECKING:
    from xunzhang.written.model_server import ModelServer


class Parser(argparse.ArgumentParser):
    """Speaks a language, says what is wrong in one line, without repeating the usage, and knows `--messages`."""

    def __init__(self, *, language: Spoken, **others: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **others)
        self.language = language

    def said(self, key: str, /, **values: Value) -> str:
        return in_language(say(key, **values), self.language)

    def add_messages(self) -> None:
        self.add_argument(FLAG, choices=LANGUAGES, default=self.language, help=self.said("help.messages"))

    def error(self, message: str) -> NoReturn:
        self.exit(2, self.said("flag.mistake", prog=self.prog, what=" ".join(message.split())) + "\n")

    def whole_number(self, text: str) -> int:
        """A value from 1 to 999,999,999. Raises ArgumentTypeError on any other, as `date_bound` and `root_path` do."""
        if not re.fullmatch(r"\d{1,9}", text) or not int(text):
            raise argparse.ArgumentTypeError(self.said("flag.number", given=text))
        return int(text)

    def root_path(self, text: str) -> str:
        """The path below which a proxy serves the page: "/news" for "/news/" too, "" for "/"."""
        if text.strip("/") and not re.fullmatch(r"/?[\w.~-]+(?:/[\w.~-]+)*/?", text, re.ASCII):
            raise argparse.ArgumentTypeError(self.said("flag.root_path", given=text))
        return f"/{text.strip('/')}" if text.strip("/") else ""

    def host_name(self, text: str) -> str:
        """A host to be answered, as a browser names it: without a port, other scripts in the form of xn--."""
        from xunzhang.service.guard.hosts import bracketed, is_name  # which asking has no use for

        try:
            name = text if text.isascii() else text.encode("idna").decode()
        except UnicodeError:
            name = ""
        if not is_name(name):
            raise argparse.ArgumentTypeError(self.said("flag.host_name", given=text))
        return bracketed(name)

    def network(self, text: str) -> str:
        """The address of a proxy, or a network."""
        from xunzhang.service.guard.proxies import Proxies

        try:
            Proxies([text])
        except ValueError:
            raise argparse.ArgumentTypeError(self.said("flag.network", given=text)) from None
        return text

    def header(self, text: str) -> str:
        """The name of a header in which a proxy says who asks."""
        if not re.fullmatch(r"[A-Za-z][\w-]*", text, re.ASCII) or text.lower() in ("authorization", "cookie", "host", "origin"):
            raise argparse.ArgumentTypeError(self.said("flag.header", given=text))
        return text

    def store(self, text: str) -> StoreUri:
        """The store that an index is in."""
        from xunzhang.index.stores.store_uris import parse_store  # here, not above: numpy comes with it

        try:
            return parse_store(text)
        except XunzhangError as error:
            raise argparse.ArgumentTypeError(in_language(error.message, self.language)) from None

    def date_bound(self, text: str) -> str:
        """A year, a month or a day."""
        if is_bound(text):
            return text
        raise argparse.ArgumentTypeError(self.said("flag.date", given=text))


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line; `home` is the folder whose `corpus/` and `index/` it uses where nothing else is said."""

    name: str
    summary: Message  # for the list of commands; the first letter small, no full stop
    add_flags: Callable[[Parser, Path], None]  # parser, home
    run: Callable[[argparse.Namespace], int]  # -> exit status
    notes: Message = NOTHING  # below its flags in --help

    def describe(self, parser: Parser) -> None:
        """Put into the parser what it says of the command, its flags and where they lead."""
        summary = in_language(self.summary, parser.language)
        parser.description = summary[0].upper() + summary[1:] + ("。" if parser.language == "zh" else ".")
        parser.epilog = in_language(self.notes, parser.language)
        parser.set_defaults(run=self.run)


def add_reader(parser: Parser) -> None:
    """Whether the trained reader judges too, as `options.reader` "on" or "off"."""
    parser.add_argument("--reader", choices=("on", "off"), default="on", help=parser.said("help.reader"))


def add_backend(parser: Parser) -> None:
    """What computes the bundled model, as `options.backend`, and on how many threads, as `options.threads`, None for all."""
    parser.add_argument("--threads", type=parser.whole_number, metavar="N", help=parser.said("help.threads"))
    parser.add_argument("--backend", choices=(AUTO, *BACKENDS), default=AUTO, help=parser.said("help.backend"))


def add_llm(parser: Parser) -> None:
    """Where a written answer is asked of, as `options.llm`, None for nowhere, and of which model, as `options.llm_model`."""
    parser.add_argument("--llm", metavar="ADDRESS", help=parser.said("help.llm"))
    parser.add_argument("--llm-model", default="", metavar="NAME", help=parser.said("help.llm_model"))


def llm_server(options: argparse.Namespace) -> ModelServer | None:
    """The server that the flags name, None where they name none. Raises XunzhangError for flags that cannot be used."""
    if options.llm is None:
        if options.llm_model:
            raise XunzhangError(say("llm.model_alone"))
        return None
    from xunzhang.written.model_server import model_server

    return model_server(options.llm, options.llm_model, os.environ)


def add_ocr(parser: Parser) -> None:
    """What reads scans, as `options.ocr`; None where nothing is said."""
    parser.add_argument("--ocr", metavar="NAME", help=parser.said("help.ocr"))


def choose_ocr(options: Any) -> None:
    """Have scans read by what the flag names, in every process that reads. Raises XunzhangError where that is not installed."""
    if options.ocr is None:
        return
    os.environ["XUNZHANG_OCR"] = options.ocr
    from xunzhang.reading.scans.engines import chosen  # here, not above: asking has no use for it

    chosen()


def add_index(parser: Parser, home: Path) -> None:
    """The index that a command asks."""
    parser.add_argument("--index", type=Path, default=home / "index", metavar="DIR", help=parser.said("help.index"))


def add_store(parser: Parser) -> None:
    """The store that the index is in, as `options.store`; that on this machine where none is named."""
    parser.add_argument("--store", type=parser.store, default=LOCAL, metavar="URI", help=parser.said("help.store"))


def add_narrowing(parser: Parser) -> None:
    """What a question is narrowed to: outlets and languages, any number of each, and the bounds of the date."""
    parser.add_argument("--source", action="append", default=[], metavar="S", help=parser.said("help.source"))
    parser.add_argument("--language", "--lang", action="append", default=[], metavar="L", help=parser.said("help.language"))
    parser.add_argument("--after", type=parser.date_bound, metavar="DATE", help=parser.said("help.after"))
    parser.add_argument("--before", type=parser.date_bound, metavar="DATE", help=parser.said("help.before"))
