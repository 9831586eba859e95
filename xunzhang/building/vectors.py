"""A generation's vectors: each passage encoded once in its life, centred, coded and streamed to disk.

A passage that an earlier generation has is copied from there, as long as its vector space fits (`vector_space.py`); what an
interrupted build had encoded is taken from `unfinished.py`. What centring and coding are is `centring.py`'s and
`index/token_coding.py`'s business, where pooled vectors go to be searched, `stores/`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat
from pathlib import Path
from typing import BinaryIO

import numpy as np

from xunzhang.building.passage_encoding import EncodingIn, PassageEncoding
from xunzhang.building.unfinished import Unfinished
from xunzhang.encoding.encoder import Encoder
from xunzhang.index import vector_space
from xunzhang.index.array_file import ArrayFile
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.keys import write_keys
from xunzhang.index.relations import FITTED, POOLED
from xunzhang.index.schema import FILE as CATALOGUE
from xunzhang.index.stores import build_store
from xunzhang.index.token_coding import TokenCoding
from xunzhang.index.token_vectors import STARTS, TokenVectors, TokenWriter
from xunzhang.index.vector_space import VectorSpace, outgrown, read_vector_space
from xunzhang.types.arrays import Floats, Mask, Rows
from xunzhang.types.message import NOTHING, Message

PLANNED_PASSAGES = 2048  # looked up at a time, whether they are to be made or copied; 8 kB each in memory when copied
STORED_AT_ONCE = 8192  # pooled vectors handed to the store at a time


@dataclass(frozen=True, slots=True)
class VectorReport:
    """How many passages were `encoded`, and `copied` from the generation before; `why` none could be, in a sentence, or nothing.

    The others were encoded by a build that was interrupted. `backends` are what encoded, that of most passages first.
    """

    encoded: int
    copied: int
    backends: Sequence[str]
    why: Message = NOTHING


@dataclass(frozen=True, slots=True)
class _Start:
    """What a build starts from.

    `source()` gives, for each row, the row of the previous generation to copy, or -1; `copied` says how many there are to copy,
    and `why` why none can be, or nothing.
    """

    space: VectorSpace
    source: Callable[[], Iterator[int]]
    copied: int = 0
    why: Message = NOTHING


def write_vectors(
    folder: Path,
    encoder: Encoder,
    unfinished: Unfinished,
    progress: Callable[[int, int], None],
    previous: Path | None = None,
    encoding: EncodingIn = PassageEncoding,
) -> VectorReport:
    """Write the pooled and token vectors of every passage of the catalogue in `folder`, and the vector space that they are in.

    `previous` is a generation built with the same model. `encoding` is what makes vectors of passages.
    `progress` is called with the passages encoded, and their number.
    Nothing that is kept for each passage is kept in memory.
    """
    catalogue = Catalogue(folder)
    unfinished.keep_only(folder / CATALOGUE)
    _, count = catalogue.counts()
    work = encoding(catalogue, encoder, unfinished, progress)
    start = _start(folder, work, count, previous)
    work.total = count - start.copied
    _stream(folder, work, start, previous if start.copied else None)
    write_store(folder, encoder.dimensions, count)
    (folder / vector_space.FILE).write_bytes(start.space.to_bytes())
    write_keys(folder, catalogue.keys(), np.load(folder / STARTS, mmap_mode="r"))
    return VectorReport(work.encoded, start.copied, work.backends(), start.why)


def write_store(folder: Path, dimensions: int, count: int) -> None:
    """Have the pooled vectors in `folder` searched. Raises OSError where it cannot be written."""
    try:
        build_store(folder, dimensions, lambda: _pooled(folder, dimensions), count)
    except RuntimeError as error:  # FAISS's, of whatever the disk refuses
        raise OSError(" ".join(str(error).split())) from error


def copy_vectors(folder: Path, before: Path, rows: Rows, space: VectorSpace, dimensions: int) -> None:
    """Write the vectors of `rows` of the generation `before` into `folder`, in that order; both are of the same vector space."""
    copied = _Copied(before, space.coding, dimensions)
    with TokenWriter(folder) as tokens, (folder / POOLED).open("wb") as pooled:
        for first in range(0, len(rows), PLANNED_PASSAGES):
            copied.write(rows[first : first + PLANNED_PASSAGES], tokens, pooled)


def make_again(folder: Path, work: PassageEncoding, before: Path, damaged: Mask, space: VectorSpace) -> None:
    """Write the vectors of all rows into `folder`: those of `damaged` ones anew, the others as they are in `before`."""
    source = np.where(damaged, -1, np.arange(len(damaged)))
    work.total = int(damaged.sum())
    _stream(folder, work, _Start(space, lambda: iter(source.tolist())), before)


def _pooled(folder: Path, dimensions: int) -> Iterator[Floats]:
    """The pooled vectors in blocks (m, dimensions). Read, not mapped: what is mapped counts as memory in use."""
    with (folder / POOLED).open("rb") as file:
        while len(block := np.fromfile(file, np.float32, STORED_AT_ONCE * dimensions)):
            yield block.reshape(-1, dimensions)


def _start(folder: Path, work: PassageEncoding, count: int, previous: Path | None) -> _Start:
    """Within the previous generation's space, else within the one that an interrupted build had fitted, else within a new one."""
    catalogue, why = work.catalogue, NOTHING
    now = {**Counter(catalogue.each_family()), vector_space.ALL: count}
    nothing = partial(repeat, -1, count)
    if previous:
        space, source = read_vector_space(previous), partial(catalogue.rows_in, Catalogue(previous))
        copied, common = _note_fitted(folder, catalogue, _known(previous, source()))
        why = outgrown(space.fitted_on, common, now)
        if not why:
            work.unfinished.use(space)
            return _Start(space, source, copied)
    begun = work.unfinished.space()
    if begun:
        _, common = _note_fitted(folder, catalogue, zip(repeat(False), work.unfinished.is_fitted(catalogue.keys())))
        if not outgrown(begun.fitted_on, common, now):
            return _Start(begun, nothing, why=why)
    work.total = count
    space = work.fit(now)
    work.unfinished.use(space, catalogue.keys())
    _note_fitted(folder, catalogue, repeat((False, True), count))
    return _Start(space, nothing, why=why)


def _known(previous: Path, source: Iterator[int]) -> Iterator[tuple[bool, bool]]:
    """Whether the previous generation has a passage's vectors, and whether its vector space was fitted on it, by row."""
    fitted = np.load(previous / FITTED, mmap_mode="r")
    return ((row >= 0, row >= 0 and bool(fitted[row])) for row in source)


def _note_fitted(folder: Path, catalogue: Catalogue, known: Iterator[tuple[bool, bool]]) -> tuple[int, Mapping[str, int]]:
    """Write down which passages the vector space is fitted on.

    `known`, by row: whether there are vectors to copy, and whether it is fitted on the passage.

    -> (how many there are to copy, on how many the vector space is fitted, of each language family and of ALL).
    """
    copied, counts = 0, Counter[str]()
    with ArrayFile(folder / FITTED, np.bool_) as file:
        for (there, fitted), family in zip(known, catalogue.each_family()):
            file.add([fitted])
            copied += there
            counts.update({family: fitted, vector_space.ALL: fitted})
    return copied, counts


def _stream(folder: Path, work: PassageEncoding, start: _Start, previous: Path | None) -> None:
    """Write the vectors in row order: made where there is nothing to copy, copied in runs between."""
    copied = _Copied(previous, start.space.coding, work.encoder.dimensions) if previous else None
    work.look_ahead(start.space, start.source)
    with TokenWriter(folder) as tokens, (folder / POOLED).open("wb") as pooled:
        rows, first = start.source(), 0
        while len(source := np.fromiter(islice(rows, PLANNED_PASSAGES), np.int64)):
            missing, done = np.flatnonzero(source < 0), 0
            for row, made in zip(missing.tolist(), work.made((missing + first).tolist(), start.space)):
                if copied:
                    copied.write(source[done:row], tokens, pooled)
                tokens.add(made.codes, made.scales)
                pooled.write(made.pooled.tobytes())
                done = row + 1
            if copied:
                copied.write(source[done:], tokens, pooled)
            first += len(source)


class _Copied:
    """The vectors of the generation before."""

    def __init__(self, folder: Path, coding: TokenCoding, dimensions: int) -> None:
        self._tokens = TokenVectors(folder, coding)
        self._pooled = folder / POOLED
        self._dimensions = dimensions

    def write(self, source: Rows, tokens: TokenWriter, pooled: BinaryIO) -> None:
        """Copy the rows in `source`, in that order, those that follow each other at once."""
        for run in np.split(source, np.flatnonzero(np.diff(source) != 1) + 1):
            if len(run):
                first, last = int(run[0]), int(run[-1]) + 1
                tokens.copy(self._tokens, first, last)
                values, offset = (last - first) * self._dimensions, first * self._dimensions * np.float32().itemsize
                pooled.write(np.fromfile(self._pooled, np.float32, values, offset=offset).data)
