"""A bilingual encoder for unit tests: a pure function of the text, in which 猫 and cat lie on one axis.

Each word is a fixed random direction of its concept plus a strong direction of its language, as in a real multilingual model
before centring. So scores in tests are exact, take microseconds, and go wrong when centring, alignment or offsets do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from xunzhang.encoding.encoder import Encoded
from xunzhang.types import Span
from xunzhang.types.arrays import Floats

DIMENSIONS = 64
LANGUAGE_STRENGTH = 2.0
CONCEPTS = {
    "猫": "cat", "狗": "dog", "鱼": "fish", "桥": "bridge", "学校": "school", "医院": "hospital", "铁路": "railway",
    "大学": "university", "河": "river", "山": "mountain", "预算": "budget", "市长": "mayor", "吃": "eat", "建成": "completed",
}  # fmt: skip
_WORD = re.compile("|".join(sorted(CONCEPTS, key=len, reverse=True)) + r"|[a-z]+|\d+(?:\.\d+)?|[\u4e00-\u9fff]", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def direction(name: str) -> Floats:
    """A unit vector (DIMENSIONS,) that depends on the name alone."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    vector = np.random.default_rng(seed).normal(size=DIMENSIONS)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


class BilingualEncoder:
    """Implements `xunzhang.encoding.encoder.Encoder`."""

    name = "bilingual-test"
    fingerprint = "bilingual-test-1"
    backend = "numpy"
    dimensions = DIMENSIONS
    token_dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.passages_encoded = 0

    def token_spans(self, text: str) -> list[Span]:
        return [Span(match.start(), match.end()) for match in _WORD.finditer(text)]

    question_tokens = token_spans

    def passage_tokens(self, text: str) -> int:
        return len(self.token_spans(text))

    def encode_questions(self, texts: Sequence[str]) -> Encoded:
        tokens = [self._tokens(text) for text in texts]
        pooled = np.stack([t.mean(0) if len(t) else np.zeros(DIMENSIONS, np.float32) for t in tokens])
        return Encoded(pooled.astype(np.float32), tokens)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        self.passages_encoded += len(texts)
        if progress:
            progress(len(texts))
        return self.encode_questions(texts) if texts else Encoded(np.zeros((0, DIMENSIONS), np.float32), [])

    def _tokens(self, text: str) -> Floats:
        vectors = []
        for span in self.token_spans(text):
            word = span.of(text)
            language = direction("language zh" if _HAN.search(word) else "language en")
            vectors.append(direction(CONCEPTS.get(word, word.lower())) + LANGUAGE_STRENGTH * language)
        return np.stack(vectors) if vectors else np.zeros((0, DIMENSIONS), np.float32)
