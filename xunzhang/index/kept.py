"""What is found out about a generation once it is open, kept beside its files so that the next to open it need not find it out.

It is no part of the index: where it cannot be read it is found out anew, and where it cannot be written by everyone who asks.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def kept(file: Path, kind: str, make: Callable[[], T], read: Callable[[object], T]) -> T:
    """What `file` keeps, or else what `make` gives, as JSON. `kind` says what it depends on besides the generation; of another
    kind it is made anew, and so it is where `read` raises ValueError, TypeError, KeyError or AttributeError over it."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["kind"] == kind:
            return read(told["kept"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # not there, or not ours
    made = make()
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps({"kind": kind, "kept": made}, ensure_ascii=False), encoding="utf-8")
        part.replace(file)
    except OSError:
        pass  # an index that cannot be written to
    return made
