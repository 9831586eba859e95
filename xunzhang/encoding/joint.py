"""The reader's network: the bundled encoder, adapters merged into it, reads a question and a window of a passage together.

It owns the weights file and the arithmetic; which windows are read, and what is made of the logits, is
`search/joint_reading.py`'s. How the weights came to be is told in `training/` and in `reader.md` beside the file.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from xunzhang.encoding.bundled import HUB_NAME
from xunzhang.encoding.encoder import Encoder, SentenceEncoder, threads_for
from xunzhang.encoding.windows import LONGEST_QUESTION, LONGEST_TITLE
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.arrays import Floats

WEIGHTS = Path(__file__).with_name("reader.safetensors")
FORMAT = "1"  # of the weights file, in its metadata
_START, _PAD, _END = 0, 1, 2  # <s>, <pad> and </s> of XLM-RoBERTa's vocabulary


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once, in token ids without special ones: `tokens` are a passage's or some of them, `title` may be empty."""

    question: Sequence[int]
    title: Sequence[int]
    tokens: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of a window of t tokens.

    `answers`: log odds that it answers the question. `starts`, `ends`: float32 (t,), logits of an answer that starts or ends at a
    token; `nowhere`: what their sum has to beat, the logits of there being none.
    """

    answers: float
    starts: Floats
    ends: Floats
    nowhere: float


def reader_of(encoder: Encoder) -> JointReader | None:
    """The reader that goes with an encoder, loaded once for it; None where it is another model than the reader was fitted for.

    Raises XunzhangError where the reader's weights cannot be used.
    """
    plain = getattr(encoder, "plain", encoder)  # one that remembers what it encoded has another within
    return _loaded(plain) if isinstance(plain, SentenceEncoder) and plain.name == HUB_NAME else None


@lru_cache(maxsize=1)
def _loaded(encoder: SentenceEncoder) -> JointReader:
    return JointReader(encoder)


class JointReader:
    """Safe to call from several threads, as the encoder is."""

    def __init__(self, encoder: SentenceEncoder, weights: Path = WEIGHTS) -> None:
        """Raises XunzhangError where the weights are missing, damaged or for another model."""
        tensors = _weights(weights, encoder.fingerprint)
        self._encoder = encoder
        self._prompts = encoder.prompt_ids
        self._model = _merged(encoder.network, tensors)
        self._heads = {name.removeprefix("heads."): value for name, value in tensors.items() if name.startswith("heads.")}

    def question(self, text: str) -> list[int]:
        """A question's token ids, cut at LONGEST_QUESTION."""
        return self._encoder.question_ids(text)[:LONGEST_QUESTION]

    def title(self, text: str) -> list[int]:
        """A title's token ids; none where it is longer than LONGEST_TITLE."""
        ids = self._encoder.passage_ids(f"{text}:") if text else []
        return ids if len(ids) <= LONGEST_TITLE else []

    def passage(self, text: str) -> list[int]:
        """A passage's token ids, one for each of the encoder's `token_spans`."""
        return self._encoder.passage_ids(text)

    def read(self, windows: Sequence[Window]) -> list[Reading]:
        import torch

        if not windows:
            return []
        lists = [self._sequence(window) for window in windows]
        ids = torch.full((len(lists), max(map(len, lists))), _PAD)
        mask = torch.zeros_like(ids)
        for row, sequence in enumerate(lists):
            ids[row, : len(sequence)] = torch.tensor(sequence)
            mask[row, : len(sequence)] = 1
        with threads_for(ids.numel()), torch.inference_mode():
            hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            return [self._reading(hidden[row, : len(lists[row])], len(window.tokens)) for row, window in enumerate(windows)]

    def _sequence(self, window: Window) -> list[int]:
        asked, shown = self._prompts
        return [_START, *asked, *window.question, _END, _END, *shown, *window.title, *window.tokens, _END]

    def _reading(self, hidden: Any, tokens: int) -> Reading:
        import torch.nn.functional as F

        heads = self._heads
        span = F.linear(hidden, heads["span.weight"], heads["span.bias"]).numpy()
        inner = F.linear(hidden[0], heads["answers.0.weight"], heads["answers.0.bias"]).tanh()
        answers = F.linear(inner, heads["answers.2.weight"], heads["answers.2.bias"])
        own = span[len(span) - 1 - tokens : len(span) - 1]
        return Reading(float(answers), own[:, 0], own[:, 1], float(span[0].sum()))


def _weights(path: Path, fingerprint: str) -> dict[str, Any]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="pt") as file:
            told: Mapping[str, str] = file.metadata() or {}
            if told.get("format") != FORMAT or told.get("encoder") != fingerprint:
                raise XunzhangError(say("reader.other", file=path.name))
            return {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 (no mapping)
    except FileNotFoundError as error:
        raise XunzhangError(say("reader.missing", file=path.name)) from error
    except (OSError, SafetensorError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error).strip()
        raise XunzhangError(say("reader.damaged", file=path.name, why=why)) from error


def _merged(network: Any, tensors: Mapping[str, Any]) -> Any:
    """The encoder with the adapters in its linear layers, those in 8 bits; embeddings and norms are the encoder's own."""
    from torch import nn

    shared = [network.embeddings, *(module for module in network.modules() if isinstance(module, nn.LayerNorm))]
    merged = copy.deepcopy(network, {id(module): module for module in shared})
    for name, module in list(merged.named_modules()):
        if isinstance(module, nn.Linear) and f"bert.{name}.a" in tensors:
            owner, _, attribute = name.rpartition(".")
            change = tensors[f"bert.{name}.b"] @ tensors[f"bert.{name}.a"]
            setattr(merged.get_submodule(owner), attribute, _in_8_bits(module, change))
    return merged.eval()


def _in_8_bits(linear: Any, change: Any) -> Any:
    """A linear layer with its weights changed, kept in 8 bits with a scale a row; it rounds what comes in as it comes."""
    import torch
    from torch.ao.nn.quantized.dynamic import Linear

    weight = linear.weight.detach().float() + change
    scales = (weight.abs().amax(1) / 127).clamp(min=1e-8).double()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch means to move these into a package of their own
        rounded = torch.quantize_per_channel(weight, scales, torch.zeros(len(scales), dtype=torch.long), 0, torch.qint8)
        layer = Linear(linear.in_features, linear.out_features, dtype=torch.qint8)
    layer.set_weight_bias(rounded, linear.bias.detach().float())
    return layer
