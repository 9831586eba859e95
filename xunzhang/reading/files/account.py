"""What a reader hands over: drafts of articles, and the account of what became of the file's characters.

Ids, copies and the audit row are `register.py`'s; a reader only says what it read and what it left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.lines.line import visible
from xunzhang.types import Language, Paragraph
from xunzhang.types.message import NOTHING, Message

NAMED_AT_MOST = 5  # messages of one kind that are spelled out for a file; the rest are counted


def at(where: Message, what: Message) -> Message:
    """What there is to say of one place in a file: "Line 3: …"."""
    return say("where.said", where=where, what=what)


@dataclass(slots=True)
class Draft:
    """An article without its final id. `printed` is how many visible characters of the file are kept in its metadata only.

    `language` is the one that the file names, `detected` the one its text is in, "" until somebody asks. `layout` is where it
    stands on printed pages, as `PrintedLayout.packed` has it.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    facts: Facts = field(default_factory=Facts)
    language: Language = ""
    given_id: str = ""
    printed: int = 0
    detected: Language = ""
    layout: str = ""

    def kept(self) -> int:
        return visible(self.text) + self.printed


@dataclass(slots=True)
class Account:
    """The running account of one file, filled in by its reader. Characters are visible ones: white space is not counted."""

    encoding: Message = NOTHING
    characters_in: int = 0
    bytes_read: int = 0  # so far, where the file is read bit by bit
    removed: Counter[Message] = field(default_factory=Counter)
    messages: list[Message] = field(default_factory=list)
    incomplete: bool = False  # something in the file could not be read
    pages: int = 0  # of a paged document
    pages_without_text: int = 0
    _series: Counter[Message] = field(default_factory=Counter)

    def remove(self, what: Message, characters: int) -> None:
        if characters:
            self.removed[what] += characters

    def tell(self, message: Message) -> None:
        """Raises TypeError for a bare string, which no language but its own could show."""
        if not isinstance(message, Message):
            raise TypeError(f"{message!r} has no key: say it with messages.wording.say")
        self.messages.append(message)

    def failed(self, message: Message) -> None:
        """Something could not be read: say so."""
        self.incomplete = True
        self.tell(message)

    def failed_in_series(self, message: Message, rest: Message) -> None:
        """One of what may be many: the first few are spelled out, the others counted by `close`: "12 more " and `rest`."""
        self.incomplete = True
        self.noted_in_series(message, rest)

    def noted_in_series(self, message: Message, rest: Message) -> None:
        """The same for what is worth a word and no failure."""
        self._series[rest] += 1
        if self._series[rest] <= NAMED_AT_MOST:
            self.tell(message)

    def close(self) -> None:
        for rest, count in self._series.items():
            if count > NAMED_AT_MOST:
                self.tell(say("reading.more", n=count - NAMED_AT_MOST, rest=rest))
        self._series.clear()


@dataclass(slots=True)
class Part:
    """What has an audit row of its own: a file, or a file in an archive. `name` is relative to the corpus folder.

    `account` and `problem`, why not all of it could be read, are complete once `drafts` has come to its end.
    """

    name: str
    drafts: Iterator[Draft] = field(default_factory=lambda: iter(()))
    account: Account = field(default_factory=Account)
    problem: Message = NOTHING
