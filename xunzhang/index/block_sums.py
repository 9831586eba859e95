"""Checksums of a generation's files block by block: which part of a large file is as it was written, without reading all of it.

They stand in a file of the generation, with a copy of what its manifest says. An index without that file is as good as one with
it, but that its large files are checked whole or not at all. What is done with a block that is not as it was is `wholeness.py`'s.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xunzhang.types import Manifest

FILE = "blocks.json"
BLOCK = 1 << 16  # bytes: what a question looks at in a large index is then checked in some hundredths of a second
DIGEST = 16  # bytes of BLAKE2b


@dataclass(frozen=True, slots=True)
class Blocks:
    """A file's `size`, and the digests of its blocks one after the other, the last block being shorter."""

    size: int
    digests: bytes

    def __len__(self) -> int:
        return len(self.digests) // DIGEST

    def fits(self, number: int, block: bytes) -> bool:
        """Whether a block is as it was written."""
        return _digest(block) == self.digests[number * DIGEST : (number + 1) * DIGEST]


def summed(path: Path) -> tuple[str, Blocks]:
    """A file's SHA-256, in hex, and its blocks, read once."""
    whole, digests, size = hashlib.sha256(), bytearray(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            whole.update(block)
            digests += _digest(block)
            size += len(block)
    return whole.hexdigest(), Blocks(size, bytes(digests))


def _digest(block: bytes) -> bytes:
    return hashlib.blake2b(block, digest_size=DIGEST).digest()


def write_blocks(folder: Path, files: Mapping[str, Blocks], manifest: Manifest) -> None:
    """Write them into `folder`, with what `manifest` says besides its files. An older file, which may be linked, is replaced."""
    made = {name: value for name, value in asdict(manifest).items() if name not in ("files", "sizes")}
    record = {
        "block": BLOCK,
        "made": made,
        "files": {name: [each.size, base64.b64encode(each.digests).decode()] for name, each in files.items()},
    }
    new = folder / f"{FILE}.new"
    new.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    new.replace(folder / FILE)


def read_blocks(folder: Path) -> tuple[dict[str, Blocks], dict[str, Any]]:
    """-> the blocks of each file, and what the manifest says besides; both empty where there are none that can be used."""
    try:
        record = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if record["block"] != BLOCK:
            return {}, {}
        files = {name: Blocks(int(size), base64.b64decode(digests)) for name, (size, digests) in record["files"].items()}
        return files, dict(record["made"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def unfit(path: Path, blocks: Blocks) -> Iterator[int]:
    """The numbers of a file's blocks that are not as they were written. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        for number in range(len(blocks)):
            if not blocks.fits(number, file.read(BLOCK)):
                yield number
        if file.read(1):
            yield len(blocks)
