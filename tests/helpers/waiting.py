"""Waiting for what another thread or process does: as short as it takes, and never for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 60.0  # what nobody waits for unless something is wrong, also on a busy machine


def wait_until(condition: Callable[[], object], patience_s: float = PATIENCE_S) -> bool:
    """Look until `condition` holds; -> whether it did within `patience_s` seconds."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
