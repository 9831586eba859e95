"""The account of a part as the catalogue keeps it, for a build that takes over what an earlier one read.

Its messages are as `messages/stored.py` makes them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from xunzhang.messages.stored import from_stored, stored
from xunzhang.reading.files.account import Account

_PLAIN = ("characters_in", "bytes_read", "incomplete", "pages", "pages_without_text")


def kept_account(account: Account) -> dict[str, Any]:
    """A closed account as JSON: its plain numbers by name, and `encoding`, `removed` ([message, characters]) and `messages`."""
    return {
        **{name: getattr(account, name) for name in _PLAIN},
        "encoding": stored(account.encoding),
        "removed": [[stored(what), characters] for what, characters in account.removed.items()],
        "messages": [stored(message) for message in account.messages],
    }


def account_from(record: dict[str, Any]) -> Account:
    """The account that `kept_account` wrote."""
    removed = Counter({from_stored(what): characters for what, characters in record["removed"]})
    messages = [from_stored(message) for message in record["messages"]]
    plain = {name: record[name] for name in _PLAIN}
    return Account(encoding=from_stored(record["encoding"]), removed=removed, messages=messages, **plain)
