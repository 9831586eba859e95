"""Passages as they come from Milvus, kept while they are of use: what one request brought, the next need not ask for.

What stands under a key never changes (`entities.py`), so what is kept is right for as long as it is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from xunzhang.index.narrowed import Allowed, Expression
from xunzhang.index.stores.milvus.entities import OF_A_PASSAGE, HeldPassage
from xunzhang.index.stores.milvus.expressions import EVERYTHING, of_rows
from xunzhang.index.stores.milvus.server import MilvusServer
from xunzhang.index.stores.milvus.state import StoreState
from xunzhang.types.arrays import Rows

MOST_KEPT = 4096  # passages: with codes of 15 kB each, 60 MB
AT_ONCE = 256  # passages read in a request
MOST = 16_384  # that Milvus gives at once


class HeldPassages:
    """The passages of one state of a store. Safe to use from several threads."""

    def __init__(self, server: MilvusServer, state: StoreState) -> None:
        self.server = server
        self.state = state
        self._kept: OrderedDict[int, HeldPassage] = OrderedDict()
        self._lock = threading.Lock()

    def where(self, allowed: Allowed | None, *more: str) -> str:
        """The expression for what may be found in this state, and meets `more`."""
        of_state = [f"born <= {self.state.generation}"]  # not what an update is writing
        if self.state.gone:
            of_state.append(f"article not in {self.state.gone}")
        own = [] if allowed is None else [allowed.text if isinstance(allowed, Expression) else of_rows(allowed).text]
        return " and ".join(f"({each})" for each in (*own, *more, *of_state)) or EVERYTHING

    def near(self, field: str, vectors: list[Any], limit: int, where: str) -> list[list[tuple[HeldPassage, float]]]:
        """The nearest passages to each of `vectors` by a field, best first, with inner products; all of each in one trip."""
        found = self.server.ask(
            "search",
            self.state.collection,
            data=vectors,
            anns_field=field,
            limit=min(limit, MOST),
            filter=where,
            output_fields=list(OF_A_PASSAGE),
            search_params={"metric_type": "IP"},
        )
        return [[(self._keep(hit["entity"]), float(hit["distance"])) for hit in hits] for hits in found]

    def query(self, where: str, fields: Sequence[str], limit: int = MOST) -> list[Mapping[str, Any]]:
        """Some fields of the passages that meet an expression, in no order."""
        found = self.server.ask("query", self.state.collection, filter=where, output_fields=list(fields), limit=min(limit, MOST))
        return list(found)

    def count(self, where: str) -> int:
        found = self.server.ask("query", self.state.collection, filter=where, output_fields=["count(*)"])
        return int(found[0]["count(*)"])

    def rows(self, where: str) -> Rows:
        """The rows of all passages that meet an expression, ascending."""
        found: list[int] = []
        while True:
            beyond = f"({where}) and key > {found[-1]}" if found else where
            some = sorted(int(entity["key"]) for entity in self.query(beyond, ["key"]))
            if len(some) < MOST:
                return np.array([*found, *some], np.int64)
            found += self._all_up_to(where, found[-1] if found else -1, some)

    def _all_up_to(self, where: str, after: int, some: list[int]) -> list[int]:
        """More than Milvus gives at once came in no order: those of the lower half of the keys, all of them."""
        until = some[len(some) // 2]
        return self.rows(f"({where}) and key > {after} and key <= {until}").tolist() or some[:1]

    def of(self, rows: Iterable[int]) -> list[HeldPassage]:
        """The passages of these rows, in their order. Raises KeyError for one that is not there."""
        wanted = [int(row) for row in rows]
        with self._lock:
            found = {row: self._kept[row] for row in wanted if row in self._kept}
        missing = list(dict.fromkeys(row for row in wanted if row not in found))
        for at in range(0, len(missing), AT_ONCE):
            for entity in self.query(of_rows(missing[at : at + AT_ONCE]).text, OF_A_PASSAGE):
                kept = self._keep(entity)
                found[kept.row] = kept
        return [found[row] for row in wanted]

    def _keep(self, entity: Mapping[str, Any]) -> HeldPassage:
        passage = HeldPassage(dict(entity))
        with self._lock:
            kept = self._kept.setdefault(passage.row, passage)
            self._kept.move_to_end(passage.row)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept
