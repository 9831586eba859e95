"""What is known of an index as a whole, each thing computed once: in memory, and on disk where it takes more than a moment."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from functools import cached_property
from typing import ClassVar
from weakref import WeakKeyDictionary

import numpy as np

from xunzhang.explore.background import Background
from xunzhang.explore.concordance import Concordance, Order, concordance
from xunzhang.explore.cutting import Cutter
from xunzhang.explore.frequent import Frequent, frequent
from xunzhang.explore.listing import ListedArticle
from xunzhang.explore.passage_map import PassageMap, draw_map, place, sample_rows
from xunzhang.explore.remembered import explored_folder, read_frequent, read_map, write_frequent, write_map
from xunzhang.index.opening import Index
from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.search.pipeline import Searcher
from xunzhang.search.timeline import Timeline, timeline
from xunzhang.types import AuditRow, Filters, Passage
from xunzhang.types.arrays import Floats

NARROWED_KEPT = 8  # choices of filters whose terms are kept, the latest ones
MAP_SHARE = 0.8  # of the time that all of it takes; counting names and terms takes the rest


class Explorer:
    """Looks at `index`. Safe to call from several threads: what one computes the others wait for."""

    _of: ClassVar[WeakKeyDictionary[Searcher, Explorer]] = WeakKeyDictionary()
    _finding = threading.Lock()

    @classmethod
    def of(cls, searcher: Searcher) -> Explorer:
        """The one explorer of what `searcher` has open, which goes when the searcher does."""
        with cls._finding:
            if searcher not in cls._of:
                cls._of[searcher] = cls(searcher.index)
            return cls._of[searcher]

    def __init__(self, index: Index) -> None:
        self.index = index
        self._folder = explored_folder(index.folder)
        self._drawing, self._counting = threading.Lock(), threading.Lock()
        self._map: PassageMap | None = None
        self._frequent: Frequent | None = None
        self._drawn = 0.0  # the share of the map's layout that is done
        self._preparing: Future[Frequent] | None = None
        self._starting = threading.Lock()
        self._within: dict[Filters, NarrowedExplorer] = {}

    @property
    def map_is_known(self) -> bool:
        """Whether `passage_map` answers at once."""
        return self._known_map() is not None

    def passage_map(self) -> PassageMap:
        """The map: from disk where it is kept, else drawn now and kept."""
        with self._drawing:
            known = self._known_map()
            if known is None:
                known = self._map = draw_map(self.index.vectors, self._report, lambda: self.index.catalogue.every_row())
                write_map(self._folder, known)
            return known

    def _known_map(self) -> PassageMap | None:
        if self._map is None:
            self._map = read_map(self._folder, len(self.index.vectors))
        return self._map

    def frequent(self) -> Frequent:
        """Names and terms, and those of the map's regions: from disk where they are kept, else counted now and kept."""
        drawn = self.passage_map()
        with self._counting:
            known = self._frequent or read_frequent(self._folder, drawn.total)
            if known is None:
                passages = self.index.catalogue.passages(drawn.rows.tolist())
                cutter, background = Cutter.of(Dictionary.open()), Background.of(self.index.encoder)
                known = frequent(passages, drawn.regions.tolist(), drawn.total, cutter, background)
                write_frequent(self._folder, known)
            self._frequent = known
            return known

    def region_labels(self) -> tuple[tuple[str, ...], ...]:
        """The terms of each region of the map."""
        return self.frequent().regions

    def within(self, filters: Filters) -> Explorer:
        """What there is to see of the articles that the filters leave. Raises BoundError for a bound that is no date."""
        if not filters:
            return self
        with self._starting:
            known = self._within.get(filters)
        if known is None:
            known = NarrowedExplorer(self, filters)
            with self._starting:
                self._within[filters] = known
                while len(self._within) > NARROWED_KEPT:
                    del self._within[next(iter(self._within))]
        return known

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of `rows`, in the order of `rows`. Raises KeyError for a row that does not exist."""
        return self.index.catalogue.passages(rows)

    def places(self, passages: Sequence[Passage]) -> Floats:
        """Where passages stand on the map, float32 (m, 2): each where the nearest passage on it does."""
        rows = [self.index.catalogue.row_of(passage.id) for passage in passages]
        return place(self.passage_map(), self.index.vectors, rows)

    def concordance(self, term: str, order: Order, first: int, count: int, filters: Filters) -> Concordance:
        """A page of the lines of `term`, as `concordance.py` has it. Raises XunzhangError for a term that has no word in it."""
        return concordance(self.index, term, order, first, count, filters)

    @cached_property
    def articles(self) -> list[ListedArticle]:
        """Every article with its passages and characters, in the collection's order."""
        catalogue = self.index.catalogue
        return [ListedArticle(head, *size) for head, size in zip(catalogue.heads(), catalogue.sizes(), strict=True)]

    @cached_property
    def audit(self) -> list[AuditRow]:
        return self.index.catalogue.audit()

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(article.head for article in self.articles)

    def prepare(self, wait_s: float = 0.3) -> float:
        """Compute what takes a while, in the background unless it is known or under way; -> the share that is done, 1.0 for all.

        Waits `wait_s` seconds at most. Raises what went wrong, once; asked again it tries again.
        """
        with self._starting:
            if self._preparing is None:
                worker = ThreadPoolExecutor(1, "explore")
                self._preparing = worker.submit(self.frequent)
                worker.shutdown(wait=False)
            preparing = self._preparing
        try:
            preparing.result(wait_s)
        except FutureTimeout:
            return MAP_SHARE * self._drawn
        except Exception:
            self._preparing = None
            raise
        return 1.0

    def _report(self, share: float) -> None:
        self._drawn = share


class NarrowedExplorer(Explorer):
    """Looks at the articles of an explorer that filters leave: its map and its regions, with their passages alone."""

    def __init__(self, whole: Explorer, filters: Filters) -> None:
        super().__init__(whole.index)
        allowed = whole.index.catalogue.narrowed_to(filters)
        self._whole = whole
        self._rows = whole.index.catalogue.every_row() if allowed is None else whole.index.lexical.rows_in(allowed)

    def passage_map(self) -> PassageMap:
        drawn = self._whole.passage_map()
        kept = np.isin(drawn.rows, self._rows)
        return PassageMap(drawn.rows[kept], drawn.points[kept], drawn.regions[kept], len(self._rows))

    def frequent(self) -> Frequent:
        """Names and terms of a sample of their own; the regions' are those of the whole map."""
        with self._counting:
            if self._frequent is None:
                rows = self._rows[sample_rows(len(self._rows))]
                passages = self.index.catalogue.passages(rows.tolist())
                cutter, background = Cutter.of(Dictionary.open()), Background.of(self.index.encoder)
                self._frequent = frequent(passages, [0] * len(passages), len(self._rows), cutter, background)
            return self._frequent

    def region_labels(self) -> tuple[tuple[str, ...], ...]:
        return self._whole.region_labels()

    def places(self, passages: Sequence[Passage]) -> Floats:
        return self._whole.places(passages)

    @cached_property
    def articles(self) -> list[ListedArticle]:
        left = np.unique(self.index.catalogue.articles_of(self._rows)).tolist()
        return [self._whole.articles[number] for number in left]

    @cached_property
    def audit(self) -> list[AuditRow]:
        """The rows of the files that the articles are from."""
        paths = {article.head.path for article in self.articles}
        return [row for row in self._whole.audit if row.path in paths]
