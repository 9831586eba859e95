"""The searcher that questions go to now: the index's current generation, taken up when a build makes a new one.

A request takes `searcher` once and keeps it to its end, so that all of its answer is of one generation. How an index is built is
`builder.py`'s, and what a generation is, `index/generations.py`'s.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from xunzhang.building.build_report import BuildReport
from xunzhang.building.builder import build_index
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import load_encoder, made_ready
from xunzhang.index import generations
from xunzhang.index.opening import current_name
from xunzhang.messages.wording import say
from xunzhang.search.pipeline import Searcher, open_searcher
from xunzhang.types import XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.kinds import Stage
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.store_uri import LOCAL, StoreUri

LOOKS_EVERY_S = 1.0  # reading one line of a file, CURRENT, and what the system says of the index's files
# Of files that are not checked whole when an index is opened, blocks of 64 kB a look: 16 MB a second; and when that begins anew.
BLOCKS_A_LOOK = 256
PASS_EVERY_S = 86_400.0

log = logging.getLogger(__name__)


class Held(NamedTuple):
    """An index that is asked: its generation, and how much is in it."""

    generation: str
    articles: int
    passages: int


@dataclass(frozen=True, slots=True)
class IndexingState:
    """What is going on: a stage of `build_index`, or "" when nothing is; `trouble` is why the last build failed."""

    stage: Stage | Literal[""] = ""
    done: int = 0
    total: int = 0
    trouble: Message = NOTHING


class LiveSearcher:
    """Holds the searcher of an index's current generation. Safe to use from several threads.

    `trouble` says why there is no searcher, and what mends it; nothing where there is one.
    """

    def __init__(
        self,
        searcher: Searcher | None = None,
        trouble: Message = NOTHING,
        index_dir: Path | None = None,
        encoder: Encoder | None = None,
        roots: Sequence[Path] = (),
        *,
        backend: str = AUTO,
        reads: bool = True,
        first: bool = False,
        store: StoreUri = LOCAL,
    ) -> None:
        """Without `index_dir` there is nothing to follow, and the searcher stays as it is.

        `encoder` is one already loaded; `roots` are the files and folders of the collection, by default those that the index
        says it was built from. Without `reads` generations to come are opened without the reader, unless `searcher` has it.
        With `first` there is no index, and `build_first` is to make it.
        An index in a `store` is followed there, and built elsewhere. `backend` is to compute the bundled model in builds.
        """
        self._roots = tuple(roots)
        self._encoder = encoder or (searcher.encoder if searcher else None)
        self._backend = backend
        self._searcher = searcher
        self._trouble = NOTHING if searcher else trouble
        self._index_dir = index_dir
        self._store = store
        self._refused = ""  # a generation that could not be opened, and is not tried again
        self._reads = reads if searcher is None else searcher.index.reader is not None
        self.indexing = IndexingState("reading" if first else "")  # of the first build, while the page is up already
        self.outdated = NOTHING  # why what is shown may not be what the files hold now
        self._watchers: list[Callable[[], None]] = []
        self._taking_up = threading.Lock()
        self._next_pass = 0.0

    @property
    def searcher(self) -> Searcher | None:
        return self._searcher

    def held(self) -> Held | None:
        """What is asked now, None where there is no index."""
        searcher = self._searcher
        return Held(searcher.generation, searcher.manifest.articles, searcher.manifest.passages) if searcher else None

    @property
    def trouble(self) -> Message:
        return self._trouble

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files and folders that the collection is made of; none where there is no index and none were given, nor where some
        are at an address, which is not for a page to read."""
        made = self._searcher.manifest.roots if self._searcher else ()
        return self._roots or (() if any("://" in root for root in made) else tuple(map(Path, made)))

    def on_change(self, call: Callable[[], None]) -> None:
        """Have `call` called, without arguments, after another generation was taken up."""
        self._watchers.append(call)

    def refresh(self) -> bool:
        """Take up the current generation where it is another one; -> whether it was. What is open stays when it cannot be opened.

        Questions under way finish on the searcher they began with.
        """
        if self._index_dir is None:
            return False
        with self._taking_up:
            try:
                there = current_name(self._index_dir, self._store, self._searcher.index if self._searcher else None)
            except XunzhangError as error:
                if self._store != LOCAL:
                    self.outdated = error.message  # what is open stays, and the page says why it may be behind
                return False  # no index yet, or between two states: the next look tells
            if self._store != LOCAL:
                self.outdated = NOTHING
            if there == self._refused or (self._searcher and there == self._searcher.generation):
                return False
            try:
                self._searcher = self._open(self._index_dir)
            except XunzhangError as error:
                self._refused = there
                self._trouble = NOTHING if self._searcher else error.message
                log.warning("The new index was not taken up: %s", error)
                return False
            self._trouble, self._next_pass = NOTHING, 0.0
        for call in self._watchers:
            call()
        return True

    def _open(self, index_dir: Path) -> Searcher:
        """With the encoder at hand where it is the model's; loading one takes seconds and memory."""
        fits = self._encoder
        if self._store == LOCAL:
            made = generations.read_manifest(index_dir, generations.current_generation(index_dir))
            fits = self._encoder if self._encoder and self._encoder.fingerprint == made.model_fingerprint else None
        searcher = open_searcher(index_dir, encoder=fits, reads=self._reads, tell=log.warning, store=self._store)
        self._encoder = searcher.encoder
        return searcher

    @property
    def is_first(self) -> bool:
        """Whether there is no index yet, and `build_first` is to make one."""
        return self._searcher is None and self.indexing.stage != ""

    def build_first(
        self,
        load: Callable[[], Encoder] = load_encoder,
        progress: BuildProgress | None = None,
        tell: Callable[[Message], None] | None = None,
    ) -> BuildReport | None:
        """Build the index that there is none of yet with the encoder that `load` gives, and take it up; `indexing` tells of it.

        None, and `trouble`, where that fails for a reason that can be mended.
        """

        def show(stage: Stage, done: int, total: int, note: Message = NOTHING) -> None:
            self.indexing = IndexingState(stage, done, total)
            if progress is not None:
                progress(stage, done, total, note)

        try:
            self._encoder = self._encoder or load()
            return self.update(show, tell)
        except XunzhangError as error:
            self._trouble = error.message
            return None
        except Exception as error:
            log.exception("The first index could not be built")
            self._trouble = say("watch.failed", why=f"{type(error).__name__}: {error}"[:200])
            return None
        finally:
            self.indexing = IndexingState(trouble=NOTHING if self._searcher else self._trouble)

    def update(self, progress: BuildProgress | None = None, tell: Callable[[Message], None] | None = None) -> BuildReport | None:
        """Bring the index up to date with its files, and take it up; None where there is nothing to build from or into.

        Raises XunzhangError as `build_index` does; what is open stays then.
        """
        if self._index_dir is None or not self.roots or self._store != LOCAL:
            return None
        model = self._searcher.manifest.model if self._searcher else None
        self._encoder = self._encoder or load_encoder(model, self._backend, fetch=False)
        report = build_index(
            self.roots, self._index_dir, encoder=self._encoder, backend=self._backend, progress=progress, tell=tell
        )
        self.refresh()
        return report

    def make_ready(self) -> None:
        """Have what questions need read now, once the page is up; whoever asks meanwhile waits for no more than that."""
        if self._encoder:
            made_ready(self._encoder)

    def look_at_files(self) -> None:
        """Ask no more of an index whose files are not what they were when it was opened, and say which; go on through those that
        are too large to be checked whole at opening, by some blocks."""
        searcher = self._searcher
        if searcher is None:
            return
        whole = searcher.index.whole
        try:
            whole.check()
            if time.monotonic() > self._next_pass and not whole.go_through(BLOCKS_A_LOOK):
                self._next_pass = time.monotonic() + PASS_EVERY_S
                whole.begin_anew()
        except XunzhangError as error:
            log.error("%s", error)
            with self._taking_up:
                if self._searcher is searcher:
                    self._refused, self._trouble, self._searcher = searcher.generation, error.message, None

    def follow(self, every_s: float = LOOKS_EVERY_S) -> None:
        """Look for a new generation from now on, in a thread of its own, until the program ends."""
        threading.Thread(target=self._keep_looking, args=(every_s,), name="current-index", daemon=True).start()

    def _keep_looking(self, every_s: float) -> None:
        wait = threading.Event()
        while not wait.wait(every_s):
            with suppress(OSError):  # no file descriptor is left, or the disk is away: the next look tells
                self.refresh()
                self.look_at_files()
