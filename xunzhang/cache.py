"""Where this program keeps what it can make again: the unpacked model, the dictionary."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder for this program: $XUNZHANG_CACHE, else $XDG_CACHE_HOME/xunzhang, else ~/.cache/xunzhang."""
    if own := os.environ.get("XUNZHANG_CACHE"):
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "xunzhang"
