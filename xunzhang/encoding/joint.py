"""The reader's network: the bundled encoder, adapters merged into it, reads a question and a window of a passage together.

It owns the weights file and the arithmetic; which windows are read, and what is made of the logits, is
`search/joint_reading.py`'s. How the weights came to be is told in `training/` and in `reader.md` beside the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from xunzhang.encoding.bert import Bert
from xunzhang.encoding.bundled import HUB_NAME
from xunzhang.encoding.encoder import Encoder, SentenceEncoder
from xunzhang.encoding.generic import sentences
from xunzhang.encoding.network import TorchNetwork
from xunzhang.encoding.onnx_network import Source, onnx_network
from xunzhang.encoding.windows import LONGEST_QUESTION, LONGEST_TITLE
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.arrays import Floats

WEIGHTS = Path(__file__).with_name("reader.safetensors")
FORMAT = "1"  # of the weights file, in its metadata
_START, _END = 0, 2  # <s> and </s> of XLM-RoBERTa's vocabulary

# The weights were trained with what goes into each layer rounded to 128 steps of whatever range a batch had. Rounded less, the
# network is surer of everything, and these bring its word back to where `search/calibration.py` and the lines for spans were
# fitted: mean and spread are the same then, on 478 windows of paragraphs held back from training, half of which answer, in all
# four directions.
ANSWERS_SLOPE, ANSWERS_LEVEL = 1.03, -0.5
SPAN_SLOPE, NOWHERE_LEVEL = 1.04, 1.1


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


class PassageReader(Protocol):
    """What reads a question and a window of a passage together. `backend` says what computes it; the rest is `JointReader`'s."""

    backend: str

    def question(self, text: str) -> list[int]: ...

    def title(self, text: str) -> list[int]: ...

    def passage(self, text: str) -> list[int]: ...

    def read(self, windows: Sequence[Window]) -> list[Reading]: ...


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
    """Safe to call from several threads, as the encoder is. `backend` says what computes it."""

    def __init__(self, encoder: SentenceEncoder, weights: Path = WEIGHTS) -> None:
        """Raises XunzhangError where the weights are missing, damaged or for another model."""
        tensors, bert = _weights(weights, encoder.fingerprint), encoder.bert
        if bert is None:
            raise XunzhangError(say("reader.other", file=weights.name))
        self._encoder = encoder
        self._prompts = encoder.prompt_ids
        self._heads = {name.removeprefix("heads."): value for name, value in tensors.items() if name.startswith("heads.")}
        identity = f"{encoder.fingerprint}-{hashlib.sha256(weights.read_bytes()).hexdigest()[:16]}"
        self._network = onnx_network(self._source(bert, tensors, identity)) or TorchNetwork(_merged(bert, tensors))
        self.backend = self._network.backend

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
        if not windows:
            return []
        states = self._network.hidden([self._sequence(window) for window in windows])
        return [self._reading(hidden, len(window.tokens)) for hidden, window in zip(states, windows, strict=True)]

    def _sequence(self, window: Window) -> list[int]:
        asked, shown = self._prompts
        return [_START, *asked, *window.question, _END, _END, *shown, *window.title, *window.tokens, _END]

    def _reading(self, hidden: Floats, tokens: int) -> Reading:
        heads = self._heads
        span = hidden @ heads["span.weight"].T + heads["span.bias"]
        inner = np.tanh(heads["answers.0.weight"] @ hidden[0] + heads["answers.0.bias"])
        answers = heads["answers.2.weight"][0] @ inner + heads["answers.2.bias"][0]
        own = span[len(span) - 1 - tokens : len(span) - 1]
        said = ANSWERS_SLOPE * float(answers) + ANSWERS_LEVEL
        nowhere = SPAN_SLOPE * float(span[0].sum()) + NOWHERE_LEVEL
        return Reading(said, SPAN_SLOPE * own[:, 0], SPAN_SLOPE * own[:, 1], nowhere)

    def _source(self, bert: Bert, tensors: Mapping[str, Floats], identity: str) -> Source:
        """The merged network as the fast engine takes it; the ranges of its values come from generic questions and statements."""

        def texts() -> list[list[int]]:
            shown = [self.passage(text) for texts in sentences("statements").values() for text in texts]
            asked = [self.question(text) for texts in sentences("questions").values() for text in texts]
            return [self._sequence(Window(question, [], shown[number % len(shown)])) for number, question in enumerate(asked)]

        return bert.source("reader", identity, texts, lambda: _merged_weights(bert, tensors))


def _weights(path: Path, fingerprint: str) -> dict[str, Floats]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="np") as file:
            told: Mapping[str, str] = file.metadata() or {}
            if told.get("format") != FORMAT or told.get("encoder") != fingerprint:
                raise XunzhangError(say("reader.other", file=path.name))
            return {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except FileNotFoundError as error:
        raise XunzhangError(say("reader.missing", file=path.name)) from error
    except (OSError, SafetensorError) as error:
        why = of_system(error) if isinstance(error, OSError) else str(error).strip()
        raise XunzhangError(say("reader.damaged", file=path.name, why=why)) from error


def _merged_weights(bert: Bert, tensors: Mapping[str, Floats]) -> dict[str, Floats]:
    """The encoder's weights by name, the adapters added to its linear layers; without the embeddings of words."""
    merged = bert.weights()
    for name in merged:
        layer = name.removesuffix(".weight")
        if f"bert.{layer}.a" in tensors:
            merged[name] = merged[name] + tensors[f"bert.{layer}.b"] @ tensors[f"bert.{layer}.a"]
    return merged


def _merged(bert: Bert, tensors: Mapping[str, Floats]) -> Any:
    """The encoder with the adapters in its linear layers."""
    import torch

    network = bert.torch_network()
    weights = _merged_weights(bert, tensors)
    for name, parameter in network.named_parameters():
        if name in weights:
            parameter.data = torch.from_numpy(weights[name])
    return network
