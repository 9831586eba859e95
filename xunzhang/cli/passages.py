"""`xunzhang passages`: every passage of an index as JSON, with where each fact of its article came from."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_index
from xunzhang.cli.terminal import tell


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)


def _run(options: argparse.Namespace) -> int:
    from xunzhang.index.opening import open_catalogue  # here, not above: --help need not wait for it

    for passage in open_catalogue(options.index, tell).every_passage():
        record = passage.as_dict()
        article = {**record["article"], "origins": dict(passage.article.origins)}
        print(json.dumps({**record, "article": article}, ensure_ascii=False))
    return 0


PASSAGES = Command("passages", "print every passage of the index, one JSON object a line", _add_flags, _run)
