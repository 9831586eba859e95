"""The encoder: texts -> the pooled vector and the token vectors, by one forward pass each.

By default the bundled multilingual-e5-small (`bundled.py`); any other sentence-transformers model by name or folder. What
computes it is `pooling.py`'s. Vectors leave here raw: centring by language, reduction and quantisation belong to `centring.py`
and `index/token_vectors.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from xunzhang.encoding.bert import Bert
from xunzhang.encoding.pooling import Computed, Pooling
from xunzhang.encoding.tokenizing import Tokenizer
from xunzhang.language.read_of_late import remembered
from xunzhang.types import Span
from xunzhang.types.arrays import Floats

# Tokens a batch, padding included: large enough to keep two cores busy, small enough to stay in their caches. On 480 paragraphs
# of about 250 tokens, sorted by length, 1,600 gave 2.5 times the throughput of stock batches of 32 (benchmarks/encoder.py).
BATCH_TOKENS = 1600


@dataclass(frozen=True, slots=True)
class Encoded:
    """`pooled`: float32 (n, d), as the model's pooling gives it. `tokens`: n arrays float32 (t_i, d'), last hidden states.

    Prompt and special tokens are left out of `tokens`; `pooled` is what the model's authors pool, prompt included.
    """

    pooled: Floats
    tokens: list[Floats]


class Encoder(Protocol):
    """What the rest needs of an encoder; `SentenceEncoder` is the real one, tests have a small bilingual one.

    `backend` says what computes it and how precisely: "torch-fp32", "onnxruntime-int8".
    """

    name: str
    fingerprint: str
    backend: str
    dimensions: int
    token_dimensions: int

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded: ...

    def encode_questions(self, texts: Sequence[str]) -> Encoded: ...

    def token_spans(self, text: str) -> list[Span]: ...

    def question_tokens(self, text: str) -> list[Span]: ...

    def passage_tokens(self, text: str) -> int: ...


class Prompts(NamedTuple):
    """What a model expects before a text; empty where it expects nothing."""

    question: str
    passage: str


class SentenceEncoder:
    """A model with its tokenizer. Safe to call from several threads, as what computes it is.

    `bert` is the network itself where it is a plain one, for what reads with it otherwise (`joint.py`).
    """

    def __init__(
        self, name: str, tokenizer: Tokenizer, pooling: Pooling, prompts: Prompts, fingerprint: str, bert: Bert | None = None
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.backend = pooling.backend
        self.prompts = prompts
        self.tokenizer = tokenizer
        self.bert = bert
        self._pooling = pooling
        self._passage_spans = remembered(lambda text: tokenizer.tokenize(text, prompts.passage).spans)
        probe = self._encode(["probe 试"], prompts.passage)
        self.dimensions = int(probe.pooled.shape[1])
        self.token_dimensions = int(probe.tokens[0].shape[1])

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        """Encode passages in batches of similar length, equal ones once; `progress` is called with the number done so far."""
        return self._encode(texts, self.prompts.passage, progress)

    def encode_questions(self, texts: Sequence[str]) -> Encoded:
        return self._encode(texts, self.prompts.question)

    def token_spans(self, text: str) -> list[Span]:
        """Character offsets into `text`, one a row of `encode_passages([text]).tokens[0]`."""
        return self._passage_spans(text)

    def question_tokens(self, text: str) -> list[Span]:
        """Character offsets into `text`, one a row of `encode_questions([text]).tokens[0]`."""
        return self.tokenizer.tokenize(text, self.prompts.question).spans

    def passage_tokens(self, text: str) -> int:
        """How many tokens a passage comes to, prompt and special tokens included, without the cut at the model's limit."""
        return self.tokenizer.count(self.prompts.passage + text)

    def unigrams(self) -> dict[str, float]:
        """The tokenizer's pieces with the logarithms of their probabilities; {} where it is no unigram model."""
        return self.tokenizer.unigrams()

    @property
    def prompt_ids(self) -> tuple[list[int], list[int]]:
        """The token ids of the prompts before a question and before a passage."""
        return self.tokenizer.tokenize(self.prompts.question, "").own_ids, self.tokenizer.tokenize(
            self.prompts.passage, ""
        ).own_ids

    def question_ids(self, text: str) -> list[int]:
        """The ids of the tokens whose vectors are `encode_questions([text]).tokens[0]`."""
        return self.tokenizer.tokenize(text, self.prompts.question).own_ids

    def passage_ids(self, text: str) -> list[int]:
        """The ids of the tokens whose vectors are `encode_passages([text]).tokens[0]`."""
        return self.tokenizer.tokenize(text, self.prompts.passage).own_ids

    def _encode(self, texts: Sequence[str], prompt: str, progress: Callable[[int], None] | None = None) -> Encoded:
        if not texts:
            return Encoded(np.zeros((0, self.dimensions), np.float32), [])
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        tokenized = self.tokenizer.tokenize_all(list(places), prompt)
        made: dict[int, Computed] = {}
        copies = np.bincount([places[text] for text in texts])
        done = 0
        for rows in _batches([len(each.ids) for each in tokenized]):
            for row, (hidden, pooled) in zip(rows, self._computed([tokenized[row].ids for row in rows]), strict=True):
                made[row] = Computed(hidden[tokenized[row].positions], pooled)
            done += int(copies[rows].sum())
            if progress:
                progress(done)
        found = [made[places[text]] for text in texts]
        return Encoded(np.stack([each.pooled for each in found]).astype(np.float32), [each.hidden for each in found])

    def _computed(self, sequences: Sequence[Sequence[int]]) -> list[Computed]:
        """At once, or in halves where there is not memory enough for that."""
        try:
            return self._pooling.compute(sequences)
        except (MemoryError, RuntimeError) as error:  # the engines' own are RuntimeErrors, of all kinds
            if len(sequences) == 1 or not (isinstance(error, MemoryError) or _of_memory(error)):
                raise
        half = len(sequences) // 2
        return [*self._computed(sequences[:half]), *self._computed(sequences[half:])]


def fingerprint_of(prompts: Prompts, max_tokens: int, tensors: Iterable[tuple[str, tuple[int, ...], Floats]]) -> str:
    """16 hex digits that are equal for equal models: over the prompts, and every parameter's name, shape and first 64 values.

    Taken from the weights and not from their output, which differs in the last bits from machine to machine; and not from the
    pooling layer that comes with BERT, which no sentence model asks, and which is random where a model has none.
    """
    digest = hashlib.sha256(f"{prompts.question}|{prompts.passage}|{max_tokens}".encode())
    for name, shape, first in sorted(tensors, key=lambda each: each[0]):
        if ".pooler." not in name:
            digest.update(f"{name} {tuple(shape)}".encode())
            digest.update(first.tobytes())
    return digest.hexdigest()[:16]


def _of_memory(error: RuntimeError) -> bool:
    said = str(error).lower()
    return "alloc" in said or "out of memory" in said


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield row numbers, longest texts first, so many a batch that the padded batch stays within BATCH_TOKENS."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    at = 0
    while at < len(order):
        size = max(1, BATCH_TOKENS // max(1, lengths[order[at]]))
        yield order[at : at + size]
        at += size
