"""Text files read bit by bit: their lines, or their bytes as UTF-8, with every visible character counted on the way.

So a file of any length takes the memory of its longest record. Which encoding it is in is `encodings.py`'s to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from xunzhang.reading.files.account import Account
from xunzhang.reading.files.encodings import sniff_file
from xunzhang.reading.files.limits import check_size, current
from xunzhang.reading.lines.line import visible

CHUNK = 1 << 20  # characters read at a time of what is passed over
_BAD_UTF8 = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of bytes that are not UTF-8
_REPLACED = re.compile("\ufffd")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its number from 1 and its visible characters; `text` is None where it is longer than a record may be."""

    number: int
    text: str | None
    characters: int


class TextStream:
    """A text file open for reading; its encoding, and the characters and bytes read so far, go into the account.

    Bytes that are not valid in its encoding stand as marks that `damaged` finds and `shown` makes U+FFFD.
    """

    def __init__(self, path: Path, account: Account) -> None:
        check_size(path, whole=False)
        codec, account.encoding = sniff_file(path)
        self._account = account
        self._bad = _BAD_UTF8 if codec == "utf-8-sig" else _REPLACED
        errors = "surrogateescape" if codec == "utf-8-sig" else "replace"
        self._bytes = path.open("rb")
        self._file = TextIOWrapper(self._bytes, codec, errors, newline="")

    def __enter__(self) -> TextStream:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def lines(self) -> Iterator[TextLine]:
        """The lines, with their line endings; one ends at a line feed or carriage return, as `newline=""` has it."""
        most, number = current().record_chars, 0
        while line := self._file.readline(most + 1):
            number += 1
            characters = visible(line)
            whole = len(line) <= most
            while not whole and line and not line.endswith(("\n", "\r")):
                line = self._file.readline(CHUNK)
                characters += visible(line)
            self._account.characters_in += characters
            self._account.bytes_read = self._bytes.tell()
            yield TextLine(number, line if whole else None, characters)

    def read(self, size: int = CHUNK) -> bytes:
        """The next characters as UTF-8, for a parser of bytes; damage stands as U+FFFD."""
        text = self._file.read(size)
        self._account.characters_in += visible(text)
        self._account.bytes_read = self._bytes.tell()
        return self.shown(text).encode("utf-8")

    def rest(self) -> int:
        """Pass over what has not been read; -> its visible characters."""
        before = self._account.characters_in
        while self.read():
            pass
        return self._account.characters_in - before

    def damaged(self, text: str) -> bool:
        return bool(self._bad.search(text))

    def shown(self, text: str) -> str:
        return self._bad.sub("\ufffd", text)
