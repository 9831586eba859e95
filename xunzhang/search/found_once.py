"""What it takes questions to find out about an index, found out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xunzhang import __version__
from xunzhang.index.kept import kept
from xunzhang.search.pipeline import Searcher

Rows = list[list[str]]


def found_once(searcher: Searcher, name: str, make: Callable[[], Rows]) -> Rows:
    """What `make` gives: found out once for a generation of an index and a version of the program, with or without the reader."""
    index = searcher.index
    kind = f"{__version__} {index.manifest.model_fingerprint} {'read' if index.reader else 'unread'}"
    return kept(index.folder / f"{name}.json", kind, make, _rows)


def _rows(told: Any) -> Rows:
    return [[str(text) for text in row] for row in told]
