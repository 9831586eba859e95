"""JSON: an array of articles, an object that holds one somewhere (`articles`, `items`, `data` ...), or a single article.

ijson reads it element by element, so a file of any length takes the memory of its longest article. A file of JSON lines by this
name is read as such. What an element has to hold is `records.py`'s.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import ijson

from ..types import XunzhangError
from .account import Account, Draft
from .jsonl import read_jsonl
from .limits import current, over
from .records import HALVES, draft_of, has_text
from .streams import TextStream

MARKS = "JSON marks, fields not used, and elements that hold no article"
LISTS = frozenset((
    "articles", "items", "data", "results", "records", "docs", "documents", "news", "rows", "entries", "hits", "list", "stories",
    "posts", "文章", "新闻", "列表", "数据",
))  # fmt: skip
LOOKED_AT = 20  # elements of a list by which it is told to be one of articles
DEEPEST_LIST = 3  # names on the way to the list of articles: response.data.articles
READ_BYTES = 1 << 16
LONGEST_ESCAPE = 12  # \\ud83d\\ude00
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_HIGH}{_LOW}|(?P<half>{_HIGH}|{_LOW})|\\.", re.DOTALL)
LONGEST_NUMBER = 4_000  # digits; Python's own limit is 4,300
_LONG_NUMBER = re.compile(rf"\d{{{LONGEST_NUMBER}}}")
Event = tuple[str, Any]


def read_json(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of one file. An element that holds none is reported by its number; the others are read.

    Raises `XunzhangError` where there is no list of articles, and where the file stops being JSON; what came before that is read.
    """
    if _is_lines(path):
        yield from read_jsonl(path, account)
        return
    prefix = _place(path)
    explained = 0
    try:
        with TextStream(path, account) as stream:
            for number, record in enumerate(ijson.items(ijson.parse(_events(stream, account)), prefix), 1):
                where = f"Article {number}" if prefix else "The article"
                try:
                    draft = draft_of(record, where, account)
                except XunzhangError as error:
                    account.failed_in_series(f"{where}: {error}", "element", "elements hold no article and were left out.")
                    continue
                explained += draft.kept()
                yield draft
            stream.rest()
    except ijson.JSONError as error:
        raise _not_json(error) from error
    finally:
        account.remove(MARKS, account.characters_in - explained)


def _events(stream: TextStream, account: Account) -> Iterator[Event]:
    """The parser's events, as long as the nesting keeps to the limit: what is built of them is nested as deeply."""
    deepest, depth = current().depth, 0
    for event, value in ijson.basic_parse(_Whole(stream, account), buf_size=READ_BYTES):
        depth += event in ("start_map", "start_array")
        depth -= event in ("end_map", "end_array")
        if depth > deepest:
            raise XunzhangError(f"It is nested more than {deepest} deep; {over('depth', f'{deepest} levels')}")
        yield event, value


class _Whole:
    """The stream for the parser, with U+FFFD for half of a character (\\ud83d alone), which the parser would make a ?."""

    def __init__(self, stream: TextStream, account: Account) -> None:
        self._stream, self._account = stream, account
        self._held = ""  # the end of what was read last, where an escape may be cut in two
        self._digits = ""  # the digits that it ended with

    def read(self, size: int) -> bytes:
        if size == 0:
            return b""
        read = self._stream.read(size).decode("utf-8")
        if _LONG_NUMBER.search(self._digits + read):  # on one of so many digits, ijson's parser ends the process
            raise XunzhangError(f"It has a number of {LONGEST_NUMBER:,} digits or more; write it as text, with a space in it.")
        self._digits = read[len(read.rstrip("0123456789")) :] if read.strip("0123456789") else self._digits + read
        text, self._held = self._held + read, ""
        if "\\" not in text:
            return text.encode("utf-8")
        if read:
            near = len(text) - LONGEST_ESCAPE
            whole = len(text) - text.endswith("\\")
            cut = next((match.start() for match in _ESCAPE.finditer(text) if match.start() > near), whole)
            text, self._held = text[:cut], text[cut:]
        mended = _ESCAPE.sub(self._mended, text).encode("utf-8")
        return mended if mended or not read else self.read(size)

    def _mended(self, match: re.Match[str]) -> str:
        if match.lastgroup != "half":
            return match.group()
        message = f"Half of a character, {match.group()} alone, stands as �; write the whole one."
        self._account.failed_in_series(message, "half", HALVES)
        return "\\ufffd"


def _place(path: Path) -> str:
    """-> ijson's prefix of the articles: "item", "articles.item", or "" for a single one."""
    try:
        with TextStream(path, unheard := Account()) as stream:
            return _find_place(ijson.parse(_events(stream, unheard)))
    except ijson.JSONError as error:
        raise _not_json(error) from error


def _find_place(events: Iterable[tuple[str, str, Any]]) -> str:
    """A list by one of the usual names is taken at once; of others, the first that has an object with a text.

    An object with a text of its own is an article, whatever lists it has.
    """
    found = ""
    names: list[str] = []  # of the whole file's fields, and of an element's
    fields: list[str] = []
    seen: Counter[str] = Counter()
    for prefix, event, value in events:
        if prefix == "" and event == "map_key":
            names.append(value)
        elif prefix == "" and event == "start_array":
            return "item"
        elif prefix == "" and event not in ("start_map", "end_map"):
            raise XunzhangError('It is no list of articles; write [{"text": "…"}, …].')
        elif found or not _is_list(prefix) or seen[prefix] >= LOOKED_AT:
            continue
        elif event == "start_map":
            fields = []
        elif event == "map_key":
            fields.append(value)
        elif event == "end_map":
            seen[prefix] += 1
            found = prefix if has_text(dict.fromkeys(fields)) else ""
            if found.split(".")[-2:][0] in LISTS and not has_text(dict.fromkeys(names)):
                return found
    return "" if has_text(dict.fromkeys(names)) else found


def _is_list(prefix: str) -> bool:
    """Is it the place of a list's elements: response.data.articles.item?"""
    *names, last = prefix.split(".")
    return last == "item" and 0 < len(names) <= DEEPEST_LIST and "item" not in names


def _is_lines(path: Path) -> bool:
    """Does each of the first two lines begin an object, the first being a whole one?"""
    with TextStream(path, Account()) as stream:
        lines = [line.text for line in islice((line for line in stream.lines() if line.characters), 2)]
    if len(lines) < 2 or not all(line and line.lstrip("\ufeff \t").startswith("{") for line in lines):
        return False
    try:
        json.loads((lines[0] or "").strip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _not_json(error: Exception) -> XunzhangError:
    why = " ".join(str(error).split())[:120]
    return XunzhangError(f"It is not JSON from some point on ({why}); mend it there, or write the file again (NaN is not JSON).")
