"""Failed sign-ins slow those that follow: of an account from one address, from an address whatever the account, of an account.

The last is for those who try from many addresses. It does not count for an address from which the account was signed in to, so
that nobody is kept from an account by another's trying.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FORGOTTEN_AFTER_S = 3600.0
MOST_KEPT = 20_000  # counts, of which the oldest are forgotten first
KNOWN_PLACES = 5_000  # addresses from which an account was signed in to


class TooSoon(Exception):
    """A sign-in that is not looked at before `again_s` seconds have passed."""

    def __init__(self, again_s: int) -> None:
        super().__init__(f"again in {again_s} s")
        self.again_s = again_s


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class _Limit:
    """So many failures cost nothing; from then on each doubles the pause, from a second to `longest_s`."""

    free: int
    longest_s: float

    def pause_s(self, failures: int) -> float:
        return 0.0 if failures < self.free else min(self.longest_s, 2.0 ** min(failures - self.free, 30))


HERE, ADDRESS, ACCOUNT = _Limit(5, 900.0), _Limit(30, 300.0), _Limit(50, 60.0)


class Slowing:
    """Counts failures; `now` is a clock in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def begin(self, account: str, address: str) -> None:
        """A sign-in begins, and counts as failed until `succeeded` says otherwise. Raises TooSoon."""
        self.check(account, address)
        for key, _ in self._limits(account, address):
            count = self._counts.setdefault(key, _Count())
            count.failures, count.last = count.failures + 1, self._now()
            self._counts.move_to_end(key)
        while len(self._counts) > MOST_KEPT:
            self._counts.popitem(last=False)

    def check(self, account: str, address: str) -> None:
        """Raises TooSoon where a sign-in would not be looked at now."""
        left = max(self._left_s(key, limit) for key, limit in self._limits(account, address))
        if left > 0:
            raise TooSoon(max(1, math.ceil(left)))

    def succeeded(self, account: str, address: str) -> None:
        """The one that began was right: what had failed of this account from here is forgotten, wherever it was counted."""
        place = network_of(address)
        here = self._counts.get((account, place)) or _Count()
        forgotten = here.failures
        for key, _ in self._limits(account, address):
            if count := self._counts.get(key):
                count.failures = max(0, count.failures - forgotten)
        self._known[(account, place)] = None
        self._known.move_to_end((account, place))
        while len(self._known) > KNOWN_PLACES:
            self._known.popitem(last=False)

    def _limits(self, account: str, address: str) -> list[tuple[tuple[str, str], _Limit]]:
        place = network_of(address)
        limits = [((account, place), HERE), (("", place), ADDRESS)]
        return limits if (account, place) in self._known else [*limits, ((account, ""), ACCOUNT)]

    def _left_s(self, key: tuple[str, str], limit: _Limit) -> float:
        count = self._counts.get(key)
        if count is None:
            return 0.0
        since = self._now() - count.last
        if since > FORGOTTEN_AFTER_S:
            del self._counts[key]
            return 0.0
        return limit.pause_s(count.failures) - since


def network_of(address: str) -> str:
    """Whose an address is: itself, or of IPv6 the /64 that one household or machine has.

    >>> network_of("2001:db8::1:2"), network_of("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.is_loopback:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
