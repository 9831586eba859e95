"""The vector store by size: recall@10 against exact search, time a question, and what building it takes.

The vectors are a mixture in the order that a folder gives: one cluster after the other, those of one language before those of the
other. That is where a store shows that what it learned, it learned from the beginning. Each size is a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.streaming import OwnMemory, peak
from xunzhang.encoding.centring import unit
from xunzhang.index.stores import build_store, open_store
from xunzhang.types.arrays import Floats

ROOT = Path(__file__).resolve().parents[1]
DIMENSIONS, CLUSTERS, CHUNK, QUESTIONS, K = 384, 400, 8192, 200, 10
SIZES = [10_000, 100_000, 300_000, 1_600_000]
SPREAD, APART, NOISE = 1.2, 0.5, 0.03  # of a cluster; of the languages; of a question from the passage it is made of


def vectors(count: int) -> Iterator[Floats]:
    """`count` unit vectors in chunks, the same ones every time."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(CLUSTERS, DIMENSIONS))
    languages = np.repeat(random.normal(size=(2, DIMENSIONS)) * APART, CLUSTERS // 2, axis=0)
    for at in range(0, count, CHUNK):
        rows = np.arange(at, min(at + CHUNK, count))
        of_cluster = (centres + languages)[rows * CLUSTERS // count]
        yield unit((of_cluster + random.normal(size=of_cluster.shape) * SPREAD).astype(np.float32))


def nearest(questions: Floats, count: int) -> list[set[int]]:
    """The K nearest rows of each question, by exact search a chunk at a time."""
    scores, rows = np.zeros((len(questions), 0), np.float32), np.zeros((len(questions), 0), np.int64)
    first = 0
    for chunk in vectors(count):
        scores = np.hstack([scores, questions @ chunk.T])
        rows = np.hstack([rows, np.broadcast_to(np.arange(first, first + len(chunk)), (len(questions), len(chunk)))])
        best = np.argsort(-scores, axis=1)[:, :K]
        scores, rows = np.take_along_axis(scores, best, 1), np.take_along_axis(rows, best, 1)
        first += len(chunk)
    return [set(found) for found in rows.tolist()]


def measure(count: int) -> None:
    own = OwnMemory()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build_store(Path(folder), DIMENSIONS, lambda: vectors(count), count)
        built, memory = time.perf_counter() - began, f"{peak():.0f} MB peak, {own.peak():.0f} its own"
        store = open_store(Path(folder))
        random = np.random.default_rng(1)
        chosen = np.sort(random.choice(count, QUESTIONS, replace=False))
        questions = unit(store.vectors(chosen) + random.normal(size=(QUESTIONS, DIMENSIONS)).astype(np.float32) * NOISE)
        began = time.perf_counter()
        found = [set(store.search(question[None], K)[0][0].tolist()) for question in questions]
        searched = (time.perf_counter() - began) / QUESTIONS
    recall = np.mean([len(a & b) / K for a, b in zip(found, nearest(questions, count))])
    print(f"{count:9,} vectors: recall {recall:.3f}, {searched * 1000:.2f} ms a question; built in {built:.0f} s, {memory}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="VECTORS", help="(default: %(default)s)")
    options = parser.parse_args()
    for size in options.sizes:
        if options.one:
            measure(size)
        else:
            subprocess.run([sys.executable, "-m", "benchmarks.store", "--one", str(size)], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
