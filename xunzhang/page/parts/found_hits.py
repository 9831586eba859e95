"""What was found of the latest questions, so that counting facets does not ask again what has just been answered."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from xunzhang.search.every_hit import HitRows, of_groups, rows_of_hits
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters, Results

REMEMBERED = 32  # questions within filters, the latest ones


class FoundHits:
    """Where the hits of questions stand, by searcher, question and filters. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: WeakKeyDictionary[Searcher, dict[tuple[str, Filters], HitRows]] = WeakKeyDictionary()

    def within(self, searcher: Searcher, question: str, filters: Filters) -> HitRows:
        """The hits of a question. Raises as `Searcher.ask` does."""
        known = self._known.get(searcher, {}).get((question, filters))
        return known or self._remember(searcher, question, filters, rows_of_hits(searcher, question, filters))

    def note(self, searcher: Searcher, question: str, filters: Filters, results: Results) -> None:
        """Keep what a question found; of a look-up the results may not be all."""
        if not results.mentions:
            self._remember(searcher, question, filters, of_groups(searcher, results.hits))

    def _remember(self, searcher: Searcher, question: str, filters: Filters, found: HitRows) -> HitRows:
        with self._lock:
            known = self._known.setdefault(searcher, {})
            known[question, filters] = found
            while len(known) > REMEMBERED:
                del known[next(iter(known))]
        return found
