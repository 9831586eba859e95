"""What a reader hands over: drafts of articles, and the account of what became of the file's characters.

Ids, copies and the audit row are `register.py`'s; a reader only says what it read and what it left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.lines.line import visible
from xunzhang.types import Language, Paragraph

NAMED_AT_MOST = 5  # messages of one kind that are spelled out for a file; the rest are counted


@dataclass(slots=True)
class Draft:
    """An article without its final id. `printed` is how many visible characters of the file are kept in its metadata only.

    `language` is the one that the file names, `detected` the one its text is in, "" until somebody asks.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    facts: Facts = field(default_factory=Facts)
    language: Language = ""
    given_id: str = ""
    printed: int = 0
    detected: Language = ""

    def kept(self) -> int:
        return visible(self.text) + self.printed


@dataclass(slots=True)
class Account:
    """The running account of one file, filled in by its reader. Characters are visible ones: white space is not counted."""

    encoding: str = ""
    characters_in: int = 0
    bytes_read: int = 0  # so far, where the file is read bit by bit
    removed: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    incomplete: bool = False  # something in the file could not be read
    pages: int = 0  # of a paged document
    pages_without_text: int = 0
    _kinds: Counter[str] = field(default_factory=Counter)
    _rests: dict[str, str] = field(default_factory=dict)

    def remove(self, what: str, characters: int) -> None:
        if characters:
            self.removed[what] += characters

    def failed(self, message: str) -> None:
        """Something could not be read: say so."""
        self.incomplete = True
        self.messages.append(message)

    def failed_in_series(self, message: str, kind: str, rest: str) -> None:
        """One of what may be many: the first few are spelled out, the others counted by `close`: "12 more " and `rest`."""
        self.incomplete = True
        self.noted_in_series(message, kind, rest)

    def noted_in_series(self, message: str, kind: str, rest: str) -> None:
        """The same for what is worth a word and no failure."""
        self._kinds[kind] += 1
        self._rests[kind] = rest
        if self._kinds[kind] <= NAMED_AT_MOST:
            self.messages.append(message)

    def close(self) -> None:
        for kind, count in self._kinds.items():
            if count > NAMED_AT_MOST:
                self.messages.append(f"{count - NAMED_AT_MOST} more {self._rests[kind]}")
        self._kinds.clear()


@dataclass(slots=True)
class Part:
    """What has an audit row of its own: a file, or a file in an archive. `name` is relative to the corpus folder.

    `account` and `problem`, why not all of it could be read, are complete once `drafts` has come to its end.
    """

    name: str
    drafts: Iterator[Draft] = field(default_factory=lambda: iter(()))
    account: Account = field(default_factory=Account)
    problem: str = ""
