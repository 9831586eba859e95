"""A line of JSON for each request, by the id that its response carries; with what was asked only where the operator says so."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote_plus

from xunzhang.language.controls import as_json
from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError

STANDARD_ERROR = "-"
LONGEST_ASKED = 4000  # characters of what was asked that are written down


class Journal:
    """Writes to a file, at its end, or to standard error where it is "-". A line that cannot be written is left out.

    Raises XunzhangError where the file cannot be opened.
    """

    def __init__(self, to: str, *, questions: bool = False) -> None:
        self.questions = questions
        self._file: TextIO = sys.stderr
        if to != STANDARD_ERROR:
            try:
                self._file = Path(to).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  # open while the page is
            except OSError as error:
                raise XunzhangError(say("guard.no_journal", path=to, why=of_system(error))) from error

    def write(self, told: Mapping[str, Any]) -> None:
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        try:
            self._file.write(as_json({"time": now, **told}) + "\n")
        except (OSError, ValueError):  # the disk is full, or the file was closed: answering goes on
            return


def asked(query: bytes, body: bytes) -> str:
    """What was asked, as far as it is written down: the query of the address and the body."""
    given = [unquote_plus(query.decode("latin-1")), body[: LONGEST_ASKED * 4].decode("utf-8", "replace")]
    return " ".join(filter(None, given))[:LONGEST_ASKED]
