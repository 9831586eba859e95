"""Vectors of passages by way of shards: planned in row order, made by workers, taken from their files in the same order.

The vector space is fitted where the index is written, on a sample of a size that does not grow (`passage_encoding.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from xunzhang.building.cluster.crew import Crew
from xunzhang.building.cluster.shard_place import ShardPlace
from xunzhang.building.cluster.tasks import EncodeTask
from xunzhang.building.cluster.vector_shards import read_vector_shard, vector_shard_name
from xunzhang.building.passage_encoding import PassageEncoding
from xunzhang.building.unfinished import Made, Unfinished
from xunzhang.encoding.encoder import Encoder
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.schema import encoded_key
from xunzhang.index.vector_space import VectorSpace
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

SHARD_PASSAGES = 2048  # half a minute of a core group, 25 MB


class ShardedEncoding(PassageEncoding):
    """As `PassageEncoding`, but for passages being encoded by a crew."""

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        unfinished: Unfinished,
        progress: Callable[[int, int], None],
        hired: Callable[[], Crew],
        place: ShardPlace,
    ) -> None:
        """`hired` gives the crew, and is not asked for one where nothing is to be encoded."""
        super().__init__(catalogue, encoder, unfinished, progress)
        self._hired = hired
        self._place = place
        self._stream: Iterator[Made] = iter(())
        self._by: Counter[str] = Counter()

    def look_ahead(self, space: VectorSpace, source: Callable[[], Iterator[int]]) -> None:
        self.encoded = 0  # what the vector space is fitted on is encoded for that, and by the workers as all the others
        self._stream = self._made_elsewhere(space, (row for row, there in enumerate(source()) if there < 0))

    def made(self, rows: Sequence[int], space: VectorSpace) -> Iterator[Made]:
        for row, made in zip(rows, islice(self._stream, len(rows)), strict=True):
            self.count([row])
            yield made

    def backends(self) -> list[str]:
        return [backend for backend, _ in self._by.most_common()] or super().backends()

    def _made_elsewhere(self, space: VectorSpace, rows: Iterator[int]) -> Iterator[Made]:
        self._place.keep(f"{space.name()}.npz", space.to_bytes())
        for task, receipt in self._hired().results(self._tasks(space, rows), space.to_bytes()):
            assert isinstance(task, EncodeTask)
            self.encoded += receipt.count
            self._by[receipt.backend] += receipt.count
            yield from self._read(task)

    def _tasks(self, space: VectorSpace, rows: Iterator[int]) -> Iterator[EncodeTask]:
        number, name = 0, space.name()
        while block := list(islice(rows, SHARD_PASSAGES)):
            passages = self.catalogue.passages(block)
            yield EncodeTask(vector_shard_name(number, passages, name, self.encoder.fingerprint), passages)
            number += 1

    def _read(self, task: EncodeTask) -> Iterator[Made]:
        """Raises XunzhangError for a shard that is damaged: removed, it is made again."""
        keys = iter([encoded_key(passage) for passage in task.passages])
        try:
            with self._place.opened(task.shard) as file:
                for key, made in read_vector_shard(file):
                    if key != next(keys, None):
                        raise ValueError("it is of other passages")
                    yield made
            if next(keys, None) is not None:
                raise ValueError("passages are missing")
        except (OSError, ValueError, KeyError) as error:
            raise XunzhangError(say("cluster.damaged", shard=task.shard, why=str(error)[:200])) from error
