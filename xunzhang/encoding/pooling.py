"""What encodes token ids: the last hidden states, and the one vector that a model's authors pool from them.

The bundled model pools by the mean and is computed by whatever `Network` is the fastest; another model of sentence-transformers
pools as its own modules say, in torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from xunzhang.encoding.network import Network, padded, threads_for
from xunzhang.types.arrays import Floats
from xunzhang.types.backend_names import TORCH, TORCH_GPU


class Computed(NamedTuple):
    """`hidden`: float32 (t, d'), one row a token id. `pooled`: float32 (d,)."""

    hidden: Floats
    pooled: Floats


class Pooling(Protocol):
    """`backend` says what computes it and how precisely, as that of a `Network` does."""

    backend: str

    def compute(self, sequences: Sequence[Sequence[int]]) -> list[Computed]:
        """Of each sequence of token ids; they are computed at once, padded."""
        ...


class MeanPooling:
    """The mean of all hidden states, prompt and special tokens included, of length 1: that of the E5 models."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.backend = network.backend

    def compute(self, sequences: Sequence[Sequence[int]]) -> list[Computed]:
        return [Computed(hidden, _unit(hidden.mean(0))) for hidden in self._network.hidden(sequences)]


class StockPooling:
    """A model of sentence-transformers, all of its modules."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.backend = TORCH if model.device.type == "cpu" else TORCH_GPU

    def compute(self, sequences: Sequence[Sequence[int]]) -> list[Computed]:
        import torch

        ids, lengths = padded(sequences, self._model.tokenizer.pad_token_id or 0)
        mask = np.arange(ids.shape[1])[None, :] < lengths[:, None]
        given = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask.astype(np.int64))}
        with threads_for(ids.size), torch.inference_mode():
            out = self._model({name: values.to(self._model.device) for name, values in given.items()})
        hidden, pooled = (out[name].float().cpu().numpy() for name in ("token_embeddings", "sentence_embedding"))
        return [Computed(hidden[row, :length], pooled[row]) for row, length in enumerate(lengths)]


def _unit(vector: Floats) -> Floats:
    found: Floats = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return found
