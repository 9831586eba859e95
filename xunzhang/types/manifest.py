"""What an index says of itself, whole or in part; how it is written and checked is `index/generations.py`'s."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xunzhang.types.backend_names import TORCH


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index generation says of itself. `files` and `sizes` map a file's name to its SHA-256 and bytes;

    `backends` are those that encoded its passages (`types.backend_names`), the last one first: more than one where an index was
    moved to a machine that lacks the first, and torch for what was built before this was written down. `settings` is what it was
    built with; `roots` are the folders and files given, absolute, and `corpus` maps each file read to the SHA-256 of its content.
    """

    format_version: int
    created: str
    model: str
    model_fingerprint: str
    dimensions: int
    token_dimensions: int
    articles: int
    passages: int
    backends: list[str] = field(default_factory=lambda: [TORCH])
    settings: dict[str, Any] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    corpus: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
