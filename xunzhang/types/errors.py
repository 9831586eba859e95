"""The error that is meant for people, and the kind of it that a caller may want to put in its own words."""

from __future__ import annotations


class XunzhangError(Exception):
    """Something the user can mend. The message is one line: what was received, and the change or command that mends it."""


class BoundError(XunzhangError):
    """A date that a question is narrowed to and that is none; `bound` is what was received."""

    def __init__(self, message: str, bound: str) -> None:
        super().__init__(message)
        self.bound = bound
