"""`xunzhang user`: who may sign in on a page that is served with --auth; each change is kept in a log beside the file.

A password is asked for twice at a terminal, and is the first line of what is piped in otherwise; it is never an argument, which
everybody on the machine could read.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser
from xunzhang.cli.terminal import say_line
from xunzhang.messages.wording import in_language, say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

if TYPE_CHECKING:
    from xunzhang.service.accounts.changes_log import Did
    from xunzhang.service.accounts.users_file import User, Users

ACTIONS = ("add", "remove", "list", "password", "token")
LABEL = "token"  # of a token that nobody gave a name


def _add_flags(parser: Parser, home: Path) -> None:
    parser.add_argument("action", choices=ACTIONS, help=parser.said("help.user_action"))
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help=parser.said("help.user_name"))
    parser.add_argument("--auth", type=Path, default=home / "users.yaml", metavar="FILE", help=parser.said("help.user_auth"))
    parser.add_argument("--token", default="", metavar="LABEL", help=parser.said("help.user_token"))
    parser.add_argument("--no-password", action="store_true", help=parser.said("help.user_no_password"))


def _run(options: argparse.Namespace) -> int:
    """-> 0. Raises XunzhangError where there is nothing to do it to, or the file is not as it should be."""
    from xunzhang.service.accounts.changes_log import ChangesLog, log_beside
    from xunzhang.service.accounts.users_file import change_users, read_users

    action, name = options.action, options.name
    if (action == "list") == bool(name):
        raise XunzhangError(say("user.needs_no_name") if name else say("user.needs_name", action=action))
    if action == "list":
        for user in read_users(options.auth).values():
            say_line(_line(user), options.messages)
        return 0
    work = _Work(options)
    change_users(options.auth, getattr(work, action))
    did, what = work.done
    ChangesLog(log_beside(options.auth)).write(f"{getpass.getuser()} (command line)", did, what)
    say_line(work.told, options.messages, sys.stderr)
    if work.secret:
        print(work.secret)
    return 0


class _Work:
    """One change of the accounts by each action; what it did stands in `done`, what is told of it in `told`."""

    def __init__(self, options: argparse.Namespace) -> None:
        from xunzhang.service.accounts import passwords, users_file

        self._options, self._passwords, self._file = options, passwords, users_file
        self._name = users_file.proper(options.name)
        self._key = users_file.known_as(self._name)
        self._label = users_file.proper(options.token or LABEL)
        self.done: tuple[Did, str] = ("added account", "")
        self.told, self.secret = as_said(""), ""

    def add(self, users: Users) -> None:
        if self._key in users:
            raise XunzhangError(say("user.there", name=users[self._key].name))
        password = "" if self._options.no_password else self._passwords.hashed(self._asked())
        users[self._key] = self._file.User(self._name, password, date.today().isoformat())
        self.done = ("added account", self._name)
        self.told = say("user.added", name=self._name, path=str(self._options.auth))

    def password(self, users: Users) -> None:
        user = self._there(users)
        users[self._key] = replace(user, password=self._passwords.hashed(self._asked()))
        self.done, self.told = ("set password", user.name), say("user.password_set", name=user.name)

    def token(self, users: Users) -> None:
        user = self._there(users)
        if self._label in user.tokens:
            raise XunzhangError(say("user.token_there", name=user.name, label=self._label))
        self.secret = self._passwords.new_token()
        users[self._key] = replace(user, tokens={**user.tokens, self._label: self._passwords.digest(self.secret)})
        self.done = ("added token", f"{user.name}: {self._label}")
        self.told = say("user.token_made", name=user.name, label=self._label)

    def remove(self, users: Users) -> None:
        """The account, or one token of it where that is named."""
        user = self._there(users)
        if not self._options.token:
            del users[self._key]
            self.done = ("removed account", user.name)
            self.told = say("user.removed", name=user.name, path=str(self._options.auth))
            return
        if self._label not in user.tokens:
            raise XunzhangError(say("user.no_token", name=user.name, label=self._label, list=_listed(user.tokens)))
        left = {label: made for label, made in user.tokens.items() if label != self._label}
        users[self._key] = replace(user, tokens=left)
        self.done = ("removed token", f"{user.name}: {self._label}")
        self.told = say("user.token_removed", name=user.name, label=self._label)

    def _there(self, users: Users) -> User:
        if self._key not in users:
            raise XunzhangError(say("user.unknown", name=self._name, list=_listed(user.name for user in users.values())))
        return users[self._key]

    def _asked(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        asked = say("user.ask", name=self._name, least=self._passwords.SHORTEST)
        password = getpass.getpass(in_language(asked, self._options.messages))
        if getpass.getpass(in_language(say("user.ask_again"), self._options.messages)) != password:
            raise XunzhangError(say("user.differ"))
        return password


def _line(user: User) -> Message:
    password = say("user.with_password" if user.password else "user.without_password")
    return say("user.line", name=user.name, added=user.added or "?", password=password, list=_listed(user.tokens))


def _listed(names: Iterable[str]) -> Message:
    return as_said(", ".join(names)) or say("user.no_names")


USER = Command("user", say("help.user"), _add_flags, _run)
