"""How well the map of a collection keeps what it is drawn from: `python -m benchmarks.passage_map FOLDER` on a benchmark folder.

For principal axes and t-SNE, on vectors centred by language and on raw ones: how many of a passage's ten nearest are among its
ten nearest on the map, and how far away the map puts a question's other relevant passage, which in a parallel benchmark is
the passage's translation.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from xunzhang.encoding.centring import generic_passages, passage_means, unit
from xunzhang.encoding.loading import load_encoder
from xunzhang.evaluate.benchmark import read_benchmark
from xunzhang.explore.projection import principal_axes, project
from xunzhang.language.folding import simplify
from xunzhang.types.arrays import Floats

NEAREST = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    bench = read_benchmark(folder)
    encoder = load_encoder()
    encoded = encoder.encode_passages([simplify(passage.text) for passage in bench.passages])
    languages = [passage.language for passage in bench.passages]
    centred = passage_means(generic_passages(encoder), encoded, languages).centre_pooled(encoded.pooled, languages)
    place = {passage.id: row for row, passage in enumerate(bench.passages)}
    pairs = {
        tuple(sorted(place[id_] for id_ in question.relevant)) for question in bench.questions if len(question.relevant) == 2
    }
    print(f"{len(languages)} passages, {len(pairs)} pairs")
    print(f"{'vectors':<8} {'layout':<6} {'kept@10':>8} {'pair@1':>7} {'pair@10':>8} {'median':>7} {'s':>6}")
    for name, vectors in (("centred", centred), ("raw", unit(encoded.pooled))):
        for layout in ("axes", "t-SNE"):
            started = time.perf_counter()
            points = project(vectors) if layout == "t-SNE" else principal_axes(vectors, 2)[:, :2]
            seconds = time.perf_counter() - started
            ranks = np.array([rank for a, b in pairs for rank in (_rank(points, a, b), _rank(points, b, a))])
            figures = (
                f"{_kept(vectors, points):8.2f} {(ranks < 1).mean():7.2f} {(ranks < NEAREST).mean():8.2f} {np.median(ranks):7.0f}"
            )
            print(f"{name:<8} {layout:<6} {figures} {seconds:6.1f}", flush=True)


def _kept(vectors: Floats, points: Floats) -> float:
    """The share of each passage's nearest by cosine that are among its nearest on the map, 0..1."""
    likeness = vectors @ vectors.T
    distance = ((points[:, None] - points[None]) ** 2).sum(-1)
    np.fill_diagonal(likeness, -np.inf)
    np.fill_diagonal(distance, np.inf)
    near, shown = np.argsort(-likeness, 1)[:, :NEAREST], np.argsort(distance, 1)[:, :NEAREST]
    return float(np.mean([len({*a} & {*b}) / NEAREST for a, b in zip(near.tolist(), shown.tolist())]))


def _rank(points: Floats, here: int, there: int) -> int:
    """How many passages lie nearer to `here` on the map than `there` does."""
    distance = ((points - points[here]) ** 2).sum(1)
    distance[here] = np.inf
    return int((distance < distance[there]).sum())


if __name__ == "__main__":
    main()
