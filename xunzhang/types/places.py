"""Where this program keeps things: what it can make again, such as the unpacked model, and what tells an index by its look."""

from __future__ import annotations

import os
from pathlib import Path

CURRENT, GENERATIONS = "CURRENT", "generations"  # what stands in the folder of an index: a file, and a folder


def cache_folder() -> Path:
    """The user's cache folder for this program: $XUNZHANG_CACHE, else $XDG_CACHE_HOME/xunzhang, else ~/.cache/xunzhang."""
    if own := os.environ.get("XUNZHANG_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "xunzhang"
