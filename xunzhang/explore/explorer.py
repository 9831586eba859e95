"""What is known of an index as a whole, each thing computed once: in memory, and on disk where it takes more than a moment."""

from __future__ import annotations

import threading
from functools import cached_property

from xunzhang.dictionary import Dictionary
from xunzhang.explore.background import Background
from xunzhang.explore.frequent import Frequent, frequent
from xunzhang.explore.kept import explored_folder, read_frequent, read_map, write_frequent, write_map
from xunzhang.explore.listing import ListedArticle
from xunzhang.explore.passage_map import PassageMap, draw_map
from xunzhang.explore.timeline import Timeline, timeline
from xunzhang.explore.words import Cutter
from xunzhang.index import Index
from xunzhang.types import AuditRow


class Explorer:
    """Looks at `index`. Safe to call from several threads: what one computes the others wait for."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._folder = explored_folder(index.folder)
        self._drawing, self._counting = threading.Lock(), threading.Lock()
        self._map: PassageMap | None = None
        self._frequent: Frequent | None = None
        self.drawn = 0.0  # the share of the map's layout that is done, for a progress bar

    @property
    def map_is_known(self) -> bool:
        """Whether `passage_map` answers at once."""
        return self._known_map() is not None

    def passage_map(self) -> PassageMap:
        """The map: from disk where it is kept, else drawn now and kept."""
        with self._drawing:
            known = self._known_map()
            if known is None:
                self.drawn = 0.0
                known = self._map = draw_map(self.index.vectors, self._report)
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

    def _report(self, share: float) -> None:
        self.drawn = share
