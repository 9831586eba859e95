"""An index opened for questions, and the way to one.

How an index is built and what makes it stale is `building/`'s; what a generation looks like from outside, `generations.py`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.centring import Means
from xunzhang.encoding.encoder import Encoder, load_encoder
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY, LEXICAL
from xunzhang.index.lexical import LexicalIndex
from xunzhang.index.stores import VectorStore, open_store
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.index.vector_space import read_vector_space
from xunzhang.question.bridge import Bridge
from xunzhang.types import Manifest, XunzhangError


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation: every part that a question needs, read-only, row i of one being row i of all."""

    folder: Path
    held: BinaryIO  # keeps the folder from being removed while this is open
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


def open_catalogue(index_dir: Path) -> Catalogue:
    """The articles, passages and audit of the current generation, without loading a model; raises as `open_index` does."""
    return Catalogue(generations.checked(index_dir)[0])


def open_index(index_dir: Path, model: str | None = None, *, encoder: Encoder | None = None, checked: str = "") -> Index:
    """Open the current generation. `model` or `encoder` must be the ones it was built with; by default that is so.

    `checked` names a generation whose files have just been written or checked, and need not be checked again.

    Raises XunzhangError where there is no index, it is damaged, or it is of another format version or model.
    """
    folder, held = _hold_current(index_dir)
    manifest = generations.read_manifest(index_dir, folder)
    if folder.name != checked:
        generations.check_files(index_dir, folder, manifest)
    encoder = encoder or load_encoder(model or manifest.model)
    if encoder.fingerprint != manifest.model_fingerprint:
        raise XunzhangError(
            f"The index in {index_dir} was built with the model {manifest.model!r}, and {encoder.name!r} is another; "
            f"leave --model out, or rebuild with: python build_index.py --index {index_dir} --model {encoder.name}"
        )
    try:
        bridge = Bridge(folder / GLOSSARY if (folder / GLOSSARY).is_file() else None)
        catalogue = Catalogue(folder)
        space = read_vector_space(folder)
        languages = catalogue.families()
        return Index(
            folder,
            held,
            manifest,
            encoder,
            catalogue,
            open_store(folder),
            TokenVectors(folder),
            space.passages,
            space.questions,
            LexicalIndex.open(folder / LEXICAL),
            bridge,
            languages,
            {str(language): np.flatnonzero(languages == language) for language in np.unique(languages)},
        )
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise XunzhangError(f"The index in {index_dir} is damaged ({error}); {generations.REBUILD.format(index_dir)}") from error


def _hold_current(index_dir: Path) -> tuple[Path, BinaryIO]:
    """The current generation, held. Two builds may replace and remove it between a look and the hold: then look again."""
    while True:
        folder = generations.current_generation(index_dir)
        try:
            return folder, generations.hold(folder)
        except OSError:
            if generations.current_generation(index_dir) == folder:
                raise
