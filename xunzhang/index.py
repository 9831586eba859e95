"""An index opened for questions, and the way to one: what others need of building it is offered here as well.

How an index is built and what makes it stale is `building.py`'s; what a generation looks like from outside, `manifest.py`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from xunzhang import manifest as generations
from xunzhang.bridge import Bridge
from xunzhang.builds.building import GLOSSARY, LEXICAL, BuildReport, build_index
from xunzhang.builds.frame import read_frame
from xunzhang.builds.reading_progress import Progress
from xunzhang.builds.staleness import index_is_stale
from xunzhang.catalogue import Catalogue
from xunzhang.centring import Means
from xunzhang.encoder import Encoder, load_encoder
from xunzhang.late import TokenVectors
from xunzhang.lexical import LexicalIndex
from xunzhang.stores import VectorStore, open_store
from xunzhang.types import Manifest, XunzhangError

__all__ = ["BuildReport", "Index", "Progress", "build_index", "index_is_stale", "open_catalogue", "open_index"]


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
        frame = read_frame(folder)
        languages = catalogue.families()
        return Index(
            folder,
            held,
            manifest,
            encoder,
            catalogue,
            open_store(folder),
            TokenVectors(folder),
            frame.passages,
            frame.questions,
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
