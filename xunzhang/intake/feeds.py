"""What a feed lists: RSS, Atom, RDF and JSON Feed, with what it says of each item, as it stands there.

Of broken XML what comes before the break is taken, and that is told. Which items are new is `fetching.py`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from xunzhang.intake.addresses import address_of, host_of
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RSS_AUTHOR = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item: its address, "" where it has none, and what the feed says of it; `text` is its whole text, where it is there."""

    address: str
    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    text: str = ""
    suffix: str = ".html"  # of a file with `text`
    name: str = ""  # what the feed knows it by


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed lists, in its order. `trouble` says what of it could not be read."""

    items: tuple[FeedItem, ...]
    trouble: Message = NOTHING


def read_feed(body: bytes, address: str) -> Feed:
    """Raises XunzhangError for what is no feed, or broken before its first item."""
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, address)
    root, trouble = parse_xml(body, address)
    title = next((_text(each) for each in root.iter() if local_name(each) == "title"), "")
    listed = (_item(each, title, address) for each in root.iter() if local_name(each) in ("item", "entry"))
    items = tuple(item for item in listed if item.address or item.title or item.text)
    if trouble and not items:
        raise XunzhangError(trouble)
    return Feed(items, trouble)


def parse_xml(body: bytes, address: str) -> tuple[Any, Message]:
    """-> (the root, what of it could not be read). Nothing is fetched, and no entity put in. Raises XunzhangError for no XML."""
    trouble = NOTHING
    for recover in (False, True):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)
        try:
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            line, why = error.lineno or 1, " ".join(str(error.msg).split())[:120]
            trouble = say("fetch.broken_xml", address=address, line=line, why=why)
            continue
        if root is not None:
            return root, trouble
    raise XunzhangError(trouble)


def _item(element: Any, feed_title: str, address: str) -> FeedItem:
    parts: dict[str, list[Any]] = {}
    for child in element:
        parts.setdefault(local_name(child), []).append(child)
    known = _first(parts, "guid") or _first(parts, "id")
    link = _link(parts, address)
    text, suffix = _whole_text(element, parts)
    return FeedItem(
        address=link,
        title=_markup_free(_first(parts, "title")),
        source=_outlet(feed_title, link, address),
        byline=_byline(parts),
        date=next((found for name in ("pubDate", "published", "date", "issued") if (found := _first(parts, name))), ""),
        text=text,
        suffix=suffix,
        name=known or link,
    )


def _link(parts: dict[str, list[Any]], address: str) -> str:
    for link in parts.get("link", ()):
        given = link.get("href") or _text(link)
        if given and link.get("rel", "alternate") == "alternate" and (found := _address(given, address)):
            return found
    guid = next(iter(parts.get("guid", ())), None)
    if guid is not None and guid.get("isPermaLink", "true") != "false" and "://" in _text(guid):
        return _address(_text(guid), address)
    return ""


def _byline(parts: dict[str, list[Any]]) -> str:
    names = []
    for author in (*parts.get("creator", ()), *parts.get("author", ())):
        inner = next((_text(each) for each in author if local_name(each) == "name"), "")
        printed = inner or _text(author)
        match = _RSS_AUTHOR.fullmatch(printed)
        printed = match[1] if match else "" if "@" in printed else printed
        if printed and printed not in names:
            names.append(printed)
    return ", ".join(names)


def _whole_text(element: Any, parts: dict[str, list[Any]]) -> tuple[str, str]:
    """-> (the item's whole text as the feed has it, the suffix of a file of it)."""
    encoded = element.find(_CONTENT)
    if encoded is not None:
        return encoded.text or "", ".html"
    for content in parts.get("content", ()):
        kind = content.get("type", "text")
        if kind == "xhtml":
            return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in content), ".html"
        return content.text or "", ".html" if kind in ("html", "text/html") else ".txt"
    return "", ".html"


def _json_feed(body: bytes, address: str) -> Feed:
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise XunzhangError(say("fetch.broken_json", address=address, why=" ".join(str(error).split())[:120])) from None
    listed = found.get("items") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise XunzhangError(say("fetch.no_feed", address=address))
    title = found.get("title")
    return Feed(tuple(_json_items(listed, title if isinstance(title, str) else "", address)))


def _json_items(listed: list[Any], feed_title: str, address: str) -> Iterator[FeedItem]:
    for item in listed:
        if not isinstance(item, dict):
            continue
        said = {name: value for name, value in item.items() if isinstance(value, str)}
        link = _address(said.get("url", ""), address) if said.get("url") else ""
        authors = item.get("authors") or [item.get("author")]
        names = [author["name"] for author in authors if isinstance(author, dict) and isinstance(author.get("name"), str)]
        page = said.get("content_html", "")
        yield FeedItem(
            address=link,
            title=" ".join(said.get("title", "").split()),
            source=_outlet(feed_title, link, address),
            byline=", ".join(names),
            date=said.get("date_published", ""),
            text=page or said.get("content_text", ""),
            suffix=".html" if page else ".txt",
            name=said.get("id", "") or link,
        )


def _outlet(feed_title: str, link: str, address: str) -> str:
    """The feed's title, where the item is on the feed's own host: a feed may list other people's pages."""
    return " ".join(feed_title.split())[:100] if not link or host_of(link) == host_of(address) else ""


def _address(given: str, base: str) -> str:
    """What is no address is none of a page."""
    try:
        return address_of(given, base)
    except XunzhangError:
        return ""


def _first(parts: dict[str, list[Any]], name: str) -> str:
    return next((text for each in parts.get(name, ()) if (text := _text(each))), "")


def _markup_free(title: str) -> str:
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", title).split())


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
