"""The encoder: a sentence-transformers model, and one forward pass that gives the pooled vector and the token vectors.

By default the bundled multilingual-e5-small (`bundled.py`); any other sentence-transformers model by name or folder. Vectors
leave here raw: centring by language, reduction and quantisation belong to `centring.py` and `index/token_vectors.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from xunzhang.encoding.network import threads_for
from xunzhang.messages.wording import say
from xunzhang.types import Span, XunzhangError
from xunzhang.types.arrays import Floats

# Tokens a batch, padding included: large enough to keep two cores busy, small enough to stay in their caches. On 480 paragraphs
# of about 250 tokens, sorted by length, 1,600 gave 2.5 times the throughput of stock batches of 32 (benchmarks/encoder.py).
BATCH_TOKENS = 1600
DEFAULT_MAX_TOKENS = 512  # where a model's configuration names no limit
QUESTION_PROMPTS = ("query", "question")
PASSAGE_PROMPTS = ("document", "passage", "corpus")


@dataclass(frozen=True, slots=True)
class Encoded:
    """`pooled`: float32 (n, d), as the model's pooling gives it. `tokens`: n arrays float32 (t_i, d'), last hidden states.

    Prompt and special tokens are left out of `tokens`; `pooled` is what the model's authors pool, prompt included.
    """

    pooled: Floats
    tokens: list[Floats]


class Encoder(Protocol):
    """What the rest needs of an encoder; `SentenceEncoder` is the real one, tests have a small bilingual one."""

    name: str
    fingerprint: str
    dimensions: int
    token_dimensions: int

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded: ...

    def encode_questions(self, texts: Sequence[str]) -> Encoded: ...

    def token_spans(self, text: str) -> list[Span]: ...

    def question_tokens(self, text: str) -> list[Span]: ...

    def passage_tokens(self, text: str) -> int: ...


class SentenceEncoder:
    """A sentence-transformers model on the CPU. Safe to call from several threads (torch's forward pass is)."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name
        self._tokenizer = model.tokenizer
        if not getattr(self._tokenizer, "is_fast", False) or not hasattr(model[0], "auto_model"):
            raise XunzhangError(say("model.no_tokens", model=name))
        self._max_tokens = model.get_max_seq_length() or DEFAULT_MAX_TOKENS
        self._question_prompt = self._prompt(QUESTION_PROMPTS)
        self._passage_prompt = self._prompt(PASSAGE_PROMPTS)
        probe = self._encode(["probe 试"], self._passage_prompt)
        self.dimensions = int(probe.pooled.shape[1])
        self.token_dimensions = int(probe.tokens[0].shape[1])
        self.fingerprint = self._fingerprint()

    def _fingerprint(self) -> str:
        """16 hex digits that are equal for equal models: over the prompts, and every parameter's name, shape and first values.

        Taken from the weights and not from their output, which differs in the last bits from machine to machine; and not from the
        pooling layer that comes with BERT, which no sentence model asks, and which is random where a model has none.
        """
        digest = hashlib.sha256(f"{self._question_prompt}|{self._passage_prompt}|{self._max_tokens}".encode())
        for name, parameter in sorted(self._model.named_parameters()):
            if ".pooler." in name:
                continue
            digest.update(f"{name} {tuple(parameter.shape)}".encode())
            digest.update(parameter.detach().flatten()[:64].float().numpy().tobytes())
        return digest.hexdigest()[:16]

    def _prompt(self, names: Sequence[str]) -> str:
        return next((self._model.prompts[name] for name in names if self._model.prompts.get(name)), "")

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Encoded:
        """Encode passages in batches of similar length; `progress` is called with the number of passages done so far."""
        return self._encode(texts, self._passage_prompt, progress)

    def encode_questions(self, texts: Sequence[str]) -> Encoded:
        return self._encode(texts, self._question_prompt)

    def stock_encode(self, texts: Sequence[str]) -> Floats:
        """The pooled vectors as sentence-transformers' own `encode` makes them, for comparison; float32 (n, d)."""
        return np.asarray(self._model.encode(list(texts), prompt=self._passage_prompt, show_progress_bar=False), np.float32)

    def token_spans(self, text: str) -> list[Span]:
        """Character offsets into `text`, one a row of `encode_passages([text]).tokens[0]`."""
        return self._tokenize(text, self._passage_prompt)[1]

    def question_tokens(self, text: str) -> list[Span]:
        """Character offsets into `text`, one a row of `encode_questions([text]).tokens[0]`."""
        return self._tokenize(text, self._question_prompt)[1]

    def passage_tokens(self, text: str) -> int:
        """How many tokens a passage comes to, prompt and special tokens included, without the cut at the model's limit."""
        return len(self._tokenizer(self._passage_prompt + text, truncation=False, verbose=False)["input_ids"])

    def unigrams(self) -> dict[str, float]:
        """The tokenizer's pieces with the logarithms of their probabilities; {} where it is no unigram model. Takes a second."""
        backend = getattr(self._tokenizer, "backend_tokenizer", None)
        model = json.loads(backend.to_str())["model"] if backend is not None else {}
        return {piece: float(score) for piece, score in model["vocab"]} if model.get("type") == "Unigram" else {}

    @property
    def network(self) -> Any:
        """The transformer itself, for what reads with it otherwise (`joint.py`)."""
        return self._model[0].auto_model

    @property
    def prompt_ids(self) -> tuple[list[int], list[int]]:
        """The token ids of the prompts before a question and before a passage."""
        asked, shown = (
            self._tokenizer(prompt, add_special_tokens=False)["input_ids"]
            for prompt in (self._question_prompt, self._passage_prompt)
        )
        return asked, shown

    def question_ids(self, text: str) -> list[int]:
        """The ids of the tokens whose vectors are `encode_questions([text]).tokens[0]`."""
        return self._own_ids(text, self._question_prompt)

    def passage_ids(self, text: str) -> list[int]:
        """The ids of the tokens whose vectors are `encode_passages([text]).tokens[0]`."""
        return self._own_ids(text, self._passage_prompt)

    def _own_ids(self, text: str, prompt: str) -> list[int]:
        ids, _, positions = self._tokenize(text, prompt)
        return [ids[position] for position in positions]

    def _tokenize(self, text: str, prompt: str) -> tuple[list[int], list[Span], list[int]]:
        """-> token ids, the spans of the text's own tokens, and these tokens' positions among the ids.

        A token counts as the text's own when it ends past the prompt: a prompt's last space may be one token with the first word.
        """
        encoding = self._tokenizer(
            prompt + text,
            truncation=True,
            max_length=self._max_tokens,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        skip = len(prompt)
        spans, positions = [], []
        for position, ((start, end), special) in enumerate(zip(encoding["offset_mapping"], encoding["special_tokens_mask"])):
            if not special and end > skip:
                spans.append(Span(max(start - skip, 0), end - skip))
                positions.append(position)
        return encoding["input_ids"], spans, positions

    def _encode(self, texts: Sequence[str], prompt: str, progress: Callable[[int], None] | None = None) -> Encoded:
        import torch

        tokenized = [self._tokenize(text, prompt) for text in texts]
        pooled: list[Floats | None] = [None] * len(texts)
        tokens: list[Floats | None] = [None] * len(texts)
        done = 0
        for rows in _batches([len(ids) for ids, _, _ in tokenized]):
            features = self._tokenizer.pad(
                {"input_ids": [tokenized[row][0] for row in rows]}, return_tensors="pt", return_attention_mask=True
            )
            with threads_for(features["input_ids"].numel()), torch.inference_mode():
                out = self._model(dict(features))
            vectors, sentence = out["token_embeddings"].float().numpy(), out["sentence_embedding"].float().numpy()
            for row, hidden, whole in zip(rows, vectors, sentence):
                pooled[row], tokens[row] = whole, hidden[tokenized[row][2]]
            done += len(rows)
            if progress:
                progress(done)
        width = getattr(self, "dimensions", 0)
        stacked = np.stack([vector for vector in pooled if vector is not None]) if texts else np.zeros((0, width))
        return Encoded(stacked.astype(np.float32), [vector for vector in tokens if vector is not None])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield row numbers, longest texts first, so many a batch that the padded batch stays within BATCH_TOKENS."""
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    at = 0
    while at < len(order):
        size = max(1, BATCH_TOKENS // max(1, lengths[order[at]]))
        yield order[at : at + size]
        at += size
