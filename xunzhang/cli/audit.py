"""`xunzhang audit`: what was read from each file and what was not, or what is known of each article, as the index recorded it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser, add_index, add_store
from xunzhang.cli.terminal import show_audit, show_head, teller
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import say

if TYPE_CHECKING:
    from xunzhang.index.parts import Articles


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    add_store(parser)
    parser.add_argument("--json", action="store_true", help=parser.said("help.as_json"))
    parser.add_argument("--articles", action="store_true", help=parser.said("help.articles"))


def _run(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue  # here, not above: --help need not wait for it

    catalogue = open_catalogue(options.index, teller(options.messages), options.store)
    if options.articles:
        _print_articles(catalogue, options)
    else:
        _print_files(catalogue, options)
    return 0


def _print_articles(catalogue: Articles, options: argparse.Namespace) -> None:
    for head in catalogue.heads():
        record = head.as_dict() | {"url": head.url, "origins": dict(head.origins)}
        print(as_json(record) if options.json else show_head(head, options.messages))


def _print_files(catalogue: Articles, options: argparse.Namespace) -> None:
    rows, origins = catalogue.audit(), catalogue.origins()
    if not options.json:
        print(show_audit(rows, origins, options.messages), end="")
        return
    for row in rows:
        print(as_json(row.as_dict() | {"origins": origins.get(row.path, {})}))


AUDIT = Command("audit", say("help.audit"), _add_flags, _run)
