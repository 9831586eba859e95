"""users.yaml: what is written is read again, and what cannot be trusted or understood is refused in one line."""

from __future__ import annotations

import os

import pytest

from tests.helpers.accounts import HASH, written
from xunzhang.messages.wording import in_language
from xunzhang.service.accounts.passwords import SHORTEST, digest, hashed, is_hash, matches, new_token
from xunzhang.service.accounts.users_file import User, change_users, known_as, proper, read_users
from xunzhang.types import XunzhangError


def test_what_is_written_is_read_again_and_only_its_owner_may(tmp_path):
    anna, li = User("Anna", HASH, "2026-11-28", {"laptop": digest("a"), "钟": digest("b")}), User("李雷", "", "2026-11-28")
    path = written(tmp_path / "users.yaml", anna, li)
    assert read_users(path) == {"anna": anna, "李雷": li}
    assert path.stat().st_mode & 0o777 == 0o600
    assert "correct" not in path.read_text(encoding="utf-8")
    change_users(path, lambda held: held.pop("anna"))
    assert list(read_users(path)) == ["李雷"] and [p.name for p in tmp_path.iterdir() if p.suffix == ".new"] == []


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = written(tmp_path / "users.yaml", User("Anna", HASH))
    before = path.read_bytes()
    with pytest.raises(XunzhangError):
        change_users(path, lambda held: proper(" "))
    assert path.read_bytes() == before


ACCOUNT = f"accounts: {{Anna: {{password: {HASH!r}}}}}"
FAULTS = {
    "yaml": (b"accounts:\n  Anna: {password: [\n", "line"),
    "binary": (b"\x00\xff\xfe\x01", "not YAML in UTF-8"),
    "gbk": ("accounts: {李雷: {}}".encode("gbk"), "not YAML in UTF-8"),
    "a list": (b"- Anna\n", "must hold accounts"),
    "a word": (b"Anna", "must hold accounts"),
    "other keys": (b"users: {}\n", "must hold accounts"),
    "a number": (b"accounts: {1: {}}", "no text"),
    "a control": (b'accounts: {"An\\x1bna": {}}', "can be no name"),
    "twice": (b"accounts: {Anna: {}, anna: {}}", "twice"),
    "more of an account": (b"accounts: {Anna: {admin: true}}", "nothing else"),
    "an account of text": (b"accounts: {Anna: secret}", "nothing else"),
    "a token": (b"accounts: {Anna: {tokens: {laptop: xz_secret}}}", "SHA-256"),
    "a plain password": (b"accounts: {Anna: {password: secret}}", "no argon2id hash"),
    "bcrypt": (b"accounts: {Anna: {password: $2b$12$abcdefghijklmnopqrstuv}}", "no argon2id hash"),
    "argon2i": (ACCOUNT.replace("$argon2id$", "$argon2i$").encode(), "no argon2id hash"),
    "a hash that costs too much": (ACCOUNT.replace("m=65536", "m=99999999").encode(), "no argon2id hash"),
    "a password that is a number": (b"accounts: {Anna: {password: 12}}", "no argon2id hash"),
    "deep": (b"[" * 2000, "not YAML"),
    "large": (b"#" + b"x" * (5 << 20), "too large"),
    "python": (b"accounts: !!python/object/apply:os.system [id]", "line"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_is_wrong_is_refused_in_one_line_of_either_language(fault, tmp_path):
    content, said = FAULTS[fault]
    path = tmp_path / "users.yaml"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(XunzhangError, match=said) as refused:
        read_users(path)
    for language in ("zh", "en"):
        line = in_language(refused.value.message, language)
        assert "\n" not in line and "\x1b" not in line and str(path) in line


def test_a_file_that_is_missing_a_folder_or_not_to_be_read_is_told(tmp_path):
    with pytest.raises(XunzhangError, match="xunzhang user add"):
        read_users(tmp_path / "users.yaml")
    with pytest.raises(XunzhangError, match="regular"):
        read_users(tmp_path)
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(XunzhangError, match="regular"):  # and does not wait for a writer
        read_users(fifo)


@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666, 0o622])
def test_a_file_that_others_can_write_to_lets_nobody_in(mode, tmp_path):
    path = written(tmp_path / "users.yaml", User("Anna", HASH))
    path.chmod(mode)
    with pytest.raises(XunzhangError, match="chmod 600"):
        read_users(path)


def test_nor_does_one_in_a_folder_that_others_can_write_to(tmp_path):
    path = written(tmp_path / "users.yaml", User("Anna", HASH))
    tmp_path.chmod(0o777)
    with pytest.raises(XunzhangError, match="chmod o-w"):
        read_users(path)
    tmp_path.chmod(0o1777)  # as /tmp is: others cannot replace what is not theirs
    assert list(read_users(path)) == ["anna"]


def test_a_link_to_the_file_stays_one(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "users.yaml"
    link.symlink_to(tmp_path / "real" / "users.yaml")
    written(link, User("Anna", HASH))
    assert link.is_symlink() and list(read_users(link)) == ["anna"]


@pytest.mark.parametrize("name", ["", " ", " Anna", "Anna ", "A\x1b[2Jn", "A\u202en", "A\nn", "A\u2028n", "x" * 101, "\ud800"])
def test_no_name_moves_a_cursor_or_hides(name):
    with pytest.raises(XunzhangError):
        proper(name)


def test_a_name_has_one_form_however_it_is_typed():
    assert proper("Zoe\u0301") == "Zoé" and known_as("ZOÉ") == known_as("Zoe\u0301") and proper("李雷") == "李雷"


def test_a_password_is_of_its_account_and_no_other():
    assert matches(HASH, "correct horse battery") and not matches(HASH, "correct horse batterx")
    assert matches(hashed("naïve-password"), "nai\u0308ve-password")
    assert not matches("", "correct horse battery") and not matches(HASH, "x" * 2_000_000) and not matches(HASH, "\ud800")
    assert is_hash(HASH) and hashed("correct horse battery") != HASH and HASH.startswith("$argon2id$")
    for wrong in ("x" * (SHORTEST - 1), "x" * 2000, ""):
        with pytest.raises(XunzhangError, match="characters"):
            hashed(wrong)
    assert new_token() != new_token() and len(new_token()) > 40
