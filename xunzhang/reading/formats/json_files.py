"""JSON: an array of articles, an object that holds one somewhere (`articles`, `items`, `data` ...), or has articles by their ids,
or is one.

ijson reads it element by element, so a file of any length takes the memory of its longest article. A file of JSON lines by this
name is read as such. What an element has to hold is `records.py`'s.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ijson

from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.streams import TextStream
from xunzhang.reading.formats.fields import is_empty
from xunzhang.reading.formats.json_stream import events
from xunzhang.reading.formats.jsonl import read_jsonl
from xunzhang.reading.formats.own_columns import own_columns
from xunzhang.reading.formats.records import draft_of, has_text
from xunzhang.reading.formats.wrappings import WRAPPERS
from xunzhang.types import XunzhangError

MARKS = say("left_out.json_marks")
LISTS = frozenset((
    "articles", "items", "data", "results", "records", "docs", "documents", "news", "rows", "entries", "hits", "list", "stories",
    "posts", "文章", "新闻", "列表", "数据",
))  # fmt: skip
LONGEST_FIRST_LINE = 4 << 20  # characters, of JSON lines by the name of JSON
LOOKED_AT = 20  # elements of a list by which it is told to be one of articles
BY_ID = "*"  # the place of articles that are the values of the file's own fields
DEEPEST_LIST = 3  # names on the way to the list of articles: response.data.articles


def read_json(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of one file. An element that holds none is reported by its number; the others are read.

    Raises `XunzhangError` where there is no list of articles, and where the file stops being JSON; what came before that is read.
    """
    if _is_lines(path):
        yield from read_jsonl(path, account)
        return
    own = own_columns(path)
    prefix = _place(path, own)
    level = len(prefix.split(".")) if prefix else 0
    explained = 0
    try:
        with TextStream(path, account) as stream:
            for number, record in enumerate(_records(ijson.parse(events(stream, account, level)), prefix), 1):
                where = say("where.article", n=number) if prefix else say("where.the_article")
                try:
                    draft = draft_of(record, where, account, own)
                except XunzhangError as error:
                    account.failed_in_series(at(where, error.message), say("json.elements_left_out"))
                    continue
                explained += draft.kept()
                yield draft
            stream.rest()
    except ijson.JSONError as error:
        raise _not_json(error) from error
    finally:
        account.remove(MARKS, account.characters_in - explained)


def _records(parsed: Iterable[tuple[str, str, Any]], prefix: str) -> Iterator[Any]:
    """The elements at a place that `_place` gave; of the file's own fields, the objects, a name with a digit being an id."""
    if prefix != BY_ID:
        yield from ijson.items(parsed, prefix)
        return
    for name, record in ijson.kvitems(parsed, ""):
        if isinstance(record, dict):
            named = any(map(str.isdigit, name)) and is_empty(record.get("id"))
            yield {**record, "id": name} if named else record


def _place(path: Path, own: Mapping[str, str]) -> str:
    """-> ijson's prefix of the articles: "item", "articles.item", "" for a single one, or BY_ID."""
    try:
        with TextStream(path, unheard := Account()) as stream:
            return _find_place(ijson.parse(events(stream, unheard)), own)
    except ijson.JSONError as error:
        raise _not_json(error) from error


def _find_place(events: Iterable[tuple[str, str, Any]], own: Mapping[str, str]) -> str:
    """A list by one of the usual names is taken at once; of others, the first that has an object with a text.

    An object with a text of its own is an article, whatever lists it has. `own` says which field holds the text, where a user has
    said so.
    """
    has_text, by_id = _holds(own), ""  # BY_ID where a field of the file holds an article
    found = ""
    names: list[str] = []  # of the whole file's fields, and of an element's
    fields: list[str] = []
    seen: Counter[str] = Counter()
    for prefix, event, value in events:
        if names and prefix == names[-1] and event in ("start_map", "map_key", "end_map") and not by_id:
            fields = [] if event == "start_map" else [*fields, *([value] if event == "map_key" else [])]
            by_id = BY_ID if event == "end_map" and has_text(fields) else ""
        elif prefix == "" and event == "map_key":
            names.append(value)
        elif prefix == "" and event == "start_array":
            return "item"
        elif prefix == "" and event not in ("start_map", "end_map"):
            raise XunzhangError(say("json.no_list"))
        elif event == "map_key" and not found and _is_wrapped(prefix):
            fields.append(value)
        elif found or not _is_list(prefix) or seen[prefix] >= LOOKED_AT:
            continue
        elif event == "start_map":
            fields = []
        elif event == "map_key":
            fields.append(value)
        elif event == "end_map":
            seen[prefix] += 1
            found = prefix if has_text(fields) else ""
            if found.split(".")[-2:][0] in LISTS and not has_text(names):
                return found
    return "" if has_text(names) else found or by_id


def _holds(own: Mapping[str, str]) -> Callable[[Iterable[str]], bool]:
    """-> whether fields of these names make an article."""
    path = own.get("text", "")
    wanted = {path, path.partition(".")[0]}
    return (lambda names: not wanted.isdisjoint(names)) if path else (lambda names: has_text(dict.fromkeys(names)))


def _is_wrapped(prefix: str) -> bool:
    """Is it the place of an article within an element of a list: hits.hits.item._source?"""
    above, _, last = prefix.rpartition(".")
    while last in WRAPPERS and above:
        if _is_list(above):
            return True
        above, _, last = above.rpartition(".")
    return False


def _is_list(prefix: str) -> bool:
    """Is it the place of a list's elements: response.data.articles.item?"""
    *names, last = prefix.split(".")
    return last == "item" and 0 < len(names) <= DEEPEST_LIST and "item" not in names


def _is_lines(path: Path) -> bool:
    """Does each of the first two lines begin an object, the first being a whole one?"""
    with TextStream(path, Account()) as stream:
        start = stream.read(LONGEST_FIRST_LINE).decode("utf-8").strip("\ufeff \t\r\n")
    first, _, rest = start.partition("\n")
    if not (first.startswith("{") and rest.lstrip().startswith("{")):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


def _not_json(error: Exception) -> XunzhangError:
    why = " ".join(str(error).split())[:120]
    return XunzhangError(say("json.broken", why=why))
