"""Who added or removed what, and who signed in: a line of JSON each, at the end of a file; never a password or a token."""

from __future__ import annotations

import logging
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal

from xunzhang.language.controls import as_json
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError

IN_INDEX = "changes.log"  # where there are no accounts
log = logging.getLogger(__name__)

Did = Literal["added account", "removed account", "set password", "added token", "removed token", "added file", "signed in",
    "failed to sign in", "signed out"]  # fmt: skip


class ChangesLog:
    """Appends to the file at `path`. Raises XunzhangError where it cannot be written to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            os.close(self._open())
        except OSError as error:
            raise XunzhangError(say("guard.no_journal", path=str(path), why=of_system(error))) from error

    def write(self, who: str, did: Did, what: str = "", at: str = "") -> None:
        """`at` is the address that it came from. A line that cannot be written is told of in the program's own log."""
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        told = {"time": now, "who": who, "did": did, "what": what, "at": at}
        line = as_json({name: value for name, value in told.items() if value}) + "\n"
        try:
            file = self._open()
            try:
                os.write(file, line.encode("utf-8", "replace"))
            finally:
                os.close(file)
        except OSError as error:
            log.error("%s: %s", self._path, error.strerror)

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def log_beside(users: Path) -> Path:
    """Where the changes of these accounts are kept: users.yaml has users.log."""
    return users.with_suffix(".log")
