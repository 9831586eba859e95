"""What stands before the terminal: nothing that is written moves its cursor, whoever writes it, but what is styled here.

Standard error is for people and is always made visible; standard output is where it is a terminal, since programs read it
elsewhere. A bar of a build goes past it (`behind`), made of nothing that came from outside.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

from xunzhang.language.controls import in_one_line, visible

_STYLES = re.compile("(\x1b\\[[01249]m)")  # plain, bold, faint, underlined, struck through


class TerminalStream(io.TextIOBase):
    """Writes to `stream`, making visible what does something where `shows`; all else is the stream's."""

    def __init__(self, stream: Any, *, shows: bool) -> None:
        self.stream, self._shows = stream, shows

    def write(self, text: str) -> int:
        self.stream.write(visible(text) if self._shows else text)
        return len(text)

    def write_styled(self, text: str) -> None:
        """Text made for a terminal that understands the styles, in which they alone are let through."""
        self.stream.write("".join(part if _STYLES.fullmatch(part) else visible(part) for part in _STYLES.split(text)))

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return bool(self.stream.isatty())

    def fileno(self) -> int:
        return int(self.stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def stand_before_terminals() -> None:
    """Have all that this program writes from now on pass here: prints, warnings, logs and tracebacks."""
    for name, shows in (("stdout", False), ("stderr", True)):
        stream = getattr(sys, name)
        if stream is None or isinstance(stream, TerminalStream):
            continue
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="", errors="backslashreplace")
        setattr(sys, name, TerminalStream(stream, shows=shows or stream.isatty()))
    logging.lastResort = _Told()


def behind(stream: TextIO) -> TextIO:
    """The stream itself, for what has to move the cursor."""
    return cast("TextIO", stream.stream) if isinstance(stream, TerminalStream) else stream


def write_styled(text: str) -> None:
    """To standard output."""
    if isinstance(sys.stdout, TerminalStream):
        sys.stdout.write_styled(text)
    else:
        sys.stdout.write(text)


class _Told(logging.Handler):
    """As logging tells what nobody has asked for, a line each, in which a name has no lines of its own."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        line = in_one_line(record.getMessage())
        if record.exc_info:
            line += "\n" + logging.Formatter().formatException(record.exc_info)
        with suppress(OSError, ValueError):  # nobody listens any more
            print(line, file=sys.stderr, flush=True)
