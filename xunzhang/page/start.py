"""Gets the collection ready for the page: the index of `corpus/` built or brought up to date, or another index opened as it is.

A page without a collection is still a page, so what a user has to mend comes back as a sentence to show.
"""

from __future__ import annotations

import sys
from pathlib import Path

from xunzhang import manifest as generations
from xunzhang.encoder import Encoder, load_encoder
from xunzhang.index import build_index
from xunzhang.search import Searcher, open_searcher
from xunzhang.types import XunzhangError


def open_collection(index_dir: Path, corpus: Path, model: str | None = None) -> tuple[Searcher | None, str]:
    """-> (the searcher, "") or (None, why there is none, in a sentence that says what mends it).

    An index that was built from files outside of `corpus` is left as it is; any other is built, or rebuilt when it is stale.
    """
    try:
        if built_elsewhere(index_dir, corpus):
            return open_searcher(index_dir, model), ""
        encoder = load_encoder(model)
        if _build(index_dir, corpus, encoder):
            return open_searcher(index_dir, encoder=encoder), ""
        try:
            return open_searcher(index_dir, encoder=encoder), ""
        except XunzhangError as error:  # current by its manifest, and yet it does not open
            print(error, file=sys.stderr)
            _build(index_dir, corpus, encoder, force=True)
            return open_searcher(index_dir, encoder=encoder), ""
    except XunzhangError as error:
        print(error, file=sys.stderr)
        return None, str(error)


def _build(index_dir: Path, corpus: Path, encoder: Encoder, force: bool = False) -> bool:
    """Bring the index up to date; -> whether there was anything to do."""
    report = build_index([corpus], index_dir, encoder=encoder, progress=_show_progress, force=force)
    if report.changed:
        made = report.manifest
        print(f"Built {index_dir}: {made.articles} articles, {made.passages} passages.", file=sys.stderr)
    return report.changed


def built_elsewhere(index_dir: Path, corpus: Path) -> bool:
    """Whether there is an index and it was made of files that lie outside of `corpus`: then rebuilding it would lose them."""
    try:
        manifest = generations.read_manifest(index_dir, generations.current_generation(index_dir))
    except XunzhangError:
        return False  # none that can be read: building one loses nothing
    files = [Path(name).resolve() for name in manifest.corpus]
    return any(file.exists() and not file.is_relative_to(corpus.resolve()) for file in files)


def _show_progress(stage: str, done: int, total: int) -> None:
    """One line a stage, rewritten while it runs; only on a terminal, since a log needs no moving line."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{stage} {done:,}/{total:,}" if total else f"\r{stage} {done:,}", end=end, file=sys.stderr, flush=True)
