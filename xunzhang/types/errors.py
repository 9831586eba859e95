"""The one error that is meant for people."""

from __future__ import annotations


class XunzhangError(Exception):
    """Something the user can mend. The message is one line: what was received, and the change or command that mends it."""
