"""How long it takes: to build an index, to open it, to ask it; and how much memory and disk.

    python -m benchmarks.speed [PATH ...]        # articles; the sample collection by default

The questions are sentences of the collection itself. Each number is of this machine at this moment: compare numbers of one run.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from xunzhang.building.builder import build_index
from xunzhang.encoding.loading import load_encoder
from xunzhang.index.opening import open_index
from xunzhang.language.sentences import sentence_spans
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Passage

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS, WARM_UP = 200, 10


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the speed of building and asking.")
    parser.add_argument(
        "paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH", help="articles (default: corpus/)"
    )
    paths = parser.parse_args().paths
    started = time.perf_counter()
    encoder = load_encoder()
    row("model loaded", f"{time.perf_counter() - started:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        made = build_index(paths, Path(folder), encoder=encoder).manifest
        seconds = time.perf_counter() - started
        row(
            "built",
            f"{seconds:.1f} s for {made.passages} passages of {made.articles} articles, {made.passages / seconds:.1f} passages/s",
        )
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        row("on disk", f"{size / 1e6:.1f} MB, {size / made.passages / 1e3:.1f} kB a passage")
        started = time.perf_counter()
        searcher = Searcher(open_index(Path(folder), encoder=encoder))
        row("opened", f"{time.perf_counter() - started:.2f} s")
        for mode in ("hybrid", "semantic", "keyword"):
            searcher = Searcher(open_index(Path(folder), encoder=encoder))  # which has read nothing yet
            taken = [searcher.ask(question, mode=mode).elapsed_ms for question in questions(searcher)][WARM_UP:]
            row(
                f"a question, {mode}",
                f"p50 {np.quantile(taken, 0.5):.1f} ms, p95 {np.quantile(taken, 0.95):.1f} ms, of {len(taken)}",
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    row("memory at most", f"{peak / 1e6:.0f} MB")


def questions(searcher: Searcher) -> list[str]:
    """Sentences drawn from all passages."""
    return drawn([passage for head in searcher.heads() for passage in searcher.passages_of(head.id)], WARM_UP + QUESTIONS)


def drawn(passages: Sequence[Passage], most: int) -> list[str]:
    """Up to `most` sentences of passages, the same ones every time."""
    sentences = list(
        dict.fromkeys(span.of(passage.text).strip() for passage in passages for span in sentence_spans(passage.text))
    )
    return random.Random(0).sample(sentences, k=min(most, len(sentences)))


def row(what: str, measured: str) -> None:
    print(f"| {what} | {measured} |", flush=True)


if __name__ == "__main__":
    main()
