"""The proxies that are named, whose word on who asks, of which host and how, is taken; of anybody else it is dropped."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import NamedTuple

from xunzhang.service.guard.hosts import ANY, address_of

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SAID_BY_PROXIES = frozenset(
    name.encode()
    for name in (
        "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix",
        "x-forwarded-server", "x-forwarded-scheme", "x-forwarded-ssl", "x-original-host", "x-original-url", "x-rewrite-url",
        "x-real-ip", "x-gradio-server",
    )
)  # fmt: skip


class Told(NamedTuple):
    """What is held to be true of a request: who asks, of which host, and by which scheme, "" where nobody who may says."""

    client: str
    host: str
    scheme: str


class Proxies:
    """`named` are addresses and networks, such as 127.0.0.1 and 10.0.0.0/8, or "*" for any. Raises ValueError for other text."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        given = list(named)
        self._any = ANY in given
        self._networks: tuple[_Network, ...] = tuple(ipaddress.ip_network(name, strict=False) for name in given if name != ANY)

    def __contains__(self, client: str) -> bool:
        address = address_of(client)
        return self._any or (address is not None and any(address in network for network in self._networks))

    def told(self, client: str, host: str, said: dict[bytes, str]) -> Told:
        """What holds of a request from `client` with this Host and what it carries of SAID_BY_PROXIES, the last of each kind."""
        if client not in self:
            return Told(client, host, "")
        scheme = _last(said.get(b"x-forwarded-proto", "")).lower()
        asked = _last(said.get(b"x-forwarded-host", "")) or host
        return Told(self._who(client, said.get(b"x-forwarded-for", "")), asked, scheme if scheme in ("http", "https") else "")

    def _who(self, client: str, path: str) -> str:
        """The last on the way here that is no proxy of ours: what stands before it anybody may have written."""
        way = [address for part in path.split(",") if (address := address_of(part.strip()))]
        if self._any:
            return str(way[-1]) if way else client
        return next((str(address) for address in reversed(way) if str(address) not in self), str(way[0]) if way else client)


def _last(values: str) -> str:
    return values.rsplit(",", 1)[-1].strip()
