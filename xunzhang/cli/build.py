"""`xunzhang build`, and `build_index.py`: brings an index up to date with articles, and prints the audit of what was read.

Building is `building/`'s; here are its flags, what is printed, and the end: done, refused, or asked to stop.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xunzhang.cli.flags import Command, Parser, add_backend, add_ocr, add_store, choose_ocr
from xunzhang.cli.terminal import say_line, teller
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message
from xunzhang.types.store_uri import LOCAL

if TYPE_CHECKING:
    from xunzhang.building.build_report import BuildReport
    from xunzhang.cli.progress import ProgressBars


def _add_flags(parser: Parser, home: Path) -> None:
    corpus, index = home / "corpus", home / "index"
    parser.add_argument("paths", nargs="*", default=[corpus], type=_place, metavar="PATH", help=parser.said("help.paths"))
    parser.add_argument("--index", type=Path, default=index, metavar="DIR", help=parser.said("help.written"))
    add_store(parser)
    parser.add_argument("--model", metavar="NAME", help=parser.said("help.model"))
    add_backend(parser)
    add_ocr(parser)
    parser.add_argument("--ray", metavar="ADDRESS", help=parser.said("help.ray"))
    parser.add_argument("--shards", metavar="PLACE", help=parser.said("help.shards"))
    parser.add_argument("--force", action="store_true", help=parser.said("help.force"))
    parser.add_argument("--watch", action="store_true", help=parser.said("help.watch"))
    parser.add_argument(
        "--wait",
        type=float,
        default=600,
        metavar="SECONDS",
        help=parser.said("help.wait"),
    )
    parser.add_argument("--json", action="store_true", help=parser.said("help.audit_json"))


def _place(text: str) -> Path | str:
    """A path, or an address as it stands."""
    return text if "://" in text else Path(text)


def _run(options: argparse.Namespace) -> int:
    """-> 0 done, 130 or 143 interrupted."""
    received: list[int] = []
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: _stop(number, received))
    try:
        _build(options)
    except KeyboardInterrupt:
        say_line(say("built.interrupted"), options.messages, sys.stderr)
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
    from xunzhang.encoding.loading import load_encoder
    from xunzhang.search.pipeline import open_searcher

    _check_places(options)
    choose_ocr(options)
    encoder = load_encoder(options.model, options.backend) if options.watch else None  # once, for all builds to come

    def build(force: bool = False) -> BuildReport:
        with ProgressBars(options.messages) as bars, _workplace(options, bars) as workplace:
            report = build_index(
                workplace.paths if workplace else options.paths,
                options.index,
                options.model,
                bars.show,
                encoder=encoder,
                backend=options.backend,
                force=force,
                wait_s=options.wait,
                tell=bars.tell,
                workplace=workplace,
            )
        if report.changed:  # opened once, so that its background is measured before anyone asks
            open_searcher(options.index, encoder=report.encoder, reads=False, checked=report.generation)
        if options.store != LOCAL:
            _publish(options, force)
        return report

    def build_again() -> None:
        report = build()
        if report.changed:
            tell(_summary(report, options.index))

    tell = teller(options.messages)

    _print_audit(build(options.force), options)
    if options.watch:
        tell(say("built.watching"))
        keep_current(options.paths, build_again, threading.Event(), tell)


def _check_places(options: argparse.Namespace) -> None:
    """Raises XunzhangError for flags that need others."""
    if options.ray and options.watch:
        raise XunzhangError(say("flag.ray_watch"))
    if options.shards and not options.ray:
        raise XunzhangError(say("flag.needs_ray", given=f"--shards {options.shards}"))
    for place in options.paths:
        if isinstance(place, str) and not options.ray:
            raise XunzhangError(say("flag.needs_ray", given=place))


def _workplace(options: argparse.Namespace, bars: ProgressBars) -> AbstractContextManager[Any]:
    """What reads and encodes elsewhere, where that is wanted."""
    if not options.ray:
        return nullcontext()
    from xunzhang.building.cluster.shard_place import check_installed

    check_installed()
    from xunzhang.building.cluster.on_ray import on_ray

    places = [str(place) for place in options.paths]
    return on_ray(options.ray, places, options.index, options.shards, options.model, options.threads, bars.tell)


def _publish(options: argparse.Namespace, force: bool) -> None:
    """Bring the store up to date with the index on this machine, and say what was done."""
    from xunzhang.building.publishing import publish
    from xunzhang.cli.progress import ProgressBars

    with ProgressBars(options.messages) as bars:
        done = publish(options.index, options.store, bars.show, force=force)
    key = "built.store_whole" if done.full else "built.store_update" if done.written or done.removed else "built.store_current"
    written, removed = say("count.passages", n=done.written), say("count.passages", n=done.removed)
    values = {"written": written} if done.full else {"written": written, "removed": removed}
    say_line(say(key, store=options.store.text, **(values if key != "built.store_current" else {})), options.messages, sys.stderr)


def _print_audit(report: BuildReport, options: argparse.Namespace) -> None:
    from xunzhang.cli.terminal import show_audit

    if options.json:
        for row in report.audit:
            print(as_json(row.as_dict()))
    else:
        print(show_audit(report.audit, language=options.messages), end="")
    sys.stdout.flush()
    say_line(_summary(report, options.index), options.messages, sys.stderr)


def _summary(report: BuildReport, index_dir: Path) -> Message:
    made, folder = report.manifest, str(index_dir)
    articles, passages = say("count.articles", n=made.articles), say("count.passages", n=made.passages)
    if not report.changed:
        return say("built.current", folder=folder, articles=articles, passages=passages, model=made.model)
    files, encoded = say("count.files", n=report.files_read), say("count.passages", n=report.passages_encoded)
    return say(
        "built.changed", folder=folder, articles=articles, passages=passages, model=made.model, files=files, encoded=encoded
    )


BUILD = Command(
    "build",
    say("help.build"),
    _add_flags,
    _run,
)
