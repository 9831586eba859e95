"""Which store an index is in. How one is written, and read, is `index/stores/store_uris.py`'s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class StoreUri:
    """`address` is HOST:PORT, or the path of a file; "" for the folder of the index. `text` is the URI as it was given."""

    engine: Literal["faiss", "milvus"]
    address: str = ""
    collection: str = ""
    embedded: bool = False
    text: str = "faiss:"


LOCAL = StoreUri("faiss")
