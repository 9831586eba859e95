"""From format 5 to 6, in which a token vector takes some fifty bytes and not two hundred.

Format 5 has each token vector reduced, in 8 bits an axis. Those are coded anew, so nothing is encoded, and a vector that is made
later is coded alike. The collection's background was measured on the old vectors: it goes, and who opens the index measures it
again. A format that codes otherwise than `token_coding.py` does now has to leave that to this step.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from xunzhang.index.conversions.conversion import Conversion
from xunzhang.index.token_coding import coding_of
from xunzhang.types.arrays import Floats

# What both formats call them, then those that are read and taken away, and those that are written.
FRAME, STARTS = "frame.npz", "token_starts.npy"
VECTORS, VECTOR_SCALES, REDUCTION, BACKGROUND = "tokens.int8", "token_scales.float16", "token_reduction.npy", "background.json"
CODES, CODE_SCALES = "tokens.codes", "tokens.scales"
FITTED_ON, AT_ONCE = 2000, 512  # passages


def convert(folder: Path) -> None:
    """Code the token vectors anew, and take away what format 6 does not have."""
    with np.load(folder / FRAME) as file:
        frame = dict(file)
    vectors = _Stored(folder, frame["reduction"].shape[1])
    coding = coding_of(vectors.sample())
    with (folder / CODES).open("wb") as code_file, (folder / CODE_SCALES).open("wb") as scale_file:
        for first in range(0, vectors.passages, AT_ONCE):
            codes, scales = coding.encode(vectors.of(first, min(first + AT_ONCE, vectors.passages)))
            code_file.write(codes.tobytes())
            scale_file.write(scales.tobytes())
    axes = (frame.pop("reduction") @ coding.axes).astype(np.float16)
    with (folder / FRAME).open("wb") as file:
        np.savez(file, axes=axes, points=coding.points.astype(np.float16), **frame)
    for name in (VECTORS, VECTOR_SCALES, REDUCTION, BACKGROUND):
        (folder / name).unlink(missing_ok=True)  # this folder's link to it


class _Stored:
    """The token vectors as format 5 has them. Read, not mapped, since all of them are gone through."""

    def __init__(self, folder: Path, width: int) -> None:
        self._folder, self._width = folder, width
        self._starts = np.load(folder / STARTS)
        self.passages = len(self._starts) - 1

    def of(self, first: int, last: int) -> Floats:
        """Of passages first, ..., last - 1: float32 (tokens, width), unit length but for rounding."""
        begin, tokens = int(self._starts[first]), int(self._starts[last] - self._starts[first])
        codes = np.fromfile(self._folder / VECTORS, np.int8, tokens * self._width, offset=begin * self._width)
        scales = np.fromfile(self._folder / VECTOR_SCALES, np.float16, tokens, offset=begin * np.float16().itemsize)
        vectors: Floats = codes.reshape(tokens, self._width) * scales.astype(np.float32)[:, None]
        return vectors

    def sample(self) -> Floats:
        """Those of FITTED_ON passages, spread evenly, or of all."""
        rows = range(self.passages)
        if self.passages > FITTED_ON:
            rows = np.linspace(0, self.passages - 1, FITTED_ON).astype(int).tolist()
        return np.concatenate([self.of(row, row + 1) for row in rows])


FROM_5 = Conversion((FRAME,), convert)
