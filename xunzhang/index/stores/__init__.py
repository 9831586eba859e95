"""Vector stores: one small contract, one file an engine. FAISS is the default and the only one that runs without a server.

An engine is imported only when asked for. To add one, see docs/adding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from xunzhang.index.narrowed import Allowed
from xunzhang.types.arrays import Floats, Rows


class VectorStore(Protocol):
    """Unit vectors by passage row, searched by inner product."""

    def __len__(self) -> int: ...

    def search(self, vectors: Floats, k: int, allowed: Allowed | None = None) -> tuple[Rows, Floats]:
        """The `k` nearest rows of each of (n, d) vectors: rows int64 (n, m) and scores float32 (n, m), best first, m <= k.

        Scores are inner products, higher is better. `allowed=None` is every row; an empty array is none, so m is 0.
        An expression is of the same engine.
        Raises ValueError where d is not the store's, naming both.
        """
        ...

    def vectors(self, rows: Rows) -> Floats:
        """The vectors of int64 (m,) rows, float32 (m, d), of unit length but for what the store's codes lose."""
        ...


def build_store(folder: Path, dimensions: int, vectors: Callable[[], Iterator[Floats]], count: int) -> None:
    """Write the default store of `count` unit vectors into `folder`.

    `vectors()` gives them all each time it is called, in row order and chunks float32 (m, d). Raises ValueError where it gives
    more or fewer.
    """
    from xunzhang.index.stores.faiss_building import build

    build(folder, dimensions, vectors, count)


def open_store(folder: Path) -> VectorStore:
    """Open what `build_store` wrote. Raises OSError or RuntimeError where it is missing or damaged."""
    from xunzhang.index.stores.faiss import FaissStore

    return FaissStore(folder)
