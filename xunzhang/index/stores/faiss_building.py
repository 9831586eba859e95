"""Writes the files that `faiss.py` searches: which kind of index a collection gets, what it learns, and where its vectors wait.

Memory does not grow with the collection: what is learned is learned from a sample of bounded size, and vectors are coded and
written in shards, which are merged into one file of inverted lists on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from faiss.contrib.inspect_tools import get_invlist
from numpy.typing import NDArray

from xunzhang.types.arrays import Floats

FILE, LISTS = "vectors.faiss", "vectors.ivfdata"
EIGHT_BIT_FROM = 20_000  # rows: below, exact search takes under 2 ms and 30 MB
LISTS_FROM = 200_000  # rows: below, a scan of 8-bit codes takes under 10 ms
LEARNING_ROWS = 20_000  # that the ranges of 8-bit codes are learned from
LIST_LEARNING_ROWS = 65_536  # that the centres of lists are learned from: 100 MB in 384 dimensions
ROW_BYTES = 8  # of a row number
SHARD_ROWS = 32_768  # coded at a time where there are lists: 50 MB, and 13 MB of codes


def description(count: int) -> str:
    """The FAISS factory string for a collection of `count` rows."""
    if count < EIGHT_BIT_FROM:
        return "Flat"
    if count < LISTS_FROM:
        return "SQ8"
    lists = 2 ** round(np.log2(2 * np.sqrt(count)))
    return f"IVF{lists},SQ8"


def build(folder: Path, dimensions: int, vectors: Callable[[], Iterator[Floats]], count: int) -> None:
    """Write `count` vectors into `folder`. `vectors()` begins at the first anew, in row order and chunks float32 (m, d).

    Raises ValueError where it does not give `count` of them.
    """
    index: Any = faiss.index_factory(dimensions, description(count), faiss.METRIC_INNER_PRODUCT)
    _learn(index, vectors, count)
    if isinstance(index, faiss.IndexIVF):
        _fill_lists(folder, index, vectors)
    else:
        for chunk in vectors():
            index.add(chunk)
    if index.ntotal != count:
        raise ValueError(f"{count} vectors were announced and {index.ntotal} came")
    faiss.write_index(index, str(folder / FILE))


def _learn(index: Any, vectors: Callable[[], Iterator[Floats]], count: int) -> None:
    """Fit the centres of the lists and the ranges of the codes, where there are any, to a sample of all rows.

    All rows, because the first ones are one outlet's or one language's in a folder that is in order.
    """
    if index.is_trained:
        return
    lists = getattr(index, "nlist", 0)
    wanted = min(count, LIST_LEARNING_ROWS if lists else LEARNING_ROWS)
    sample = _sample(vectors(), count, wanted, index.d)
    if lists:
        means = faiss.Kmeans(index.d, lists, niter=10, spherical=True, min_points_per_centroid=1)
        means.train(sample)
        index.quantizer.add(means.centroids)
    sample = np.ascontiguousarray(sample[:: max(1, wanted // LEARNING_ROWS)])  # the rest is not in memory any more
    index.train(sample)


def _sample(vectors: Iterator[Floats], count: int, wanted: int, dimensions: int) -> Floats:
    """(wanted, d) of `count` vectors, spread over all of them and the same ones every time."""
    ends = np.arange(wanted + 1) * count // wanted  # one row of each stretch
    rows = np.random.default_rng(0).integers(ends[:-1], ends[1:])
    sample = np.zeros((wanted, dimensions), np.float32)
    first = 0
    for chunk in vectors:
        begin, end = np.searchsorted(rows, (first, first + len(chunk)))
        sample[begin:end] = chunk[rows[begin:end] - first]
        first += len(chunk)
    return sample


def _fill_lists(folder: Path, index: Any, vectors: Callable[[], Iterator[Floats]]) -> None:
    """Code the vectors shard by shard, then merge the shards' lists into one file that `index` refers to.

    `faiss.contrib.ondisk` does the same, but maps all shards and the result at once, keeps them mapped until the process ends,
    and prints to standard output, where a program may be reading JSON.
    """
    shards: list[_Shard] = []
    row = 0
    for block in _blocks(vectors(), SHARD_ROWS, index.d):
        # New lists: emptied ones keep their room, and in a folder that is in order each is full in one shard or another.
        _give(index, faiss.ArrayInvertedLists(index.nlist, index.code_size))
        index.add_with_ids(block, np.arange(row, row + len(block)))
        shards.append(_Shard.write(folder / f"{FILE}.{len(shards)}", index.invlists))
        row += len(block)
    _give(index, _merge(shards, folder / LISTS, index.code_size))
    index.ntotal = row
    for shard in shards:
        shard.path.unlink()


def _give(index: Any, lists: Any) -> None:
    """Have `index` own these lists in place of those it has."""
    index.replace_invlists(lists, True)
    lists.this.disown()


def _blocks(chunks: Iterator[Floats], rows: int, dimensions: int) -> Iterator[NDArray[np.float32]]:
    """The same vectors in blocks of `rows`, the last one shorter. A block is overwritten by the next."""
    block = np.empty((rows, dimensions), np.float32)
    filled = 0
    for chunk in chunks:
        while len(chunk):
            taken = chunk[: rows - filled]
            block[filled : filled + len(taken)] = taken
            filled, chunk = filled + len(taken), chunk[len(taken) :]
            if filled == rows:
                yield block
                filled = 0
    if filled:
        yield block[:filled]


@dataclass(frozen=True, slots=True)
class _Shard:
    """A file with a shard's lists, one after the other: the codes of a list, then its row numbers. `sizes`: rows in each list."""

    path: Path
    sizes: NDArray[np.int32]

    @staticmethod
    def write(path: Path, lists: Any) -> _Shard:
        sizes = np.zeros(lists.nlist, np.int32)
        with path.open("wb") as file:
            for number in range(lists.nlist):
                rows, codes = get_invlist(lists, number)
                file.write(codes.tobytes())
                file.write(rows.tobytes())
                sizes[number] = len(rows)
        return _Shard(path, sizes)


def _merge(shards: Sequence[_Shard], path: Path, code_size: int) -> Any:
    """-> FAISS's lists on disk, in the file `path`: for each list the codes of all shards, then the row numbers."""
    sizes = np.stack([shard.sizes for shard in shards])
    where = faiss.OnDiskOneListVector()  # type: ignore[attr-defined]  # FAISS's stubs leave it out
    with ExitStack() as opened:
        sources = [opened.enter_context(shard.path.open("rb")) for shard in shards]
        merged = opened.enter_context(path.open("wb"))
        for of_list in sizes.T.tolist():
            one = faiss.OnDiskOneList()
            one.size = one.capacity = sum(of_list)
            one.offset = merged.tell()
            where.push_back(one)
            parts = [(file.read(size * code_size), file.read(size * ROW_BYTES)) for file, size in zip(sources, of_list)]
            merged.writelines(codes for codes, _ in parts)
            merged.writelines(rows for _, rows in parts)
        total = merged.tell()
    lists: Any = faiss.OnDiskInvertedLists(sizes.shape[1], code_size, str(path))
    lists.lists, lists.totsize = where, total
    return lists
