"""Who is signed in: what a browser's cookie stands for, kept in memory alone and for a time, so that a restart ends them all."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from xunzhang.service.accounts.passwords import digest
from xunzhang.service.accounts.users_file import User, Users

LASTS_S = 7 * 24 * 3600.0
IDLE_S = 24 * 3600.0
MOST_OF_ONE, MOST = 20, 10_000  # sessions of an account, and of all; the one longest unused goes first


@dataclass(slots=True)
class _Session:
    account: str  # `known_as`
    password: str  # the hash that was signed in by: another one ends the session
    began: float
    seen: float


class Sessions:
    """By the digest of their cookies, so that a look into memory gives nobody a session. `now` is a clock in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._held: dict[str, _Session] = {}

    def begin(self, account: str, user: User) -> str:
        """A new session; -> what its cookie says."""
        self._make_room(account)
        secret, now = secrets.token_urlsafe(32), self._now()
        self._held[digest(secret)] = _Session(account, user.password, now, now)
        return secret

    def whose(self, secret: str, users: Users) -> User | None:
        """Whose session a cookie stands for, where it holds still: the account is there, with the password of then."""
        key = digest(secret)
        session = self._held.get(key)
        if session is None:
            return None
        now, user = self._now(), users.get(session.account)
        is_over = now - session.began > LASTS_S or now - session.seen > IDLE_S
        if is_over or user is None or user.password != session.password:
            del self._held[key]
            return None
        session.seen = now
        return user

    def end(self, secret: str) -> None:
        self._held.pop(digest(secret), None)

    def _make_room(self, account: str) -> None:
        by_use = sorted(self._held, key=lambda key: self._held[key].seen)
        own = [key for key in by_use if self._held[key].account == account]
        for key in [*own[: max(0, len(own) + 1 - MOST_OF_ONE)], *by_use[: max(0, len(by_use) + 1 - MOST)]]:
            self._held.pop(key, None)
