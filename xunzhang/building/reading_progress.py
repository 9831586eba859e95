"""How far a build has come with reading, in bytes of its files: one file may be most of a collection."""

from __future__ import annotations

from typing import Protocol

from xunzhang.building.stamps import Corpus
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Part
from xunzhang.types.kinds import Stage
from xunzhang.types.message import NOTHING, Message


class BuildProgress(Protocol):
    """Called with a stage, what is done of it, and how much there is, 0 where that is not known; `note` says more in words.

    Reading is counted in bytes, encoding and indexing in passages.
    """

    def __call__(self, stage: Stage, done: int, total: int, note: Message = NOTHING) -> None: ...


class ReadingProgress:
    """Tells `progress` of the stage "reading"."""

    def __init__(self, corpus: Corpus, progress: BuildProgress) -> None:
        self._names = [file.name for file in corpus.files]
        self._sizes = [corpus.stamps.size(file.path) for file in corpus.files]
        self._total = sum(self._sizes)
        self._progress = progress
        self._files = self._bytes = 0
        self._tell(0)

    def within(self, part: Part) -> None:
        """An article of `part` of the present file has been read. Of a file in an archive it is not known how far that is."""
        whole = part.name == self._names[self._files]
        self._tell(min(part.account.bytes_read, self._sizes[self._files]) if whole else 0)

    def end_file(self) -> None:
        self._bytes += self._sizes[self._files]
        self._files += 1
        self._tell(0)

    def _tell(self, of_file: int) -> None:
        self._progress(
            "reading", self._bytes + of_file, self._total, say("reading.progress", read=self._files, all=len(self._names))
        )
