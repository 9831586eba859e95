"""How fast files are read, by format, and what memory that takes: files and megabytes a second.

    python -m benchmarks.reading [PATH ...]          # files and folders; made of the sample collection by default
    python -m benchmarks.reading --long 500          # files of 500 MB each in JSON lines, JSON and CSV, one at a time

Reading alone: decoding, layout, metadata, the account; no passages, no encoding. Each number is of this machine at this moment:
compare numbers of one run. Memory is the most that this process ever held, less what it held before the format's first file.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import fuzz_documents
from benchmarks.fuzz_seeds import articles, page, table, workbook
from xunzhang.reading.corpus import READERS, read_corpus
from xunzhang.types import Article, AuditRow

FILES = 40  # of each format that is made here
ARTICLES = 200  # in a file of several
PARAGRAPHS = 48  # of a document; four pages or so of a PDF


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how fast files are read.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (default: made here)")
    parser.add_argument("--long", type=int, metavar="MB", help="one file of so many megabytes in each format that streams")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths: Iterable[Path] = options.paths
        if options.long:
            paths = long_files(Path(folder), options.long << 20)
        elif not options.paths:
            paths = made_files(Path(folder))
        print("format      files        MB  articles   files/s     MB/s   memory +MB", flush=True)
        for path in paths:
            for suffix, files in by_format([path]).items():
                measure(suffix, files)
            if options.long:
                path.unlink()


def by_format(paths: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix.lower() in {*READERS, ".zip"}:
                found[file.suffix.lower()].append(file)
    return found


def measure(suffix: str, files: Sequence[Path]) -> None:
    """In a process of its own, so that memory is that of one format; its parsers' own processes are not counted."""
    size = sum(file.stat().st_size for file in files) / 1e6
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        seconds, found, memory = pool.apply(read_all, (files,))
    rates = f"{len(files) / seconds:9.1f} {size / seconds:8.2f} {memory:12.0f}"
    print(f"{suffix:9} {len(files):7} {size:9.1f} {found:9} {rates}", flush=True)


def read_all(files: Sequence[Path]) -> tuple[float, int, float]:
    """-> (seconds, articles, megabytes of memory more than at the start)."""
    for _ in read_corpus(files[:1]) if len(files) > 1 else ():
        pass  # imports, and parsers' processes
    before, began, found = peak(), time.perf_counter(), 0
    for read in read_corpus(files):
        found += isinstance(read, Article)
        if isinstance(read, AuditRow) and read.status == "skipped" and "copies" not in str(read.removed):
            print(f"{read.path}: {'; '.join(map(str, read.messages))}", file=sys.stderr)
    return time.perf_counter() - began, found, peak() - before


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def different(number: int) -> dict[str, str]:
    """The sample articles over and over, each with a paragraph of its own."""
    article = dict(SAMPLE[number % len(SAMPLE)])
    article["text"] += f"\n\n这是第{number}次印刷，与前一次相隔{number % 7}天。\n"
    return article


SAMPLE = articles()


def made_files(folder: Path) -> Iterator[Path]:
    """A folder for each format, yielded when it is full."""
    for suffix in (".txt", ".md", ".html", ".jsonl", ".json", ".csv", ".xlsx"):
        here = folder / suffix[1:]
        here.mkdir()
        for number in range(FILES):
            several = [different(number * ARTICLES + i) for i in range(ARTICLES)]
            (here / f"{number}{suffix}").write_bytes(rendered(suffix, several))
        yield here
    for suffix in fuzz_documents.FORMATS:
        here = folder / suffix[1:]
        here.mkdir()
        for number in range(FILES):
            fuzz_documents.written(suffix, here / f"{number}{suffix}", number % 3 > 0, number, PARAGRAPHS)
        yield here


def rendered(suffix: str, several: list[dict[str, str]]) -> bytes:
    if suffix == ".html":
        return page(several[0]).encode()
    if suffix in (".txt", ".md"):
        return f"{several[0]['title']}\n\n{several[0]['text']}".encode()
    if suffix == ".jsonl":
        return "".join(f"{json.dumps(article, ensure_ascii=False)}\n" for article in several).encode()
    if suffix == ".json":
        return json.dumps({"articles": several}, ensure_ascii=False).encode()
    return workbook(several) if suffix == ".xlsx" else table(several, ",").encode()


def long_files(folder: Path, size: int) -> Iterator[Path]:
    for suffix, first, last in (
        (".jsonl", "", ""),
        (".json", '{"articles": [{"text": "x"}', "]}"),
        (".csv", "title,source,date,text\n", ""),
    ):
        path = folder / f"long{suffix}"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(first)
            number = 0
            while file.tell() < size:
                file.write("".join(piece(suffix, different(number + i)) for i in range(100)))
                number += 100
            file.write(last)
        yield path


def piece(suffix: str, article: dict[str, str]) -> str:
    if suffix == ".csv":
        return table([article], ",").partition("\n")[2]
    line = json.dumps(article, ensure_ascii=False)
    return f"{line}\n" if suffix == ".jsonl" else f",\n{line}"


if __name__ == "__main__":
    main()
