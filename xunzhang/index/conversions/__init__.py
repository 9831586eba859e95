"""The steps from each earlier format of an index to the next, a file a step; carrying them out is `../upgrading.py`'s.

`docs/changing-the-format.md` says what a change of format has to bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Conversion:
    """One step. `convert` is given a generation's folder and changes the files that `changes` names, all other files being shared
    with the generation before and not to be touched; `changes` are paths within the folder. Nothing may be encoded."""

    changes: tuple[str, ...]
    convert: Callable[[Path], None]


# Format version -> the step from it to the next.
STEPS: Mapping[int, Conversion] = MappingProxyType({})
