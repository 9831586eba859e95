"""What a guard goes by, in one place: `page/app.py` puts it together from the flags, `guard.py` holds to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xunzhang.service.guard.doorway import Doorway
from xunzhang.service.guard.gate import Gate
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.journal import Journal
from xunzhang.service.guard.openings import Openings
from xunzhang.service.guard.proxies import Proxies

if TYPE_CHECKING:
    from xunzhang.service.guard.gauges import Metrics

NONCE = "{nonce}"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a guard goes by. `policy` is what a document may load and run, with NONCE where that of its own scripts belongs."""

    hosts: Hosts
    openings: Openings
    policy: str
    proxies: Proxies = field(default_factory=Proxies)
    gate: Gate = field(default_factory=Gate)
    root_path: str = ""  # below which a proxy serves the page; a request's path may begin with it or not
    journal: Journal | None = None
    doorway: Doorway | None = None  # None: whoever reaches the page may ask
    metrics: Metrics | None = None
