"""`xunzhang passages`: every passage of an index as JSON, with where each fact of its article came from."""

from __future__ import annotations

import argparse
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_index, add_store
from xunzhang.cli.terminal import teller
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import say


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    add_store(parser)


def _run(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue  # here, not above: --help need not wait for it

    for passage in open_catalogue(options.index, teller(options.messages), options.store).every_passage():
        record = passage.as_dict()
        article = {**record["article"], "origins": dict(passage.article.origins)}
        print(as_json({**record, "article": article}))
    return 0


PASSAGES = Command("passages", say("help.passages"), _add_flags, _run)
