"""Texts as token ids and where in the text each token stands: the tokenizer of a model, by the library that it was written with.

Prompts belong to a model's two ways of encoding and are `encoder.py`'s; here they are text before the text, whose tokens are told
from the text's own.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xunzhang.encoding.piece_table import PieceTable, table_of
from xunzhang.types import Span

TEXT_WORTH_READING_ALL = 40_000  # characters; reading what they need has taken as long by then as reading everything


@dataclass(frozen=True, slots=True)
class Tokenized:
    """`ids` with those of the prompt and the special ones; `positions` among them of the text's own tokens, and their `spans`."""

    ids: list[int]
    spans: list[Span]
    positions: list[int]

    @property
    def own_ids(self) -> list[int]:
        return [self.ids[position] for position in self.positions]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text, or what of it stood in one window, as the stock tokenizer cut it."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    special: list[int]


class Tokenizer:
    """A `tokenizers.Tokenizer` that cuts at `max_tokens`, special tokens included. Safe to call from several threads.

    With `table` it is the unigram model of a file that `load` reads. Of the first texts, up to TEXT_WORTH_READING_ALL characters,
    only the pieces that they need are read, which gives the same tokens.
    """

    def __init__(self, load: Callable[[], Any], max_tokens: int, table: PieceTable | None = None) -> None:
        self._load = load
        self._max_tokens = max_tokens
        self._table = table
        self._whole: Any = None
        self._seen = 0
        self._loading = threading.Lock()

    @classmethod
    def read(cls, path: Path, max_tokens: int) -> Tokenizer:
        """That of a file. Raises OSError where there is none, and ValueError where it is damaged, unless it has a table."""

        def load() -> Any:
            from tokenizers import Tokenizer as Stock

            try:
                return Stock.from_file(str(path))
            except Exception as error:  # the library raises nothing narrower
                raise ValueError(str(error)) from error

        table = table_of(path)
        tokenizer = cls(load, max_tokens, table)
        if table is None:
            tokenizer.read_all()
        return tokenizer

    def read_all(self) -> None:
        """Read all pieces now, which takes a second, and not while a text waits."""
        with self._loading:
            if self._whole is None:
                self._whole = self._cutting(self._load())

    def tokenize(self, text: str, prompt: str) -> Tokenized:
        """A token counts as the text's own when it ends past the prompt: a prompt's last space may be one token with the first
        word."""
        return self.tokenize_all([text], prompt)[0]

    def tokenize_whole(self, text: str, prompt: str) -> Tokenized:
        """As `tokenize`, without the cut."""
        return _told(self._cut([prompt + text])[0], len(prompt))

    def tokenize_all(self, texts: Sequence[str], prompt: str) -> list[Tokenized]:
        return [_told(pieces[:1], len(prompt)) for pieces in self._cut([prompt + text for text in texts])]

    def count(self, text: str) -> int:
        """How many tokens a text comes to, special ones included, without the cut."""
        first, *rest = self._cut([text])[0]
        return len(first.ids) + sum(len(piece.ids) - sum(first.special) for piece in rest)

    def unigrams(self) -> dict[str, float]:
        """The pieces with the logarithms of their probabilities; {} where it is no unigram model. Takes a second."""
        self.read_all()
        model = json.loads(self._whole.to_str())["model"]
        return {piece: float(score) for piece, score in model["vocab"]} if model.get("type") == "Unigram" else {}

    def _cut(self, texts: Sequence[str]) -> list[list[_Piece]]:
        """Each text in windows of `max_tokens`."""
        stock, numbers = self._stock(texts)
        return [
            [_Piece(numbers(each.ids), each.offsets, each.special_tokens_mask) for each in (encoding, *encoding.overflowing)]
            for encoding in stock.encode_batch(list(texts))
        ]

    def _stock(self, texts: Sequence[str]) -> tuple[Any, Callable[[list[int]], list[int]]]:
        """-> a stock tokenizer for `texts`, and what makes of its ids those of all pieces."""
        self._seen += sum(map(len, texts))
        if self._table is None or self._seen > TEXT_WORTH_READING_ALL or self._whole is not None:
            self.read_all()
            return self._whole, lambda ids: ids
        stock, numbers = self._table.tokenizer_of(texts)
        return self._cutting(stock), lambda ids: numbers[ids].tolist()

    def _cutting(self, stock: Any) -> Any:
        stock.no_padding()
        stock.enable_truncation(self._max_tokens)
        return stock


def _told(pieces: Sequence[_Piece], skip: int) -> Tokenized:
    ids: list[int] = []
    spans, positions = [], []
    for piece in pieces:
        for position, ((start, end), special) in enumerate(zip(piece.offsets, piece.special, strict=True), len(ids)):
            if not special and end > skip:
                spans.append(Span(max(start - skip, 0), end - skip))
                positions.append(position)
        ids += piece.ids
    return Tokenized(ids, spans, positions)
