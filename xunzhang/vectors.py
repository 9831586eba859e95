"""A generation's vectors: every passage encoded once, centred, reduced and streamed to disk, with the means that questions need.

The language means and the reduction are fitted on a sample of the collection; what they are is `centring.py`'s and `late.py`'s
business, where pooled vectors go `stores/`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.catalogue import Catalogue
from xunzhang.centring import Means, passage_means, question_means
from xunzhang.encoder import Encoded, Encoder, Floats
from xunzhang.late import fit_reduction, join, write_tokens
from xunzhang.stores import build_store
from xunzhang.text import simplify
from xunzhang.types import Passage

MEANS = "language_means.npz"
# Passages that the language means and the reduction are fitted on; more change neither, and these stay in memory (300 KB each).
SAMPLE_PASSAGES = 2000
CHUNK_PASSAGES = 256  # encoded and written at a time


def write_vectors(folder: Path, encoder: Encoder, progress: Callable[[int, int], None]) -> None:
    """Encode every passage of the catalogue in `folder`, once; write pooled vectors, token vectors, means and reduction.

    `progress` is called with the passages done and their number.
    """
    catalogue = Catalogue(folder)
    languages = catalogue.languages()
    total = len(languages)
    sample_rows = _sample(total)
    sampled = _encode(encoder, catalogue, sample_rows, lambda done: progress(done, total))
    means = passage_means(encoder, sampled, [languages[row] for row in sample_rows])
    centred = [means.centre_tokens(tokens, languages[row]) for row, tokens in zip(sample_rows, sampled.tokens)]
    reduction = fit_reduction(join(centred, encoder.token_dimensions))
    del centred
    known = {row: at for at, row in enumerate(sample_rows)}
    pooled: list[Floats] = []

    def stream() -> Iterator[Floats]:
        done = len(sample_rows)
        for start in range(0, total, CHUNK_PASSAGES):
            rows = list(range(start, min(start + CHUNK_PASSAGES, total)))
            fresh = [row for row in rows if row not in known]
            encoded = _encode(encoder, catalogue, fresh)
            place = {row: at for at, row in enumerate(fresh)}
            for row in rows:
                source, at = (encoded, place[row]) if row in place else (sampled, known[row])
                pooled.append(source.pooled[at])
                yield means.centre_tokens(source.tokens[at], languages[row])
            done += len(fresh)
            progress(done, total)

    write_tokens(folder, reduction, stream())
    vectors = means.centre_pooled(np.stack(pooled), languages)
    build_store(folder, encoder.dimensions, iter([vectors]), total)
    write_means(folder, means, question_means(encoder))


def _sample(total: int) -> list[int]:
    """Row numbers, ascending: all, or SAMPLE_PASSAGES spread evenly, the same ones every time."""
    if total <= SAMPLE_PASSAGES:
        return list(range(total))
    return sorted(np.random.default_rng(0).choice(total, SAMPLE_PASSAGES, replace=False).tolist())


def _encode(
    encoder: Encoder, catalogue: Catalogue, rows: Sequence[int], progress: Callable[[int], None] | None = None
) -> Encoded:
    return encoder.encode_passages([encoded_text(passage) for passage in catalogue.passages(rows)], progress)


def encoded_text(passage: Passage) -> str:
    """What the encoder reads in a passage's place: its text in simplified script, as long as the text itself."""
    return simplify(passage.text)


def write_means(folder: Path, passages: Means, questions: Means) -> None:
    arrays: dict[str, Any] = {}
    for side, means in (("passage", passages), ("question", questions)):
        arrays |= {f"{side} pooled {language}": vector for language, vector in means.pooled.items()}
        arrays |= {f"{side} tokens {language}": vector for language, vector in means.tokens.items()}
    np.savez(folder / MEANS, **arrays)


def read_means(folder: Path, side: str) -> Means:
    with np.load(folder / MEANS) as arrays:
        vectors = {tuple(name.split(" ")): arrays[name] for name in arrays.files}
    of = {
        kind: {language: v for (s, k, language), v in vectors.items() if (s, k) == (side, kind)} for kind in ("pooled", "tokens")
    }
    return Means(of["pooled"], of["tokens"])
