"""users.yaml: the accounts, each with the hash of its password and those of the tokens of its programs; no secret stands in it.

Read whole or not at all: a file that is damaged, that others can write to, or that has a hash of another kind is refused in one
line. Written beside its place and moved there, under a lock.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock, Timeout

from xunzhang.messages.wording import of_system, say
from xunzhang.service.accounts.passwords import is_hash
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

LARGEST = 4 << 20  # bytes of the file
LONGEST_NAME = 100  # characters
_NO_NAME = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # categories of characters that no name has


@dataclass(frozen=True, slots=True)
class User:
    """`password` is the hash, "" for an account that is used by tokens or a proxy alone; `tokens` has SHA-256 hashes by label."""

    name: str
    password: str = ""
    added: str = ""  # a day
    tokens: Mapping[str, str] = field(default_factory=dict)


Users = dict[str, User]  # by `known_as`


def proper(name: str) -> str:
    """A name in the form it is kept in. Raises XunzhangError where it can be none."""
    form = unicodedata.normalize("NFC", name)
    if not form or form != form.strip() or len(form) > LONGEST_NAME or any(unicodedata.category(c) in _NO_NAME for c in form):
        raise XunzhangError(say("user.no_name", name=name[:LONGEST_NAME], most=LONGEST_NAME))
    return form


def known_as(name: str) -> str:
    """What a name is looked up by: Anna is anna."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def read_users(path: Path) -> Users:
    """The accounts of the file; there may be none. Raises XunzhangError where it cannot be trusted or understood."""
    try:
        _check_safe(path)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise XunzhangError(say("user.no_file", path=str(path))) from None
    except OSError as error:
        raise XunzhangError(say("user.unreadable", path=str(path), why=of_system(error))) from error
    if len(content) > LARGEST:
        raise _damaged(path, say("user.too_large"))
    try:
        held = yaml.safe_load(content.decode("utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _damaged(path, say("user.no_yaml_at", n=line)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _damaged(path, say("user.no_yaml")) from error
    return _users(path, held)


def change_users(path: Path, change: Callable[[Users], None]) -> None:
    """Have `change` change the accounts, and write them; where there is no file yet it is made. Raises XunzhangError."""
    path = path.resolve()  # a link stays one
    try:
        path.parent.stat()  # a lock would make the folder
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=10):
            users = read_users(path) if path.exists() else {}
            change(users)
            _write(path, users)
    except OSError as error:  # filelock's Timeout too
        why = say("user.locked") if isinstance(error, Timeout) else of_system(error)
        raise XunzhangError(say("user.unwritable", path=str(path), why=why)) from error


def _check_safe(path: Path) -> None:
    """Whoever can write to the file, or put another into its place, could let anybody in."""
    if os.name != "posix":
        return
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _damaged(path, say("user.no_regular"))
    if found.st_mode & 0o022:
        raise XunzhangError(say("user.writable", path=str(path)))
    folder = path.resolve().parent
    mode = folder.stat().st_mode
    if mode & 0o002 and not mode & stat.S_ISVTX:
        raise XunzhangError(say("user.folder_writable", folder=str(folder)))


def _damaged(path: Path, why: Message) -> XunzhangError:
    return XunzhangError(say("user.damaged", path=str(path), why=why))


def _users(path: Path, held: object) -> Users:
    if held is None:
        return {}
    if not isinstance(held, dict) or set(held) - {"accounts"}:
        raise _damaged(path, say("user.no_accounts_key"))
    accounts = held.get("accounts")
    if accounts is not None and not isinstance(accounts, dict):
        raise _damaged(path, say("user.no_accounts_key"))
    users: Users = {}
    for name, kept in (accounts or {}).items():
        user = _user(path, name, kept)
        if users.setdefault(known_as(user.name), user) is not user:
            raise _damaged(path, say("user.twice", name=user.name))
    return users


def _user(path: Path, name: object, kept: object) -> User:
    """Raises XunzhangError for what is no account."""
    if not isinstance(name, str):
        raise _damaged(path, say("user.name_no_text", name=str(name)[:LONGEST_NAME]))
    try:
        proper(name)
    except XunzhangError as error:
        raise _damaged(path, error.message) from error
    if not isinstance(kept, dict) or set(kept) - {"password", "added", "tokens"}:
        raise _damaged(path, say("user.odd", name=name))
    password, tokens = kept.get("password") or "", kept.get("tokens") or {}
    if password and not (isinstance(password, str) and is_hash(password)):
        raise XunzhangError(say("user.other_hash", path=str(path), name=name))
    if not isinstance(tokens, dict) or not all(_is_label(label) and _is_digest(made) for label, made in tokens.items()):
        raise _damaged(path, say("user.odd_token", name=name))
    return User(proper(name), password, str(kept.get("added") or ""), tokens)


def _is_label(label: Any) -> bool:
    try:
        return isinstance(label, str) and proper(label) == label
    except XunzhangError:
        return False


def _is_digest(made: Any) -> bool:
    return isinstance(made, str) and len(made) == 64 and set(made) <= set("0123456789abcdef")


def _write(path: Path, users: Users) -> None:
    accounts = {user.name: _kept(user) for user in sorted(users.values(), key=lambda user: known_as(user.name))}
    text = yaml.safe_dump({"accounts": accounts}, allow_unicode=True, sort_keys=False, width=1000)
    made = path.with_name(f".{path.name}.new")
    made.unlink(missing_ok=True)
    with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123  # of a descriptor
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def _kept(user: User) -> dict[str, Any]:
    kept: dict[str, Any] = {"added": user.added, "password": user.password, "tokens": dict(user.tokens)}
    return {name: value for name, value in kept.items() if value}
