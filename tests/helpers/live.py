"""A small collection that is served in the test's own process, by the bilingual test encoder."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, write_corpus
from xunzhang.building.builder import build_index
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.live import LiveSearcher


def live_in(folder: Path) -> tuple[LiveSearcher, Path]:
    """-> the searcher of an index in `folder`, which follows what becomes of it, and the corpus that it was built from."""
    corpus, encoder = write_corpus(folder / "corpus", ARTICLES), BilingualEncoder()
    build_index([corpus], folder / "index", encoder=encoder)
    searcher = open_searcher(folder / "index", encoder=encoder, reads=False)
    return LiveSearcher(searcher, index_dir=folder / "index", encoder=encoder, roots=[corpus], reads=False), corpus
