"""What an opened index holds, as the rooms above search ask for it: articles, passages, the audit, and what it was made with."""

from __future__ import annotations

from collections import Counter

import numpy as np

from xunzhang.encoding.encoder import Encoder
from xunzhang.index.columns import counted
from xunzhang.index.opening import Index
from xunzhang.types import Article, ArticleHead, AuditRow, Manifest, Passage
from xunzhang.types.printed_layout import PrintedLayout


class OpenedCollection:
    """The articles of one opened index. Safe to call from several threads."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @property
    def index(self) -> Index:
        """The generation that this searcher has open."""
        return self._index

    @property
    def manifest(self) -> Manifest:
        return self._index.manifest

    @property
    def generation(self) -> str:
        """The name of the index's generation that this searcher has open."""
        return self._index.folder.name

    @property
    def encoder(self) -> Encoder:
        return self._index.encoder

    def passage(self, passage_id: str) -> Passage:
        """Raises KeyError for an unknown id."""
        return self._index.catalogue.passages([self._index.catalogue.row_of(passage_id)])[0]

    def article(self, article_id: str) -> Article:
        """Raises KeyError for an unknown id."""
        return self._index.catalogue.article(article_id)

    def layout(self, article_id: str) -> PrintedLayout:
        """Where an article stands on its pages. Raises KeyError for an unknown id."""
        return self._index.catalogue.layout(article_id)

    def passages_of(self, article_id: str) -> list[Passage]:
        return self._index.catalogue.passages_of(article_id)

    def heads(self) -> list[ArticleHead]:
        return self._index.catalogue.heads()

    def first_heads(self, most: int) -> list[ArticleHead]:
        """The first articles, `most` of them at most."""
        catalogue = self._index.catalogue
        return catalogue.heads_at(np.arange(min(most, len(catalogue.columns))))

    def outlets(self) -> Counter[str]:
        """How many articles are of each outlet, "" for none, in the order in which they come first."""
        columns = self._index.catalogue.columns
        return counted(columns.sources, columns.source)

    def languages(self) -> Counter[str]:
        """How many articles are in each language, likewise."""
        columns = self._index.catalogue.columns
        return counted(columns.languages, columns.language)

    def audit(self) -> list[AuditRow]:
        return self._index.catalogue.audit()
