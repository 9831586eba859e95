"""What is said to a person, by its key: rendered in a language only where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Value = Union[str, int, float, "Message", tuple["Message", ...]]


@dataclass(frozen=True, slots=True)
class Message:
    """A key of `messages/` with the values it takes, and the English text that they make, which JSON and logs have.

    Made by `messages.say`. A value is a string or number that goes in as it is, or what is itself said in words.
    """

    key: str
    values: tuple[tuple[str, Value], ...]
    text: str

    def __str__(self) -> str:
        return self.text
