"""Passwords and tokens as they are kept: an argon2id hash of what people choose, SHA-256 of what the program chose itself.

A token has 256 bits of chance, so that nobody can try what it might be; a password has few, and each trial costs 64 MB and tens
of milliseconds.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 1000  # characters of a password
TOKEN_BEGINS = "xz_"  # so that one that has got into a file or a log is known for what it is
MOST_MEMORY_KIB, MOST_ROUNDS, MOST_LANES = 1 << 20, 20, 16  # of a hash made elsewhere, which would cost that at every sign-in


@cache
def _hasher() -> PasswordHasher:
    """With RFC 9106's parameters for little memory. Loaded where there are accounts alone."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex())


def hashed(password: str) -> str:
    """The hash to keep of a password. Raises XunzhangError where it is too short or too long."""
    form = _form(password)
    if not SHORTEST <= len(form) <= LONGEST:
        raise XunzhangError(say("user.password_length", least=SHORTEST, most=LONGEST))
    return _hasher().hash(form)


def is_hash(text: str) -> bool:
    """Whether `text` is a hash that passwords can be compared with here, and at a cost that can be borne."""
    from argon2 import Type, extract_parameters
    from argon2.exceptions import InvalidHashError

    try:
        made = extract_parameters(text)
    except (InvalidHashError, ValueError):
        return False
    is_bearable = made.memory_cost <= MOST_MEMORY_KIB and made.time_cost <= MOST_ROUNDS and made.parallelism <= MOST_LANES
    return made.type is Type.ID and is_bearable


def matches(kept: str, password: str) -> bool:
    """Whether the hash is of this password. Without a hash it takes as long, so that nobody learns which accounts there are."""
    from argon2.exceptions import InvalidHashError, VerificationError

    form = _form(password) if len(password) <= LONGEST else ""
    try:
        return _hasher().verify(kept or _nobodys(), form) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    return TOKEN_BEGINS + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a token or a session's cookie."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _form(password: str) -> str:
    """One form of what keyboards write in several; a lone surrogate, which no keyboard writes, goes in as a question mark."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode("utf-8")
