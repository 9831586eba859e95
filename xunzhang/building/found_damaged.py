"""What there is of a damaged index: which generation counts, what its manifest said, and what is wrong with its files.

What is made of that is `repairing.py`'s.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from xunzhang.index import generations
from xunzhang.index.block_sums import FILE as BLOCKS
from xunzhang.index.block_sums import read_blocks
from xunzhang.index.generations import MANIFEST
from xunzhang.index.verifying import Fault, unfit_files, unfit_relations
from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.message import Message
from xunzhang.types.places import CURRENT, GENERATIONS


def found_generation(index_dir: Path) -> tuple[Path, list[Message]]:
    """The current generation, or the newest there is where CURRENT does not say which."""
    try:
        return generations.current_generation(index_dir), []
    except XunzhangError:
        there = sorted((index_dir / GENERATIONS).glob("*")) if (index_dir / GENERATIONS).is_dir() else []
        found = [each for each in there if not each.suffix and ((each / MANIFEST).exists() or (each / BLOCKS).exists())]
        named = _named(index_dir)
        chosen = next((each for each in found if each.name == named), found[-1] if found else None)
        if chosen is None:
            raise
        return chosen, [] if chosen.name == named else [say("repair.current", file=CURRENT, name=chosen.name)]


def _named(index_dir: Path) -> str:
    try:
        return (index_dir / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def found_manifest(index_dir: Path, folder: Path) -> tuple[Manifest, list[Message]]:
    """A generation's manifest, or what its checksums' file kept of it; then all files count as they are, but for their blocks."""
    try:
        return generations.read_manifest(index_dir, folder), []
    except generations.NewerIndex:
        raise
    except XunzhangError:
        blocks, made = read_blocks(folder)
        if not made or made.get("format_version") != generations.FORMAT_VERSION:
            raise
        known: dict[str, Any] = {each.name: made[each.name] for each in fields(Manifest) if each.name in made}
        sizes = {name: each.size for name, each in blocks.items()}
        return Manifest(**known, files=dict.fromkeys(blocks, ""), sizes=sizes), [say("repair.made_again", file=MANIFEST)]


def faults_of(folder: Path, manifest: Manifest) -> dict[str, Fault]:
    faults = {fault.file: fault for fault in unfit_files(folder, manifest)}
    for fault in unfit_relations(folder, manifest, set(faults)):
        faults.setdefault(fault.file, fault)
    return faults
