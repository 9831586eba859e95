"""Whom the operator lets in, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass

from xunzhang.service.guard.journal import Journal


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts that are answered besides this machine's own names, proxies whose word is taken, and where requests are told of."""

    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    journal: Journal | None = None
