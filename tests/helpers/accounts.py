"""A file of accounts, written as the command writes it."""

from __future__ import annotations

from pathlib import Path

from xunzhang.service.accounts.passwords import hashed
from xunzhang.service.accounts.users_file import User, change_users, known_as

HASH = hashed("correct horse battery")


def written(path: Path, *users: User) -> Path:
    change_users(path, lambda held: held.update({known_as(user.name): user for user in users}))
    return path
