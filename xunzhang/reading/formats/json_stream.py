"""The parser's events of a JSON file, within limits: nesting, the length of a text and of a record, and numbers that do harm.

ijson's parser takes what it is given: it would gather a text of any length, write ? for half of a character, and end the process
on a number of thousands of digits; and it stops at a NaN, which programs write where there is no value. Where the articles
are in a file is `json_files.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import ijson

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.files.streams import TextStream
from xunzhang.reading.formats.records import HALVES
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

READ_BYTES = 1 << 16
LONGEST_ESCAPE = 12  # \\ud83d\\ude00
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_HIGH}{_LOW}|(?P<half>{_HIGH}|{_LOW})|\\.", re.DOTALL)
_NO_VALUE = re.compile(r'\\.|"|(?<![\w.])(?P<number>NaN|-?Infinity)(?!\w)', re.DOTALL)
_WORD_AT_END = re.compile(r"(?:-|-?[A-Za-z]{1,9})$")  # that may go on
LEAST = 8  # characters that a value counts for at least
LONGEST_NUMBER = 4_000  # digits; Python's own limit is 4,300
_LONG_NUMBER = re.compile(rf"\d{{{LONGEST_NUMBER}}}")
Event = tuple[str, Any]


def events(stream: TextStream, account: Account, level: int | None = None) -> Iterator[Event]:
    """ijson's basic events. `level` is the depth at which a record is whole, where records are built of them.

    Raises `XunzhangError` for what is over a limit, and `ijson.JSONError` for what is no JSON.
    """
    limits, depth, gathered = current(), 0, 0
    whole = _Whole(stream, account)
    for event, value in ijson.basic_parse(whole, buf_size=READ_BYTES):
        whole.waiting = 0
        depth += event in ("start_map", "start_array")
        depth -= event in ("end_map", "end_array")
        if depth > limits.depth:
            raise XunzhangError(say("json.nested", n=limits.depth, over=over("depth", say("limit.levels", n=limits.depth))))
        gathered = 0 if level is None or depth <= level else gathered + LEAST + (len(value) if isinstance(value, str) else 0)
        if gathered > limits.record_chars:
            raise XunzhangError(_too_long())
        yield event, value


def _too_long() -> Message:
    most = f"{current().record_chars:,}"
    return say("json.record_long", n=most, over=over("record_chars", most))


class _Whole:
    """The stream for the parser, with U+FFFD for half of a character (\\ud83d alone), which the parser would make a ?.

    NaN and Infinity, which are no JSON, stand as null.
    """

    def __init__(self, stream: TextStream, account: Account) -> None:
        self._stream, self._account = stream, account
        self._held = ""  # the end of what was read last, where an escape may be cut in two
        self._digits = ""  # the digits that it ended with
        self._quoted = False  # within a string
        self.waiting = 0  # characters read since the parser last came to the end of something

    def read(self, size: int) -> bytes:
        if size == 0:
            return b""
        read = self._stream.read(size).decode("utf-8")
        self.waiting += len(read)
        if self.waiting > current().record_chars:
            raise XunzhangError(_too_long())
        if _LONG_NUMBER.search(self._digits + read):  # on one of so many digits, ijson's parser ends the process
            raise XunzhangError(say("json.number_long", n=LONGEST_NUMBER))
        self._digits = read[len(read.rstrip("0123456789")) :] if read.strip("0123456789") else self._digits + read
        text, self._held = self._held + read, ""
        if read and "\\" in text:
            near = len(text) - LONGEST_ESCAPE
            whole = len(text) - text.endswith("\\")
            cut = next((match.start() for match in _ESCAPE.finditer(text) if match.start() > near), whole)
            text, self._held = text[:cut], text[cut:]
        valid = self._valid(text, more=bool(read))
        mended = _ESCAPE.sub(self._mended, valid) if "\\" in valid else valid
        return mended.encode("utf-8") if mended or not read else self.read(size)

    def _valid(self, text: str, more: bool) -> str:
        """The text with null for numbers that are none; a word that it ends with is held where there is `more` to come."""
        quotes = (_ESCAPE.sub("", text) if "\\" in text else text).count('"')
        quoted = self._quoted ^ bool(quotes % 2)
        if more and not quoted and (end := _WORD_AT_END.search(text)):
            text, self._held = text[: end.start()], text[end.start() :] + self._held
        if "NaN" in text or "Infinity" in text:
            text = _NO_VALUE.sub(self._null, text)
        self._quoted = quoted
        return text

    def _null(self, match: re.Match[str]) -> str:
        self._quoted ^= match.group() == '"'
        return "null" if match.lastgroup == "number" and not self._quoted else match.group()

    def _mended(self, match: re.Match[str]) -> str:
        if match.lastgroup != "half":
            return match.group()
        self._account.failed_in_series(say("json.half", escape=match.group()), HALVES)
        return "\\ufffd"
