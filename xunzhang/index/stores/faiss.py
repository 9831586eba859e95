"""FAISS: exact while the collection is small, 8-bit codes when it grows, inverted lists when it is large.

Measured on 384 dimensions and 2 cores: a million vectors take 159 ms a question flat, 41 ms in 8 bits at recall .992, and 0.5 ms
with 2,048 lists and 16 probes at .993. Which of them a collection gets, and how it is written, is `faiss_building.py`'s.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from xunzhang.index.narrowed import Allowed, rows_of
from xunzhang.index.stores.faiss_building import FILE, LISTS
from xunzhang.types.arrays import Floats, Rows

PROBES = 16  # lists looked into


class FaissStore:
    """Unit vectors in one file, opened read-only. Safe to search from several threads."""

    def __init__(self, folder: Path) -> None:
        flags = faiss.IO_FLAG_READ_ONLY | faiss.IO_FLAG_SKIP_IVF_DATA
        self._index: Any = faiss.read_index(str(folder / FILE), flags)
        if isinstance(self._index, faiss.IndexIVF):
            # The lists are in a file of their own, mapped from wherever the folder is now. (IO_FLAG_ONDISK_SAME_DIR does this and
            # prints a line to standard output, where a program may be reading JSON.)
            inverted: Any = self._index.invlists
            lists: Any = faiss.downcast_InvertedLists(inverted)
            lists.filename = str(folder / LISTS)
            lists.do_mmap()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vectors: Floats, k: int, allowed: Allowed | None = None) -> tuple[Rows, Floats]:
        """See `VectorStore.search`."""
        if vectors.ndim != 2 or vectors.shape[1] != self._index.d:
            raise ValueError(f"vectors of shape {vectors.shape} do not fit an index of {self._index.d} dimensions")
        rows_allowed = None if allowed is None else rows_of(allowed)
        available = len(self) if rows_allowed is None else len(rows_allowed)
        k = min(k, available)
        if k <= 0:
            return np.zeros((len(vectors), 0), np.int64), np.zeros((len(vectors), 0), np.float32)
        scores, rows = self._index.search(np.ascontiguousarray(vectors, np.float32), k, params=self._parameters(rows_allowed))
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
        made: Any = (
            faiss  # whose stubs know nothing of the keywords that it adds, by which what is given is kept as long as needed
        )
        only = {} if allowed is None else {"sel": made.IDSelectorBitmap(_bits(allowed, len(self)))}
        if not isinstance(self._index, faiss.IndexIVF):
            return made.SearchParameters(**only)
        # A narrow filter leaves few rows a list: look into all lists then.
        narrow = allowed is not None and len(allowed) < len(self) // PROBES
        return made.SearchParametersIVF(nprobe=self._index.nlist if narrow else PROBES, **only)


def _bits(rows: Rows, count: int) -> NDArray[np.uint8]:
    """A bit for each of `count` rows, the first in the lowest. A set of half a million numbers takes longer."""
    mask = np.zeros(count, np.bool_)
    mask[rows] = True
    return np.packbits(mask, bitorder="little")
