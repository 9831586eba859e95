"""What tells each passage's vectors from others', and how many tokens it has, by row, in a file of its own.

So vectors outlive a damaged catalogue, and where the token vectors of each passage begin a damaged list of that.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import numpy as np

from xunzhang.types.arrays import Rows

FILE = "passages.keys"
_RECORD = np.dtype([("key", "V16"), ("tokens", "<u4")])  # a key as `schema.encoded_key` makes it
AT_ONCE = 8192  # passages


def write_keys(folder: Path, keys: Iterable[bytes], starts: Rows) -> None:
    """`starts` (n + 1,) says where the token vectors of each passage begin."""
    counts, places = np.diff(starts), iter(keys)
    with (folder / FILE).open("wb") as file:
        for first in range(0, len(counts), AT_ONCE):
            records = np.zeros(len(counts[first : first + AT_ONCE]), _RECORD)
            records["tokens"] = counts[first : first + AT_ONCE]
            records["key"] = [np.void(key) for key in islice(places, len(records))]
            file.write(records.tobytes())


def read_keys(folder: Path) -> tuple[list[bytes], Rows]:
    """-> the keys, and `starts` (n + 1,). Raises OSError where there are none, ValueError where they are damaged."""
    records = np.frombuffer((folder / FILE).read_bytes(), _RECORD)
    starts = np.concatenate([[0], np.cumsum(records["tokens"], dtype=np.int64)])
    return [key.tobytes() for key in records["key"]], starts
