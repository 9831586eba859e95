"""`xunzhang audit`: what was read from each file and what was not, or what is known of each article, as the index recorded it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser, add_index
from xunzhang.cli.terminal import show_audit, show_head, tell

if TYPE_CHECKING:
    from xunzhang.index.catalogue import Catalogue


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    parser.add_argument("--json", action="store_true", help="as JSON, one object a file (or article)")
    parser.add_argument("--articles", action="store_true", help="what is known of each article, and where each value came from")


def _run(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue  # here, not above: --help need not wait for it

    catalogue = open_catalogue(options.index, tell)
    if options.articles:
        _print_articles(catalogue, as_json=options.json)
    else:
        _print_files(catalogue, as_json=options.json)
    return 0


def _print_articles(catalogue: Catalogue, *, as_json: bool) -> None:
    for head in catalogue.heads():
        record = head.as_dict() | {"url": head.url, "origins": dict(head.origins)}
        print(json.dumps(record, ensure_ascii=False) if as_json else show_head(head))


def _print_files(catalogue: Catalogue, *, as_json: bool) -> None:
    rows, origins = catalogue.audit(), catalogue.origins()
    if not as_json:
        print(show_audit(rows, origins), end="")
        return
    for row in rows:
        print(json.dumps(row.as_dict() | {"origins": origins.get(row.path, {})}, ensure_ascii=False))


AUDIT = Command("audit", "say what was read from each file, what was left out of it and why", _add_flags, _run)
