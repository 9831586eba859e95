"""How frequent a word is in general, from the vocabulary of the model's own tokenizer.

A unigram tokenizer (SentencePiece, Kudo 2018), as all models of the XLM-R family have, keeps the logarithm of the probability of
each of its pieces in the text that it was made from; for XLM-R that is the web in a hundred languages. Other tokenizers keep no
such figures, and there is no background then.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from xunzhang.encoding.encoder import Encoder, SentenceEncoder

WORD_START = "▁"
RARE = 10  # the percentile of the vocabulary that a word outside of it is taken to be at; the rarest pieces are odd characters


class Background:
    """Log probabilities of words. One that is no piece of the vocabulary counts as one of its rare pieces."""

    def __init__(self, pieces: Mapping[str, float]) -> None:
        self._pieces = pieces
        self._floor = float(np.percentile([score for score in pieces.values() if score < 0], RARE))

    @classmethod
    def of(cls, encoder: Encoder) -> Background | None:
        """None where the encoder's tokenizer has no probabilities."""
        pieces = encoder.unigrams() if isinstance(encoder, SentenceEncoder) else {}
        return cls(pieces) if pieces else None

    def log_probability(self, word: str) -> float:
        """Of a printed word, in any of its cases, at the start of a piece of text or within one."""
        forms = {word, word.lower(), word.capitalize(), word.upper()}
        scores = [self._pieces[piece] for form in forms for piece in (WORD_START + form, form) if piece in self._pieces]
        return math.log(sum(map(math.exp, scores))) if scores else self._floor
