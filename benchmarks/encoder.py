"""Throughput of the encoder, next to what a user would otherwise call: python -m benchmarks.encoder [PATH ...]

Both variants run in turn in one process, several times, since machines are shared and noisy; the ratio is what counts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from xunzhang.encoding.loading import load_encoder
from xunzhang.reading.chunking import chunk
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description="Passages a second: ours, and the stock encode() with its batches of 32.")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--most", type=int, default=200, help="passages to encode (default: %(default)s)")
    options = parser.parse_args()
    articles = [event for event in read_corpus(options.paths) if isinstance(event, Article)]
    texts = [passage.text for article in articles for passage in chunk(article)]
    texts = texts[: options.most]
    encoder = load_encoder()
    ours: list[float] = []
    stock: list[float] = []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: encoder.encode_passages(texts)))
        stock.append(seconds(lambda: encoder.stock_encode(texts)))
    ratios = [theirs / mine for theirs, mine in zip(stock, ours)]
    print(f"{len(texts)} passages of {sum(map(len, texts)) / len(texts):.0f} characters, {ROUNDS} rounds")
    print(f"pooled and token vectors, one pass: {len(texts) / min(ours):6.1f} passages/s")
    print(f"stock encode(), pooled alone:       {len(texts) / min(stock):6.1f} passages/s")
    print(f"ratio, median of rounds:            {statistics.median(ratios):6.2f}")


if __name__ == "__main__":
    main()
