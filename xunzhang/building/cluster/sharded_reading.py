"""Files by way of shards: grouped in corpus order, read by workers, taken up from their shards in the same order."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from xunzhang.building.cluster.crew import Crew, Task
from xunzhang.building.cluster.part_shards import PartShard
from xunzhang.building.cluster.remote_files import Remote, RemoteStamps
from xunzhang.building.cluster.shard_place import ShardPlace
from xunzhang.building.cluster.tasks import FileToRead, ReadTask, Receipt
from xunzhang.building.staleness import settings
from xunzhang.building.stamps import Corpus
from xunzhang.messages.wording import say
from xunzhang.reading.corpus import read_parts
from xunzhang.reading.files.account import Part
from xunzhang.reading.files.finding import Found
from xunzhang.reading.formats.own_columns import OWN_COLUMNS
from xunzhang.types import XunzhangError

SHARD_BYTES = 32 << 20  # of files, from which on a shard is full: some seconds of reading; a larger file is a shard of its own
SHARD_FILES = 5_000


class ShardedReading:
    """Use as a context manager. Files are asked for in the order in which they were given, each once."""

    def __init__(
        self,
        corpus: Corpus,
        unknown: Sequence[Found],
        remote: Mapping[Path, Remote],
        hired: Callable[[], Crew],
        place: ShardPlace,
    ) -> None:
        """`hired` gives the crew, and is not asked for one where nothing is to be read."""
        self._corpus = corpus
        self._remote = remote
        self._place = place
        self._shared = {file for file in unknown if not file.problem}
        self._results = self._read([file for file in unknown if not file.problem])
        self._hired = hired
        self._held = ExitStack()
        self._shard: PartShard | None = None
        self._left = 0  # files of the shard in hand that were not asked for yet
        self._name = ""

    def __enter__(self) -> ShardedReading:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def parts(self, file: Found) -> Iterator[Part]:
        """As `read_parts`. Raises XunzhangError for a shard that is damaged: removed, it is made again."""
        if file not in self._shared:
            yield from read_parts(file)
            return
        try:
            if not self._left:
                self._take_up()
            assert self._shard is not None
            yield from self._shard.parts()
        except (OSError, ValueError, KeyError, StopIteration) as error:
            raise XunzhangError(say("cluster.damaged", shard=self._name, why=str(error)[:200])) from error
        self._left -= 1
        if self._shard.changed and isinstance(self._corpus.stamps, RemoteStamps):
            self._corpus.stamps.changed.add(file.path)

    def _read(self, files: Sequence[Found]) -> Iterator[tuple[Task, Receipt]]:
        yield from self._hired().results(self._tasks(files))

    def _take_up(self) -> None:
        self._held.close()
        task, _ = next(self._results)
        assert isinstance(task, ReadTask)
        self._name, self._left = task.shard, len(task.files)
        self._shard = PartShard(self._held.enter_context(self._place.opened(task.shard)))

    def _tasks(self, files: Sequence[Found]) -> Iterator[ReadTask]:
        number, group, size = 0, list[Found](), 0
        for file in files:
            group.append(file)
            size += self._corpus.stamps.size(file.path)
            if size >= SHARD_BYTES or len(group) >= SHARD_FILES:
                yield self._task(number, group)
                number, group, size = number + 1, [], 0
        if group:
            yield self._task(number, group)

    def _task(self, number: int, files: Sequence[Found]) -> ReadTask:
        """Its name is equal for the same files, read in the same way; with one that nothing tells by its content, it is new."""
        known = [[file.name, self._corpus.key(file) or str(uuid.uuid4())] for file in files]
        digest = hashlib.sha256(json.dumps([settings(), known], sort_keys=True).encode()).hexdigest()
        return ReadTask(f"parts-{number:06d}-{digest[:20]}.parquet", [self._to_read(file) for file in files])

    def _to_read(self, file: Found) -> FileToRead:
        remote = self._remote.get(file.path)
        if remote is None:
            return FileToRead(file.name, str(file.path.absolute()))
        columns = self._remote.get(file.path.with_name(OWN_COLUMNS))
        return FileToRead(file.name, remote.path, remote.url, remote.mark, columns.path if columns else "")
