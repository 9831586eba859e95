"""An encoder that remembers what it has encoded, for work that encodes the same texts again, as `evaluation.py` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from xunzhang.encoding.encoder import Encoded, Encoder
from xunzhang.types import Span
from xunzhang.types.arrays import Floats

REMEMBERED_BYTES = 2 << 30  # of vectors; texts beyond that are encoded anew each time

_Vectors = tuple[Floats, Floats]  # pooled (d,), tokens (t, d')


class RememberingEncoder:
    """Gives what `encoder` gives, and asks it only for texts that are new. Implements `Encoder`."""

    def __init__(self, encoder: Encoder, most_bytes: int = REMEMBERED_BYTES) -> None:
        self.plain = encoder
        self.name, self.fingerprint, self.backend = encoder.name, encoder.fingerprint, encoder.backend
        self.dimensions, self.token_dimensions = encoder.dimensions, encoder.token_dimensions
        self._passages: dict[str, _Vectors] = {}
        self._questions: dict[str, _Vectors] = {}
        self._bytes_left = most_bytes

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        return self._through(self._passages, texts, lambda new: self.plain.encode_passages(new, progress))

    def encode_questions(self, texts: Sequence[str]) -> Encoded:
        return self._through(self._questions, texts, self.plain.encode_questions)

    def token_spans(self, text: str) -> list[Span]:
        return self.plain.token_spans(text)

    def question_tokens(self, text: str) -> list[Span]:
        return self.plain.question_tokens(text)

    def passage_tokens(self, text: str) -> int:
        return self.plain.passage_tokens(text)

    def _through(self, known: dict[str, _Vectors], texts: Sequence[str], encode: Callable[[list[str]], Encoded]) -> Encoded:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        fresh: dict[str, _Vectors] = {}
        if new:
            encoded = encode(new)
            fresh = {text: (pooled, tokens) for text, pooled, tokens in zip(new, encoded.pooled, encoded.tokens)}
        vectors = [known[text] if text in known else fresh[text] for text in texts]
        for text, (pooled, tokens) in fresh.items():
            self._bytes_left -= pooled.nbytes + tokens.nbytes
            if self._bytes_left < 0:
                break
            known[text] = (pooled, tokens)
        stacked = np.stack([pooled for pooled, _ in vectors]) if vectors else np.zeros((0, self.dimensions), np.float32)
        return Encoded(stacked, [tokens for _, tokens in vectors])
