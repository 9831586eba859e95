"""The network while it is trained: the bundled encoder with a low-rank adapter on every linear layer, and two heads.

It reads "query: QUESTION" and "passage: TITLE: WINDOW" as a pair. The heads: one logit at the first token for "this answers", and
for every token of the window how likely the answer starts and ends there, position 0 standing for "nowhere" (as in BERT's reading
of SQuAD 2.0, Devlin and others 2019). Adapters after Hu and others 2021 (LoRA, arXiv 2106.09685); the product merges them into
the encoder's own weights.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.work import made_before, whole

RANK = 40
NOT_HERE = -1e4


class Adapter(nn.Module):
    """A linear layer that stays, and a low-rank change of it that is learned."""

    def __init__(self, base: nn.Linear, rank: int, dropout: float) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))
        self.dropout = nn.Dropout(dropout)
        self.rounded = False

    def forward(self, x: Tensor) -> Tensor:
        x = as_int8(x) if self.rounded else x
        changed: Tensor = self.base(x) + (self.dropout(x) @ self.a.T) @ self.b.T
        return changed


def as_int8(x: Tensor) -> Tensor:
    """`x` as dynamic quantisation rounds it, to 128 steps between its least and greatest value; gradients pass through.

    The product computes in 8 bits. What is trained with the rounding does not mind it (Jacob and others 2018, arXiv 1712.05877).
    """
    with torch.no_grad():
        least, most = x.amin().clamp(max=0), x.amax().clamp(min=0)
        step = ((most - least) / 127).clamp(min=1e-8)
        change = (x / step).round() * step - x
    return x + change


class Heads(nn.Module):
    """What is said of a pair, from its last hidden states."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.span = nn.Linear(hidden, 2)
        self.answers = nn.Sequential(nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 1))

    def forward(self, hidden: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """hidden (n, t, d), inside (n, t) -> start and end logits (n, t), answer logits (n,)."""
        span = self.span(hidden).float()
        answers = self.answers(hidden[:, 0]).float().squeeze(-1)
        return span[..., 0].masked_fill(~inside, NOT_HERE), span[..., 1].masked_fill(~inside, NOT_HERE), answers


class Network(nn.Module):
    """The encoder, whose own weights stay, with adapters and heads, which are learned."""

    def __init__(self, bert: BertModel, rank: int = RANK, dropout: float = 0.1) -> None:
        super().__init__()
        self.bert = bert.requires_grad_(False).eval()
        for layer in bert.encoder.layer:
            for module in [m for m in layer.modules() if not isinstance(m, Adapter)]:
                for name, child in list(module.named_children()):
                    if isinstance(child, nn.Linear):
                        setattr(module, name, Adapter(child, rank, dropout))
        self.heads = Heads(bert.config.hidden_size)

    @classmethod
    def from_work(cls, work: Path, rank: int = RANK, dropout: float = 0.1) -> Network:
        """On the encoder that `preparing` wrote. Raises Unusable where it is missing or damaged."""
        with made_before(work / "encoder.json") as file:
            told = json.loads(file.read_text(encoding="utf-8"))
            bert = BertModel(BertConfig(**{name: told[name] for name in _KEPT}), add_pooling_layer=False)
        with made_before(work / "encoder.safetensors") as file:
            weights = {name: value.float() for name, value in load_file(file).items()}
            missing, unexpected = bert.load_state_dict(weights, strict=False)
            if wrong := [*unexpected, *(name for name in missing if "position_ids" not in name)]:
                raise ValueError(f"{len(wrong)} tensors too many or too few, {wrong[0]} among them")
        return cls(bert, rank, dropout)

    def train(self, mode: bool = True) -> Network:
        """The encoder's own dropout stays off; the adapters' is on while training."""
        super().train(mode)
        self.bert.eval()
        for module in self.bert.modules():
            if isinstance(module, Adapter):
                module.dropout.train(mode)
        return self

    def round_to_int8(self) -> None:
        for module in self.modules():
            if isinstance(module, Adapter):
                module.rounded = True

    def forward(self, ids: Tensor, mask: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """-> what `Heads` says of a question and a window read as a pair."""
        said: tuple[Tensor, Tensor, Tensor] = self.heads(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state, inside)
        return said

    def trained(self) -> dict[str, Tensor]:
        """What is learned, and all that is kept: adapters and heads."""
        return {
            name: value for name, value in self.state_dict().items() if name.endswith((".a", ".b")) or name.startswith("heads.")
        }

    def save(self, path: Path) -> None:
        with whole(path) as part:
            save_file({name: value.detach().half().cpu().contiguous() for name, value in self.trained().items()}, str(part))

    def take_up(self, trained: dict[str, Tensor]) -> None:
        """Go on from what `trained` gave. Raises ValueError where it is of another network."""
        if other := set(trained) ^ set(self.trained()):
            raise ValueError(f"{len(other)} tensors too many or too few, {min(other)} among them")
        self.load_state_dict(trained, strict=False)


_KEPT = [
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
    "type_vocab_size",
    "layer_norm_eps",
    "pad_token_id",
    "hidden_act",
]
