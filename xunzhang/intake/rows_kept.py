"""Rows of the record, made of what was retrieved and of what a feed said; and by what to ask for a row's address again."""

from __future__ import annotations

from xunzhang.intake.bodies_kept import Body
from xunzhang.intake.feeds import FeedItem
from xunzhang.intake.record_book import Row, now


def conditions(row: Row) -> dict[str, str]:
    """By what a host tells whether an address has changed since."""
    said = {"If-None-Match": row["etag"], "If-Modified-Since": row["modified"]}
    return {name: value for name, value in said.items() if value and value.isascii() and value.isprintable()}


def row_of(body: Body, asked: str) -> Row:
    """The record's row of what was retrieved just now, all but its file."""
    headers = body.reply.headers
    return {
        "url": body.reply.address,
        "asked": asked,
        "retrieved": now(),
        "type": headers.get("content-type", "")[:200],
        "etag": headers.get("etag", "")[:500],
        "modified": headers.get("last-modified", "")[:100],
        "sha256": body.reply.sha256,
    }


def said_of(item: FeedItem) -> Row:
    """What a feed says of an item, as the record has it."""
    return {"title": item.title[:500], "source": item.source, "byline": item.byline[:500], "date": item.date[:100]}
