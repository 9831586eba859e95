"""A one-dimensional `.npy` file written value by value, for what is known of each passage of a collection of any length."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import DTypeLike, NDArray


class ArrayFile:
    """Use as a context manager, which closes it."""

    def __init__(self, path: Path, dtype: DTypeLike) -> None:
        self._dtype = np.dtype(dtype)
        self._file = path.open("wb")
        self._count = 0
        self._write_header()

    def __enter__(self) -> ArrayFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Complete the file."""
        self._file.seek(0)
        self._write_header()
        self._file.close()

    def add(self, values: Sequence[int] | NDArray[np.int64]) -> None:
        self._file.write(np.asarray(values, self._dtype).tobytes())
        self._count += len(values)

    def _write_header(self) -> None:
        """NumPy leaves room in a header for any count, so that it takes the same bytes with the last one as with the first."""
        described = {"descr": npy.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._count,)}
        npy.write_array_header_1_0(self._file, described)
