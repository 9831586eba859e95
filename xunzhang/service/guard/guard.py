"""The guard before the application: each request passes host, origin, route, account, body and turn, in this order, and is
written down.

`Guard` is the outermost layer, so that nothing of what is behind it answers whom it refuses; `rules.py` says what it goes by.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.search.waiting import NobodyWaits, Waiting, asked_by
from xunzhang.service.guard.admission import await_turn, with_turn
from xunzhang.service.guard.bodies import Bodies, Incoming, Left, Replayed, TooLarge, TooMany
from xunzhang.service.guard.chance import chance
from xunzhang.service.guard.doorway import SIGN_IN, SIGN_OUT, Caller, Doorway
from xunzhang.service.guard.gate import Full
from xunzhang.service.guard.giving_way import give_way
from xunzhang.service.guard.hosts import is_foreign
from xunzhang.service.guard.journal import asked
from xunzhang.service.guard.openings import Opening
from xunzhang.service.guard.proxies import SAID_BY_PROXIES, Told
from xunzhang.service.guard.refusals import refuse
from xunzhang.service.guard.rules import NONCE, Rules
from xunzhang.service.guard.security_headers import with_security
from xunzhang.types.message import Message

HEALTH, METRICS = Opening("GET HEAD", "/health"), Opening("GET HEAD", "/metrics")
LEFT = 499  # in the journal: nobody was there to be answered


class Guard:
    """An ASGI application that lets `app` answer what `rules` allow. A document's nonce is in the state of its request."""

    def __init__(self, app: Any, rules: Rules) -> None:
        self._app, self._rules, self._bodies = app, rules, Bodies()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _Visit(self._app, self._rules, self._bodies, scope, receive, send).take()
        else:
            await send({"type": "websocket.close", "code": 1008})  # nothing here speaks it


class _Refused(Exception):
    """A request that gets no further, with its answer."""

    def __init__(self, status: int, key: str, headers: dict[str, str] | None = None, **values: Any) -> None:
        super().__init__(key)
        self.status, self.line, self.headers = status, say(key, **values), headers


class _Visit:
    """One request on its way through the guard."""

    def __init__(self, app: Any, rules: Rules, bodies: Bodies, scope: Any, receive: Any, send: Any) -> None:
        self._app, self._rules, self._bodies = app, rules, bodies
        self._receive, self._send = Incoming(receive), send
        self._begun, self._waited_s, self._bytes, self._status = time.monotonic(), 0.0, 0, LEFT
        self._id, self._nonce = chance(8).hex(), urlsafe_b64encode(chance(16)).decode().rstrip("=")
        self._body, self._route, self._work, self._who = b"", "", "", ""
        self._policy = rules.policy
        self._headers: dict[bytes, list[str]] = {}
        for name, value in scope["headers"]:
            self._headers.setdefault(name, []).append(value.decode("latin-1"))
        self._peer = str((scope.get("client") or ("",))[0])
        self._told = self._hold_true()
        self._scope = self._as_told(scope)

    async def take(self) -> None:
        try:
            await self._pass()
        except _Refused as refused:
            await self._refuse(refused.status, refused.line, refused.headers)
        except TooLarge:
            await self._refuse(413, say("guard.too_large"), {"connection": "close"})
        except TooMany:
            await self._turn_away(1)
        except Full as full:
            await self._turn_away(full.again_s)
        except (Left, NobodyWaits):
            pass
        finally:
            self._bodies.let_go(self._body)
            self._write_down()

    async def _pass(self) -> None:
        opening = self._opening()
        self._route = opening.route
        if opening is HEALTH:
            await self._say(b'{"status": "ok"}', "application/json")
            return
        if self._rules.doorway and await self._is_met(self._rules.doorway, opening):
            return
        if opening is METRICS and self._rules.metrics:
            accept = ",".join(self._headers.get(b"accept", ()))
            await self._say(*self._rules.metrics.told(accept))
            return
        self._work = opening.work
        if opening.work == "streams" or (not opening.work and self._scope["method"] in ("GET", "HEAD")):
            await self._app(self._scope, self._receive, self._sent)
            return
        gate, client = self._rules.gate, f"{self._who}@" if self._who else self._told.client
        if opening.work and gate.is_full(client):
            raise Full(gate.again_s)  # before a body is taken in
        self._check_kind(opening)
        self._body = await self._bodies.read(self._last(b"content-length"), self._receive, opening.most_bytes)
        receive = Replayed(self._body, self._receive)
        if opening.work != "asks":
            await self._app(self._scope, receive, self._sent)
            return
        since = time.monotonic()
        turn = await await_turn(gate, client, self._receive)
        self._waited_s = time.monotonic() - since
        told = self._rules.metrics.asked if self._rules.metrics else None
        with asked_by(Waiting(receive.has_left, told, give_way)):
            async with receive.watched():
                await with_turn(turn, self._app, self._scope, receive, self._sent)

    def _opening(self) -> Opening:
        """What is asked for, where it may be. Raises _Refused."""
        rules, told, headers = self._rules, self._told, self._headers
        if len(headers.get(b"host", ())) != 1:
            raise _Refused(400, "guard.no_host")
        if not rules.hosts.answers(told.host, str((self._scope.get("server") or ("",))[0])):
            raise _Refused(421, "guard.other_host", host=told.host[:100])
        origins, sites, modes = (headers.get(name, []) for name in (b"origin", b"sec-fetch-site", b"sec-fetch-mode"))
        if is_foreign(origins, sites, modes, told.host, told.scheme):
            raise _Refused(403, "guard.foreign")
        path = self._below_root(self._scope["path"])
        method = self._scope["method"]
        for own in (HEALTH, METRICS):
            if path == own.route and own.allows(method):
                return own
        opening = (rules.doorway and rules.doorway.opening_at(path, method)) or rules.openings.at(path, method)
        if opening == "closed":
            raise _Refused(404, "guard.closed", path=path[:100])
        if opening == "method":
            raise _Refused(405, "guard.method", method=method[:20], path=path[:100])
        return opening

    async def _is_met(self, doorway: Doorway, opening: Opening) -> bool:
        """Whether the request has been answered here: it signs in or out. Raises _Refused where nobody is known who asks."""
        caller = self._caller()
        self._who = doorway.who(caller)
        scope, answer = self._scope, None
        if opening in (SIGN_IN, SIGN_OUT):
            self._policy = doorway.policy
            self._body = await self._bodies.read(self._last(b"content-length"), self._receive, opening.most_bytes)
            signing_in = (
                doorway.sign_in(scope["method"], scope["query_string"], self._body, caller) if opening is SIGN_IN else None
            )
            answer = await signing_in if signing_in else doorway.sign_out(caller)
        elif not self._who and not opening.for_all:
            answer = doorway.shut(scope["method"], self._below_root(scope["path"]), scope["query_string"], caller)
            if answer is None:
                raise _Refused(401, "guard.no_account", {"www-authenticate": "Bearer"})
        if answer is not None:
            await answer(scope, self._receive, self._sent)
            return True
        self._scope = {**scope, "headers": doorway.unseen(scope["headers"]), "state": {**scope["state"], "who": self._who}}
        return False

    def _caller(self) -> Caller:
        is_secure = self._scope["scheme"] == "https"
        return Caller(self._headers, self._told.client, self._told.host, is_secure, self._peer in self._rules.proxies)

    def _below_root(self, path: str) -> str:
        root = self._rules.root_path
        return path[len(root) :] or "/" if root and (path + "/").startswith(root + "/") else path

    def _check_kind(self, opening: Opening) -> None:
        kind = self._headers.get(b"content-type", [""])[-1].split(";")[0].strip().lower()
        if opening.only_json and kind != "application/json":
            raise _Refused(415, "guard.no_json")

    def _hold_true(self) -> Told:
        said = {name: ",".join(values) for name, values in self._headers.items() if name in SAID_BY_PROXIES}
        return self._rules.proxies.told(self._peer, self._headers.get(b"host", [""])[0], said)

    def _as_told(self, scope: Any) -> Any:
        """The request as the application is to see it: nothing that is said by proxies, but what holds of it, and a nonce."""
        told = self._told
        kept = [(name, value) for name, value in scope["headers"] if name not in SAID_BY_PROXIES and name != b"host"]
        client, port = scope.get("client") or ("", 0)
        return {
            **scope,
            "headers": [(b"host", told.host.encode("latin-1", "replace")), *kept],
            "client": (told.client, port if told.client == client else 0),
            "scheme": told.scheme or scope["scheme"],
            "state": {**scope.get("state", {}), "nonce": self._nonce, "request_id": self._id},
        }

    async def _say(self, body: bytes, kind: str) -> None:
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        await self._sent({"type": "http.response.start", "status": 200, "headers": [*headers, (b"cache-control", b"no-store")]})
        await self._sent({"type": "http.response.body", "body": body})

    async def _turn_away(self, again_s: int) -> None:
        await self._refuse(503, say("guard.full", n=again_s), {"retry-after": str(again_s)})

    async def _refuse(self, status: int, line: Message, headers: dict[str, str] | None = None) -> None:
        await self._receive.pass_over(self._last(b"content-length", b"expect"))
        await refuse(self._sent, status, line, headers)

    def _last(self, *names: bytes) -> dict[bytes, str]:
        return {name: self._headers[name][-1] for name in names if name in self._headers}

    async def _sent(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = with_security(message["headers"], self._policy.replace(NONCE, self._nonce), self._id)
            if self._rules.doorway and not any(
                value.startswith(b"public") for name, value in headers if name == b"cache-control"
            ):
                headers = [*(each for each in headers if each[0] != b"cache-control"), (b"cache-control", b"no-store")]
            if self._status == 503 and self._work == "joins" and not any(name == b"retry-after" for name, _ in headers):
                headers.append((b"retry-after", str(self._rules.gate.again_s).encode()))
            message = {**message, "headers": headers}
        else:
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    def _write_down(self) -> None:
        journal, metrics = self._rules.journal, self._rules.metrics
        took_s = time.monotonic() - self._begun
        if metrics is not None:
            metrics.answered(self._route, self._scope["method"], self._status, self._work, took_s, self._waited_s)
        if journal is None:
            return
        told = {
            "id": self._id,
            "client": self._told.client,
            "method": self._scope["method"],
            "path": self._scope["path"],
            "status": self._status,
            **({"who": self._who} if self._who else {}),
            "ms": round(took_s * 1000, 1),
            "waited_ms": round(self._waited_s * 1000, 1),
            "bytes": self._bytes,
        }
        more = {"asked": asked(self._scope["query_string"], self._body)} if journal.questions else {}
        journal.write({**told, **more})
