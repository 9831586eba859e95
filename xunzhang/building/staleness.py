"""Whether an index is what a build would make now: of the same files, with the same model, settings and reading code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from xunzhang.building.reading_code import reading_fingerprint
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.index import generations
from xunzhang.reading import chunking
from xunzhang.reading.files import limits
from xunzhang.reading.formats import ocr
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.places import CURRENT


def index_is_stale(paths: Sequence[Path], index_dir: Path, model: str | None = None) -> str:
    """Why `index_dir` is not what `build_index` would make of `paths`, in a sentence; "" where it is."""
    before, damage = current_state(index_dir)
    return damage or why_stale(Corpus.look(paths, Stamps(index_dir)), before, model)


class Generation(NamedTuple):
    """A generation whose files have been checked."""

    folder: Path
    manifest: Manifest


def current_state(index_dir: Path) -> tuple[Generation | None, str]:
    """-> the current generation, or why there is none that can be used; None and "" where nothing was ever built.

    It may be in an earlier format. Raises NewerIndex where it is in a newer one, which is nothing to build over unasked.
    """
    if not (index_dir / CURRENT).exists():
        return None, ""
    try:
        return Generation(*generations.checked(index_dir)), ""
    except generations.NewerIndex:
        raise
    except XunzhangError as error:
        return None, str(error)


def why_stale(corpus: Corpus, before: Generation | None, model: str | None) -> str:
    """The same in a sentence, for a corpus and a generation that have been looked at; a sentence too where there is none."""
    if before is None:
        return "There is no index yet."
    made = before.manifest
    if not generations.is_present(made):
        return f"The index is in format version {made.format_version}: it is converted to version {generations.FORMAT_VERSION}."
    if (model or _default_model()) != made.model:
        return f"The index was built with the model {made.model}, not {model or _default_model()}: everything is encoded anew."
    changed = sorted(name for name, value in settings().items() if made.settings.get(name) != value)
    if changed:
        return f"The index was built with other settings ({', '.join(changed)}): every file is read anew."
    if corpus.roots() != made.roots:
        return f"The index was built from {', '.join(made.roots)}."
    if corpus.contents != made.corpus:
        names = sorted({name for name, _ in {*corpus.contents.items()} ^ {*made.corpus.items()}})
        return f"{len(names)} files have changed since, {names[0]} among them." if names[1:] else f"{names[0]} has changed since."
    return ""


def settings() -> dict[str, Any]:
    """What changes an index besides the model and the corpus: the limits on files and passages, and the code that reads them."""
    return {
        "file_limits": asdict(limits.current()),
        "ocr": list(ocr.languages()),
        "passage_limits": [chunking.MOST_HAN, chunking.MOST_WORDS],
        "reading_code": reading_fingerprint(),
    }


def _default_model() -> str:
    from xunzhang.encoding.bundled import HUB_NAME

    return HUB_NAME
