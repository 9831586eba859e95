"""A Milvus server, or a file of Milvus Lite, spoken to: with a limit of time, tried again a few times, and errors said in a line.

Settings are environment variables: XUNZHANG_MILVUS_TOKEN ("user:password" or a key), XUNZHANG_MILVUS_TLS ("on", or the file of
the certificate of who signed the server's), XUNZHANG_MILVUS_TIMEOUT (seconds a request). What is built by more of them is
`entities.py`'s.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.store_uri import StoreUri

T = TypeVar("T")
PREFIX = "XUNZHANG_MILVUS_"
INSTALL = "pip install -r requirements-milvus.txt"
TIMEOUT_S, CONNECTING_S = 20.0, 10.0
# A request is tried so often, with pauses between that double: a server that is started again takes some seconds.
TRIES, PAUSE_S = 4, 0.5
# What the server or the network says when it is not there (yet), by a part of its words.
_AWAY = ("unavailable", "fail connecting", "deadline", "timeout", "timed out", "connection", "not ready", "channel")
_UNLOADED = ("not loaded", "'released'")
_REFUSED = ("unauthenticated", "auth check", "permission", "credential", "privilege", "token", "password")


class StoreAway(XunzhangError):
    """A store that cannot be reached now, which is no fault of the index: what is open may be kept."""


def setting(name: str, otherwise: str = "") -> str:
    return os.environ.get(PREFIX + name, otherwise).strip()


@dataclass(frozen=True, slots=True)
class MilvusServer:
    """A connection; `ask` is the way to use it. Safe to use from several threads."""

    uri: StoreUri
    client: Any
    timeout_s: float

    @classmethod
    def connect(cls, uri: StoreUri) -> MilvusServer:
        """Raises XunzhangError where pymilvus is missing or the server refuses, StoreAway where it is not there."""
        try:
            import pymilvus  # here, not above: it takes a second to load, and only those who choose Milvus have it

            if uri.embedded:
                import milvus_lite  # noqa: F401
        except ImportError as error:
            raise XunzhangError(say("store.missing", package=error.name or "pymilvus", command=INSTALL)) from error
        if uri.embedded and not Path(uri.address).parent.is_dir():
            raise XunzhangError(say("store.folder", folder=str(Path(uri.address).parent)))
        seconds = float(setting("TIMEOUT") or TIMEOUT_S)
        connecting = min(CONNECTING_S, seconds)
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what goes wrong is said in a line, and not in a page
        client = _tried(uri, lambda: pymilvus.MilvusClient(**_address(uri), timeout=connecting))
        return cls(uri, client, seconds)

    def ask(self, method: str, /, *arguments: Any, **named: Any) -> Any:
        """What a method of the client gives. Raises StoreAway or XunzhangError, naming the server and what it said."""
        call = getattr(self.client, method)
        try:
            return _tried(self.uri, lambda: call(*arguments, timeout=self.timeout_s, **named))
        except XunzhangError as error:
            if not arguments or not any(word in error.message.text for word in _UNLOADED):
                raise
        # A server that has been started again, or a file that has been opened again, has nothing in memory yet.
        _tried(self.uri, lambda: self.client.load_collection(arguments[0], timeout=self.timeout_s))
        return _tried(self.uri, lambda: call(*arguments, timeout=self.timeout_s, **named))

    def close(self) -> None:
        self.client.close()


def _address(uri: StoreUri) -> Mapping[str, Any]:
    if uri.embedded:
        return {"uri": uri.address}
    tls = setting("TLS")
    secure = tls.lower() not in ("", "off", "0", "no")
    found: dict[str, Any] = {"uri": f"{'https' if secure else 'http'}://{uri.address}", "token": setting("TOKEN")}
    if secure and tls.lower() not in ("on", "1", "yes"):
        found["server_pem_path"] = tls
    return found


def _tried(uri: StoreUri, call: Callable[[], T]) -> T:
    from pymilvus.exceptions import MilvusException

    pause = PAUSE_S
    for left in reversed(range(TRIES)):
        try:
            return call()
        except (MilvusException, OSError, RuntimeError, ValueError) as error:
            if not isinstance(error, (MilvusException, OSError)) and type(error) is not RuntimeError:
                raise
            found = _told(uri, error)
            if not left or not isinstance(found, StoreAway):
                raise found from error
        time.sleep(pause)
        pause *= 2
    raise AssertionError("unreachable")


def _of_cause(error: BaseException) -> str:
    """What the server said where it refused a connection; "" where it did not."""
    import grpc

    seen: list[BaseException] = []  # pymilvus's errors may be causes of each other
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        if isinstance(cause, grpc.Call) and cause.code() in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED):
            return f"{cause.code().name.lower()}: {cause.details()}"[:200]
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    return ""


def _told(uri: StoreUri, error: Exception) -> XunzhangError:
    why = " ".join(str(getattr(error, "message", "") or error).split())[:200]
    told = _of_cause(error)  # connecting, pymilvus says that it failed, and the server's own words are in the cause
    low = f"{why} {told}".lower()
    why = told or why
    if any(word in low for word in _REFUSED):
        return XunzhangError(say("store.refused", store=uri.text, why=why, setting=PREFIX + "TOKEN"))
    if any(word in low for word in _AWAY):
        return StoreAway(say("store.away", store=uri.text, why=why))
    return XunzhangError(say("store.failed", store=uri.text, why=why))
