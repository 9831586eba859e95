"""Puts fitted weights where the product reads them, with the name of the encoder that they change.

`python -m training.packing WORK/reader.safetensors [--to FILE]`.
"""

from __future__ import annotations

from pathlib import Path

from safetensors.torch import load_file, save_file

from training.work import Unusable, made_before, whole
from xunzhang.encoding.encoder import SentenceEncoder
from xunzhang.encoding.joint import FORMAT, WEIGHTS

HEADS = {f"heads.{layer}.{part}" for layer in ("span", "answers.0", "answers.2") for part in ("weight", "bias")}


def pack(fitted: Path, encoder: SentenceEncoder, to: Path = WEIGHTS) -> None:
    """Raises Unusable where `fitted` is not what fitting saves, adapters of every linear layer of the encoder and the heads, or
    where `to` cannot be written."""
    if not to.parent.is_dir():
        raise Unusable(f"{to.parent} is no folder")
    with made_before(fitted) as file:
        tensors = {name: value.half().contiguous() for name, value in load_file(file).items()}
    assert encoder.bert is not None  # that of the bundled model
    matrices = [name for name, values in encoder.bert.tensors.items() if name.startswith("encoder.") and values.ndim == 2]
    layers = [name.removesuffix(".weight") for name in matrices]
    wanted = HEADS | {f"bert.{layer}.{side}" for layer in layers for side in "ab"}
    if other := wanted ^ set(tensors):
        raise Unusable(f"{fitted} is not what fitting saves: {len(other)} tensors too many or too few, {min(other)} among them")
    with whole(to) as part:
        save_file(tensors, str(part), {"format": FORMAT, "encoder": encoder.fingerprint})


if __name__ == "__main__":
    from training.commands import packing

    raise SystemExit(packing())
