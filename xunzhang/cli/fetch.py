"""`xunzhang fetch`: saves pages, items of feeds and pages of sitemaps into the collection; once, or every so often where asked.

Fetching is `intake/`'s; here are its flags, the list of feeds, what is printed, and the end.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser
from xunzhang.cli.terminal import say_line
from xunzhang.language.controls import as_json
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

if TYPE_CHECKING:
    from xunzhang.intake.fetching import Fetched, Fetcher

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST_EVERY_S = 60


def _add_flags(parser: Parser, home: Path) -> None:
    def interval(text: str) -> int:
        match = re.fullmatch(r"(\d{1,6})([smhd])", text)
        seconds = int(match[1]) * _UNITS[match[2]] if match else 0
        if seconds < SHORTEST_EVERY_S:
            raise argparse.ArgumentTypeError(parser.said("fetch.interval", given=text))
        return seconds

    def pause(text: str) -> float:
        if not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", text) or float(text) > 3600:
            raise argparse.ArgumentTypeError(parser.said("fetch.seconds", given=text))
        return float(text)

    parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help=parser.said("help.addresses"))
    parser.add_argument("--feeds", type=Path, metavar="FILE", help=parser.said("help.feeds"))
    parser.add_argument("--into", type=Path, default=home / "corpus", metavar="DIR", help=parser.said("help.into"))
    parser.add_argument("--every", type=interval, metavar="INTERVAL", help=parser.said("help.every"))
    parser.add_argument("--most", type=parser.whole_number, default=100, metavar="N", help=parser.said("help.most"))
    parser.add_argument("--pause", type=pause, default=1.0, metavar="SECONDS", help=parser.said("help.pause"))
    parser.add_argument("--allow-private", action="store_true", help=parser.said("help.allow_private"))
    parser.add_argument("--json", action="store_true", help=parser.said("help.fetch_json"))


def _run(options: argparse.Namespace) -> int:
    """-> 0 every address was had, 1 one was not, 130 or 143 interrupted; where it went on until it was stopped, 0."""
    _wanted(options)  # a mistake answers at once
    received: list[int] = []
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: _stop(number, received))
    from xunzhang.intake.fetching import Fetcher  # here, not above: nothing else needs it

    fetcher = Fetcher(
        options.into,
        lambda fetched: _say(fetched, options),
        allow_private=options.allow_private,
        pause_s=options.pause,
        most=options.most,
    )
    try:
        missed = _pass(fetcher, options)
        while options.every:
            say_line(say("fetch.again", every=as_said(_printed(options.every))), options.messages, sys.stderr)
            time.sleep(options.every)
            _pass_again(fetcher, options)
    except KeyboardInterrupt:
        say_line(say("fetch.stopped" if options.every else "fetch.interrupted"), options.messages, sys.stderr)
        return 0 if options.every else 128 + (received[0] if received else signal.SIGINT)
    finally:
        fetcher.close()
    return 1 if missed else 0


def _pass_again(fetcher: Fetcher, options: argparse.Namespace) -> None:
    """What cannot be done now, for a list that is gone or a full disk, may be the next time."""
    try:
        _pass(fetcher, options)
    except XunzhangError as error:
        say_line(error.message, options.messages, sys.stderr, options.prefix)


def _stop(number: int, received: list[int]) -> None:
    """A request to end is taken like Ctrl+C."""
    received.append(number)
    raise KeyboardInterrupt


def _pass(fetcher: Fetcher, options: argparse.Namespace) -> int:
    """Every address once; -> how many of them could not be had."""
    from xunzhang.intake.fetching import Tally

    fetcher.tally = tally = Tally()
    missed = sum(not fetcher.fetch(address) for address in _wanted(options))
    outcomes = tally.outcomes
    counts = {name: outcomes[name] for name in ("saved", "changed", "unchanged", "refused")}
    say_line(say("fetch.done", known=tally.known, **counts), options.messages, sys.stderr)
    if outcomes["saved"] or outcomes["changed"]:
        say_line(say("fetch.build"), options.messages, sys.stderr)
    return missed


def _say(fetched: Fetched, options: argparse.Namespace) -> None:
    if options.json:
        record = {"address": fetched.address, "outcome": fetched.outcome, "path": fetched.path, "told": fetched.told.text}
        print(as_json(record), flush=True)
    else:
        to = sys.stderr if fetched.outcome in ("refused", "listed") else sys.stdout
        say_line(fetched.told, options.messages, to)


def _wanted(options: argparse.Namespace) -> Sequence[str]:
    """The addresses that are named, then those of the list, which is read for every pass. Raises XunzhangError for none."""
    listed = _listed(options.feeds) if options.feeds else []
    if not options.addresses and not options.feeds:
        raise XunzhangError(say("fetch.nothing"))
    return list(dict.fromkeys([*options.addresses, *listed]))


def _listed(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = of_system(error) if isinstance(error, OSError) else as_said("UTF-8")
        raise XunzhangError(say("fetch.no_list", path=str(path), why=why)) from error
    bare = (re.sub(r"(?:^|\s)#.*", "", line).strip() for line in text.splitlines())
    found = [line for line in bare if line]
    if not found:
        raise XunzhangError(say("fetch.empty_list", path=str(path)))
    return found


def _printed(seconds: int) -> str:
    unit = next(unit for unit in "dhms" if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


FETCH = Command("fetch", say("help.fetch"), _add_flags, _run, notes=say("help.fetch_notes"))
