"""Gets the collection ready for the page: the index of `corpus/` built or brought up to date, or another index opened as it is.

A page without a collection is still a page, so what a user has to mend comes back as a sentence to show.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xunzhang.building.builder import build_index
from xunzhang.building.repairing import repair_index
from xunzhang.building.watching import keep_current
from xunzhang.cli.progress import ProgressBars
from xunzhang.cli.terminal import teller
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import load_encoder
from xunzhang.index import generations
from xunzhang.index.lock import Busy
from xunzhang.messages.wording import Spoken, say
from xunzhang.search.pipeline import open_searcher
from xunzhang.service.live import LiveSearcher
from xunzhang.types import Manifest, UnwritableError, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import Message
from xunzhang.types.store_uri import LOCAL, StoreUri


@dataclass(frozen=True, slots=True)
class PageOf:
    """What a page is to be of: an index, the files that it is made of, and how. What is said on the way is in `language`.

    `model` is the one that a flag names, if any; `backend` computes it; without `reads` there is no reader.
    """

    index_dir: Path
    corpus: Path
    model: str | None = None
    language: Spoken = "en"
    backend: str = AUTO
    reads: bool = True
    store: StoreUri = LOCAL


def open_collection(wanted: PageOf) -> LiveSearcher:
    """-> the searcher to ask, or why there is none, and what mends it.

    An index that was built from something other than `corpus` is left as it is; any other is built, or rebuilt when stale, with
    the model that it was built with unless `model` names another.
    """
    index_dir, corpus, model = wanted.index_dir, wanted.corpus, wanted.model
    encoder, made = None, None
    tell = teller(wanted.language)
    if wanted.store != LOCAL:
        return _open_in_store(wanted)
    try:
        made = _manifest(index_dir)
        if made and built_elsewhere(made, corpus):
            return LiveSearcher(
                open_searcher(index_dir, model, backend=wanted.backend, reads=wanted.reads, tell=tell), index_dir=index_dir
            )
        wait_s = 0.0 if made else None  # there is an index to open while somebody else builds
        encoder = load_encoder(model or (made.model if made else None), wanted.backend, fetch=model is not None)
        with ProgressBars(wanted.language) as bars:
            report = build_index(
                [corpus], index_dir, encoder=encoder, backend=wanted.backend, progress=bars.show, tell=bars.tell, wait_s=wait_s
            )
        if report.changed:
            tell(say("built.for_page", folder=str(index_dir), **_holds(report.manifest)))
        return LiveSearcher(
            open_searcher(index_dir, encoder=encoder, reads=wanted.reads, checked=report.generation, tell=tell),
            index_dir=index_dir,
            roots=[corpus],
            backend=wanted.backend,
        )
    except XunzhangError as error:
        if not made or not isinstance(error, (Busy, UnwritableError)):
            tell(error.message)
            return LiveSearcher(None, error.message, index_dir, encoder, [corpus], backend=wanted.backend, reads=wanted.reads)
        tell(say("built.until_then" if isinstance(error, Busy) else "built.as_it_is", why=error.message))
    return _as_it_is(wanted, encoder, tell)


def _as_it_is(wanted: PageOf, encoder: Encoder | None, tell: Callable[[Message], None]) -> LiveSearcher:
    """What there is, while it cannot be brought up to date."""
    index_dir, corpus, backend, reads = wanted.index_dir, wanted.corpus, wanted.backend, wanted.reads
    try:
        searcher = open_searcher(index_dir, encoder=encoder, reads=reads, tell=tell)
    except XunzhangError as error:
        tell(error.message)
        return LiveSearcher(None, error.message, index_dir, encoder, [corpus], backend=backend, reads=reads)
    return LiveSearcher(searcher, index_dir=index_dir, roots=[corpus], backend=backend)


def _open_in_store(wanted: PageOf) -> LiveSearcher:
    """The searcher on a store, which is built elsewhere. Raises XunzhangError where it cannot be asked."""
    tell = teller(wanted.language)
    searcher = open_searcher(
        wanted.index_dir, wanted.model, backend=wanted.backend, reads=wanted.reads, tell=tell, store=wanted.store
    )
    return LiveSearcher(searcher, index_dir=wanted.index_dir, store=wanted.store)


def build_at_once(index_dir: Path, corpus: Path) -> bool:
    """Whether there is no index yet and there are files to build one of: the page comes up first then, and tells of it."""
    try:
        return _manifest(index_dir) is None and any(path.is_file() for path in corpus.rglob("*"))
    except XunzhangError:
        return False


def first_build(wanted: PageOf) -> tuple[LiveSearcher, threading.Thread]:
    """-> a searcher that there is none of yet, and the thread, to be started, that builds its index and gives it to it."""
    index_dir, corpus, model = wanted.index_dir, wanted.corpus, wanted.model
    live = LiveSearcher(
        None, say("built.first"), index_dir, roots=[corpus], backend=wanted.backend, reads=wanted.reads, first=True
    )
    tell = teller(wanted.language)

    def build() -> None:
        with ProgressBars(wanted.language) as bars:
            report = live.build_first(lambda: load_encoder(model, wanted.backend), bars.show, bars.tell)
        tell(say("built.for_page", folder=str(index_dir), **_holds(report.manifest)) if report else live.trouble)

    return live, threading.Thread(target=build, name="first-build", daemon=True)


def mended_meanwhile(wanted: PageOf) -> tuple[LiveSearcher, threading.Thread] | None:
    """Of an index that is damaged: a searcher that there is none of yet, which says so, and the thread, to be started, that mends
    it and gives it to it. None of one that is whole."""
    index_dir, corpus, model = wanted.index_dir, wanted.corpus, wanted.model
    try:
        generations.checked(index_dir)
        return None
    except generations.NewerIndex:
        raise
    except XunzhangError as error:
        live = LiveSearcher(None, error.message, index_dir, roots=[corpus], backend=wanted.backend, reads=wanted.reads)
    tell = teller(wanted.language)
    tell(live.trouble)

    def load(made: Manifest) -> Encoder:
        return load_encoder(
            model or made.model, made.backends[0] if wanted.backend == AUTO else wanted.backend, fetch=model is not None
        )

    def repair() -> None:
        try:
            with ProgressBars(wanted.language) as bars:
                report = repair_index(index_dir, load, bars.show)
            for message in report.mended:
                tell(message)
        except XunzhangError as error:
            tell(error.message)
        live.refresh()

    return live, threading.Thread(target=repair, name="repair", daemon=True)


def watch_collection(live: LiveSearcher, language: Spoken = "en") -> None:
    """Keep the collection up to date with its files from now on, in a thread of its own, until the program ends."""

    tell = teller(language)

    def update() -> None:
        report = live.update(tell=tell)
        if report and report.changed:
            tell(say("built.updated", **_holds(report.manifest), n=report.passages_encoded))

    def trouble(message: Message) -> None:
        live.outdated = message

    arguments = (live.roots, update, threading.Event(), tell)
    threading.Thread(target=keep_current, args=arguments, kwargs={"trouble": trouble}, name="watch", daemon=True).start()


def _holds(made: Manifest) -> dict[str, Message]:
    return {"articles": say("count.articles", n=made.articles), "passages": say("count.passages", n=made.passages)}


def _manifest(index_dir: Path) -> Manifest | None:
    """None where there is no index that can be read: building one loses nothing. Raises NewerIndex, since there it would."""
    try:
        return generations.read_manifest(index_dir, generations.current_generation(index_dir))
    except generations.NewerIndex:
        raise
    except XunzhangError:
        return None


def built_elsewhere(made: Manifest, corpus: Path) -> bool:
    """Whether an index was made of something other than `corpus`, so that rebuilding it from there would lose it.

    A folder of the same name that is gone is `corpus` before the whole checkout was moved.
    """
    ours = corpus.resolve()
    if any("://" in root for root in made.roots):
        return True
    roots = [Path(root) for root in made.roots]
    return any(root != ours and (root.exists() or root.name != ours.name) for root in roots)
