"""Connections that go to public hosts alone, and end in time.

A name is looked up once for a connection, and the connection goes to the very address that was looked at: what the name says a
moment later changes nothing. Every redirect makes a connection of its own, and is looked at likewise.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateHost(XunzhangError):
    """A host of one's own network, which is not asked unless that is allowed."""


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, whatever it is written into: neither private, loopback nor link-local."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class TimeLeft:
    """Until when a request may take."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def of(self, timeout: float | None) -> float:
        """The shorter of `timeout` and what is left. Raises httpcore.ReadTimeout where nothing is."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if timeout is None else min(left, timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Makes the connections of a pool. Raises PrivateHost for a name that leads to no public address, unless that is allowed."""

    def __init__(self, allow_private: bool, left: TimeLeft) -> None:
        self._allow_private, self._left = allow_private, left
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                options = list(socket_options or ())
                stream = self._plain.connect_tcp(address, port, self._left.of(timeout), local_address, options)
                return _GuardedStream(stream, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no socket of this machine is asked")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(getattr(error, "strerror", "") or error)) from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if self._allow_private:
            return addresses
        public = [each for each in addresses if is_public(ipaddress.ip_address(each.partition("%")[0]))]
        if addresses and not public:
            raise PrivateHost(say("fetch.private", host=host, address=addresses[0]))
        return public


class _GuardedStream(httpcore.NetworkStream):
    """A stream none of whose waits outlasts the time that is left for the request as a whole, however little comes at a time."""

    def __init__(self, stream: httpcore.NetworkStream, left: TimeLeft) -> None:
        self._stream, self._left = stream, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left.of(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left.of(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _GuardedStream(self._stream.start_tls(ssl_context, server_hostname, self._left.of(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
