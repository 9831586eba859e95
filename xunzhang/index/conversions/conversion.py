"""What a step from one format of an index to the next is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Conversion:
    """One step. `convert` is given a generation's folder and changes the files that `changes` names, which are its own.

    `changes` are paths within the folder. All other files are shared with the generation before: they may be read, and this
    folder's link to them taken away, but not written to. Nothing may be encoded; sqlite3.Error, ValueError, KeyError and
    TypeError mean that the files are not what they should be.
    """

    changes: tuple[str, ...]
    convert: Callable[[Path], None]
