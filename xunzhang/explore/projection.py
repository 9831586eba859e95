"""Vectors laid out on a plane so that neighbours stay neighbours: t-SNE, begun from the principal axes.

The same vectors give the same points every time. Which vectors, and what the points mean, is `passage_map.py`'s business.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np

from xunzhang.types.arrays import Floats

# Fewer points have no neighbourhoods to keep; their principal axes show all there is.
FEWEST_FOR_NEIGHBOURS = 10
# t-SNE (van der Maaten and Hinton 2008, Barnes-Hut) begun from principal axes, which keeps its large shape meaningful (Kobak and
# Berens 2019), on the first axes alone, which cost nothing of what is kept. `python -m benchmarks.passage_map FOLDER` has the
# figures: how many of a passage's nearest ten stay so, and where the passage's translation lies.
PERPLEXITY = 30.0
AXES = 50
# Iterations a round, so that progress can be told between rounds: the first exaggerates, the others settle.
ROUNDS = (250, 250, 250)
SEED = 0

ShareDone = Callable[[float], None]  # the share that is done, 0..1


def project(vectors: Floats, progress: ShareDone = lambda share: None) -> Floats:
    """(n, d) -> (n, 2) float32, centred, the larger side from -1 to 1; n may be 0. Equal vectors may lie beside each other."""
    axes = principal_axes(vectors, AXES)
    if len(vectors) < FEWEST_FOR_NEIGHBOURS or not axes.any():
        return _fitted(axes[:, :2])
    return _fitted(_neighbourhoods(axes, progress))


def principal_axes(vectors: Floats, most: int) -> Floats:
    """(n, d) -> (n, r): coordinates on the first axes, at least two (zeros where there is nothing to tell), at most `most`.

    An axis points where the coordinate that is largest in size is positive, so that signs do not depend on the machine.
    """
    count, width = vectors.shape
    if not count or not width:
        return np.zeros((count, 2), np.float32)
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, directions = np.linalg.eigh(centred.T @ centred)  # ascending
    directions = directions[:, ::-1][:, : min(most, width)]
    largest = directions[np.abs(directions).argmax(axis=0), np.arange(directions.shape[1])]
    coordinates = centred @ (directions * np.where(largest < 0, -1, 1))
    coordinates[:, np.abs(coordinates).max(axis=0) < 1e-6] = 0  # rounding is no direction
    missing = max(0, 2 - coordinates.shape[1])
    return np.pad(coordinates, ((0, 0), (0, missing))).astype(np.float32)


def _neighbourhoods(axes: Floats, progress: ShareDone) -> Floats:
    from sklearn.manifold import TSNE  # half a second to import

    points = axes[:, :2] / axes[:, 0].std() * 1e-4
    perplexity = min(PERPLEXITY, (len(axes) - 1) / 3)
    done = 0
    for at, iterations in enumerate(ROUNDS):
        layout = TSNE(
            perplexity=perplexity,
            early_exaggeration=12.0 if at == 0 else 1.0,
            max_iter=iterations,
            init=points.astype(np.float32),
            random_state=SEED,
            n_jobs=1,  # the sums of several threads differ in their last digits
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            points = layout.fit_transform(axes)
        done += iterations
        progress(done / sum(ROUNDS))
    return np.asarray(points, np.float32)


def _fitted(points: Floats) -> Floats:
    if not len(points):
        return points.astype(np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    half = float((high - low).max()) / 2
    centred = points - (low + high) / 2
    scaled: Floats = (centred / half if half > 0 else np.zeros_like(centred)).astype(np.float32)
    return scaled
