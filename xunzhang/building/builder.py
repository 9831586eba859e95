"""Builds an index where it is not current. An interrupted build leaves what it had read and encoded to the next one.

Whether there is anything to do is `staleness.py`'s; making a generation, `generation_build.py`'s; what one looks like from
outside, `index/generations.py`'s; opening one, `index/opening.py`'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.building.build_report import BuildReport
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.building.remains import clear_remains
from xunzhang.building.staleness import Generation, current_state, why_stale
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import in_backend, load_encoder
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import is_present
from xunzhang.index.lock import building_lock
from xunzhang.index.upgrading import upgrade
from xunzhang.messages.wording import of_system, say
from xunzhang.types import UnwritableError, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import NOTHING, Message, as_said

if TYPE_CHECKING:
    from xunzhang.building.workplace import Workplace

LOCK_WAIT_S = 600.0


def build_index(
    paths: Sequence[Path],
    index_dir: Path,
    model: str | None = None,
    progress: BuildProgress | None = None,
    *,
    encoder: Encoder | None = None,
    backend: str = AUTO,
    force: bool = False,
    wait_s: float | None = None,
    tell: Callable[[Message], None] | None = None,
    workplace: Workplace | None = None,
) -> BuildReport:
    """Bring `index_dir` up to date with the files and folders in `paths`; `force` builds anew whatever there is.

    `model` names a sentence-transformers model, None being the bundled one; `encoder` is one already loaded. `backend` is to
    compute the bundled one; by default that which encoded the index before, and for a new one whatever is fast here. `tell` gets
    messages for the user while the build runs. `workplace` is where files are read and passages encoded, by default here.
    Raises XunzhangError where nothing could be read, the model does not load, or another build holds the lock for more than
    `wait_s` seconds (LOCK_WAIT_S); UnwritableError where there is something to write and that cannot be; NewerIndex where a
    newer program has written the index, unless `force`.
    """
    progress, tell = progress or (lambda stage, done, total, note=NOTHING: None), tell or (lambda message: None)
    with ExitStack() as stack:
        try:
            stack.enter_context(building_lock(index_dir, LOCK_WAIT_S if wait_s is None else wait_s, tell))
        except OSError as error:
            stamps = workplace.stamps(index_dir) if workplace else Stamps(index_dir)
            unchanged = None if force else _unchanged(paths, stamps, index_dir, model or _name(encoder), backend)
            if unchanged is None:
                raise unwritten(index_dir, error) from error
            return unchanged
        corpus = Corpus.look(paths, workplace.stamps(index_dir) if workplace else Stamps(index_dir))
        corpus.stamps.save()
        before, damage = (None, NOTHING) if force else _current_state(index_dir, tell)
        why = say("building.forced") if force else damage or why_stale(corpus, before, model or _name(encoder), backend)
        if before and not why:
            clear_remains(index_dir)
            return _as_it_is(before)
        tell(why)
        wanted = before.manifest.backends[0] if before and backend == AUTO else backend
        encoder = in_backend(encoder, wanted) if encoder else load_encoder(model, wanted)
        from xunzhang.building.generation_build import GenerationBuild  # here, not above: all readers come with it

        with told_unwritten(index_dir):
            return GenerationBuild(corpus, index_dir, encoder, before, progress, tell, backend, workplace).run(why)


@contextmanager
def told_unwritten(index_dir: Path) -> Iterator[None]:
    """While an index is written: what the disk or a file on it refuses is an UnwritableError."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if not isinstance(error, (OSError, sqlite3.OperationalError)):
            with suppress(OSError):
                clear_remains(index_dir)  # what an interrupted build left is damaged
        raise unwritten(index_dir, error) from error


def _as_it_is(before: Generation) -> BuildReport:
    return BuildReport(before.manifest, Catalogue(before.folder).audit(), changed=False, generation=before.folder.name)


def _unchanged(paths: Sequence[Path], stamps: Stamps, index_dir: Path, model: str | None, backend: str) -> BuildReport | None:
    """Of an index that may not be written to: what there is where it is current, or else None."""
    before, damage = current_state(index_dir)
    if before is None or damage or why_stale(Corpus.look(paths, stamps), before, model, backend):
        return None
    return _as_it_is(before)


def _current_state(index_dir: Path, tell: Callable[[Message], None]) -> tuple[Generation | None, Message]:
    """As `current_state`, the generation being converted where it is in an earlier format."""
    before, damage = current_state(index_dir)
    if before is None or is_present(before.manifest):
        return before, damage
    try:
        return Generation(*upgrade(index_dir, *before, tell)), NOTHING
    except OSError as error:
        raise unwritten(index_dir, error) from error
    except XunzhangError as error:
        return None, error.message


def unwritten(index_dir: Path, error: Exception) -> UnwritableError:
    """That an index cannot be written, why, and what mends it."""
    if (file := generations.file_in_the_way(index_dir)) is not None:
        return UnwritableError(say("index.is_file", folder=str(index_dir), file=str(file)))
    why = of_system(error) if isinstance(error, OSError) else as_said(str(error))
    return UnwritableError(say("building.unwritten", folder=str(index_dir), why=why))


def _name(encoder: Encoder | None) -> str | None:
    return encoder.name if encoder else None
