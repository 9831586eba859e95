"""An index opened for questions, and the way to one.

An index of an earlier format is converted first (`upgrading.py`). How an index is built and what makes it stale is `building/`'s;
what a generation looks like from outside, `generations.py`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xunzhang.encoding.centring import Means
from xunzhang.encoding.encoder import Encoder
from xunzhang.encoding.joint import PassageReader, reader_of
from xunzhang.encoding.loading import load_encoder
from xunzhang.encoding.read_once import ReadOnce
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY, LEXICAL, Opened, is_present
from xunzhang.index.lexical import LexicalIndex
from xunzhang.index.parts import Articles, Languages, LanguagesByRow, PassageTokens, Whole
from xunzhang.index.stores import VectorStore, open_store
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.index.vector_space import read_vector_space
from xunzhang.index.wholeness import Wholeness
from xunzhang.index.words import WordSearch
from xunzhang.messages.wording import of_system, say
from xunzhang.question.bridge import Bridge, plain_bridge
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import Message
from xunzhang.types.store_uri import LOCAL, StoreUri

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation: every part that a question needs, read-only, a row of one being that of all."""

    folder: Path
    held: object  # keeps the folder from being removed while this is open
    whole: Whole  # says when a file is not any more what it was
    manifest: Manifest
    encoder: Encoder
    reader: PassageReader | None  # what says whether a passage answers; None where signals alone are to judge
    catalogue: Articles
    vectors: VectorStore
    tokens: PassageTokens
    means: Means
    question_means: Means
    lexical: WordSearch
    bridge: Bridge
    languages: Languages


def open_catalogue(index_dir: Path, tell: Callable[[Message], None] | None = None, store: StoreUri = LOCAL) -> Articles:
    """The articles, passages and audit of the current generation, without loading a model; otherwise as `open_index`."""
    if store.engine == "milvus":
        from xunzhang.index.stores.milvus.opened import articles_at

        return articles_at(store)
    opened = _opened(index_dir, "", tell)
    return Catalogue(opened.folder, opened.held, opened.whole)


def open_index(
    index_dir: Path,
    model: str | None = None,
    *,
    encoder: Encoder | None = None,
    backend: str = AUTO,
    reads: bool = True,
    checked: str = "",
    tell: Callable[[Message], None] | None = None,
    store: StoreUri = LOCAL,
) -> Index:
    """Open the current generation, of `index_dir` or of a `store` on other machines.

    `model` or `encoder` must be the ones it was built with; by default that is so. `backend` computes the model; any gives the
    same answers.

    `checked` names a generation whose files have just been written or checked, and need not be checked again. `tell` gets a
    sentence where the index was of an earlier format and was converted, and where the reader cannot be used; without `reads`
    there is none.

    Raises XunzhangError where there is no index, it is damaged, of another model, or of a format that cannot be converted.
    """
    if store.engine == "milvus":
        return _from_store(store, model, encoder, backend, reads, tell)
    folder, manifest, held, whole = _opened(index_dir, checked, tell)
    encoder = _encoder(manifest, model, encoder, backend, f"--index {index_dir}", str(index_dir))
    try:
        bridge = Bridge(folder / GLOSSARY) if (folder / GLOSSARY).is_file() else plain_bridge()
        catalogue = Catalogue(folder, whole=whole)
        space = read_vector_space(folder)
        return Index(
            folder,
            held,
            whole,
            manifest,
            encoder,
            _reader(encoder, tell) if reads else None,
            catalogue,
            open_store(folder),
            TokenVectors(folder, space.coding, whole.read),
            space.passages,
            space.questions,
            LexicalIndex.open(folder / LEXICAL),
            bridge,
            LanguagesByRow(catalogue.passage_columns),
        )
    except PermissionError as error:
        raise _kept_from(index_dir, error) from error
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise generations.damaged(index_dir, str(error)) from error


def current_name(index_dir: Path, store: StoreUri = LOCAL, opened: Index | None = None) -> str:
    """The name of the current generation; of a store, by the connection that `opened` has. Raises XunzhangError where there is
    none; StoreAway, which is one, where the store cannot be reached."""
    if store.engine == "faiss":
        return generations.current_generation(index_dir).name
    from xunzhang.index.stores.milvus.opened import name_at

    return name_at(store, opened.held if opened else None)


def _from_store(
    uri: StoreUri, model: str | None, encoder: Encoder | None, backend: str, reads: bool, tell: Callable[[Message], None] | None
) -> Index:
    from xunzhang.index.stores.milvus.opened import open_store_at  # here, not above: nothing of it is needed by default

    opened = open_store_at(uri)
    manifest, space = opened.state.read_manifest(), opened.space
    encoder = _encoder(manifest, model, encoder, backend, f"--store {uri.text}", uri.text)
    return Index(
        opened.folder,
        opened,
        opened.whole,
        manifest,
        encoder,
        _reader(encoder, tell) if reads else None,
        opened.articles,
        opened.vectors,
        opened.tokens,
        space.passages,
        space.questions,
        opened.words,
        Bridge(opened.glossary) if opened.glossary else plain_bridge(),
        opened.languages,
    )


def _encoder(manifest: Manifest, model: str | None, given: Encoder | None, backend: str, flags: str, where: str) -> Encoder:
    """The encoder that an index was built with. Raises XunzhangError for another one."""
    encoder = given or load_encoder(model or manifest.model, backend, fetch=model is not None)
    if encoder.fingerprint != manifest.model_fingerprint:
        command = f"python build_index.py {flags} --model {encoder.name}"
        raise XunzhangError(say("index.model", folder=where, theirs=manifest.model, ours=encoder.name, command=command))
    return encoder


def _kept_from(index_dir: Path, error: PermissionError) -> XunzhangError:
    """A file of the index, or in the cache folder, that whoever runs this may not read or write."""
    path = Path(str(error.filename))
    if path.resolve().is_relative_to(index_dir.resolve()):
        return generations.unreadable(path, error)
    return XunzhangError(say("cache.unwritable", folder=str(path.parent), why=of_system(error)))


def _reader(encoder: Encoder, tell: Callable[[Message], None] | None) -> PassageReader | None:
    try:
        reader = reader_of(encoder)
        return ReadOnce(reader) if reader else None
    except XunzhangError as error:
        (tell or (lambda message: log.warning("%s", message)))(error.message)
        return None


class _Opened(NamedTuple):
    folder: Path
    manifest: Manifest
    held: object
    whole: Wholeness


def _opened(index_dir: Path, checked: str, tell: Callable[[Message], None] | None) -> _Opened:
    """The current generation in the present format, held, its files as they were written."""
    folder, held = generations.hold_current(index_dir)
    manifest = generations.read_manifest(index_dir, folder)
    whole = Wholeness(index_dir, folder, manifest)  # before they are checked: what is written later is noticed
    if folder.name != checked:
        generations.check_files(index_dir, folder, manifest)
    if is_present(manifest):
        return _Opened(folder, manifest, held, whole)

    from xunzhang.index.upgrading import upgraded  # here, not above: locks take half a second to import, and are rarely wanted

    converted = upgraded(index_dir, Opened(folder, manifest, held), tell or (lambda message: None))
    return _Opened(*converted, Wholeness(index_dir, converted.folder, converted.manifest))
