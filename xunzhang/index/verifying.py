"""Whether a generation is whole: every block of its files as it was written, and the files as they have to be to each other.

Nothing is mended here (`building/repairing.py` does that) and nothing converted: of an index in an earlier format the files are
compared with what was written, and no more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xunzhang.index import generations
from xunzhang.index.block_sums import BLOCK, read_blocks, unfit
from xunzhang.index.relations import RELATIONS
from xunzhang.messages.wording import of_system, say
from xunzhang.types import Manifest
from xunzhang.types.message import Message


class Fault(NamedTuple):
    """What is wrong with a file of a generation. `blocks` are the numbers of the blocks that are, where that is known."""

    file: str
    what: Message
    blocks: tuple[int, ...] = ()


class Verified(NamedTuple):
    """What was compared: the generation's `folder`, `files` and `bytes` of it."""

    folder: Path
    manifest: Manifest
    files: int
    bytes: int
    faults: list[Fault]


def verify(index_dir: Path) -> Verified:
    """Compare the current generation, all of it. Raises XunzhangError where there is none, or its manifest cannot be read."""
    folder, held = generations.hold_current(index_dir)
    with held:
        manifest = generations.read_manifest(index_dir, folder)
        faults = list(unfit_files(folder, manifest))
        if generations.is_present(manifest):
            faults += unfit_relations(folder, manifest, {fault.file for fault in faults})
    return Verified(folder, manifest, len(manifest.files), sum(manifest.sizes.values()), faults)


def unfit_files(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    """The files that are not as they were written."""
    blocks, _ = read_blocks(folder)
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            size, known = path.stat().st_size, blocks.get(name)
            wrong = tuple(unfit(path, known)) if known else ()
            if wrong or (not known and generations.checksum(path) != expected):
                yield Fault(name, _how(size, manifest.sizes[name], wrong), wrong)
        except FileNotFoundError:
            yield Fault(name, say("fault.missing"), tuple(range(len(blocks[name]))) if name in blocks else ())
        except OSError as error:
            yield Fault(name, say("fault.unreadable", why=of_system(error)))


def _how(size: int, expected: int, wrong: tuple[int, ...]) -> Message:
    if size != expected:
        return say("fault.size", now=size, then=expected)
    if wrong:
        return say("fault.blocks", n=len(wrong), first=wrong[0] * BLOCK)
    return say("fault.altered")


def unfit_relations(folder: Path, manifest: Manifest, damaged: set[str]) -> Iterator[Fault]:
    """What does not fit together, of files that are each as they were written."""
    for relation in RELATIONS:
        if any(name == part or name.startswith(f"{part}/") for name in damaged for part in relation.files):
            continue
        try:
            for message in relation.find(folder, manifest):
                yield Fault(relation.files[0], message)
        except (OSError, RuntimeError, ValueError, KeyError, TypeError, IndexError, sqlite3.Error) as error:
            yield Fault(relation.files[0], say("fault.unusable", why=f"{type(error).__name__}: {error}"))
