"""A library as Zotero exports it in CSL JSON, or with Better BibTeX in its own JSON, which names its attachments.

CSL JSON has no place for attachments: which files are an item's is told by the names that Zotero gives them (`zotero.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.reading.beside.library_items import LibraryItem, creators
from xunzhang.reading.files.encodings import decode
from xunzhang.types import XunzhangError

_SOURCES = (
    "container-title", "publicationTitle", "websiteTitle", "newspaperTitle", "blogTitle", "bookTitle", "proceedingsTitle",
    "publisher", "institution", "university",
)  # fmt: skip
_AUTHORS = ("author", "reporter", "creator")


def read_library_json(path: Path) -> Iterator[LibraryItem]:
    """Every item, in order. Raises XunzhangError where the file is no JSON, OSError where it cannot be read."""
    try:
        found = json.loads(decode(path.read_bytes()).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise XunzhangError(say("json.broken", why=" ".join(str(error).split())[:120])) from error
    items = found.get("items", []) if isinstance(found, dict) else found
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("itemType") not in ("attachment", "note"):
            yield _item(item)


def _item(item: dict[str, Any]) -> LibraryItem:
    return LibraryItem(
        title=_text(item.get("title")),
        creators=creators(_creators(item)),
        source=next((_text(item[name]) for name in _SOURCES if _text(item.get(name))), ""),
        date=_day(item.get("issued")) or _text(item.get("date")),
        url=_text(item.get("URL")) or _text(item.get("url")),
        doi=_text(item.get("DOI")),
        accessed=_day(item.get("accessed")) or _text(item.get("accessDate")),
        attachments=tuple(_files(item)),
    )


def _creators(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    listed = item.get("creators")
    if isinstance(listed, list):
        chosen = [each for each in listed if isinstance(each, dict) and each.get("creatorType", "author") in _AUTHORS]
    else:
        chosen = [each for each in item.get("author") or () if isinstance(each, dict)]
    for each in chosen:
        family = _text(each.get("family") or each.get("lastName") or each.get("literal") or each.get("name"))
        yield family, _text(each.get("given") or each.get("firstName"))


def _files(item: dict[str, Any]) -> Iterator[str]:
    for each in item.get("attachments") or ():
        given = each.get("path") or each.get("localPath") if isinstance(each, dict) else each
        if isinstance(given, str) and given:
            yield given
    if isinstance(given := item.get("file"), str):
        yield from filter(None, map(str.strip, given.split(";")))


def _day(value: Any) -> str:
    """A CSL date as ISO 8601; what it says in words (`raw`, `literal`) as it is."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [str(part).zfill(2) for part in first[:3]]
    return "-".join(numbers) if numbers else _text(value.get("raw") or value.get("literal"))


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else ""
