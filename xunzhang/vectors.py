"""A generation's vectors: each passage encoded once in its life, centred, reduced, quantised and streamed to disk.

A passage that an earlier generation has is copied from there, as long as its frame fits (`frame.py`); what an interrupted build
had encoded is taken from `unfinished.py`. What centring and reduction are is `centring.py`'s and `late.py`'s business, where
pooled vectors go to be searched, `stores/`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from xunzhang.builds import frame as frames
from xunzhang.builds.catalogue_writer import FILE as CATALOGUE
from xunzhang.builds.catalogue_writer import encoded_key
from xunzhang.builds.frame import Frame, outgrown, read_frame
from xunzhang.builds.unfinished import Made, Unfinished
from xunzhang.catalogue import Catalogue
from xunzhang.centring import passage_means, question_means, unit
from xunzhang.encoder import Encoded, Encoder, Floats
from xunzhang.late import TokenVectors, TokenWriter, fit_reduction, join, quantise
from xunzhang.stores import build_store
from xunzhang.text import simplify
from xunzhang.types import Passage

POOLED, FITTED = "pooled.float32", "fitted.npy"
# Passages that the language means and the reduction are fitted on; more change neither, and these stay in memory (300 KB each).
SAMPLE_PASSAGES = 2000
CHUNK_PASSAGES = 256  # encoded, kept and written at a time
STORED_AT_ONCE = 8192  # pooled vectors handed to the store at a time

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class VectorReport:
    """How many passages were `encoded`, and `copied` from the generation before; `why` none could be, in a sentence, or "".

    The others were encoded by a build that was interrupted.
    """

    encoded: int
    copied: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Start:
    """What a build starts from. `source` has, for each row, the row of the previous generation to copy, or -1; `fitted` says

    which passages were there when the frame was fitted; `why` is why nothing can be copied, or "".
    """

    frame: Frame
    source: Rows
    fitted: NDArray[np.bool_]
    why: str = ""


def write_vectors(
    folder: Path, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None], previous: Path | None = None
) -> VectorReport:
    """Write the pooled and token vectors of every passage of the catalogue in `folder`, and the frame that they are in.

    `previous` is a generation built with the same model. `progress` is called with the passages encoded, and their number.
    """
    catalogue = Catalogue(folder)
    unfinished.keep_only(folder / CATALOGUE)
    families = catalogue.families()
    work = _Work(catalogue, encoder, unfinished, progress)
    start = _start(work, families, previous)
    work.total = int(np.count_nonzero(start.source < 0))
    _stream(folder, work, start, previous)
    build_store(folder, encoder.dimensions, lambda: _pooled(folder, encoder.dimensions), len(families))
    (folder / frames.FILE).write_bytes(start.frame.to_bytes())
    np.save(folder / FITTED, start.fitted)
    return VectorReport(work.encoded, len(families) - work.total, start.why)


def _pooled(folder: Path, dimensions: int) -> Iterator[Floats]:
    """The pooled vectors in blocks (m, dimensions). Read, not mapped: what is mapped counts as memory in use."""
    with (folder / POOLED).open("rb") as file:
        while len(block := np.fromfile(file, np.float32, STORED_AT_ONCE * dimensions)):
            yield block.reshape(-1, dimensions)


def _start(work: _Work, families: NDArray[np.str_], previous: Path | None) -> _Start:
    """Within the previous generation's frame, else within the one that an interrupted build had fitted, else within a new one."""
    nothing, now, why = np.full(len(families), -1, np.int64), _counts(families), ""
    if previous:
        frame = read_frame(previous)
        source = work.catalogue.rows_in(Catalogue(previous))
        fitted = (source >= 0) & np.load(previous / FITTED)[source]
        why = outgrown(frame.fitted_on, _counts(families[fitted]), now)
        if not why:
            work.unfinished.use(frame)
            return _Start(frame, source, fitted)
    begun = work.unfinished.frame()
    if begun:
        fitted = work.unfinished.is_fitted(work.catalogue.keys())
        if not outgrown(begun.fitted_on, _counts(families[fitted]), now):
            return _Start(begun, nothing, fitted, why)
    work.total = len(families)
    frame = work.fit(families, now)
    work.unfinished.use(frame, work.catalogue.keys())
    return _Start(frame, nothing, np.ones(len(families), np.bool_), why)


def _counts(families: NDArray[np.str_]) -> dict[str, int]:
    names, numbers = np.unique(families, return_counts=True)
    return dict(zip(names.tolist(), numbers.tolist())) | {frames.ALL: len(families)}


def _stream(folder: Path, work: _Work, start: _Start, previous: Path | None) -> None:
    """Write the vectors in row order: made where there is nothing to copy, copied in runs between."""
    missing = np.flatnonzero(start.source < 0)
    copied = _Copied(previous, work.encoder.dimensions) if previous and len(missing) < len(start.source) else None
    with TokenWriter(folder, start.frame.reduction) as tokens, (folder / POOLED).open("wb") as pooled:
        done = 0
        for at in range(0, len(missing), CHUNK_PASSAGES):
            block = missing[at : at + CHUNK_PASSAGES].tolist()
            for row, made in zip(block, work.made(block, start.frame)):
                if copied:
                    copied.write(start.source[done:row], tokens, pooled)
                tokens.add(made.codes, made.scales)
                pooled.write(made.pooled.tobytes())
                done = row + 1
        if copied:
            copied.write(start.source[done:], tokens, pooled)


class _Copied:
    """The vectors of the generation before."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._tokens = TokenVectors(folder)
        self._pooled = np.memmap(folder / POOLED, np.float32, "r").reshape(-1, dimensions)

    def write(self, source: Rows, tokens: TokenWriter, pooled: BinaryIO) -> None:
        """Copy the rows in `source`, in that order, those that follow each other at once."""
        for run in np.split(source, np.flatnonzero(np.diff(source) != 1) + 1):
            if len(run):
                first, last = int(run[0]), int(run[-1]) + 1
                tokens.copy(self._tokens, first, last)
                pooled.write(self._pooled[first:last].tobytes())


class _Work:
    """Encodes passages of a catalogue by row, keeping what it has encoded for a build that continues this one."""

    def __init__(
        self, catalogue: Catalogue, encoder: Encoder, unfinished: Unfinished, progress: Callable[[int, int], None]
    ) -> None:
        self.catalogue = catalogue
        self.encoder = encoder
        self.unfinished = unfinished
        self.total = 0  # passages whose vectors are not copied
        self.encoded = 0  # of these, those that were not kept from an interrupted build
        self._progress = progress
        self._sample: set[int] = set()
        self._done = 0

    def fit(self, families: NDArray[np.str_], now: Mapping[str, int]) -> Frame:
        """A frame fitted on a sample of all passages."""
        rows = _sample(len(families))
        sampled = self._sampled(rows)
        means = passage_means(self.encoder, sampled, families[rows].tolist())
        centred = [means.centre_tokens(tokens, families[row]) for row, tokens in zip(rows, sampled.tokens)]
        reduction = fit_reduction(join(centred, self.encoder.token_dimensions))
        return Frame(means, question_means(self.encoder), reduction, now)

    def _sampled(self, rows: Sequence[int]) -> Encoded:
        pooled: list[Floats] = []
        tokens: list[Floats] = []
        for at in range(0, len(rows), CHUNK_PASSAGES):
            block = rows[at : at + CHUNK_PASSAGES]
            passages = self.catalogue.passages(block)
            keys = [encoded_key(passage) for passage in passages]
            fresh = [i for i, key in enumerate(keys) if self._raw(key) is None]
            self.unfinished.keep_raw([keys[i] for i in fresh], self._encode([passages[i] for i in fresh]))
            for key in keys:
                vectors = self._raw(key)
                assert vectors is not None
                pooled.append(vectors[0])
                tokens.append(vectors[1])
            self._sample.update(block)
            self._count(len(block))
        return Encoded(np.stack(pooled), tokens)

    def _raw(self, key: bytes) -> tuple[Floats, Floats] | None:
        return self.unfinished.raw(key, self.encoder.token_dimensions)

    def made(self, rows: Sequence[int], frame: Frame) -> list[Made]:
        """The vectors of passages `rows` within `frame`, from what is kept, else encoded and kept."""
        passages = self.catalogue.passages(rows)
        keys = [encoded_key(passage) for passage in passages]
        found = [self.unfinished.made(key) for key in keys]
        for i, passage in enumerate(passages):
            raw = self._raw(keys[i]) if found[i] is None else None
            found[i] = _within(frame, *raw, passage) if raw else found[i]
        fresh = [i for i, made in enumerate(found) if made is None]
        encoded = self._encode([passages[i] for i in fresh])
        for i, pooled, tokens in zip(fresh, encoded.pooled, encoded.tokens):
            found[i] = _within(frame, pooled, tokens, passages[i])
        vectors = [made for made in found if made is not None]
        self.unfinished.keep_made([keys[i] for i in fresh], [vectors[i] for i in fresh])
        self._count(sum(row not in self._sample for row in rows))
        return vectors

    def _encode(self, passages: Sequence[Passage]) -> Encoded:
        done = self._done
        self.encoded += len(passages)
        return self.encoder.encode_passages(
            [encoded_text(passage) for passage in passages], lambda n: self._progress(done + n, self.total)
        )

    def _count(self, passages: int) -> None:
        self._done += passages
        self._progress(self._done, self.total)


def _within(frame: Frame, pooled: Floats, tokens: Floats, passage: Passage) -> Made:
    centred = frame.passages.centre_tokens(tokens, passage.language)
    codes, scales = quantise(unit(centred @ frame.reduction))
    return Made(frame.passages.centre_pooled(pooled[None], [passage.language])[0], codes, scales)


def _sample(total: int) -> list[int]:
    """Row numbers, ascending: all, or SAMPLE_PASSAGES spread evenly, the same ones every time."""
    if total <= SAMPLE_PASSAGES:
        return list(range(total))
    return sorted(np.random.default_rng(0).choice(total, SAMPLE_PASSAGES, replace=False).tolist())


def encoded_text(passage: Passage) -> str:
    """What the encoder reads in a passage's place: its text in simplified script, as long as the text itself."""
    return simplify(passage.text)
