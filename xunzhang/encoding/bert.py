"""A BERT as it lies in a folder: its shape, and its weights mapped from the file, so that no engine has to be there to read them.

What computes it is `network.py`'s and `onnx_network.py`'s; how the bundled one got into its folder, `bundled.py`'s.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunzhang.encoding.onnx_network import Source
from xunzhang.types.arrays import Floats

WORDS = "embeddings.word_embeddings.weight"
_TYPES = {"F16": np.float16, "F32": np.float32}


class Bert:
    """Raises OSError, ValueError or KeyError where the folder does not hold one."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.heads = int(config["num_attention_heads"])
        self.epsilon = float(config["layer_norm_eps"])
        self.tensors = _mapped(folder / "model.safetensors")
        self.width = self.tensors[WORDS].shape[1]

    def weights(self) -> dict[str, Floats]:
        """By their names, float32, without the embeddings of words, which are four fifths of them."""
        return {name: values.astype(np.float32) for name, values in self.tensors.items() if name != WORDS}

    def first_values(self) -> Iterable[tuple[str, tuple[int, ...], Floats]]:
        """The name, shape and first values of every tensor, as `encoder.fingerprint_of` takes them."""
        return ((name, values.shape, values.reshape(-1)[:64].astype(np.float32)) for name, values in self.tensors.items())

    def source(
        self, name: str, identity: str, texts: Callable[[], Sequence[Sequence[int]]], weights: Callable[[], Mapping[str, Floats]]
    ) -> Source:
        """This network, or one that differs from it in `weights`, as the fast engine takes it."""
        positions, kinds = (
            self.tensors[f"embeddings.{kind}_embeddings.weight"].astype(np.float32) for kind in ("position", "token_type")
        )
        return Source(name, identity, self.heads, self.epsilon, self.tensors[WORDS], positions, kinds, weights, texts)

    def torch_network(self) -> Any:
        """It as a module of transformers, made to compute in full precision; exactly the vectors of one loaded in full.

        The word embeddings stay as they are on disk and are widened as they are looked up: that saves 400 MB of memory, since
        they stay mapped and few of their pages are ever touched.
        """
        from transformers import BertModel
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        network = BertModel.from_pretrained(self.folder, add_pooling_layer=False, dtype="auto").eval()
        embeddings = network.get_input_embeddings()
        for module in network.modules():
            if module is not embeddings:
                for parameter in module.parameters(recurse=False):
                    parameter.data = parameter.data.float()
        embeddings.register_forward_hook(lambda module, inputs, output: output.float())
        return network


def _mapped(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors of a safetensors file, by name, none of them read yet: https://huggingface.co/docs/safetensors (Format).

    The library's own reader copies what it is asked for into memory, 190 MB of word embeddings among it.
    """
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        told = json.loads(file.read(length))
    whole = np.memmap(path, np.uint8, "r", offset=8 + length)
    found: dict[str, NDArray[Any]] = {}
    for name, each in told.items():
        if name != "__metadata__":
            start, end = each["data_offsets"]
            found[name] = whole[start:end].view(_TYPES[each["dtype"]]).reshape(each["shape"])
    return found
