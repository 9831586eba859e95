"""What a host asks of programs: robots.txt, by RFC 9309, and how long to wait between two pages of it.

A host that has no robots.txt allows all; one whose robots.txt cannot be had for its own fault allows nothing for now.
"""

from __future__ import annotations

import io
import time
from urllib.parse import urlsplit

from protego import Protego

from xunzhang.intake.addresses import host_of, origin_of
from xunzhang.intake.asking_hosts import AGENT, Retriever, StatusRefused
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

MOST_BYTES = 512 << 10  # RFC 9309, 2.5: at least 500 KiB have to be read
KEPT_S = 24 * 3600.0  # RFC 9309, 2.4
TROUBLE_KEPT_S = 600.0  # that a host could not be asked
LONGEST_PAUSE_S = 120.0  # a host that asks for more gives one page a run


class Robots:
    """Says of each address whether it may be asked, and when. `pause_s` lies between two pages of a host in any case."""

    def __init__(self, retriever: Retriever, pause_s: float) -> None:
        self._retriever, self._pause_s = retriever, pause_s
        self._rules: dict[str, tuple[float, Protego | XunzhangError]] = {}
        self._asked: dict[str, float] = {}

    def may_ask(self, address: str) -> None:
        """Wait until an address may be asked. Raises XunzhangError where it may not."""
        rules = self._rules_of(origin_of(address))
        if not rules.can_fetch(address, AGENT):
            raise XunzhangError(say("fetch.robots", address=address))
        host = host_of(address)
        pause = max(self._pause_s, float(rules.crawl_delay(AGENT) or 0.0))
        last = self._asked.get(host)
        if last is not None:
            if pause > LONGEST_PAUSE_S and last + pause > time.monotonic():
                raise XunzhangError(say("fetch.long_pause", address=address, host=host, n=round(pause)))
            time.sleep(max(0.0, min(last + pause - time.monotonic(), LONGEST_PAUSE_S)))
        self._asked[host] = time.monotonic()

    def _rules_of(self, origin: str) -> Protego:
        since, known = self._rules.get(origin, (0.0, None))
        kept_s = TROUBLE_KEPT_S if isinstance(known, XunzhangError) else KEPT_S
        if known is None or time.monotonic() - since > kept_s:
            known = self._read(origin)
            self._rules[origin] = (time.monotonic(), known)
        if isinstance(known, XunzhangError):
            raise known
        return known

    def _read(self, origin: str) -> Protego | XunzhangError:
        text = io.BytesIO()
        try:
            self._retriever.get(f"{origin}/robots.txt", text, MOST_BYTES)
        except StatusRefused as refused:
            if refused.status >= 500 or refused.status == 429:
                return XunzhangError(say("fetch.robots_unknown", host=urlsplit(origin).netloc, status=refused.status))
            return Protego.parse("")
        except XunzhangError as error:
            return error
        return Protego.parse(text.getvalue().decode("utf-8", "replace"))
