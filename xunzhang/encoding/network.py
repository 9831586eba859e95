"""The seam between what is read and what computes it: token ids -> last hidden states.

Whoever reads asks a `Network` and does not know which engine answers. The one here is torch's, the reference that the others are
held against and what is left where they cannot be had; the fast one is `onnx_network.py`'s.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np

from xunzhang.types.arrays import Floats
from xunzhang.types.backend_names import TORCH

PAD = 1  # <pad> in the vocabulary of XLM-RoBERTa
# Up to so many tokens, a question, one thread is as fast as two on an idle machine and ten times as fast on a busy one, where
# each of the hundred parallel steps of a pass waits for the slower thread.
ONE_THREAD_TOKENS = 256


class Network(Protocol):
    """A transformer. `backend` says what computes it and how precisely: "torch-fp32", "onnxruntime-int8"."""

    backend: str

    def hidden(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """The last hidden states, float32 (t_i, d), of each sequence of t_i token ids; they are computed at once, padded."""
        ...


class TorchNetwork:
    """A BERT of transformers, in whatever precision and on whatever device it is; `backend` says both."""

    def __init__(self, model: Any, backend: str = TORCH) -> None:
        self._model = model
        self.backend = backend

    def hidden(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        import torch

        ids, lengths = padded(sequences)
        mask = np.arange(ids.shape[1])[None, :] < lengths[:, None]
        given = {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask.astype(np.int64))}
        with threads_for(ids.size), torch.inference_mode():
            states = self._model(**{name: values.to(self._model.device) for name, values in given.items()})
            found = states.last_hidden_state.float().cpu().numpy()
        return [found[row, :length] for row, length in enumerate(lengths)]


def padded(
    sequences: Sequence[Sequence[int]], pad: int = PAD
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int32]]]:
    """-> (ids (n, longest), lengths (n,))."""
    lengths = np.array([len(each) for each in sequences], np.int32)
    ids = np.full((len(sequences), int(lengths.max())), pad, np.int64)
    for row, each in enumerate(sequences):
        ids[row, : len(each)] = each
    return ids, lengths


@contextmanager
def threads_for(tokens: int) -> Iterator[None]:
    """Run the block on one of torch's threads where it encodes few tokens, on all otherwise."""
    import torch

    usual = torch.get_num_threads()
    if tokens > ONE_THREAD_TOKENS or usual == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def usable_threads() -> int:
    """How many threads may compute: $OMP_NUM_THREADS where it is set, as for torch, else one a core that this process may use."""
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    if wanted.isdigit() and int(wanted):
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
