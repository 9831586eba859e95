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

from xunzhang.encoding.piece_table import Ids, PieceTable, table_of
from xunzhang.types import Span

# Characters; what they need has taken as long to read by then as reading all usual pieces does.
TEXT_WORTH_READING_USUAL = 10_000

Numbers = Callable[[list[int]], list[int]]


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
    """A `tokenizers.Tokenizer` that cuts at `max_tokens`, special tokens included. Safe to call from several threads."""

    def __init__(self, stock: Any, max_tokens: int, table: PieceTable | None = None) -> None:
        """`table` stands for a unigram model where `stock` is None: of it the first texts, and those in unusual characters, have
        only the pieces read that they need, which gives the same tokens."""
        self._max_tokens = max_tokens
        self._table = table
        self._kept: tuple[Any, Numbers] | None = None if stock is None else (self._cutting(stock), _as_they_are)
        self._seen = 0
        self._reading = threading.Lock()

    @classmethod
    def read(cls, path: Path, max_tokens: int) -> Tokenizer:
        """That of a file. Raises OSError where there is none, and ValueError where it is damaged."""
        table = table_of(path)
        return cls(_read(path) if table is None else None, max_tokens, table)

    def make_ready(self) -> None:
        """Read now what most texts need, which takes a quarter of a second, and not while one waits."""
        with self._reading:
            if self._kept is None and self._table is not None:
                self._kept = self._numbered(*self._table.usual())

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
        """The pieces with the logarithms of their probabilities; {} where it is no unigram model."""
        if self._table is not None:
            return self._table.unigrams()
        assert self._kept is not None  # without a table there is a stock tokenizer
        model = json.loads(self._kept[0].to_str())["model"]
        return {piece: float(score) for piece, score in model["vocab"]} if model.get("type") == "Unigram" else {}

    def _cut(self, texts: Sequence[str]) -> list[list[_Piece]]:
        """Each text in windows of `max_tokens`."""
        self._seen += sum(map(len, texts))
        if self._seen > TEXT_WORTH_READING_USUAL:
            self.make_ready()
        if self._table is None:
            return _cut_by(self._kept, texts)
        strange = [self._kept is None or not self._table.is_usual(text) for text in texts]
        some = [text for text, is_strange in zip(texts, strange, strict=True) if is_strange]
        by_parts = iter(_cut_by(self._numbered(*self._table.tokenizer_of(some)), some) if some else ())
        usual = iter(_cut_by(self._kept, [text for text, is_strange in zip(texts, strange, strict=True) if not is_strange]))
        return [next(by_parts if is_strange else usual) for is_strange in strange]

    def _numbered(self, stock: Any, numbers: Ids) -> tuple[Any, Numbers]:
        return self._cutting(stock), lambda ids: numbers[ids].tolist()

    def _cutting(self, stock: Any) -> Any:
        stock.no_padding()
        stock.enable_truncation(self._max_tokens)
        return stock


def _read(path: Path) -> Any:
    from tokenizers import Tokenizer as Stock

    try:
        return Stock.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ValueError(str(error)) from error


def _as_they_are(ids: list[int]) -> list[int]:
    return ids


def _cut_by(tokenizer: tuple[Any, Numbers] | None, texts: Sequence[str]) -> list[list[_Piece]]:
    if tokenizer is None or not texts:
        return []
    stock, numbers = tokenizer
    return [
        [_Piece(numbers(each.ids), each.offsets, each.special_tokens_mask) for each in (encoding, *encoding.overflowing)]
        for encoding in stock.encode_batch(list(texts))
    ]


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
