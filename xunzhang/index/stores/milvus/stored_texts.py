"""What a build keeps in Milvus besides passages, by kind and name: texts of any length, in as many entities as they take."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from xunzhang.index.stores.milvus.entities import RECORDS, batches
from xunzhang.index.stores.milvus.server import MilvusServer

_CHUNK = 16_000  # characters: no more bytes than a VARCHAR takes
WRITTEN_AT_ONCE, READ_AT_ONCE, NUMBERS_AT_ONCE = 500, 1000, 4096
MOST = 16_384  # that Milvus gives at once


class StoredText(NamedTuple):
    """A text under a kind and a name, which has a number for its order; `born` is as a passage's."""

    kind: str
    name: str
    number: int
    text: str
    born: int = 1


class StoredTexts:
    """The records of the build whose passages are in the collection `name`."""

    def __init__(self, server: MilvusServer, name: str) -> None:
        self._server = server
        self._name = name + RECORDS

    def put(self, records: Iterable[StoredText]) -> None:
        """Write them, over those of the same kind and name."""
        for some in batches(_entities(records), WRITTEN_AT_ONCE):
            self._server.ask("upsert", self._name, some)

    def texts(self, kind: str, names: Sequence[str]) -> dict[str, str]:
        """The texts of these names that there are; of each in one entity (`whole` has longer ones)."""
        found: dict[str, str] = {}
        for at in range(0, len(names), READ_AT_ONCE):
            ids = [_id(kind, name, 0) for name in names[at : at + READ_AT_ONCE]]
            for entity in self._query(f"id in {json.dumps(ids, ensure_ascii=False)}"):
                found[entity["id"].split(":", 1)[1].rpartition(":")[0]] = entity["text"]
        return found

    def whole(self, kind: str, name: str) -> str | None:
        """A text of any length; None where there is none."""
        prefix = json.dumps(_id(kind, name, 0).rpartition(":")[0] + ":", ensure_ascii=False)[1:-1]
        first = self.texts(kind, [name]).get(name)
        if first is None or len(first) < _CHUNK:
            return first
        chunks, at = [first], 1
        while len(chunks[-1]) == _CHUNK:
            found = self._query(f'id in ["{prefix}{at}"]')
            if not found:
                break
            chunks.append(found[0]["text"])
            at += 1
        return "".join(chunks)

    def every(self, kind: str, born: int, numbers: int) -> Iterator[StoredText]:
        """All of a kind whose number is below `numbers`, by number, as of the update `born`; of each its first chunk."""
        for first in range(0, numbers, NUMBERS_AT_ONCE):
            where = f'kind == "{kind}" and number >= {first} and number < {first + NUMBERS_AT_ONCE} and born <= {born}'
            for entity in sorted(self._query(where), key=lambda entity: int(entity["number"])):
                name = entity["id"].split(":", 1)[1].rpartition(":")[0]
                yield StoredText(kind, name, int(entity["number"]), entity["text"], int(entity["born"]))

    def remove(self, where: str) -> None:
        self._server.ask("delete", self._name, filter=where)

    def _query(self, where: str) -> list[dict[str, Any]]:
        named = ["id", "number", "born", "text"]
        found: list[dict[str, Any]] = list(self._server.ask("query", self._name, filter=where, output_fields=named, limit=MOST))
        return found


def _entities(records: Iterable[StoredText]) -> Iterator[dict[str, Any]]:
    for record in records:
        for at in range(max(1, -(-len(record.text) // _CHUNK))):
            text = record.text[at * _CHUNK : (at + 1) * _CHUNK]
            kind, id_ = record.kind if not at else f"{record.kind}+", _id(record.kind, record.name, at)
            entity = {"id": id_, "kind": kind, "number": record.number, "born": record.born, "text": text}
            yield {**entity, "lot": [1.0, 0.0]}


def _id(kind: str, name: str, chunk: int) -> str:
    return f"{kind}:{name}:{chunk}"
