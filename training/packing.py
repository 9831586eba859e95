"""Puts fitted weights where the product reads them, with the name of the encoder that they change."""

from __future__ import annotations

import sys
from pathlib import Path

from safetensors.torch import load_file, save_file

from xunzhang.encoding.encoder import SentenceEncoder
from xunzhang.encoding.joint import FORMAT, WEIGHTS
from xunzhang.encoding.loading import load_encoder


def pack(fitted: Path, encoder: SentenceEncoder, to: Path = WEIGHTS) -> None:
    tensors = {name: value.half().contiguous() for name, value in load_file(fitted).items()}
    save_file(tensors, str(to), {"format": FORMAT, "encoder": encoder.fingerprint})


if __name__ == "__main__":
    pack(Path(sys.argv[1]), load_encoder())
