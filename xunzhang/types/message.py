"""What is said to a person, by its key, rendered in a language only where it is shown; and the same said in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Union

Value = Union[str, int, float, "Message", tuple["Message", ...]]
AS_SAID = "as_said"


@dataclass(frozen=True, slots=True)
class Message:
    """A key of `messages/` with the values it takes, and the English text that they make, which JSON and logs have.

    Made by `messages.wording.say`, or by `as_said`. A value is a string or a number that goes in as it is, or what is itself
    said in words.
    """

    key: str
    values: tuple[tuple[str, Value], ...]
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


class Words(NamedTuple):
    """Plain text in Chinese and in English. In the table of words (`messages/rooms/`) values stand in braces."""

    zh: str
    en: str


def as_said(text: str) -> Message:
    """Text that every language shows alike: a name, or what a library or a system says."""
    return Message(AS_SAID, (), text)


NOTHING = as_said("")
