"""The routes that are open: what no opening names is not there, whatever the application behind would answer.

An opening is written as routes are, `/gradio_api/call/{api_name}`; `{path:path}` stands for file names below folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Work = Literal["", "asks", "joins", "streams"]
SMALL = 64 << 10
_PART = re.compile(r"\{\w+(:path)?\}")
_NAME = r"[^/\x00-\x1f]+"
_BELOW = r"(?!\.)[\w.@+-]+(?:/(?!\.)[\w.@+-]+)*"


@dataclass(frozen=True, slots=True)
class Opening:
    """A route that is open for these methods.

    `work` says what it takes: "asks" waits for a turn and holds it until it answers, "joins" has the application queue it,
    "streams" reads its body as it comes and bounds it itself, "" is answered at once. `most_bytes` bounds the body of the others.
    With `only_json` a body of another kind is refused. What is open `for_all` is so without an account too.
    """

    methods: str  # with spaces between them
    route: str
    work: Work = ""
    most_bytes: int = SMALL
    only_json: bool = False
    for_all: bool = False

    def allows(self, method: str) -> bool:
        return method in self.methods.split()


class Openings:
    """The openings, looked up by path; of several that fit, the first that allows the method, fixed ones first."""

    def __init__(self, openings: Iterable[Opening]) -> None:
        self._fixed: dict[str, list[Opening]] = {}
        self._named: list[tuple[re.Pattern[str], Opening]] = []
        for opening in openings:
            if _PART.search(opening.route):
                self._named.append((re.compile(_pattern(opening.route)), opening))
            else:
                self._fixed.setdefault(opening.route, []).append(opening)

    def at(self, path: str, method: str) -> Opening | Literal["closed", "method"]:
        """What is open at this path for this method; "closed" where no opening has the path, "method" where none allows that."""
        fitting = [*self._fixed.get(path, ()), *(opening for pattern, opening in self._named if pattern.fullmatch(path))]
        allowed = next((opening for opening in fitting if opening.allows(method)), None)
        return allowed or ("method" if fitting else "closed")


def _pattern(route: str) -> str:
    pieces = _PART.split(route)  # text, ":path" or None, text, ...
    kinds = {":path": _BELOW, None: _NAME}
    return "".join(kinds[piece] if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
