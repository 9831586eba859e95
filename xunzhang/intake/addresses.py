"""Addresses as they are compared and asked for, and the names of the files that are kept of them.

An address has one spelling, so that it is saved once; a file's name tells people the page and, by a checksum, the address.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

LONGEST_ADDRESS = 2000  # characters
LONGEST_SLUG = 60  # characters of a name that tell the page
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH, _QUERY = "/!$&'()*+,;=:@%~-._", "/?!$&'()*+,;=:@%~-._"
_UNFIT = re.compile(r"[^\w.-]+")


def address_of(given: str, base: str = "") -> str:
    """The address that is meant, in its one spelling; `base` is that of the page which names it.

    Raises XunzhangError where it is no address of a page on the web.

    >>> address_of("HTTP://Example.ORG:80/a b?q=渡口#top")
    'http://example.org/a%20b?q=%E6%B8%A1%E5%8F%A3'
    """
    bare = given.strip()
    try:
        parts = urlsplit(urljoin(base, bare) if base else bare)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError:  # UnicodeError, too
        raise XunzhangError(say("fetch.no_address", given=given[:100])) from None
    if scheme and scheme not in _DEFAULT_PORTS and "://" in bare:
        raise XunzhangError(say("fetch.scheme", given=given[:100]))
    unprintable = any(unicodedata.category(character).startswith("C") for character in bare)
    if not host or scheme not in _DEFAULT_PORTS or len(bare) > LONGEST_ADDRESS or unprintable or re.search(r"[\s\\%]", host):
        raise XunzhangError(say("fetch.no_address", given=given[:100]))
    if parts.username is not None or parts.password is not None:
        raise XunzhangError(say("fetch.credentials", host=host))
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port and port != _DEFAULT_PORTS[scheme] else ""
    return urlunsplit((scheme, place, quote(parts.path, _PATH) or "/", quote(parts.query, _QUERY), ""))


def host_of(address: str) -> str:
    """The host of an address in its one spelling, with its port where it has another than usual."""
    return urlsplit(address).netloc


def origin_of(address: str) -> str:
    """What robots.txt is kept for: "https://example.org"."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def folder_name(address: str) -> str:
    """The folder for the files of an address's host."""
    return _UNFIT.sub("_", host_of(address)).strip("._-") or "host"


def file_name(address: str, suffix: str) -> str:
    """The name of the file that is kept of an address: what people tell it by, and a checksum of the address.

    >>> file_name("https://example.org/news/2024/bridge-opens.html?id=7", ".html")
    'bridge-opens-3a7c39b4e675.html'
    """
    words = [word for word in unquote(urlsplit(address).path, errors="replace").split("/") if word]
    stem = re.sub(r"\.(?:s?html?|php|aspx?|jsp|pdf|xml|txt|md)$", "", words[-1], flags=re.IGNORECASE) if words else ""
    slug = _UNFIT.sub("-", unicodedata.normalize("NFC", stem)).strip("._-")[:LONGEST_SLUG].strip("._-") or "page"
    while len(slug.encode()) > 3 * LONGEST_SLUG:
        slug = slug[:-1]
    return f"{slug}-{hashlib.sha256(address.encode()).hexdigest()[:12]}{suffix}"
