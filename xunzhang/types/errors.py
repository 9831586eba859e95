"""The error that is meant for people, and the kind of it that a caller may want to put in its own words."""

from __future__ import annotations

from xunzhang.types.message import Message


class XunzhangError(Exception):
    """Something the user can mend. The message is one line: what was received, and the change or command that mends it.

    `str(error)` is its English text. Raises TypeError for a bare string, which no language but its own could show.
    """

    def __init__(self, message: Message) -> None:
        if not isinstance(message, Message):
            raise TypeError(f"{message!r} has no key: say it with messages.wording.say")
        super().__init__(message)
        self.message = message


class UnwritableError(XunzhangError):
    """An index that cannot be written: what is there, if anything, may still be asked."""


class BoundError(XunzhangError):
    """A date that a question is narrowed to and that is none; `bound` is what was received."""

    def __init__(self, message: Message, bound: str) -> None:
        super().__init__(message)
        self.bound = bound
