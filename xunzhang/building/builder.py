"""Builds an index: reads what changed, encodes what is new, and makes the result current.

A build writes a whole new generation, but takes what has not changed from the one before: a file's articles by the file's
content, a passage's vectors by its text. An interrupted build leaves what it had read and encoded to the next one. Whether
there is anything to do is `staleness.py`'s; what a generation looks like from outside, `index/generations.py`'s; opening one,
`index/opening.py`'s.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xunzhang.building.catalogue_writer import CatalogueWriter
from xunzhang.building.lexical_writer import write_lexical
from xunzhang.building.previous import Previous
from xunzhang.building.reading_progress import BuildProgress, ReadingProgress
from xunzhang.building.remains import clear_remains, take_remains
from xunzhang.building.staleness import Generation, current_state, settings, why_stale
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.building.unfinished import Unfinished
from xunzhang.building.vectors import VectorReport, write_vectors
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import fastest_of, in_backend, load_encoder
from xunzhang.encoding.network import usable_threads
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY, is_present
from xunzhang.index.lock import building_lock
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.index.upgrading import upgrade
from xunzhang.language.dictionaries.glossary import merge_glossaries
from xunzhang.messages.wording import say
from xunzhang.reading import chunking
from xunzhang.reading.ahead import ReadAhead
from xunzhang.reading.register import Admitted, Register, admit
from xunzhang.types import Article, AuditRow, Manifest, Passage, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import NOTHING, Message, as_said

LOCK_WAIT_S = 600.0
LONG_BUILD = 5000  # passages, minutes of encoding; then it pays to measure for some seconds what encodes fastest


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the index was current and nothing was written.

    `why` says what made it build. Of the files, `files_read` were read and the others taken over; of the passages,
    `passages_encoded` were encoded. `generation` is the current one, complete and its files checked. `encoder` is the one that it
    was made with, None where nothing was written.
    """

    manifest: Manifest
    audit: list[AuditRow]
    changed: bool
    generation: str = ""
    why: Message = NOTHING
    files_read: int = 0
    passages_encoded: int = 0
    encoder: Encoder | None = None


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
) -> BuildReport:
    """Bring `index_dir` up to date with the files and folders in `paths`; `force` builds anew whatever there is.

    `model` names a sentence-transformers model, None being the bundled one; `encoder` is one already loaded. `backend` is to
    compute the bundled one; by default that which encoded the index before, and for a new one whatever is fast here. `tell` gets
    messages for the user while the build runs. Raises XunzhangError where nothing could be read, the model does not load, or
    another build holds the lock for more than `wait_s` seconds (LOCK_WAIT_S); NewerIndex where a newer program has written the
    index, unless `force`.
    """
    progress, tell = progress or (lambda stage, done, total, note=NOTHING: None), tell or (lambda message: None)
    with building_lock(index_dir, LOCK_WAIT_S if wait_s is None else wait_s, tell):
        corpus = Corpus.look(paths, Stamps(index_dir))
        corpus.stamps.save()
        before, damage = (None, NOTHING) if force else _current_state(index_dir, tell)
        why = say("building.forced") if force else damage or why_stale(corpus, before, model or _name(encoder), backend)
        if before and not why:
            clear_remains(index_dir)
            audit = Catalogue(before.folder).audit()
            return BuildReport(before.manifest, audit, changed=False, generation=before.folder.name)
        tell(why)
        wanted = before.manifest.backends[0] if before and backend == AUTO else backend
        encoder = in_backend(encoder, wanted) if encoder else load_encoder(model, wanted)
        try:
            return _Build(corpus, index_dir, encoder, before, progress, tell, backend).run(why)
        except (OSError, sqlite3.Error) as error:
            if not isinstance(error, (OSError, sqlite3.OperationalError)):
                clear_remains(index_dir)  # what an interrupted build left is damaged
            raise _unwritten(index_dir, error) from error


class _Build:
    """One build, from a corpus to a generation that is current. `before` is the generation to take from what has not changed."""

    def __init__(
        self,
        corpus: Corpus,
        index_dir: Path,
        encoder: Encoder,
        before: Generation | None,
        progress: BuildProgress,
        tell: Callable[[Message], None],
        backend: str = AUTO,
    ) -> None:
        """With no `backend` wanted, whatever encodes fastest here takes the encoder's place where there is much to encode."""
        self._backend = backend
        self._corpus = corpus
        self._index_dir = index_dir
        self._encoder = encoder
        self._before = before
        self._progress = progress
        self._tell = tell
        self._files_read = 0

    def run(self, why: Message) -> BuildReport:
        remains = take_remains(self._index_dir)
        folder = generations.new_generation(self._index_dir)
        sources = [remains, *([self._before.folder] if self._before else [])]
        with Previous(sources, settings()) as previous, CatalogueWriter(folder, settings()) as writer:
            audit = self._read(
                writer, previous, merge_glossaries([path / GLOSSARY for path in self._corpus.paths], folder / GLOSSARY)
            )
        if not writer.passages:
            shutil.rmtree(folder, ignore_errors=True)
            raise XunzhangError(_nothing_read(self._corpus.paths, audit))
        if not self._before and self._backend == AUTO and writer.passages >= LONG_BUILD:
            self._encoder = fastest_of(self._encoder)
        vectors = self._write_vectors(folder)
        write_lexical(folder, self._progress)
        taken_over = self._before.manifest.backends if self._before and vectors.copied else []
        made = self._manifest(writer, folder, list(dict.fromkeys([self._encoder.backend, *taken_over])))
        sealed = generations.seal(folder, made)
        generations.make_current(self._index_dir, sealed)
        clear_remains(self._index_dir)
        return BuildReport(made, audit, True, sealed.name, why, self._files_read, vectors.encoded, self._encoder)

    def _read(self, writer: CatalogueWriter, previous: Previous, of_glossaries: tuple[Message, ...]) -> list[AuditRow]:
        unknown = [file for file in self._corpus.files if not previous.has(self._corpus.key(file))]
        with ReadAhead(unknown, usable_threads()) as ahead:
            return self._take_up(writer, previous, of_glossaries, ahead)

    def _take_up(
        self, writer: CatalogueWriter, previous: Previous, of_glossaries: tuple[Message, ...], ahead: ReadAhead
    ) -> list[AuditRow]:
        audit: list[AuditRow] = []
        register = Register(self._corpus.files)
        reading = ReadingProgress(self._corpus, self._progress)
        for file in self._corpus.files:
            known = previous.parts(self._corpus.key(file), file.name)
            self._files_read += known is None and not file.problem
            for part in ahead.parts(file) if known is None else known:
                for event in admit(part, register):
                    if isinstance(event, Admitted):
                        writer.add(event, _passages(event.article, previous))
                        reading.within(part)
                        continue
                    row = event
                    if Path(row.path).name == GLOSSARY:
                        row, of_glossaries = replace(row, messages=row.messages + of_glossaries), ()
                    writer.end_part(part, row)
                    audit.append(row)
            if known is None:
                self._corpus.look_again(file)
            writer.end_file(file.name, self._corpus.key(file))
            reading.end_file()
        return audit

    def _write_vectors(self, folder: Path) -> VectorReport:
        fingerprint, before = self._encoder.fingerprint, self._before
        with Unfinished(self._index_dir, fingerprint) as unfinished:
            report = write_vectors(
                folder,
                self._encoder,
                unfinished,
                lambda done, total: self._progress("encoding", done, total),
                before.folder if before and self._keeps() else None,
            )
        if report.why:
            self._tell(report.why)
        return report

    def _manifest(self, writer: CatalogueWriter, folder: Path, backends: list[str]) -> Manifest:
        return Manifest(
            format_version=generations.FORMAT_VERSION,
            created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            model=self._encoder.name,
            model_fingerprint=self._encoder.fingerprint,
            backends=backends,
            dimensions=self._encoder.dimensions,
            token_dimensions=int(TokenVectors(folder).reduction.shape[1]),
            articles=writer.articles,
            passages=writer.passages,
            settings=settings(),
            roots=self._corpus.roots(),
            corpus=self._corpus.contents,
        )

    def _keeps(self) -> bool:
        """Whether the vectors of the generation before may be taken over."""
        made = self._before and self._before.manifest
        return bool(made and made.model_fingerprint == self._encoder.fingerprint and self._backend in (AUTO, made.backends[0]))


def _current_state(index_dir: Path, tell: Callable[[Message], None]) -> tuple[Generation | None, Message]:
    """As `current_state`, the generation being converted where it is in an earlier format."""
    before, damage = current_state(index_dir)
    if before is None or is_present(before.manifest):
        return before, damage
    try:
        return Generation(*upgrade(index_dir, *before, tell)), NOTHING
    except OSError as error:
        raise _unwritten(index_dir, error) from error
    except XunzhangError as error:
        return None, error.message


def _unwritten(index_dir: Path, error: Exception) -> XunzhangError:
    return XunzhangError(say("building.unwritten", folder=str(index_dir), why=str(error)))


def _passages(article: Article | None, previous: Previous) -> list[Passage]:
    if article is None:
        return []
    known = previous.passages(article)
    return chunking.chunk(article) if known is None else known


def _nothing_read(paths: Sequence[Path], audit: Sequence[AuditRow]) -> Message:
    reasons = tuple(say("where.said", where=as_said(row.path), what=message) for row in audit for message in row.messages)
    where = ", ".join(map(str, paths))
    return say("building.nothing_read", folder=where, reasons=reasons[:3] or (say("building.no_files"),))


def _name(encoder: Encoder | None) -> str | None:
    return encoder.name if encoder else None
