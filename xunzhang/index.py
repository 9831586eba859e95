"""An index: build a generation from a corpus, tell whether it is current, and open it.

A build reads and chunks the corpus into the catalogue, fits the language means and the reduction on a sample, then encodes every
passage once and streams its vectors to disk. What a generation looks like from outside, and the switch to it, is `manifest.py`'s.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from xunzhang import manifest as generations
from xunzhang.bridge import Bridge
from xunzhang.catalogue import Catalogue, CatalogueWriter
from xunzhang.centring import Means
from xunzhang.chunking import MOST_HAN, MOST_WORDS, chunk
from xunzhang.encoder import Encoder, load_encoder
from xunzhang.glossary import read_glossary
from xunzhang.late import TokenVectors
from xunzhang.lexical import LexicalIndex
from xunzhang.readers import ocr, read_corpus
from xunzhang.readers.files import Found, find_files
from xunzhang.stores import VectorStore, open_store
from xunzhang.text import family
from xunzhang.types import Article, AuditRow, Manifest, XunzhangError
from xunzhang.vectors import read_means, write_vectors

LEXICAL, GLOSSARY = "lexical", "glossary.csv"
REPORTED_EVERY = 256  # passages, while the lexical index is written
LOCK_WAIT_S = 600.0

Progress = Callable[[str, int, int], None]  # stage ("reading", "encoding", "indexing"), done, total (0 where unknown)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `changed` is False where the index was current and nothing was written."""

    manifest: Manifest
    audit: list[AuditRow]
    changed: bool


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation: every part that a question needs, read-only, row i of one being row i of all."""

    folder: Path
    manifest: Manifest
    encoder: Encoder
    catalogue: Catalogue
    vectors: VectorStore
    tokens: TokenVectors
    means: Means
    question_means: Means
    lexical: LexicalIndex
    bridge: Bridge
    languages: NDArray[np.str_]  # the passages' language families, by row
    families: dict[str, NDArray[np.int64]]  # language family -> its rows, ascending


def build_index(
    paths: Sequence[Path],
    index_dir: Path,
    model: str | None = None,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
    force: bool = False,
) -> BuildReport:
    """Build `index_dir` from the files and folders in `paths`, unless it is current already.

    `model` names a sentence-transformers model, None being the bundled one; `encoder` is one already loaded. Raises
    XunzhangError where nothing could be read, the model does not load, or another build holds the lock.
    """
    progress = progress or (lambda stage, done, total: None)
    files = find_files(paths)
    with generations.building_lock(index_dir, LOCK_WAIT_S):
        if not force and not index_is_stale(paths, index_dir, model or (encoder.name if encoder else None)):
            opened = generations.current_generation(index_dir)
            return BuildReport(generations.read_manifest(index_dir, opened), Catalogue(opened).audit(), changed=False)
        encoder = encoder or load_encoder(model)
        folder = generations.new_generation(index_dir)
        with CatalogueWriter(folder) as writer:
            audit = _read(paths, len(files), writer, _take_glossaries(folder, paths), progress)
        if not writer.passages:
            raise XunzhangError(_nothing_read(paths, audit))
        write_vectors(folder, encoder, lambda done, total: progress("encoding", done, total))
        _write_lexical(folder, progress)
        made = _manifest(encoder, writer, folder, paths, files)
        generations.make_current(index_dir, generations.seal(folder, made))
    return BuildReport(made, audit, changed=True)


def index_is_stale(paths: Sequence[Path], index_dir: Path, model: str | None = None) -> str:
    """Why `index_dir` is not what `build_index` would make of `paths`, in a sentence; "" where it is."""
    try:
        _, manifest = _checked(index_dir)
    except XunzhangError as error:
        return str(error)
    if (model or _default_model()) != manifest.model:
        return f"The index was built with the model {manifest.model}, not {model or _default_model()}."
    if manifest.settings != _settings():
        return "The index was built with other settings."
    if _roots(paths) != manifest.roots:
        return f"The index was built from {', '.join(manifest.roots)}."
    now = _stamps(find_files(paths))
    if now != manifest.corpus:
        changed = sorted({*now.items()} ^ {*manifest.corpus.items()})
        return f"{len({path for path, _ in changed})} files have changed since, {changed[0][0]} among them."
    return ""


def open_catalogue(index_dir: Path) -> Catalogue:
    """The articles, passages and audit of the current generation, without loading a model; raises as `open_index` does."""
    return Catalogue(_checked(index_dir)[0])


def _checked(index_dir: Path) -> tuple[Path, Manifest]:
    """The current generation's folder and manifest, its files as they were written."""
    folder = generations.current_generation(index_dir)
    manifest = generations.read_manifest(index_dir, folder)
    generations.check_files(index_dir, folder, manifest)
    return folder, manifest


def open_index(index_dir: Path, model: str | None = None, *, encoder: Encoder | None = None) -> Index:
    """Open the current generation. `model` or `encoder` must be the ones it was built with; by default that is so.

    Raises XunzhangError where there is no index, it is damaged, or it is of another format version or model.
    """
    folder, manifest = _checked(index_dir)
    encoder = encoder or load_encoder(model or manifest.model)
    if encoder.fingerprint != manifest.model_fingerprint:
        raise XunzhangError(
            f"The index in {index_dir} was built with the model {manifest.model!r}, and {encoder.name!r} is another; "
            f"leave --model out, or rebuild with: python build_index.py --index {index_dir} --model {encoder.name}"
        )
    try:
        bridge = Bridge(folder / GLOSSARY if (folder / GLOSSARY).is_file() else None)
        catalogue = Catalogue(folder)
        languages = np.asarray([family(language) for language in catalogue.languages()])
        return Index(
            folder,
            manifest,
            encoder,
            catalogue,
            open_store(folder),
            TokenVectors(folder),
            read_means(folder, "passage"),
            read_means(folder, "question"),
            LexicalIndex.open(folder / LEXICAL),
            bridge,
            languages,
            {str(language): np.flatnonzero(languages == language) for language in np.unique(languages)},
        )
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise XunzhangError(f"The index in {index_dir} is damaged ({error}); {generations.REBUILD.format(index_dir)}") from error


def _take_glossaries(folder: Path, paths: Sequence[Path]) -> tuple[str, ...]:
    """Put the glossaries of all corpus folders into the generation as one; -> what could not be used of them, and why."""
    pairs: list[tuple[str, str]] = []
    messages: list[str] = []
    for path in paths:
        try:
            glossary = read_glossary(path / GLOSSARY)
        except XunzhangError as error:
            messages.append(str(error))
            continue
        pairs += glossary.pairs
        messages += glossary.messages
    if pairs:
        with (folder / GLOSSARY).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(pairs)
    return tuple(messages)


def _read(
    paths: Sequence[Path], total: int, writer: CatalogueWriter, of_glossaries: tuple[str, ...], progress: Progress
) -> list[AuditRow]:
    audit = []
    for event in read_corpus(paths):
        if isinstance(event, Article):
            writer.add(event, chunk(event))
            continue
        row = event
        if Path(row.path).name == GLOSSARY:
            row = replace(row, messages=row.messages + of_glossaries)
            of_glossaries = ()
        writer.add_audit(row)
        audit.append(row)
        progress("reading", len(audit), max(total, len(audit)))
    return audit


def _nothing_read(paths: Sequence[Path], audit: Sequence[AuditRow]) -> str:
    reasons = [f"{row.path}: {message}" for row in audit for message in row.messages]
    where = ", ".join(map(str, paths))
    return (
        f"No article could be read from {where} ({'; '.join(reasons[:3]) or 'no files'}); put .txt, .md or .jsonl articles there."
    )


def _write_lexical(folder: Path, progress: Progress) -> None:
    catalogue = Catalogue(folder)
    _, total = catalogue.counts()

    def rows() -> Iterator[tuple[int, str, str]]:
        for row, passage in enumerate(catalogue.every_passage()):
            if row % REPORTED_EVERY == 0:
                progress("indexing", row, total)
            yield row, passage.text, f"{passage.article.title}\n{passage.heading}"
        progress("indexing", total, total)

    LexicalIndex.build(folder / LEXICAL, rows())


def _manifest(encoder: Encoder, writer: CatalogueWriter, folder: Path, paths: Sequence[Path], files: Sequence[Found]) -> Manifest:
    return Manifest(
        format_version=generations.FORMAT_VERSION,
        created=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        model=encoder.name,
        model_fingerprint=encoder.fingerprint,
        dimensions=encoder.dimensions,
        token_dimensions=int(TokenVectors(folder).reduction.shape[1]),
        articles=writer.articles,
        passages=writer.passages,
        settings=_settings(),
        roots=_roots(paths),
        corpus=_stamps(files),
    )


def _settings() -> dict[str, object]:
    """What changes an index besides the model and the corpus."""
    return {"passage_limits": [MOST_HAN, MOST_WORDS], "ocr": list(ocr.languages())}


def _roots(paths: Sequence[Path]) -> list[str]:
    return sorted({path.resolve().as_posix() for path in paths})


def _stamps(files: Sequence[Found]) -> dict[str, str]:
    stamps = {}
    for file in files:
        try:
            stamps[file.name] = file.problem or generations.checksum(file.path)
        except OSError as error:
            stamps[file.name] = f"unreadable: {error.strerror}"
    return stamps


def _default_model() -> str:
    from xunzhang.bundled import HUB_NAME

    return HUB_NAME
