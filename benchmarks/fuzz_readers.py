"""Truncated, bit-flipped, spliced and hostile files for each reader.

    python -m benchmarks.fuzz_readers [SUFFIX ...] [--minutes 10] [--seeds DIR]

The seeds are our own articles in each format, and files made to harm (`fuzz_seeds.py`). What is looked for: an exception that is
not a line of the audit, a file that takes too long, memory that grows, an account whose sum is wrong, or a file that is not read
whole and of which nothing is said. The file of a finding is kept in --keep; the exit status is 1 if there is any.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks import fuzz_documents, fuzz_seeds
from benchmarks.fuzz_seeds import mutated
from xunzhang.reading.corpus import READERS, read_corpus
from xunzhang.reading.files import limits
from xunzhang.types import AuditRow

SLOWEST_S = 60.0  # for files of some hundred kilobytes, on a busy machine
MOST_GROWN = 1_000 << 10  # kilobytes by which this process may grow
ENDED = ("The parser", "was given up")  # in messages of a child process that was ended
LIMIT_S = 20.0  # for a file that is read in a process of its own; shorter than usual, to try more files


def wrong_with(path: Path, said: Counter[str]) -> str:
    """What is wrong with the way a file was read; "" where nothing is. `said` counts what the audit says, by kind."""
    began = time.monotonic()
    try:
        rows = [row for row in read_corpus([path]) if isinstance(row, AuditRow)]
    except Exception as error:  # noqa: BLE001 (any exception is what this looks for)
        return f"{type(error).__name__}: {error}"
    took = time.monotonic() - began
    if took > SLOWEST_S:
        return f"it took {took:.0f} s"
    for row in rows:
        said.update(_kind(message.text) for message in row.messages)
        removed = [count for _, count in row.removed]
        if row.characters_in != row.characters_kept + sum(removed) or min(removed, default=0) < 0:
            return f"the account does not come out: {row}"
        if row.status != "read" and not row.messages:
            return f"nothing is said of {row.path}"
        if any("\n" in message.text for message in row.messages):
            return f"a message of several lines: {row.messages}"
    return "" if rows else "there is no row"


def fuzz(suffix: str, minutes: float, keep: Path, more: list[bytes], seed: int) -> int:
    """-> how many findings there were."""
    random_ = random.Random(f"{suffix} {seed}")
    documents = suffix in fuzz_documents.FORMATS
    good = more or (fuzz_documents if documents else fuzz_seeds).seeds(suffix)
    waiting = [*good, *(fuzz_documents if documents else fuzz_seeds).hostile(suffix)]
    keep.mkdir(parents=True, exist_ok=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    files, slowest, findings, said = 0, 0.0, Counter[str](), Counter[str]()
    until = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        while waiting or time.monotonic() < until:
            if waiting:
                data = waiting.pop(0)
            elif documents:
                data = fuzz_documents.changed(random_, suffix, random_.choice(good), mutated)
            else:
                data = mutated(random_, random_.choice(good))
            path.write_bytes(data)
            (keep / f"now{suffix}").write_bytes(data)  # stays, if the process ends
            began = time.monotonic()
            wrong = wrong_with(path, said)
            files, slowest = files + 1, max(slowest, time.monotonic() - began)
            if wrong:
                findings[wrong[:80]] += 1
                if findings[wrong[:80]] == 1:
                    (keep / f"{len(findings)}{suffix}").write_bytes(data)
                    print(f"{suffix}: {wrong[:600]}", flush=True)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if grown > MOST_GROWN:
        findings["memory"] += 1
    print(
        f"{suffix}: {files} files, slowest {slowest:.1f} s, grown by {grown >> 10} MB, findings: {dict(findings) or 'none'}",
        flush=True,
    )
    for message, count in said.most_common():
        if any(word in message for word in ENDED):
            print(f"{suffix}: {count} times: {message}", flush=True)
    return len(findings)


def _kind(message: str) -> str:
    """A message without what differs from file to file."""
    return re.sub(r"\d[\d,.]*", "#", message)[:160]


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("suffixes", nargs="*", metavar="SUFFIX", help="like .html (default: all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each (default: 10)")
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="a folder of good files, in place of those made here")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"), metavar="DIR", help="where findings are written")
    parser.add_argument("--ocr", action="store_true", help="read pages without text by OCR")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers")
    options = parser.parse_args()
    faulthandler.enable()
    # Without OCR no page that has lost its text is waited for.
    limits.use(replace(limits.current(), seconds=LIMIT_S, ocr="auto" if options.ocr else "off"))
    found = 0
    for suffix in options.suffixes or sorted({*READERS, ".zip"}):
        more = [path.read_bytes() for path in sorted(options.seeds.rglob(f"*{suffix}"))] if options.seeds else []
        found += fuzz(suffix, options.minutes, options.keep, more, options.seed)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
