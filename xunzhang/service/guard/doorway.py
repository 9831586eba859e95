"""The way in where there are accounts: who asks is known by a token, a cookie or a named proxy's word, or gets no further.

It signs in and out by two routes of its own, with a page that needs no script and nothing else of the application. Whether a
name and a password are right is `accounts/`'s to say, and how the page looks is `page/`'s.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote

from starlette.responses import HTMLResponse, RedirectResponse, Response

from xunzhang.messages.wording import Spoken, say
from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.accounts.sessions import LASTS_S
from xunzhang.service.accounts.slowing import TooSoon
from xunzhang.service.guard.gate import Gate
from xunzhang.service.guard.openings import Opening
from xunzhang.types.message import NOTHING, Message

SIGN_IN = Opening("GET HEAD POST", "/sign-in", most_bytes=16 << 10)
SIGN_OUT = Opening("POST", "/sign-out", most_bytes=1 << 10)
AT_ONCE, WAITING = 2, 40  # passwords that are compared: each takes 64 MB and tens of milliseconds of several cores
LONGEST_NEXT = 16_000  # characters of an address to go on to: it may have a question in it
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\uffff]*")


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the page for signing in shows: in which language, on to where, the name given before, and what was wrong with it."""

    language: Spoken
    onward: str  # an address below the page's own
    name: str = ""
    trouble: Message = NOTHING


@dataclass(frozen=True, slots=True)
class Caller:
    """A request as the doorway sees it."""

    headers: Mapping[bytes, list[str]]
    client: str  # an address, as far as it is believed
    host: str
    is_secure: bool
    is_proxys: bool  # it came from a proxy that is named


class Doorway:
    """`draw` makes the page, whose policy is `policy`; `root_path` stands before every address."""

    def __init__(self, accounts: Accounts, draw: Callable[[SignIn], str], policy: str, root_path: str = "") -> None:
        self.accounts, self.policy = accounts, policy
        self._draw, self._root = draw, root_path
        self._gate = Gate(AT_ONCE, WAITING)

    def opening_at(self, path: str, method: str) -> Opening | None:
        """The route of ours that this is, which is there only where there are passwords."""
        ours = (SIGN_IN, SIGN_OUT) if self.accounts.has_passwords else ()
        return next((each for each in ours if each.route == path and each.allows(method)), None)

    def who(self, caller: Caller) -> str:
        """The name of the account that asks, "" for nobody. A token that is wrong is not made up for by a cookie."""
        accounts = self.accounts
        kind, _, token = _only(caller.headers, b"authorization").partition(" ")
        if kind.lower() == "bearer":
            return accounts.by_token(token.strip())
        if accounts.header and caller.is_proxys and (named := _only(caller.headers, accounts.header)):
            return accounts.by_proxy(_as_utf8(named))
        secret = self._cookie(caller)
        return accounts.by_session(secret) if secret else ""

    def shut(self, method: str, path: str, query: bytes, caller: Caller) -> Response | None:
        """What somebody unknown is answered who wants a document: the way to sign in. None for whatever else asks."""
        wants = ",".join(caller.headers.get(b"accept", ()))
        if method not in ("GET", "HEAD") or "text/html" not in wants or not self.accounts.has_passwords:
            return None
        onward = path + (f"?{query.decode('latin-1')}" if query else "")
        return _not_kept(RedirectResponse(f"{self._root}/sign-in?next={quote(_local(onward), safe='/')}", 303))

    async def sign_in(self, method: str, query: bytes, body: bytes, caller: Caller) -> Response:
        """The page, or what follows from what was filled in. Raises Full."""
        asked = _fields(query)
        language, onward = _language(asked.get("speak", ""), caller.headers), _local(asked.get("next", "/"))
        if method != "POST":
            return RedirectResponse(self._root + onward, 303) if self.who(caller) else self._page(SignIn(language, onward), 200)
        given = _fields(body)
        name = given.get("name", "").strip()
        try:
            secret = await self._tried(name, given.get("password", ""), caller.client)
        except TooSoon as soon:
            page = self._page(SignIn(language, onward, name[:100], say("sign_in.too_soon", n=soon.again_s)), 429)
            page.headers["Retry-After"] = str(soon.again_s)
            return page
        if not secret:
            return self._page(SignIn(language, onward, name[:100], say("sign_in.wrong")), 403)
        answer = _not_kept(RedirectResponse(self._root + onward, 303))
        self._set(answer, caller, secret)
        return answer

    def sign_out(self, caller: Caller) -> Response:
        self.accounts.sign_out(self._cookie(caller), caller.client)
        answer = _not_kept(RedirectResponse(f"{self._root}/sign-in", 303))
        self._set(answer, caller, "")
        return answer

    def unseen(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The headers of a request without what shows who asks: the application needs none of it."""
        hidden = {b"authorization", b"cookie", self.accounts.header} - {b""}
        return [(name, value) for name, value in headers if name not in hidden]

    async def _tried(self, name: str, password: str, address: str) -> str:
        self.accounts.check_pause(name, address)
        turn = await self._gate.turn(address)
        try:
            attempt = self.accounts.begin(name, password, address)
            return self.accounts.settle(attempt, await asyncio.to_thread(attempt.is_right))
        finally:
            turn.leave()

    def _page(self, shown: SignIn, status: int) -> Response:
        return _not_kept(HTMLResponse(self._draw(shown), status))

    def _cookie(self, caller: Caller) -> str:
        try:
            jar = SimpleCookie("; ".join(caller.headers.get(b"cookie", ()))[:16_000])
        except CookieError:
            return ""
        kept = jar.get(self._cookie_name(caller))
        return kept.value if kept else ""

    def _cookie_name(self, caller: Caller) -> str:
        """One for each host and port, since cookies know no ports: another page of this machine has another."""
        place = hashlib.sha256(f"{caller.host.lower()}{self._root}".encode("utf-8", "replace")).hexdigest()[:8]
        return f"{'__Secure-' if caller.is_secure else ''}xunzhang-{place}"

    def _set(self, answer: Response, caller: Caller, secret: str) -> None:
        """SameSite is lax: a link in a mail leads into the page, and nothing is changed or told by such a request alone."""
        answer.set_cookie(
            self._cookie_name(caller),
            secret,
            max_age=int(LASTS_S) if secret else 0,
            path=f"{self._root}/",
            secure=caller.is_secure,
            httponly=True,
            samesite="lax",
        )


def _only(headers: Mapping[bytes, list[str]], name: bytes) -> str:
    """The value of a header that stands there once: of two, one may be the client's own."""
    values = headers.get(name, [])
    return values[0].strip() if len(values) == 1 else ""


def _as_utf8(text: str) -> str:
    """A name as the proxy wrote it; headers are read as Latin-1."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _fields(sent: bytes) -> dict[str, str]:
    """The fields of a form or a query; nothing of what is none."""
    try:
        return dict(parse_qsl(sent.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


def _local(onward: str) -> str:
    """An address below the page's own, or the page: nobody is led elsewhere by a link to it."""
    return onward if len(onward) <= LONGEST_NEXT and _LOCAL.fullmatch(onward) and not onward.startswith("/sign-") else "/"


def _language(chosen: str, headers: Mapping[bytes, list[str]]) -> Spoken:
    """The one that was chosen, else the first of the browser's that there is, else English."""
    tags = [chosen, *",".join(headers.get(b"accept-language", ())).split(",")]
    spoken = (tag.strip().lower()[:2] for tag in tags)
    return next(("zh" if tag == "zh" else "en" for tag in spoken if tag in ("zh", "en")), "en")


def _not_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
