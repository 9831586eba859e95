"""Makes one generation of an index: reads what changed, encodes what is new, takes the rest from the generation before.

A file's articles are taken over by the file's content, a passage's vectors by its text. When to do so is `builder.py`'s, which
loads this module, and with it all readers, only where there is something to do.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from xunzhang.building.build_report import BuildReport
from xunzhang.building.catalogue_writer import CatalogueWriter
from xunzhang.building.forgotten import Forgotten
from xunzhang.building.lexical_writer import write_lexical
from xunzhang.building.previous import Previous
from xunzhang.building.reading_progress import BuildProgress, ReadingProgress
from xunzhang.building.remains import clear_remains, take_remains
from xunzhang.building.staleness import Generation, settings
from xunzhang.building.stamps import Corpus
from xunzhang.building.unfinished import Unfinished
from xunzhang.building.vectors import VectorReport, write_vectors
from xunzhang.building.workplace import Here, PartSource, Workplace
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.loading import fastest_of
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.columns import write_columns
from xunzhang.index.generations import GLOSSARY
from xunzhang.index.vector_space import read_vector_space
from xunzhang.language.dictionaries.glossary import merge_glossaries
from xunzhang.messages.wording import say
from xunzhang.reading import chunking
from xunzhang.reading.files.child import in_words
from xunzhang.reading.register import Admitted, Register, admit
from xunzhang.types import Article, AuditRow, Manifest, Passage, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import Message, as_said

log = logging.getLogger(__name__)
LONG_BUILD = 5000  # passages, minutes of encoding; then it pays to measure for some seconds what encodes fastest


class GenerationBuild:
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
        workplace: Workplace | None = None,
    ) -> None:
        """With no `backend` wanted, whatever encodes fastest here takes the encoder's place where there is much to encode."""
        self._backend = backend
        self._workplace = workplace or Here()
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
            raise XunzhangError(_nothing_read(self._corpus, audit))
        if self._workplace.encodes_here and not self._before and self._backend == AUTO and writer.passages >= LONG_BUILD:
            self._encoder = fastest_of(self._encoder)
        write_columns(folder, *Catalogue(folder).made_columns())
        vectors = self._write_vectors(folder)
        write_lexical(folder, self._progress, self._before.folder if self._before else None)
        taken_over = self._before.manifest.backends if self._before and vectors.copied else []
        made = self._manifest(writer, folder, list(dict.fromkeys([*vectors.backends, *taken_over])))
        sealed = generations.seal(folder, made)
        generations.make_current(self._index_dir, sealed)
        clear_remains(self._index_dir)
        return BuildReport(made, audit, True, sealed.name, why, self._files_read, vectors.encoded, self._encoder)

    def _read(self, writer: CatalogueWriter, previous: Previous, of_glossaries: tuple[Message, ...]) -> list[AuditRow]:
        unknown = [file for file in self._corpus.files if not previous.has(self._corpus.key(file))]
        with self._workplace.reading(self._corpus, unknown, self._encoder) as source:
            return self._take_up(writer, previous, of_glossaries, source)

    def _take_up(
        self, writer: CatalogueWriter, previous: Previous, of_glossaries: tuple[Message, ...], source: PartSource
    ) -> list[AuditRow]:
        audit: list[AuditRow] = []
        register = Register(self._corpus.files)
        reading, forgotten = ReadingProgress(self._corpus, self._progress), Forgotten(self._index_dir)
        for file in self._corpus.files:
            known = previous.parts(self._corpus.key(file), file.name)
            self._files_read += known is None and not file.problem
            for part in map(forgotten.left_out_of, source.parts(file) if known is None else known):
                uncut: list[Message] = []
                for event in admit(part, register):
                    if isinstance(event, Admitted):
                        writer.add(event, _passages(event.article, previous, uncut))
                        reading.within(part)
                        continue
                    row = replace(event, status="partly", messages=(*event.messages, *uncut)) if uncut else event
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
                self._workplace.encoding,
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
            token_dimensions=read_vector_space(folder).coding.axes.shape[1],
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


def _passages(article: Article | None, previous: Previous, uncut: list[Message]) -> list[Passage]:
    """None for an article that cannot be cut into any, which `uncut` tells of: it is not to end what others are indexed in."""
    if article is None:
        return []
    known = previous.passages(article)
    try:
        return chunking.chunk(article) if known is None else known
    except Exception as error:
        log.exception("An article of %s could not be cut into passages", article.head.path)
        uncut.append(say("reading.broken", why=in_words(error)))
        return []


def _nothing_read(corpus: Corpus, audit: Sequence[AuditRow]) -> Message:
    reasons = tuple(say("where.said", where=as_said(row.path), what=message) for row in audit for message in row.messages)
    where = ", ".join(map(corpus.stamps.shown, corpus.paths))
    return say("building.nothing_read", folder=where, reasons=reasons[:3] or (say("building.no_files"),))
