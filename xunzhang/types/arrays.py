"""The arrays that pass between rooms, by what they hold; their shapes are said where they are taken and given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
"""Passages by their row: their position in every part of an index."""
Mask = NDArray[np.bool_]
