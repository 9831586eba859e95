"""What a worker is told and what it answers: plain records, which travel to other machines and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xunzhang.building.cluster.shard_place import ShardPlace
from xunzhang.types import Passage
from xunzhang.types.message import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all of a build: where shards go, what encodes, and how this program reads (`reading_code.py`)."""

    place: ShardPlace
    model: str | None
    backend: str
    fingerprint: str  # the model's
    reading: str


class FileToRead(NamedTuple):
    """A file of the corpus: its `name` as the catalogue has it, and its `path`, on this machine or in what `url` opens.

    There `mark` told its content, and `columns` is the path of a `columns.yaml` beside it, "" where there is none.
    """

    name: str
    path: str
    url: str = ""
    mark: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Files whose parts make one shard."""

    shard: str
    files: Sequence[FileToRead]


@dataclass(frozen=True, slots=True)
class EncodeTask:
    """Passages whose vectors make one shard."""

    shard: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Hello:
    """What a worker says of itself before it is given work; `reading` is the fingerprint of its reading code."""

    node: str
    host: str
    reading: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A shard is in its place, or `failed` says why not. `count` are its articles or its passages, `by` the node that made it.

    `backend` is what encoded it; `size` its bytes, by which it is known again from another machine.
    """

    shard: str
    by: str = ""
    count: int = 0
    backend: str = ""
    size: int = 0
    attempt: int = 1
    failed: Message = NOTHING
