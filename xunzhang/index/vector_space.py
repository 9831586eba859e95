"""The vector space: what all vectors of an index are put in relation to, its language means and coding, fitted on passages.

A vector space is kept while the collection is in the main the one it was fitted on, so that what is unchanged need not be
encoded again; beyond that it is fitted anew, and everything is encoded once more. What the means and the coding of
tokens are is `centring.py`'s and `token_coding.py`'s business.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from xunzhang.encoding.centring import GENERIC_WEIGHT, Means
from xunzhang.index.token_coding import TokenCoding
from xunzhang.messages.wording import say
from xunzhang.types.arrays import Floats
from xunzhang.types.message import NOTHING, Message

FILE = "frame.npz"  # as format 3 called it, and every one since
# Of the larger of two collections, then and now, the share that has to be in both; for all passages, and for those in each
# language. What keeping a vector space costs at this share is measured by benchmarks/vector_space.py (docs/decisions.md).
COMMON_SHARE = 0.8
ALL = "*"


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """`coding` is of token vectors; `fitted_on` says how many passages of each language family there were, ALL for all."""

    passages: Means
    questions: Means
    coding: TokenCoding
    fitted_on: Mapping[str, int]

    def to_bytes(self) -> bytes:
        arrays: dict[str, Any] = {name: getattr(self.coding, name).astype(np.float16) for name in ("axes", "points")}
        arrays["fitted on"] = json.dumps(dict(self.fitted_on))
        for side, means in (("passage", self.passages), ("question", self.questions)):
            arrays |= {f"{side} pooled {language}": vector for language, vector in means.pooled.items()}
            arrays |= {f"{side} tokens {language}": vector for language, vector in means.tokens.items()}
        file = io.BytesIO()
        np.savez(file, **arrays)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorSpace:
        """Raises ValueError, KeyError or OSError where `data` is not what `to_bytes` gave."""
        with np.load(io.BytesIO(data)) as arrays:
            fitted_on = json.loads(str(arrays["fitted on"]))
            coding = TokenCoding.rounded(arrays["axes"], arrays["points"])
            return cls(_means(arrays, "passage"), _means(arrays, "question"), coding, fitted_on)

    def name(self) -> str:
        """16 hex digits that tell this vector space's vectors from another's."""
        digest = hashlib.sha256(self.coding.axes.tobytes() + self.coding.points.tobytes())
        for kind in (self.passages.pooled, self.passages.tokens):
            for language in sorted(kind):
                digest.update(language.encode() + kind[language].tobytes())
        return digest.hexdigest()[:16]


def _means(arrays: Any, side: str) -> Means:
    kinds: dict[str, dict[str, Floats]] = {"pooled": {}, "tokens": {}}
    for name in arrays.files:
        if name.startswith(f"{side} "):
            _, kind, language = name.split(" ")
            kinds[kind][language] = arrays[name]
    return Means(kinds["pooled"], kinds["tokens"])


def read_vector_space(folder: Path) -> VectorSpace:
    """The vector space of a generation. Raises as `VectorSpace.from_bytes`."""
    return VectorSpace.from_bytes((folder / FILE).read_bytes())


def outgrown(fitted_on: Mapping[str, int], common: Mapping[str, int], now: Mapping[str, int]) -> Message:
    """Why a vector space no longer fits, in a sentence; nothing while it does. All count passages by language family, and ALL.

    A language of few passages is left out: its mean is held to the generic one, and says little of them (`centring.py`).
    """
    for language in (ALL, *sorted({*fitted_on, *now} - {ALL})):
        then, here, both = (counts.get(language, 0) for counts in (fitted_on, now, common))
        larger = max(then, here)
        if both < COMMON_SHARE * larger and (language == ALL or larger >= GENERIC_WEIGHT):
            which = say("stale.passages") if language == ALL else say("stale.passages_in", language=language)
            return say("stale.outgrown", which=which, then=then, here=here, both=both)
    return NOTHING
