"""`xunzhang build`, and `build_index.py`: brings an index up to date with articles, and prints the audit of what was read.

Building is `building/`'s; here are its flags, what is printed, and the end: done, refused, or asked to stop.
"""

from __future__ import annotations

import argparse
import gc
import json
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser

if TYPE_CHECKING:
    from xunzhang.building.builder import BuildReport

INTERRUPTED = "Interrupted; the index is as it was before, and the same command goes on from here."


def _add_flags(parser: Parser, home: Path) -> None:
    corpus, index = home / "corpus", home / "index"
    parser.add_argument(
        "paths", nargs="*", default=[corpus], type=Path, metavar="PATH", help="files and folders of articles (default: corpus/)"
    )
    parser.add_argument("--index", type=Path, default=index, metavar="DIR", help="where to write (default: index/)")
    parser.add_argument("--model", metavar="NAME", help="a sentence-transformers model or folder (default: the bundled one)")
    parser.add_argument("--force", action="store_true", help="build from nothing, whatever there is")
    parser.add_argument("--watch", action="store_true", help="stay, and build again whenever the articles change")
    parser.add_argument(
        "--wait",
        type=float,
        default=600,
        metavar="SECONDS",
        help="how long to wait for another build of the same index to end (default: %(default)g; 0: not at all)",
    )
    parser.add_argument("--json", action="store_true", help="print the audit as JSON, one object a file")


def _run(options: argparse.Namespace) -> int:
    """-> 0 done, 130 or 143 interrupted."""
    received: list[int] = []
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: _stop(number, received))
    try:
        _build(options)
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return 128 + (received[0] if received else signal.SIGINT)
    return 0


def _stop(number: int, received: list[int]) -> None:
    """A request to end is taken like Ctrl+C."""
    received.append(number)
    raise KeyboardInterrupt


def _build(options: argparse.Namespace) -> None:
    gc.set_threshold(100_000)  # importing makes millions of objects and next to no garbage: looking for it takes a fifth of it
    from xunzhang.building.builder import build_index
    from xunzhang.building.watching import keep_current
    from xunzhang.cli.progress import ProgressBars
    from xunzhang.encoding.encoder import load_encoder  # here, not above: torch takes seconds to import, and --help need not wait

    encoder = load_encoder(options.model) if options.watch else None  # once, for all builds to come

    def build(force: bool = False) -> BuildReport:
        with ProgressBars() as bars:
            return build_index(
                options.paths,
                options.index,
                options.model,
                bars.show,
                encoder=encoder,
                force=force,
                wait_s=options.wait,
                tell=bars.tell,
            )

    def build_again() -> None:
        report = build()
        if report.changed:
            _print_summary(report, options.index)

    _print_audit(build(options.force), options)
    if options.watch:
        print("Watching for changes (Ctrl+C ends it).", file=sys.stderr)
        keep_current(options.paths, build_again, threading.Event(), lambda sentence: print(sentence, file=sys.stderr))


def _print_audit(report: BuildReport, options: argparse.Namespace) -> None:
    from xunzhang.cli.terminal import show_audit

    if options.json:
        for row in report.audit:
            print(json.dumps(row.as_dict(), ensure_ascii=False))
    else:
        print(show_audit(report.audit), end="")
    sys.stdout.flush()
    _print_summary(report, options.index)


def _print_summary(report: BuildReport, index_dir: Path) -> None:
    from xunzhang.cli.terminal import counted

    made = report.manifest
    state = "Built" if report.changed else "Already current:"
    read, encoded = counted(report.files_read, "file"), counted(report.passages_encoded, "passage")
    holds = f"{counted(made.articles, 'article')}, {counted(made.passages, 'passage')}"
    work = f"; {read} read, {encoded} encoded" if report.changed else ""
    print(f"{state} {index_dir}: {holds}, model {made.model}{work}.", file=sys.stderr)


BUILD = Command(
    "build",
    "bring the index up to date with the articles: what has not changed is neither read nor encoded again",
    _add_flags,
    _run,
)
