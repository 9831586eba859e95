"""The token vectors of a generation on disk, by its own coding."""

from __future__ import annotations

from pathlib import Path

from xunzhang.index.token_vectors import TokenVectors
from xunzhang.index.vector_space import read_vector_space


def stored_tokens(generation: Path) -> TokenVectors:
    return TokenVectors(generation, read_vector_space(generation).coding)
