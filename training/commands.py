"""The command lines of training: what they take, and the one line that is said where something given cannot be used.

What needs torch or the product is imported when it is asked for: `--help` is at once there, and a machine that only fits needs
neither the data nor the bundled model.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from training.work import Unusable


def everything(argv: Sequence[str] | None = None) -> int:
    """`python -m training` -> exit status: 0, or 2 where something given cannot be used."""
    parser = _parser(
        "training", "From questions that people asked to the reader's weights. Begun again, it goes on from what it saved."
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="holds passages.jsonl, questions.jsonl and parallel.jsonl")
    _add_fitting(parser)
    parser.add_argument("--seed", type=int, default=0, help="what everything that is drawn follows from (%(default)s)")
    parser.add_argument("--pack", metavar="FILE", type=Path, help="at the end, write the weights there as the product reads them")
    return _ended(parser, parser.parse_args(argv), _everything)


def fitting(argv: Sequence[str] | None = None) -> int:
    """`python -m training.fitting` -> exit status, as above."""
    parser = _parser("training.fitting", "Fit on what `python -m training FOLDER WORK` prepared, here or on another machine.")
    _add_fitting(parser)
    return _ended(parser, parser.parse_args(argv), _fit)


def packing(argv: Sequence[str] | None = None) -> int:
    """`python -m training.packing` -> exit status, as above."""
    parser = _parser("training.packing", "Write fitted weights where the product reads them, or to a file.")
    parser.add_argument("fitted", metavar="WEIGHTS", type=Path, help="what fitting saved: WORK/reader.safetensors")
    parser.add_argument("--to", metavar="FILE", type=Path, help="another file than the package's own")
    return _ended(parser, parser.parse_args(argv), lambda given: _pack(given.fitted, given.to))


def _parser(module: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"python -m {module}", description=description)


def _add_fitting(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("work", metavar="WORK", type=Path, help="where what is made is kept: arrays, pairs, weights, and how far it came")
    add("seconds", metavar="SECONDS", type=_seconds, nargs="?", help="how long to fit in all, over all times it is begun")
    add(
        "--steps",
        metavar="N",
        type=_number,
        help="fit for N steps in all: the same weights on the same machine, however often ended; SECONDS then only end this time",
    )
    add("--pairs", metavar="N", type=_number, help="pairs of a question and a passage in a step (512); fewer need less memory")


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < math.inf:
        raise ValueError
    return seconds


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_seconds.__name__, _number.__name__ = "number of seconds", "whole number from 1 on"  # what argparse calls them


def _everything(given: argparse.Namespace) -> None:
    from training.preparing import is_prepared, prepare

    fits = given.seconds is not None or given.steps is not None
    if given.pack and not fits:
        raise Unusable("--pack needs SECONDS or --steps: without them nothing is fitted")
    if given.pack and not given.pack.parent.is_dir():
        raise Unusable(f"{given.pack.parent} is no folder")  # before hours of fitting, not after
    if not is_prepared(given.folder, given.work, given.seed):
        prepare(given.folder, given.work, given.seed)
    if fits:
        _fit(given)
    if given.pack:
        _pack(given.work / "reader.safetensors", given.pack)


def _fit(given: argparse.Namespace) -> None:
    if given.seconds is None and given.steps is None:
        raise Unusable("how long? SECONDS, or --steps N")
    from training.drawing import PAIRS
    from training.fitting import Budget, fit

    fit(given.work, Budget(math.inf if given.seconds is None else given.seconds, given.steps), given.pairs or PAIRS)


def _pack(fitted: Path, to: Path | None) -> None:
    from training.packing import pack
    from xunzhang.encoding.joint import WEIGHTS
    from xunzhang.encoding.loading import load_encoder

    pack(fitted, load_encoder(), to or WEIGHTS)


def _ended(parser: argparse.ArgumentParser, given: argparse.Namespace, do: Callable[[argparse.Namespace], None]) -> int:
    try:
        do(given)
    except Unusable as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{parser.prog}: {error.filename or 'input or output'}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{parser.prog}: ended; the same command goes on from what was saved", file=sys.stderr)
        return 130
    return 0
