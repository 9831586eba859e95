"""The server that a written answer is asked of: its address, the model, and the key, which comes from the environment alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

KEY = "XUNZHANG_LLM_KEY"  # the environment's variable: what stands on a command line is seen by everybody on the machine
LONGEST_ADDRESS, LONGEST_MODEL = 300, 200  # characters
_PLAIN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class ModelServer:
    """`address` is that of an OpenAI-compatible interface, with its path and without a slash at its end.

    `model` is "" where the one model that the server has is meant. The key is in no text that is made of this.
    """

    address: str
    model: str = ""
    key: str = field(default="", repr=False)

    @property
    def is_secure(self) -> bool:
        return self.address.startswith("https:")

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or (443 if self.is_secure else 80)

    @property
    def path(self) -> str:
        """The path of the interface, "" for none."""
        return urlsplit(self.address).path

    def without_key(self, text: str) -> str:
        """What a server says, which may repeat the key that it was sent."""
        return text.replace(self.key, "…") if self.key else text


def model_address(given: str) -> str:
    """The address of an interface as it is used. Raises XunzhangError for another, and where a password is in it."""
    text = given.strip()
    try:
        parts = urlsplit(text)
        is_good = bool(parts.scheme in ("http", "https") and parts.hostname and parts.port != 0)
        is_bare = not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        is_good = is_bare = False
    if not (is_good and is_bare and _PLAIN.fullmatch(text) and len(text) <= LONGEST_ADDRESS):
        # Not as it was given: a password may stand in it.
        raise XunzhangError(say("llm.bad_address"))
    return text.rstrip("/")


def model_server(address: str, model: str, environment: Mapping[str, str]) -> ModelServer:
    """The server of the flags, with the key of the environment. Raises XunzhangError where one of the three cannot be used."""
    key = environment.get(KEY, "").strip()
    if key and not _PLAIN.fullmatch(key):
        raise XunzhangError(say("llm.bad_key", name=KEY))
    named = model.strip()
    if len(named) > LONGEST_MODEL or not named.isprintable():
        raise XunzhangError(say("llm.bad_model"))
    return ModelServer(model_address(address), named, key)
