"""Texts as token ids and where in the text each token stands: the tokenizer of a model, by the library that it was written with.

Prompts belong to a model's two ways of encoding and are `encoder.py`'s; here they are text before the text, whose tokens are told
from the text's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xunzhang.types import Span


@dataclass(frozen=True, slots=True)
class Tokenized:
    """`ids` with those of the prompt and the special ones; `positions` among them of the text's own tokens, and their `spans`."""

    ids: list[int]
    spans: list[Span]
    positions: list[int]

    @property
    def own_ids(self) -> list[int]:
        return [self.ids[position] for position in self.positions]


class Tokenizer:
    """A `tokenizers.Tokenizer` that cuts at `max_tokens`, special tokens included. Safe to call from several threads."""

    def __init__(self, tokenizer: Any, max_tokens: int) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_tokens)
        self._tokenizer = tokenizer

    @classmethod
    def read(cls, path: Path, max_tokens: int) -> Tokenizer:
        from tokenizers import Tokenizer as Stock

        return cls(Stock.from_file(str(path)), max_tokens)

    def tokenize(self, text: str, prompt: str) -> Tokenized:
        """A token counts as the text's own when it ends past the prompt: a prompt's last space may be one token with the first
        word."""
        return _told([self._tokenizer.encode(prompt + text)], len(prompt))

    def tokenize_whole(self, text: str, prompt: str) -> Tokenized:
        """As `tokenize`, without the cut."""
        encoding = self._tokenizer.encode(prompt + text)
        return _told([encoding, *encoding.overflowing], len(prompt))

    def tokenize_all(self, texts: Sequence[str], prompt: str) -> list[Tokenized]:
        return [_told([encoding], len(prompt)) for encoding in self._tokenizer.encode_batch([prompt + text for text in texts])]

    def count(self, text: str) -> int:
        """How many tokens a text comes to, special ones included, without the cut."""
        whole: Any = self._tokenizer.encode(text)
        special: int = sum(whole.special_tokens_mask)
        return len(whole.ids) + sum(len(rest.ids) - special for rest in whole.overflowing)

    def unigrams(self) -> dict[str, float]:
        """The pieces with the logarithms of their probabilities; {} where it is no unigram model. Takes a second."""
        model = json.loads(self._tokenizer.to_str())["model"]
        return {piece: float(score) for piece, score in model["vocab"]} if model.get("type") == "Unigram" else {}


def _told(pieces: Sequence[Any], skip: int) -> Tokenized:
    ids: list[int] = []
    spans, positions = [], []
    for piece in pieces:
        for position, ((start, end), special) in enumerate(zip(piece.offsets, piece.special_tokens_mask), len(ids)):
            if not special and end > skip:
                spans.append(Span(max(start - skip, 0), end - skip))
                positions.append(position)
        ids += piece.ids
    return Tokenized(ids, spans, positions)
