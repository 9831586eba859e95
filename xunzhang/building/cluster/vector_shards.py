"""Passages with their vectors, as a shard: what a store of vectors takes, passage ids, metadata and text included.

Vectors are as an index has them, centred and coded within the vector space that the shard's name and metadata tell. Which
passages a shard is of is the planner's (`sharded_encoding.py`), what a vector space is, `index/vector_space.py`'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xunzhang.building.unfinished import Made
from xunzhang.index.schema import encoded_key
from xunzhang.types import Passage

FORMAT = "1"
_HEAD = ("id", "title", "source", "byline", "date", "language", "path", "url")
_PASSAGE = ("id", "text", "heading", "language", "number", "start", "end", "page", "paragraph", "until", "piece")
_TEXTS = frozenset(("id", "text", "heading", "language"))
PASSAGES_AT_ONCE = 256  # of a shard that are in memory: some ten kilobytes each


def vector_shard_name(number: int, passages: Sequence[Passage], space: str, model: str) -> str:
    """Equal for the same passages in the same order, with the same vectors to make: where there is one, nothing is left to do."""
    digest = hashlib.sha256(f"{FORMAT}\0{space}\0{model}".encode())
    for passage in passages:
        digest.update(f"\0{passage.id}\0".encode() + encoded_key(passage))
    return f"vectors-{number:06d}-{digest.hexdigest()[:20]}.parquet"


def write_vector_shard(path: Path, passages: Sequence[Passage], made: Sequence[Made], about: Mapping[str, str]) -> None:
    """`about` is kept with the shard: the model, what computed it, and the vector space."""
    head = {f"article_{name}": pa.array([getattr(p.article, name) for p in passages], pa.string()) for name in _HEAD}
    own = {
        name: pa.array([getattr(p, name) for p in passages], pa.string() if name in _TEXTS else pa.int32()) for name in _PASSAGE
    }
    pooled = np.stack([each.pooled for each in made]).astype(np.float32)
    vectors = {
        "key": pa.array([encoded_key(passage) for passage in passages], pa.binary(16)),
        "pooled": pa.FixedSizeListArray.from_arrays(pa.array(pooled.ravel()), pooled.shape[1]),
        "tokens": pa.array([len(each.scales) for each in made], pa.int32()),
        "codes": pa.array([each.codes.tobytes() for each in made], pa.large_binary()),  # uint8 (tokens, width)
        "scales": pa.array([each.scales.astype(np.float16).tobytes() for each in made], pa.large_binary()),  # float16 (tokens,)
    }
    table = pa.table({**own, **head, **vectors}).replace_schema_metadata({"format": FORMAT, **about})
    pq.write_table(table, path, compression="zstd", row_group_size=PASSAGES_AT_ONCE)


def read_vector_shard(file: Any) -> Iterator[tuple[bytes, Made]]:
    """-> each passage's key and its vectors, in order."""
    columns = ["key", "pooled", "tokens", "codes", "scales"]
    for batch in pq.ParquetFile(file).iter_batches(PASSAGES_AT_ONCE, columns=columns):
        pooled = np.asarray(batch.column("pooled").flatten(), np.float32).reshape(len(batch), -1)
        keys, counts, codes, scales = (batch.column(name).to_pylist() for name in ("key", "tokens", "codes", "scales"))
        for row, (key, count) in enumerate(zip(keys, counts)):
            coded = np.frombuffer(codes[row], np.uint8).reshape(count, -1 if count else 0)
            yield key, Made(pooled[row], coded, np.frombuffer(scales[row], np.float16))
