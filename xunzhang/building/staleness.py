"""Whether an index is what a build would make now: of the same files, with the same model, settings and reading code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from xunzhang.building.reading_code import reading_fingerprint
from xunzhang.building.stamps import Corpus, Stamps
from xunzhang.index import generations
from xunzhang.messages.wording import say
from xunzhang.reading import chunking
from xunzhang.reading.files import limits
from xunzhang.reading.scans import engines
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.backend_names import AUTO
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.places import CURRENT


def index_is_stale(paths: Sequence[Path], index_dir: Path, model: str | None = None) -> Message:
    """Why `index_dir` is not what `build_index` would make of `paths`, in a sentence; nothing where it is."""
    before, damage = current_state(index_dir)
    return damage or why_stale(Corpus.look(paths, Stamps(index_dir)), before, model)


class Generation(NamedTuple):
    """A generation whose files have been checked."""

    folder: Path
    manifest: Manifest


def current_state(index_dir: Path) -> tuple[Generation | None, Message]:
    """-> the current generation, or why there is none that can be used; None and nothing where nothing was ever built.

    It may be in an earlier format. Raises NewerIndex where it is in a newer one, which is nothing to build over unasked.
    """
    if not (index_dir / CURRENT).exists():
        return None, NOTHING
    try:
        return Generation(*generations.checked(index_dir)), NOTHING
    except generations.NewerIndex:
        raise
    except XunzhangError as error:
        return None, error.message


def why_stale(corpus: Corpus, before: Generation | None, model: str | None, backend: str = AUTO) -> Message:
    """The same in a sentence, for a corpus and a generation that have been looked at; a sentence too where there is none."""
    if before is None:
        return say("stale.no_index")
    made = before.manifest
    if not generations.is_present(made):
        return say("stale.format", theirs=made.format_version, ours=generations.FORMAT_VERSION)
    if (model or _default_model()) != made.model:
        return say("stale.model", theirs=made.model, ours=model or _default_model())
    if backend not in (AUTO, made.backends[0]):
        return say("stale.backend", theirs=made.backends[0], ours=backend)
    changed = sorted(name for name, value in settings().items() if made.settings.get(name) != value)
    if changed:
        return say("stale.settings", list=", ".join(changed))
    if corpus.roots() != made.roots:
        return say("stale.roots", list=", ".join(made.roots))
    if corpus.contents != made.corpus:
        names = sorted({name for name, _ in {*corpus.contents.items()} ^ {*made.corpus.items()}})
        return say("stale.files", n=len(names), name=names[0]) if names[1:] else say("stale.file", name=names[0])
    return NOTHING


def settings() -> dict[str, Any]:
    """What changes an index besides the model and the corpus: the limits on files and passages, and the code that reads them."""
    return {
        "file_limits": {name: most for name, most in asdict(limits.current()).items() if name not in limits.OF_ARRIVAL},
        "ocr": engines.setting(),
        "passage_limits": [chunking.MOST_HAN, chunking.MOST_WORDS],
        "reading_code": reading_fingerprint(),
    }


def _default_model() -> str:
    from xunzhang.encoding.bundled import HUB_NAME

    return HUB_NAME
