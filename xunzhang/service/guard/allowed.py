"""Whom the operator lets in, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass

from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.guard.journal import Journal


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts that are answered besides this machine's own, proxies that are believed, where requests are told of, and accounts.

    Without `accounts`, whoever reaches the page may ask.
    """

    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    journal: Journal | None = None
    accounts: Accounts | None = None
