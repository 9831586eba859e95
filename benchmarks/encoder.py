"""Throughput of the encoder by backend, next to what a user would otherwise call: python -m benchmarks.encoder [PATH ...]

`--bench FOLDER` takes the paragraphs of an evaluation folder. All variants take turns on the same texts in one process, since
machines are shared and noisy; ratios are medians over rounds. Stock is `SentenceTransformer.encode`, pooled vectors alone, at its
defaults and at the best of several batch sizes; ours makes pooled and token vectors. Texts come whole, and cut to 150 characters.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.encoding.backends import candidates
from xunzhang.encoding.bundled import bundled_model
from xunzhang.encoding.encoder import SentenceEncoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.encoding.network import usable_threads
from xunzhang.reading.chunking import chunk
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
SHORT = 150  # characters
BATCH_SIZES = (4, 8, 16, 32, 64)
STOCK, STOCK_BEST = "stock encode()", "stock encode(), best batch size"


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def operations(encoder: SentenceEncoder, texts: Sequence[str]) -> float:
    """Floating-point operations that the matrix products of one pass come to, padding left out."""
    bert = encoder.bert
    assert bert is not None
    linear = sum(values.size for name, values in bert.tensors.items() if values.ndim == 2 and "embeddings" not in name)
    layers = sum(name.endswith("attention.self.query.weight") for name in bert.tensors)
    lengths = [min(encoder.passage_tokens(text), 512) for text in texts]
    return sum(2 * linear * length + layers * 4 * bert.width * length**2 for length in lengths)


def peak() -> float:
    """Floating-point operations a second of one large product in full precision, as numpy's library computes it."""
    a, b = (np.random.default_rng(0).standard_normal((1536, 1536), dtype=np.float32) for _ in range(2))
    return 2 * 1536**3 / min(seconds(lambda: a @ b) for _ in range(5))


def measured(texts: Sequence[str], ours: dict[str, SentenceEncoder], stock: Any, rounds: int) -> dict[str, list[float]]:
    """-> by variant, its seconds in each round."""

    def stocks(size: int) -> Callable[[], object]:
        return lambda: stock.encode(list(texts), batch_size=size, prompt_name="document", show_progress_bar=False)

    some = texts[: max(32, len(texts) // 8)]
    trial = {
        size: seconds(lambda size=size: stock.encode(list(some), batch_size=size, show_progress_bar=False))
        for size in BATCH_SIZES
    }
    best = min(trial, key=lambda size: trial[size])
    variants: dict[str, Callable[[], object]] = {STOCK: stocks(32), f"{STOCK_BEST} ({best})": stocks(best)}
    for name, encoder in ours.items():
        variants[name] = lambda encoder=encoder: encoder.encode_passages(texts)
    found: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, work in variants.items():
            found[name].append(seconds(work))
    return found


def report(texts: Sequence[str], found: dict[str, list[float]], done: float) -> None:
    print(
        f"\n{len(texts)} passages of {sum(map(len, texts)) / len(texts):.0f} characters, {len(next(iter(found.values())))} rounds"
    )
    stocks = [name for name in found if name.startswith(STOCK)]
    print("| variant | passages/s | times stock | times stock at its best | GFLOP/s |\n| --- | --- | --- | --- | --- |")
    for name, taken in found.items():
        ratios = [[theirs / mine for theirs, mine in zip(found[other], taken)] for other in stocks]
        said = " | ".join(f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})" for each in ratios)
        print(f"| {name} | {len(texts) / min(taken):.1f} | {said} | {done / min(taken) / 1e9:.0f} |")


def paragraphs(paths: Sequence[Path], bench: Path | None) -> list[str]:
    if bench:
        return [json.loads(line)["text"] for line in (bench / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [event for event in read_corpus(paths) if isinstance(event, Article)]
    return [passage.text for article in articles for passage in chunk(article)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Passages a second: ours by backend, and the stock encode().")
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "corpus"], metavar="PATH")
    parser.add_argument("--bench", type=Path, help="an evaluation folder whose paragraphs are taken instead")
    parser.add_argument("--most", type=int, default=480, help="passages to encode (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    texts = paragraphs(options.paths, options.bench)
    texts = texts[:: max(1, len(texts) // options.most)][: options.most]
    stock = SentenceTransformer(str(bundled_model()), device="cpu", model_kwargs={"dtype": "float32"})
    made = [load_encoder(backend=name) for name in candidates()]
    ours = {f"{encoder.backend}, pooled and tokens": encoder for encoder in made}
    print(f"{usable_threads()} threads; one large product in fp32: {peak() / 1e9:.0f} GFLOP/s")
    for some in (texts, [text[:SHORT] for text in texts]):
        report(some, measured(some, ours, stock, options.rounds), operations(made[0], some))


if __name__ == "__main__":
    main()
