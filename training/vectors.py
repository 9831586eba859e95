"""Token vectors and pooled ones of everything that is trained on, centred by language: what mining ranks by.

Batches of texts of like length are made here, for mining as for fitting. One pass over everything, on a GPU a minute.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import BertModel

from training.arrays import Texts
from xunzhang.types.arrays import Rows

BATCH_TOKENS = 60_000


class Vectors:
    """Token vectors of all texts of a kind, centred by language, length one; and pooled ones."""

    def __init__(self, bert: BertModel, texts: Texts, prompt: list[int], languages: list[str], device: str) -> None:
        self.texts = texts
        kept = torch.float16 if device == "cuda" else torch.float32  # halves are slow on a processor
        self.tokens = torch.zeros(len(texts.ids), bert.config.hidden_size, dtype=kept, device=device)
        self.pooled = torch.zeros(len(languages), bert.config.hidden_size, device=device)
        order = np.argsort(np.diff(texts.ends), kind="stable")
        for rows in batches(np.diff(texts.ends)[order] + len(prompt) + 2):
            self._encode(bert, order[rows], prompt, device)
        for language in sorted(set(languages)):
            own = [row for row, its in enumerate(languages) if its == language]
            places = torch.from_numpy(np.concatenate([np.arange(texts.ends[r], texts.ends[r + 1]) for r in own])).to(device)
            mean = torch.zeros(self.tokens.shape[1], device=device)
            for part in places.split(1_000_000):
                mean += self.tokens[part].float().sum(0)
            mean /= len(places)
            for part in places.split(1_000_000):
                self.tokens[part] = torch.nn.functional.normalize(self.tokens[part].float() - mean, dim=-1).to(kept)
            self.pooled[own] = torch.nn.functional.normalize(self.pooled[own] - self.pooled[own].mean(0), dim=-1)

    @torch.inference_mode()
    def _encode(self, bert: BertModel, rows: Rows, prompt: list[int], device: str) -> None:
        lists = [[0, *prompt, *self.texts.ids[self.texts.slice(row)][: 508 - len(prompt)].tolist(), 2] for row in rows]
        ids, mask = padded(lists, device)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        self.pooled[rows] = torch.nn.functional.normalize((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
        skip = 1 + len(prompt)
        for k, row in enumerate(rows):
            own = len(lists[k]) - skip - 1
            at = int(self.texts.ends[row])
            self.tokens[at : at + own] = hidden[k, skip : skip + own]

    def padded(self, rows: Rows) -> tuple[Tensor, Tensor, Tensor]:
        """-> vectors (n, t, d), which of them are there (n, t), and their sentences (n, t)."""
        lengths = np.diff(self.texts.ends)[rows]
        width = int(max(lengths.max(initial=1), 1))
        places = self.texts.ends[rows][:, None] + np.arange(width)
        there = np.arange(width) < lengths[:, None]
        places = np.where(there, places, 0)
        device = self.tokens.device
        return (
            self.tokens[torch.from_numpy(places).to(device)],
            torch.from_numpy(there).to(device),
            torch.from_numpy(np.where(there, self.texts.sentences[places], 0)).long().to(device),
        )


def padded(lists: list[list[int]], device: str) -> tuple[Tensor, Tensor]:
    """Token ids and which of them are there, both int64 (n, t); filled up with <pad>."""
    width = max(map(len, lists))
    ids = np.ones((len(lists), width), np.int64)
    mask = np.zeros((len(lists), width), np.int64)
    for row, one in enumerate(lists):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def batches(lengths: NDArray[np.integer]) -> list[Rows]:
    """Slices of rows in ascending length whose padded batch stays within BATCH_TOKENS."""
    out: list[Rows] = []
    at = 0
    while at < len(lengths):
        end = at + 1
        while end < len(lengths) and (end + 1 - at) * lengths[end] <= BATCH_TOKENS and end - at < 1024:
            end += 1
        out.append(np.arange(at, end))
        at = end
    return out
