"""`xunzhang evaluate`: the quality of retrieval on a benchmark folder, as tables or JSON. Measuring is `evaluate/`'s."""

from __future__ import annotations

import argparse
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_backend, add_reader
from xunzhang.cli.terminal import show_figures, teller
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import say


def _add_flags(parser: Parser, home: Path) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=parser.said("help.folder"))
    parser.add_argument("--limit", type=parser.whole_number, metavar="N", help=parser.said("help.limit"))
    parser.add_argument("--model", metavar="NAME", help=parser.said("help.another_model"))
    add_reader(parser)
    add_backend(parser)
    parser.add_argument("--ablate", action="store_true", help=parser.said("help.ablate"))
    parser.add_argument("--json", action="store_true", help=parser.said("help.one_json"))


def _run(options: argparse.Namespace) -> int:
    from xunzhang.evaluate.evaluation import evaluate  # here, not above: it brings in torch, which takes seconds

    figures = evaluate(
        options.folder,
        options.limit,
        options.model,
        ablate=options.ablate,
        reads=options.reader == "on",
        backend=options.backend,
        progress=teller(options.messages),
    )
    print(as_json(figures) if options.json else show_figures(figures, options.messages), flush=True)
    return 0


EVALUATE = Command("evaluate", say("help.evaluate"), _add_flags, _run)
