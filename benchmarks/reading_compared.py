"""How fast two versions of the program read, by format, by turns in one run: megabytes a second, and their ratio with its spread.

    git worktree add ../before 8d060ba && python -m benchmarks.reading_compared ../before [--rounds N] [--only .jsonl ...]

The other version reads in one process; this one in one and, as a build does, in two. Files are made of the sample articles;
`dumps` are text as pasted from print, whose lines have to be put together again. Seconds are those of the clock, so the machine
should be idle; the last ratio is that of processor time in one process, which others on the machine disturb less.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import fuzz_documents
from benchmarks.reading import ARTICLES, PARAGRAPHS, different, rendered

ROOT = Path(__file__).resolve().parents[1]
# Megabytes of each format: of text and documents enough for processes to be started, of the others for seconds of reading.
SIZES = {
    ".txt": 10.0, "dumps": 10.0, ".md": 10.0, ".jsonl": 12.0, ".json": 12.0, ".csv": 12.0,
    ".html": 2.0, ".docx": 2.0, ".odt": 1.2, ".epub": 1.2,
}  # fmt: skip
# Read with whatever version stands in the current folder; the processes it is given are the last argument.
READER = """
import json, resource, sys, time
from pathlib import Path
from xunzhang.reading.corpus import read_corpus
from xunzhang.reading.files.finding import find_files
from xunzhang.reading.register import Register, admit
files, processes = sorted(Path(sys.argv[1]).iterdir()), int(sys.argv[2])
list(read_corpus(files[:1]))  # imports, and parsers' processes
began, spent = time.perf_counter(), time.process_time()
if processes == 1:
    events = sum(1 for _ in read_corpus(files))
else:
    from xunzhang.reading.ahead import ReadAhead
    found = find_files(files)
    with ReadAhead(found, processes) as ahead:
        register = Register(found)
        events = sum(1 for file in found for part in ahead.parts(file) for _ in admit(part, register))
clock, spent = time.perf_counter() - began, time.process_time() - spent
from xunzhang.reading.files.isolation import _WORKERS
_WORKERS.close()  # whose time is known when it has ended
below = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([clock, spent + below.ru_utime + below.ru_stime, events]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds of one reading, on the clock and of the processor, that of its children included; articles and audit rows."""

    clock: float
    processor: float
    events: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare how fast two versions read.")
    parser.add_argument("other", type=Path, metavar="CHECKOUT", help="the other version")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is measured (default: %(default)s)")
    parser.add_argument("--only", nargs="+", default=list(SIZES), metavar="FORMAT", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--share", type=float, default=1.0, help="of the usual megabytes (default: %(default)s)")
    options = parser.parse_args()
    print("MB a second of the clock (before, in one process, in two), and of the processor (before, in one); ratios to before")
    print(f"{'format':9} {'files':>6} {'MB':>5} {'before':>7} {'one':>7} {'two':>7} {'of cpu':>7} {'one':>7}", end="")
    print(f" {'one, clock':>20} {'two, clock':>20} {'one, processor':>20}", flush=True)
    for kind in options.only:
        with tempfile.TemporaryDirectory() as folder:
            files = list(made_files(kind, Path(folder), SIZES[kind] * options.share))
            runs = [[read(options.other, folder, 1), read(ROOT, folder, 1), read(ROOT, folder, 2)] for _ in range(options.rounds)]
            show(kind, files, runs)


def show(kind: str, files: Sequence[Path], runs: Sequence[Sequence[Run]]) -> None:
    if len({run.events for each in runs for run in each}) > 1:
        print(f"{kind}: the versions do not read the same", file=sys.stderr)
    size = sum(file.stat().st_size for file in files) / 1e6
    rates = [size / statistics.median(each[i].clock for each in runs) for i in range(3)]
    rates += [size / statistics.median(each[i].processor for each in runs) for i in range(2)]
    one, two = ([each[0].clock / each[i].clock for each in runs] for i in (1, 2))
    processor = [each[0].processor / each[1].processor for each in runs]
    shown = " ".join(f"{rate:7.2f}" for rate in rates)
    print(f"{kind:9} {len(files):6} {size:5.1f} {shown} {spread(one)} {spread(two)} {spread(processor)}", flush=True)


def spread(ratios: Sequence[float]) -> str:
    """Median (least to most)."""
    return f"{statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f})".rjust(20)


def read(checkout: Path, folder: str, processes: int) -> Run:
    command = [sys.executable, "-c", READER, folder, str(processes)]
    ran = subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True)
    return Run(*json.loads(ran.stdout))


def made_files(kind: str, folder: Path, megabytes: float) -> Iterator[Path]:
    number, written = 0, 0
    while written < megabytes * 1e6:
        path = folder / f"{number:05}{'.txt' if kind == 'dumps' else kind}"
        if kind in fuzz_documents.FORMATS:
            fuzz_documents.written(kind, path, number % 3 > 0, number, PARAGRAPHS)
        elif kind == "dumps":
            path.write_text(dumped(different(number), random.Random(number)), encoding="utf-8")
        else:
            several = ARTICLES if kind in (".jsonl", ".json", ".csv") else 1
            path.write_bytes(rendered(kind, [different(number * several + i) for i in range(several)]))
        written += path.stat().st_size
        number += 1
        yield path


def dumped(article: dict[str, str], chosen: random.Random) -> str:
    """The article as pasted from print: lines broken at one width, a blank line after each, the outlet at the end."""
    width = chosen.choice((30, 36, 40))  # characters, twice as many where the text is English
    lines = [article["title"]]
    for paragraph in filter(None, article["text"].split("\n")):
        if paragraph[:20].isascii():
            lines += textwrap.wrap(paragraph, 2 * width)
        else:
            lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    return "\n\n".join([*lines, f"来源：{article['source']}"]) + "\n"


if __name__ == "__main__":
    main()
