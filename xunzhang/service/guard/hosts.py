"""Which host names are answered, and which pages may ask: those of the very host that is asked, and no other.

A name that points here without being told to (DNS rebinding) is not answered, and a page of another site, be it of another port
of this machine, gets nothing. Programs are told from pages by this alone: they name no origin.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import NamedTuple

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(\[[0-9a-f:.]{{2,45}}\]|{_LABEL}(?:\.{_LABEL})*)\.?(?::(\d{{1,5}}))?", re.ASCII)
_ORIGIN = re.compile(r"(https?)://(.+)", re.ASCII)
DEFAULT_PORTS = {"http": "80", "https": "443"}
ANY = "*"


class Place(NamedTuple):
    """A host as a request names it: in small letters, an IPv6 address in brackets; the port "" where none is named."""

    name: str
    port: str


def place_of(host: str) -> Place | None:
    """The value of a Host header, or None where it is none.

    >>> place_of("Example.org:8443"), place_of("[::1]"), place_of("me@127.0.0.1")
    (Place(name='example.org', port='8443'), Place(name='[::1]', port=''), None)
    """
    found = _HOST.fullmatch(host.lower()) if len(host) <= 260 else None
    return Place(found[1], found[2] or "") if found and int(found[2] or 0) < 1 << 16 else None


def is_name(text: str) -> bool:
    """Whether `text` may be given as a host to be answered: a name or an address without a port, *.example.org, or *."""
    place = place_of(text.removeprefix("*."))
    return text == ANY or (place is not None and not place.port)


class Hosts:
    """The hosts that are answered: this machine's own names, those that are `allowed`, and the address that is served on.

    `allowed` may hold "*.example.org", for every name below it, and "*", for any. Served beyond this machine, an address is
    answered where the request came to that very address: a page of another site cannot make a name of it.
    """

    def __init__(self, served_on: str, allowed: Iterable[str] = ()) -> None:
        names = {name.lower().rstrip(".") for name in allowed}
        self.any = ANY in names
        self._below = tuple(name[1:] for name in names if name.startswith("*."))
        self._names = LOOPBACK | names | {bracketed(served_on.lower())} - {"0.0.0.0", "[::]"}
        self._elsewhere = not is_loopback(served_on)

    def answers(self, host: str, came_to: str) -> bool:
        """Whether a request with this Host header is answered; `came_to` is the address of this machine that it came to."""
        if self.any:
            return True
        place = place_of(host)
        if place is None:
            return False
        if place.name in self._names or place.name.endswith(self._below):
            return True
        return self._elsewhere and address_of(place.name) is not None and address_of(place.name) == address_of(came_to)


def is_foreign(origins: list[str], sites: list[str], modes: list[str], host: str, scheme: str = "") -> bool:
    """Whether a page of another site asks: by its Origin, or, where a browser sends none, by what it says of the site.

    A link or a bookmark that leads here is no page that asks. `scheme` is the one that a named proxy tells of, "" for none known.
    """
    if origins:
        return len(origins) > 1 or not is_origin_of(origins[0], host, scheme)
    return any(site in ("cross-site", "same-site") for site in sites) and modes != ["navigate"]


def is_origin_of(origin: str, host: str, scheme: str = "") -> bool:
    """Whether pages of `host` have this origin.

    >>> is_origin_of("http://localhost:7860", "localhost:7860"), is_origin_of("http://localhost:7861", "localhost:7860")
    (True, False)
    """
    found = _ORIGIN.fullmatch(origin)
    theirs, ours = place_of(found[2]) if found else None, place_of(host)
    if found is None or theirs is None or ours is None or (scheme and scheme != found[1]):
        return False
    usual = DEFAULT_PORTS[found[1]]
    return theirs.name == ours.name and (theirs.port or usual) == (ours.port or usual)


def is_loopback(host: str) -> bool:
    """Whether what is served on this host is reached from this machine alone."""
    address = address_of(host)
    return host.lower() == "localhost" if address is None else address.is_loopback


def address_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a text is, with or without brackets; one of IPv4 in a socket of IPv6 is of IPv4. None where it is none."""
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
