"""To the door of a running page: a socket in the index folder, through which `xunzhang ask` is answered without loading a model.

A line of JSON goes in, what is asked; lines of JSON come out, the pieces of what is to be printed, and at last whether anything
was found. Only the user who runs the page can open it (mode 0600). Where the page would not answer as the asking process itself
would, being of another version or generation or judging otherwise, it says so, and that process works alone. What stands behind
the door is `doorkeeper.py`'s.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xunzhang import __version__
from xunzhang.cli.answering import Asked, Tell, Write
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import as_said
from xunzhang.types.places import CURRENT

DOOR = "ask.sock"  # in the index folder
ANSWERS_WITHIN_S = 60.0  # a page that has been silent for so long is left


def through_door(index_dir: Path, asked: Asked, reads: bool, write: Write, tell: Tell) -> bool | None:
    """Have a page that runs on this index answer; -> whether any passage was found, or None where there is none that can.

    Raises XunzhangError as asking the index does, and where the page ends after it has written something.
    """
    written = False
    for told in _told(index_dir, asked, reads):
        if "found" in told:
            return bool(told["found"]) if told["found"] is not None else None
        if "error" in told:
            raise XunzhangError(as_said(told["error"]))
        if "tell" in told:
            tell(as_said(told["tell"]))
        if "write" in told:
            written = True
            write(told["write"])
    if written:
        raise XunzhangError(say("door.ended"))
    return None


def _told(index_dir: Path, asked: Asked, reads: bool) -> Iterator[dict[str, Any]]:
    """What the page says, to its end or ours; nothing where there is no page, or a path too long for a socket's."""
    if not hasattr(socket, "AF_UNIX"):
        return
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(ANSWERS_WITHIN_S)
        try:
            if (index_dir / DOOR).stat().st_uid != os.geteuid():
                return  # somebody else's, who could have anything printed
            generation = (index_dir / CURRENT).read_text(encoding="utf-8").strip()
            door.connect(str(index_dir / DOOR))
            request = {"version": __version__, "generation": generation, "reads": reads, "asked": asdict(asked)}
            door.sendall(json.dumps(request).encode() + b"\n")
        except OSError:
            return
        with door.makefile("rb") as lines:
            while line := _next(lines):
                yield line


def _next(lines: Any) -> dict[str, Any] | None:
    try:
        line = lines.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else None
    except (OSError, ValueError):
        return None
