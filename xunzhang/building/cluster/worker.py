"""What a worker does: reads files to a shard, encodes passages to a shard. It knows nothing of who sends it the work.

One reads or encodes one shard at a time, on as many cores as it was given.
"""

from __future__ import annotations

import logging
import os
import socket
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from xunzhang.building.cluster.part_shards import write_part_shard
from xunzhang.building.cluster.remote_files import mark_of
from xunzhang.building.cluster.shard_place import file_system
from xunzhang.building.cluster.tasks import EncodeTask, FileToRead, Hello, ReadTask, Receipt, Terms
from xunzhang.building.cluster.vector_shards import write_vector_shard
from xunzhang.building.passage_encoding import within
from xunzhang.building.reading_code import reading_fingerprint
from xunzhang.encoding.centring import encoded_text
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.encoding.network import usable_threads
from xunzhang.index.vector_space import VectorSpace
from xunzhang.messages.wording import say
from xunzhang.reading.ahead import ReadAhead
from xunzhang.reading.files.child import in_words
from xunzhang.reading.files.finding import Found
from xunzhang.reading.formats.own_columns import OWN_COLUMNS
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said

log = logging.getLogger(__name__)
FETCHED_AT_MOST = 3  # times that a file is asked for, before it counts as one that cannot be read


class ShardWorker:
    """Lives in a process of its own; `node` says which machine that is on."""

    def __init__(self, terms: Terms, node: str) -> None:
        self._terms = terms
        self._node = node
        self._encoder: Encoder | None = None
        self._space: tuple[bytes, VectorSpace] | None = None

    def hello(self) -> Hello:
        return Hello(self._node, socket.gethostname(), reading_fingerprint())

    def read(self, task: ReadTask, attempt: int) -> Receipt:
        try:
            return self._read(task, attempt)
        except XunzhangError as error:
            return Receipt(task.shard, self._node, attempt=attempt, failed=error.message)

    def encode(self, task: EncodeTask, space: bytes, attempt: int) -> Receipt:
        """`space` is what `VectorSpace.to_bytes` gave."""
        try:
            return self._encode(task, space, attempt)
        except XunzhangError as error:
            return Receipt(task.shard, self._node, attempt=attempt, failed=error.message)

    def _read(self, task: ReadTask, attempt: int) -> Receipt:
        drafts: list[int] = []
        if not any(file.url or os.path.lexists(file.path) for file in task.files):
            raise XunzhangError(say("cluster.unseen", host=socket.gethostname(), path=task.files[0].path))
        with TemporaryDirectory(prefix="xunzhang-") as folder:
            found = [_found(file, Path(folder) / str(number)) for number, file in enumerate(task.files)]
            with ReadAhead(found, usable_threads()) as ahead:
                files = ((ahead.parts(file), partial(_is_another, file, asked)) for file, asked in zip(found, task.files))
                self._terms.place.write(task.shard, lambda path: drafts.append(write_part_shard(path, files)))
        return Receipt(task.shard, self._node, drafts[0], size=self._terms.place.size(task.shard), attempt=attempt)

    def _encode(self, task: EncodeTask, space: bytes, attempt: int) -> Receipt:
        encoder, known = self._loaded(), self._known(space)
        encoded = encoder.encode_passages([encoded_text(passage) for passage in task.passages])
        made = within(known, list(zip(encoded.pooled, encoded.tokens, strict=True)), task.passages)
        about = {
            "model": encoder.name,
            "model_fingerprint": encoder.fingerprint,
            "backend": encoder.backend,
            "vector_space": known.name(),
            "attempt": str(attempt),
            "node": self._node,
        }
        place = self._terms.place
        place.write(task.shard, lambda path: write_vector_shard(path, task.passages, made, about))
        return Receipt(task.shard, self._node, len(made), encoder.backend, place.size(task.shard), attempt)

    def _loaded(self) -> Encoder:
        if self._encoder is None:
            loaded = load_encoder(self._terms.model, self._terms.backend)
            if loaded.fingerprint != self._terms.fingerprint:
                raise XunzhangError(say("cluster.other_model", host=socket.gethostname(), model=loaded.name))
            self._encoder = loaded
        return self._encoder

    def _known(self, space: bytes) -> VectorSpace:
        if self._space is None or self._space[0] != space:
            self._space = (space, VectorSpace.from_bytes(space))
        return self._space[1]


def _found(file: FileToRead, folder: Path) -> Found:
    """The file on this machine's disk, fetched into `folder` where it is at an address; with a problem where that failed."""
    if not file.url:
        return Found(Path(file.path), file.name)
    system, _ = file_system(file.url)
    here = folder / PurePosixPath(file.path).name
    folder.mkdir()
    last: Exception | None = None
    for _ in range(FETCHED_AT_MOST):
        try:
            system.get_file(file.path, str(here))
            if file.columns:
                system.get_file(file.columns, str(folder / OWN_COLUMNS))
            return Found(here, file.name)
        except OSError as error:
            last = error
            log.info("%s could not be fetched: %s", file.name, error)
    assert last is not None
    return Found(here, file.name, say("reading.unreadable", why=as_said(in_words(last))))


def _is_another(found: Found, file: FileToRead) -> bool:
    """Whether what was read is not the file that was listed, or may not be."""
    if found.problem or not file.mark:
        return bool(found.problem)
    try:
        system, _ = file_system(file.url)
        system.invalidate_cache()
        info: Any = system.info(file.path)
    except OSError:
        return True
    return mark_of(info) != file.mark
