"""What a line of facts tells: values, how they are printed, and what of the line is mere label. `labels.py` reads the lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from xunzhang.messages.wording import say
from xunzhang.reading.facts.label_words import (
    EVENT,
)
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import Message

LABELS = say("left_out.labels")
UNTOLD = say("left_out.untold_dates")
EDITORS = say("left_out.editors_line")


@dataclass(slots=True)
class LabelLine:
    """The facts a line states; `printed` the visible characters of each as printed, `removed` what the rest of the line was.

    `updated` is the day of a later change, the article's date only where no other is printed (`printed["updated"]` counts it).
    `weak`: an outlet's name and no more, which may as well be a title or text; a line of facts beside it speaks for it.
    `loose`: with words beside a date that are not known (a place, a section), as a title may have too.
    """

    facts: Facts = field(default_factory=Facts)
    printed: dict[str, int] = field(default_factory=dict)
    removed: dict[Message, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # which labels there were
    updated: str = ""
    weak: bool = False
    loose: bool = False

    def put(self, name: str, value: str, printed: str = "") -> None:
        """Keep a value, `printed` as it stands in the line; a second one of the same kind is counted with the labels."""
        self.names |= {name}
        if name == "updated":
            if not self.updated:
                self.updated, self.printed[name] = value, visible(printed)
        elif value and not getattr(self.facts, name):
            setattr(self.facts, name, value)
            self.printed[name] = visible(printed or value)

    def leave_out(self, what: Message, text: str) -> None:
        self.removed[what] = self.removed.get(what, 0) + visible(text)


def is_event_line(text: str) -> bool:
    """Does the line say where or when something takes place? A date beside it is the event's, not the article's."""
    return bool(EVENT.match(text.strip()))
