"""`xunzhang evaluate`: the quality of retrieval on a benchmark folder, as tables or JSON. Measuring is `evaluate/`'s."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, whole_number
from xunzhang.cli.terminal import show_figures


def _add_flags(parser: Parser, home: Path) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="in the layout that docs/formats.md describes")
    parser.add_argument("--limit", type=whole_number, metavar="N", help="only N questions a language, the same ones every time")
    parser.add_argument(
        "--model", metavar="NAME", help="a sentence-transformers model, by name or folder, instead of the default"
    )
    parser.add_argument("--ablate", action="store_true", help="also without each arm and step of the pipeline in turn")
    parser.add_argument("--json", action="store_true", help="as one JSON object instead of a table")


def _run(options: argparse.Namespace) -> int:
    from xunzhang.evaluate.evaluation import evaluate  # here, not above: it brings in torch, which takes seconds

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    figures = evaluate(options.folder, options.limit, options.model, ablate=options.ablate, progress=say)
    print(json.dumps(figures, ensure_ascii=False) if options.json else show_figures(figures), flush=True)
    return 0


EVALUATE = Command("evaluate", "measure retrieval quality on a folder of passages and questions", _add_flags, _run)
