"""How the files of a generation have to be to each other: each of these finds what is otherwise, streamed, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from xunzhang.index import columns, keys, token_vectors, vector_space
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import LEXICAL
from xunzhang.index.lexical import LexicalIndex
from xunzhang.index.schema import FILE as CATALOGUE
from xunzhang.index.stores import open_store
from xunzhang.index.stores.faiss_building import FILE as STORE
from xunzhang.index.stores.faiss_building import LISTS
from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.message import Message

POOLED, FITTED = "pooled.float32", "fitted.npy"
AT_ONCE = 4096  # passages
ALIKE = 0.95  # inner product of a vector and itself in the store's 8 bits, and more


class FileRelation(NamedTuple):
    """`find(folder, manifest)` tells what does not fit between `files`, of which the first is the one that is named."""

    files: tuple[str, ...]
    find: Callable[[Path, Manifest], Iterator[Message]]


def _catalogue(folder: Path, manifest: Manifest) -> Iterator[Message]:
    catalogue = Catalogue(folder)
    yield from (say("fault.sqlite", why=why) for why in catalogue.integrity())
    if catalogue.counts() != (manifest.articles, manifest.passages):
        there, said = catalogue.counts(), (manifest.articles, manifest.passages)
        yield say("fault.counts", articles=there[0], passages=there[1], said_articles=said[0], said_passages=said[1])
    for row, (place, start, end, text, article) in enumerate(catalogue.places()):
        if row != place:
            yield say("fault.row", n=place, expected=row)
            return
        if article[start:end] != text:
            yield say("fault.not_verbatim", n=row)
    try:
        for _ in catalogue.every_passage():
            pass
    except XunzhangError as error:
        yield error.message


def _keys(folder: Path, manifest: Manifest) -> Iterator[Message]:
    if (folder / keys.FILE).exists():  # an index of before them has none
        stored, starts = keys.read_keys(folder)
        if len(stored) != manifest.passages or any(ours != theirs for ours, theirs in zip(stored, Catalogue(folder).keys())):
            yield say("fault.keys", file=CATALOGUE)
        if not np.array_equal(starts, np.load(folder / token_vectors.STARTS, mmap_mode="r")):
            yield say("fault.keys", file=token_vectors.STARTS)


def _columns(folder: Path, manifest: Manifest) -> Iterator[Message]:
    if not (folder / columns.FILE).exists():  # an index of before it has none
        return
    (articles, passages), (their_articles, their_passages) = columns.read_columns(folder), Catalogue(folder).made_columns()
    if not columns.same(articles, their_articles) or not columns.same(passages, their_passages):
        yield say("fault.keys", file=CATALOGUE)


def _pooled(folder: Path, manifest: Manifest) -> Iterator[Message]:
    expected = manifest.passages * manifest.dimensions * np.float32().itemsize
    if (folder / POOLED).stat().st_size != expected:
        yield say("fault.size", now=(folder / POOLED).stat().st_size, then=expected)


def _store(folder: Path, manifest: Manifest) -> Iterator[Message]:
    store = open_store(folder)
    if len(store) != manifest.passages:
        yield say("fault.length", now=len(store), then=manifest.passages)
        return
    with (folder / POOLED).open("rb") as file:
        for first in range(0, len(store), AT_ONCE):
            rows = np.arange(first, min(first + AT_ONCE, len(store)))
            pooled = np.fromfile(file, np.float32, len(rows) * manifest.dimensions).reshape(len(rows), -1)
            alike, own = np.einsum("ij,ij->i", store.vectors(rows), pooled), np.einsum("ij,ij->i", pooled, pooled)
            if (alike < ALIKE * own).any():
                yield say("fault.vectors", n=int(rows[np.argmax(alike < ALIKE * own)]), file=POOLED)
                return


def _tokens(folder: Path, manifest: Manifest) -> Iterator[Message]:
    coding = vector_space.read_vector_space(folder).coding
    if coding.axes.shape[1] != manifest.token_dimensions:
        yield say("fault.length", now=coding.axes.shape[1], then=manifest.token_dimensions)
    starts = np.load(folder / token_vectors.STARTS, mmap_mode="r")
    if len(starts) != manifest.passages + 1 or starts[0] or (np.diff(starts) < 0).any():
        yield say("fault.starts")
        return
    for name, width in ((token_vectors.CODES, coding.width), (token_vectors.SCALES, np.float16().itemsize)):
        size = (folder / name).stat().st_size
        if size != int(starts[-1]) * width:
            yield say("fault.size_of", file=name, now=size, then=int(starts[-1]) * width)


def _fitted(folder: Path, manifest: Manifest) -> Iterator[Message]:
    fitted = np.load(folder / FITTED, mmap_mode="r")
    if fitted.shape != (manifest.passages,) or fitted.dtype != np.bool_:
        yield say("fault.length", now=len(fitted), then=manifest.passages)


def _words(folder: Path, manifest: Manifest) -> Iterator[Message]:
    lexical = LexicalIndex.open(folder / LEXICAL)
    if not np.array_equal(lexical.every_row(), np.arange(manifest.passages)):
        yield say("fault.length", now=len(lexical), then=manifest.passages)
    families = Catalogue(folder).families()
    for language in np.unique(families):
        if lexical.language_size(str(language)) != int((families == language).sum()):
            yield say("fault.words", language=str(language), file=CATALOGUE)


RELATIONS = (
    FileRelation((CATALOGUE,), _catalogue),
    FileRelation((keys.FILE, CATALOGUE, token_vectors.STARTS), _keys),
    FileRelation((columns.FILE, CATALOGUE), _columns),
    FileRelation((POOLED,), _pooled),
    FileRelation((STORE, LISTS, POOLED), _store),
    FileRelation((token_vectors.STARTS, token_vectors.CODES, token_vectors.SCALES, vector_space.FILE), _tokens),
    FileRelation((FITTED,), _fitted),
    FileRelation((LEXICAL, CATALOGUE), _words),
)
