"""Sessions, tokens and a proxy's word, for as long as the account is there; and failed sign-ins that slow those that follow."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.helpers.accounts import HASH, written
from xunzhang.service.accounts.changes_log import ChangesLog
from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.accounts.passwords import digest, hashed
from xunzhang.service.accounts.sessions import IDLE_S, LASTS_S, MOST_OF_ONE, Sessions
from xunzhang.service.accounts.slowing import Slowing, TooSoon
from xunzhang.service.accounts.users_file import User, change_users
from xunzhang.types import XunzhangError

GOOD = "correct horse battery"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def users(tmp_path):
    return written(
        tmp_path / "users.yaml",
        User("Anna", HASH, "", {"laptop": digest("xz_anna")}),
        User("bot", "", "", {"t": digest("xz_bot")}),
    )


@pytest.fixture
def accounts(users, clock, tmp_path):
    return Accounts(users, "X-User", ChangesLog(tmp_path / "users.log"), clock)


def signed_in(accounts: Accounts, name: str = "Anna", password: str = GOOD, address: str = "192.0.2.1") -> str:
    attempt = accounts.begin(name, password, address)
    return accounts.settle(attempt, attempt.is_right())


def test_who_knows_the_password_is_signed_in_until_signing_out(accounts, tmp_path):
    secret = signed_in(accounts, "ANNA")
    assert accounts.by_session(secret) == "Anna" and secret != signed_in(accounts)
    accounts.sign_out(secret, "192.0.2.1")
    assert accounts.by_session(secret) == ""
    kept = [json.loads(line) for line in (tmp_path / "users.log").read_text(encoding="utf-8").splitlines()]
    assert [(line["who"], line["did"], line["at"]) for line in kept] == [
        ("Anna", "signed in", "192.0.2.1"), ("Anna", "signed in", "192.0.2.1"), ("Anna", "signed out", "192.0.2.1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "password"),
    [("Anna", "wrong"), ("nobody", GOOD), ("bot", ""), ("bot", GOOD), ("", ""), ("x" * 10_000, "y" * 10_000)],
)
def test_who_does_not_is_not_and_what_was_typed_is_not_kept(name, password, accounts, tmp_path):
    assert signed_in(accounts, name, password) == ""
    kept = (tmp_path / "users.log").read_text(encoding="utf-8")
    assert '"failed to sign in"' in kept and "nobody" not in kept and "wrong" not in kept and len(kept) < 500


def test_a_session_ends_with_time_with_disuse_and_at_once_with_its_account(users, accounts, clock):
    idle, used = signed_in(accounts), signed_in(accounts)
    for _ in range(int(LASTS_S / (IDLE_S / 2))):
        clock.now += IDLE_S / 2
        assert accounts.by_session(used) == "Anna"
    assert accounts.by_session(idle) == ""
    clock.now += 1
    assert accounts.by_session(used) == ""
    secret = signed_in(accounts)
    change_users(users, lambda held: held.pop("anna"))
    clock.now += 1.1
    assert accounts.by_session(secret) == "" and accounts.by_token("xz_anna") == "" and accounts.by_proxy("Anna") == ""
    assert accounts.by_token("xz_bot") == "bot"


def test_a_new_password_ends_the_sessions_of_the_old_one(users, accounts, clock):
    secret = signed_in(accounts)
    change_users(users, lambda held: held.update(anna=replace(held["anna"], password=hashed(GOOD))))
    clock.now += 1.1
    assert accounts.by_session(secret) == "" and signed_in(accounts)


def test_as_long_as_the_file_cannot_be_read_nobody_gets_in_and_sessions_wait(users, accounts, clock, caplog):
    secret, before = signed_in(accounts), users.read_bytes()
    for damage in (lambda: users.write_text("accounts: ["), lambda: users.chmod(0o666), users.unlink):
        damage()
        clock.now += 1.1
        assert accounts.by_session(secret) == accounts.by_token("xz_anna") == accounts.by_proxy("Anna") == ""
        assert signed_in(accounts) == ""
    assert len([r for r in caplog.records if "users.yaml" in r.getMessage()]) == 3
    users.write_bytes(before)
    users.chmod(0o600)
    clock.now += 1.1
    assert accounts.by_session(secret) == "Anna"


def test_a_file_without_accounts_lets_the_page_not_start(tmp_path):
    for content in ("", "accounts:\n", "accounts: {}\n"):
        (tmp_path / "users.yaml").write_text(content)
        (tmp_path / "users.yaml").chmod(0o600)
        with pytest.raises(XunzhangError, match="has no accounts"):
            Accounts(tmp_path / "users.yaml")


def test_tokens_and_a_proxys_names_are_of_accounts(accounts):
    assert (
        accounts.by_token("xz_anna"),
        accounts.by_token("xz_Anna"),
        accounts.by_token(""),
        accounts.by_token(digest("xz_anna")),
    ) == ("Anna", "", "", "")
    assert (accounts.by_proxy("anna"), accounts.by_proxy("mallory"), accounts.by_proxy("An\x1bna"), accounts.by_proxy("")) == (
        "Anna",
        "",
        "",
        "",
    )
    alone = Accounts(None, "X-User")
    assert (alone.by_proxy("李雷@example.org"), alone.by_proxy(" x"), alone.has_passwords) == ("李雷@example.org", "", False)


def test_one_account_has_so_many_sessions_and_the_longest_unused_goes(clock):
    sessions, user = Sessions(clock), User("Anna", HASH)
    secrets = []
    for _ in range(MOST_OF_ONE + 5):
        clock.now += 1
        secrets.append(sessions.begin("anna", user))
    alive = [bool(sessions.whose(secret, {"anna": user})) for secret in secrets]
    assert alive == [False] * 5 + [True] * MOST_OF_ONE


def tried(slowing: Slowing, clock: Clock, account: str, address: str, for_s: float) -> int:
    """How many sign-ins are looked at of somebody who tries ten times a second."""
    looked, until = 0, clock.now + for_s
    while clock.now < until:
        try:
            slowing.begin(account, address)
            looked += 1
        except TooSoon as soon:
            assert soon.again_s >= 1
        clock.now += 0.1
    return looked


def test_who_tries_one_account_gets_slower_and_slower_and_others_do_not_wait(clock):
    slowing = Slowing(clock)
    assert tried(slowing, clock, "anna", "192.0.2.1", 3600) < 20
    slowing.begin("li", "192.0.2.1")
    slowing.begin("anna", "192.0.2.2")


def test_who_tries_many_accounts_from_one_address_is_slowed_too(clock):
    slowing = Slowing(clock)
    assert sum(tried(slowing, clock, f"name{n}", f"2001:db8::1:{n:x}", 1) for n in range(600)) < 45


def test_who_tries_from_many_addresses_keeps_nobody_from_an_account_that_was_used_before(clock):
    slowing = Slowing(clock)
    slowing.begin("anna", "192.0.2.200")
    slowing.succeeded("anna", "192.0.2.200")
    looked = sum(tried(slowing, clock, "anna", f"10.0.{n // 250}.{n % 250}", 1) for n in range(900))
    assert looked < 75  # fifty, and then one a minute (OWASP ASVS: a hundred an hour)
    slowing.begin("anna", "192.0.2.200")


def test_a_sign_in_that_is_right_forgets_those_that_failed_before(clock):
    slowing = Slowing(clock)
    for _ in range(200):
        for _ in range(3):
            slowing.begin("anna", "192.0.2.1")
        slowing.succeeded("anna", "192.0.2.1")
        clock.now += 600
