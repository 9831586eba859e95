"""What a body is: a page or document that reading can read, and under which suffix; a feed; a sitemap; or nothing of use.

Told by the type that the host says, and by how the body begins where that says too little.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

Kind = Literal["page", "feed", "sitemap", "packed", "other"]
SNIFFED = 4096  # bytes
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
}
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download")
_ELEMENT = re.compile(rb"<([\w:.-]+)")
_BEFORE = ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!", b">"))  # what may stand before the first element
_ROOTS: dict[str, Kind] = {"rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap"}
_JSON_FEED = re.compile(rb'\s*\{(?=.{0,2000}"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/)', re.DOTALL)


def kind_of(content_type: str, address: str, start: bytes) -> tuple[Kind, str]:
    """-> (the kind, the suffix of a page). `start` is how the body begins.

    >>> kind_of("application/pdf", "https://example.org/report", b"%PDF-1.7"), kind_of("image/png", "https://example.org/x", b"")
    (('page', '.pdf'), ('other', ''))
    """
    said = content_type.partition(";")[0].strip().lower()
    start = start.removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"\x1f\x8b"):
        return "packed", ""
    root = _root(start)
    if found := _ROOTS.get(root):
        return found, ""
    if _JSON_FEED.match(start):
        return "feed", ""
    if start.startswith(b"%PDF-"):
        return "page", ".pdf"
    if said in _UNSAID:
        suffix = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
        named = suffix in SUFFIXES.values() or suffix in (".htm", ".mht", ".text")
        return ("page", ".html") if root in ("html", "head", "body") else ("page", suffix) if named else ("other", "")
    if said in ("application/xml", "text/xml"):
        return ("page", ".xhtml") if root == "html" else ("other", "")
    if suffix := SUFFIXES.get(said, ""):
        return "page", suffix
    return "other", ""


def _root(start: bytes) -> str:
    """The name of the first element, small and without its prefix; "" where the body is no markup."""
    rest = start.lstrip()
    while pair := next((pair for pair in _BEFORE if rest.startswith(pair[0])), None):
        rest = rest.partition(pair[1])[2].lstrip()
    match = _ELEMENT.match(rest)
    return match[1].decode("ascii", "replace").rpartition(":")[2].lower() if match else ""
