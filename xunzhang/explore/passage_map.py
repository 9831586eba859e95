"""The map: passages on a plane, neighbours in meaning beside each other whatever their language, and the regions they form.

Points come from the pooled vectors, centred by language, which is what lets a passage lie beside its translation; laying them out
is `projection.py`'s. A large collection is drawn by an even sample; a passage that is not in it, such as a question's hit,
is placed among its nearest neighbours that are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from xunzhang.explore.projection import ShareDone, project
from xunzhang.index.stores import VectorStore
from xunzhang.types.arrays import Floats, Rows

# Passages drawn: so many take some ten seconds to lay out on one core, are a megabyte to send, and can be told apart.
MOST_POINTS = 3000
SEED = 0
NEIGHBOURS = 5  # that a passage outside of the sample is placed among, weighted by their likeness
# Regions by the number of points: none below, then one more for each so many points, up to the most that can be labelled.
FEWEST_FOR_REGIONS, POINTS_A_REGION, MOST_REGIONS = 24, 15, 12


@dataclass(frozen=True, slots=True)
class PassageMap:
    """`points` float32 (n, 2) in -1..1 of the passages `rows` int64 (n,), ascending, of a collection of `total` passages.

    `regions` int64 (n,) numbers the region of each point from 0; all are 0 where the map is too small for regions.
    """

    rows: Rows
    points: Floats
    regions: Rows
    total: int


def sample_rows(total: int, most: int = MOST_POINTS) -> Rows:
    """All rows, or `most` of them drawn evenly, the same ones every time; ascending."""
    if total <= most:
        return np.arange(total, dtype=np.int64)
    return np.sort(np.random.default_rng(SEED).choice(total, most, replace=False)).astype(np.int64)


def draw_map(
    vectors: VectorStore, progress: ShareDone = lambda share: None, every_row: Callable[[], Rows] | None = None
) -> PassageMap:
    """Lay the collection out; the same map from the same vectors every time. Some milliseconds a passage.

    `every_row` gives the rows of all passages; without it they are the first numbers from 0.
    """
    sampled = sample_rows(len(vectors))
    rows = every_row()[sampled] if every_row else sampled
    points = project(vectors.vectors(rows), progress)
    return PassageMap(rows, points, find_regions(points), len(vectors))


def find_regions(points: Floats) -> Rows:
    """(n, 2) -> the number of each point's region, int64 (n,), the largest region first."""
    count = min(MOST_REGIONS, len(points) // POINTS_A_REGION)
    if len(points) < FEWEST_FOR_REGIONS or count < 2:
        return np.zeros(len(points), np.int64)
    from sklearn.cluster import KMeans

    found: Rows = KMeans(count, n_init=4, random_state=SEED).fit_predict(points)
    by_size = np.argsort(-np.bincount(found, minlength=count), kind="stable")
    numbers: Rows = np.argsort(by_size)[found].astype(np.int64)
    return numbers


def place(drawn: PassageMap, vectors: VectorStore, rows: Sequence[int]) -> Floats:
    """-> float32 (m, 2): where passages `rows` (m,) are on the map, or would be."""
    wanted = np.asarray(rows, np.int64)
    at = np.searchsorted(drawn.rows, wanted)
    points = np.zeros((len(wanted), 2), np.float32)
    for i, (row, where) in enumerate(zip(wanted.tolist(), at.tolist())):
        if where < len(drawn.rows) and drawn.rows[where] == row:
            points[i] = drawn.points[where]
        elif len(drawn.rows):
            near, likeness = vectors.search(vectors.vectors(wanted[i : i + 1]), NEIGHBOURS, drawn.rows)
            weights = np.maximum(likeness[0], 1e-3) ** 4  # the nearest counts most
            points[i] = weights @ drawn.points[np.searchsorted(drawn.rows, near[0])] / weights.sum()
    return points
