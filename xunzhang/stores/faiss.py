"""FAISS: exact while the collection is small, 8-bit codes when it grows, inverted lists when it is large.

Measured on 384 dimensions and 2 cores: a million vectors take 159 ms a question flat, 41 ms in 8 bits at recall .992, and 0.5 ms
with 2,048 lists and 16 probes at .993.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from faiss.contrib.ondisk import merge_ondisk
from numpy.typing import NDArray

from xunzhang.encoder import Floats

FILE, LISTS = "vectors.faiss", "vectors.ivfdata"
EIGHT_BIT_FROM = 20_000  # rows: below, exact search takes under 2 ms and 30 MB
LISTS_FROM = 200_000  # rows: below, a scan of 8-bit codes takes under 10 ms
PROBES = 16
SHARD_ROWS = 100_000  # of an index with lists, in memory at a time while it is built: some 200 MB
TRAINING_VECTORS_PER_LIST = 50

Rows = NDArray[np.int64]


def description(count: int) -> str:
    """The FAISS factory string for a collection of `count` rows."""
    if count < EIGHT_BIT_FROM:
        return "Flat"
    if count < LISTS_FROM:
        return "SQ8"
    lists = 2 ** round(np.log2(2 * np.sqrt(count)))
    return f"IVF{lists},SQ8"


class FaissStore:
    """Unit vectors in one file, opened read-only. Safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        # The lists of a large index are in a file of their own, mapped from wherever the folder is now.
        self._index: Any = faiss.read_index(str(folder / FILE), faiss.IO_FLAG_ONDISK_SAME_DIR)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @staticmethod
    def build(folder: Path, dimensions: int, vectors: Iterable[Floats], count: int) -> None:
        """Write `count` vectors, arriving in chunks (m, d). Quantisers that learn are trained on the first rows."""
        index: Any = faiss.index_factory(dimensions, description(count), faiss.METRIC_INNER_PRODUCT)
        if isinstance(index, faiss.IndexIVF):
            _build_on_disk(folder, index, vectors, count)
            return
        waiting: list[Floats] = []
        wanted = _training_rows(index, count)
        for chunk in vectors:
            if index.is_trained:
                index.add(chunk)
                continue
            waiting.append(chunk)
            if sum(map(len, waiting)) >= wanted:
                _train_and_add(index, waiting)
        if waiting:
            _train_and_add(index, waiting)
        faiss.write_index(index, str(folder / FILE))

    def search(self, vectors: Floats, k: int, allowed: Rows | None = None) -> tuple[Rows, Floats]:
        """See `VectorStore.search`."""
        if vectors.ndim != 2 or vectors.shape[1] != self._index.d:
            raise ValueError(f"vectors of shape {vectors.shape} do not fit an index of {self._index.d} dimensions")
        available = len(self) if allowed is None else len(allowed)
        k = min(k, available)
        if k <= 0:
            return np.zeros((len(vectors), 0), np.int64), np.zeros((len(vectors), 0), np.float32)
        scores, rows = self._index.search(np.ascontiguousarray(vectors, np.float32), k, params=self._parameters(allowed))
        found = (rows >= 0).all(axis=0)  # inverted lists may hold fewer than k of the allowed
        return rows[:, found].astype(np.int64), scores[:, found].astype(np.float32)

    def vectors(self, rows: Rows) -> Floats:
        """See `VectorStore.vectors`."""
        if not len(rows):
            return np.zeros((0, self._index.d), np.float32)
        if isinstance(self._index, faiss.IndexIVF):
            self._index.make_direct_map()  # no work when it is there already
        found: Floats = self._index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
        return found

    def _parameters(self, allowed: Rows | None) -> Any:
        inverted = isinstance(self._index, faiss.IndexIVF)
        parameters: Any = faiss.SearchParametersIVF() if inverted else faiss.SearchParameters()
        if inverted:
            # A narrow filter leaves few rows a list: look into all lists then.
            narrow = allowed is not None and len(allowed) < len(self) // PROBES
            parameters.nprobe = self._index.nlist if narrow else PROBES
        if allowed is not None:
            parameters.sel = faiss.IDSelectorBatch(allowed.astype(np.int64))
        return parameters


def _build_on_disk(folder: Path, index: Any, vectors: Iterable[Floats], count: int) -> None:
    """Inverted lists, in shards that are merged on disk: a collection so large need not be in memory."""
    shards: list[str] = []
    waiting: list[Floats] = []
    rows = 0

    def write_shard() -> None:
        nonlocal rows
        together = np.concatenate(waiting)
        if not index.is_trained:
            index.train(together)
        shard = faiss.clone_index(index)
        shard.add_with_ids(together, np.arange(rows, rows + len(together)))
        shards.append(str(folder / f"{FILE}.{len(shards)}"))
        faiss.write_index(shard, shards[-1])
        rows += len(together)
        waiting.clear()

    for chunk in vectors:
        waiting.append(chunk)
        wanted = SHARD_ROWS if index.is_trained else max(SHARD_ROWS, _training_rows(index, count))
        if sum(map(len, waiting)) >= wanted:
            write_shard()
    if waiting:
        write_shard()
    merge_ondisk(index, shards, str(folder / LISTS))
    faiss.write_index(index, str(folder / FILE))
    for shard in shards:
        Path(shard).unlink()


def _training_rows(index: Any, count: int) -> int:
    lists = getattr(index, "nlist", 0)
    return min(count, max(TRAINING_VECTORS_PER_LIST * lists, EIGHT_BIT_FROM))


def _train_and_add(index: Any, waiting: list[Floats]) -> None:
    together = np.concatenate(waiting)
    index.train(together)
    index.add(together)
    waiting.clear()
