"""Whether somebody who asks has an account, by a session, a token or the word of a proxy; and signing in.

users.yaml is looked at again when it has changed: who is taken out of it is out within a second, sessions and tokens included. As
long as it cannot be read nobody is let in.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.service.accounts.changes_log import ChangesLog, Did
from xunzhang.service.accounts.passwords import digest, matches
from xunzhang.service.accounts.sessions import Sessions
from xunzhang.service.accounts.slowing import Slowing
from xunzhang.service.accounts.users_file import LONGEST_NAME, User, Users, known_as, proper, read_users
from xunzhang.types import XunzhangError

log = logging.getLogger(__name__)
LOOKS_EVERY_S = 1.0
UNKNOWN = "?"  # in the log, for a name that is no account's: people type passwords there


@dataclass(slots=True)
class Attempt:
    """A sign-in that has begun: `is_right` may run in a thread of its own, since it takes a while."""

    account: str
    address: str
    user: User | None
    password: str = field(repr=False)

    def is_right(self) -> bool:
        return matches(self.user.password if self.user else "", self.password)


class Accounts:
    """The accounts of `path`, or none, where a proxy alone says who asks, in the header `header`.

    Raises XunzhangError where the file cannot be read or has no accounts.
    """

    def __init__(
        self, path: Path | None, header: str = "", changes: ChangesLog | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.header = header.lower().encode("latin-1")
        self.has_passwords = path is not None
        self._path, self._changes, self._now = path, changes, now
        self._users: Users = read_users(path) if path else {}
        if path and not self._users:
            raise XunzhangError(say("user.none", path=str(path)))
        self._tokens = _by_token(self._users)
        self._looked, self._seen, self._is_damaged = now(), self._stamp(), False
        self._sessions, self._slowing = Sessions(now), Slowing(now)
        if path:
            matches("", "")  # what it takes is taken now, and not when the first name of nobody is tried

    def by_token(self, token: str) -> str:
        """The name of the account that a token is of, "" for none; so do the two below."""
        self._look()
        return self._tokens.get(digest(token), "")

    def by_session(self, secret: str) -> str:
        self._look()
        user = None if self._is_damaged else self._sessions.whose(secret, self._users)
        return user.name if user else ""

    def by_proxy(self, name: str) -> str:
        """Of a name that a proxy has vouched for: with a file it has to stand there, without one the proxy's word is enough."""
        self._look()
        try:
            form = proper(name)
        except XunzhangError:
            return ""
        if self._path is None:
            return form
        user = self._users.get(known_as(form))
        return user.name if user else ""

    def check_pause(self, name: str, address: str) -> None:
        """Raises TooSoon where a sign-in would not be looked at now."""
        self._slowing.check(known_as(name[:LONGEST_NAME]), address)

    def begin(self, name: str, password: str, address: str) -> Attempt:
        """A sign-in begins; what becomes of it is `settle`d. Raises TooSoon."""
        self._look()
        account = known_as(name[:LONGEST_NAME])
        self._slowing.begin(account, address)
        return Attempt(account, address, self._users.get(account), password)

    def settle(self, attempt: Attempt, is_right: bool) -> str:
        """-> what the cookie of a new session says, "" where the sign-in has failed."""
        user = attempt.user
        if not is_right or user is None:
            self._note(user.name if user else UNKNOWN, "failed to sign in", attempt.address)
            return ""
        self._slowing.succeeded(attempt.account, attempt.address)
        self._note(user.name, "signed in", attempt.address)
        return self._sessions.begin(attempt.account, user)

    def sign_out(self, secret: str, address: str) -> None:
        if name := self.by_session(secret):
            self._sessions.end(secret)
            self._note(name, "signed out", address)

    def _note(self, who: str, did: Did, address: str) -> None:
        if self._changes is not None:
            self._changes.write(who, did, at=address)

    def _look(self) -> None:
        """Take up the file where it has changed."""
        if self._path is None or self._now() < self._looked + LOOKS_EVERY_S:
            return
        self._looked, now = self._now(), self._stamp()
        if now == self._seen:
            return
        self._seen = now
        try:
            self._users, self._is_damaged = read_users(self._path), False
        except XunzhangError as error:  # sessions are kept until it is mended
            self._users, self._is_damaged = {}, True
            log.error("%s", error)
        self._tokens = _by_token(self._users)

    def _stamp(self) -> object:
        if self._path is None:
            return None
        try:
            found = os.stat(self._path)  # noqa: PTH116  # it is asked at every request, and a Path takes longer
            return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode
        except OSError as error:
            return error.errno


def _by_token(users: Users) -> dict[str, str]:
    return {made: user.name for user in users.values() for made in user.tokens.values()}
