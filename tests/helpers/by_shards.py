"""Builds by way of shards, with workers in this process: what shards do to an index, without a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.helpers.collections import generation
from xunzhang.building.build_report import BuildReport
from xunzhang.building.builder import build_index
from xunzhang.building.cluster.on_ray import OnRay
from xunzhang.building.cluster.remote_files import RemoteFiles
from xunzhang.building.cluster.shard_place import ShardPlace
from xunzhang.building.cluster.tasks import ReadTask, Receipt, Terms
from xunzhang.building.cluster.worker import ShardWorker
from xunzhang.building.reading_code import reading_fingerprint
from xunzhang.encoding.encoder import Encoder
from xunzhang.index.opening import open_index
from xunzhang.index.relations import POOLED


class OneWorker:
    """Does tasks as a crew has them done: those alone whose shards are not there. `made` are the names of the others."""

    def __init__(self, terms: Terms) -> None:
        self.made: list[str] = []
        self._place = terms.place
        self._worker = ShardWorker(terms, "here")

    def results(self, tasks, space=b"") -> Iterator[tuple[object, Receipt]]:
        there = self._place.names()
        for task in tasks:
            receipt = Receipt(task.shard)
            if task.shard not in there:
                reads = isinstance(task, ReadTask)
                receipt = self._worker.read(task, 1) if reads else self._worker.encode(task, space, 1)
                assert not receipt.failed, receipt.failed
                self.made.append(task.shard)
            yield task, receipt


class InShards(OnRay):
    """The workplace that a Ray cluster is, with one worker in this process."""

    def _hired(self, encoder: Encoder):
        if self.crew is None:
            terms = Terms(self._place, None, encoder.backend, encoder.fingerprint, reading_fingerprint())
            self.crew = OneWorker(terms)
        return self.crew


def build_in_shards(places: Sequence[str], index_dir: Path, shards: str, encoder: Encoder) -> tuple[BuildReport, list[str]]:
    """-> (the report, the shards that were made for it)."""
    with TemporaryDirectory() as folder:
        workplace = InShards(None, RemoteFiles(places, Path(folder)), ShardPlace(shards), None, None, print)
        report = build_index(workplace.paths, index_dir, encoder=encoder, workplace=workplace)
        return report, workplace.crew.made if workplace.crew else []


def assert_same_index(one: Path, other: Path, encoder: Encoder) -> None:
    """The same articles and passages in the same order, to the character, and vectors equal within what rounding does."""
    a, b = open_index(one, encoder=encoder), open_index(other, encoder=encoder)
    passages = list(a.catalogue.every_passage())
    assert passages and list(b.catalogue.every_passage()) == passages
    assert [row.as_dict() for row in a.catalogue.audit()] == [row.as_dict() for row in b.catalogue.audit()]
    for id_ in {passage.article.id for passage in passages}:
        assert a.catalogue.article(id_) == b.catalogue.article(id_)
    pooled = [np.fromfile(generation(each) / POOLED, np.float32) for each in (one, other)]
    assert len(pooled[0]) == len(passages) * encoder.dimensions
    np.testing.assert_allclose(*pooled, atol=1e-5)
    for row in range(len(passages)):
        mine, theirs = a.tokens.of(row), b.tokens.of(row)
        assert mine.shape == theirs.shape and len(mine)
        np.testing.assert_allclose(mine, theirs, atol=0.02)
