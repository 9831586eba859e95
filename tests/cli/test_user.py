"""`xunzhang user`: accounts and tokens made and taken away, each kept in the log; mistakes are one line."""

from __future__ import annotations

import io
import json

import pytest

from xunzhang.cli.main import main
from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.accounts.passwords import matches
from xunzhang.service.accounts.users_file import read_users


@pytest.fixture
def user(tmp_path, monkeypatch, capsys):
    """Runs the command with what is piped in; -> (status, printed, told)."""

    def run(*given: str, piped: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(piped))
        status = main(["user", *given, "--auth", str(tmp_path / "users.yaml"), "--messages", "en"])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_an_account_is_added_listed_given_a_token_and_removed(user, tmp_path):
    path = tmp_path / "users.yaml"
    assert user("add", "李雷", piped="correct horse battery\n")[0] == 0
    assert matches(read_users(path)["李雷"].password, "correct horse battery")
    status, token, told = user("token", "李雷", "--token", "laptop")
    assert status == 0 and told.count("\n") == 1 and Accounts(path).by_token(token.strip()) == "李雷"
    assert token.strip() not in path.read_text(encoding="utf-8")
    assert user("add", "bot", "--no-password")[0] == 0
    listed = user("list")[1].splitlines()
    assert len(listed) == 2 and any("李雷" in line and "has a password" in line and "laptop" in line for line in listed)
    assert user("password", "李雷", piped="another long password\n")[0] == 0
    assert matches(read_users(path)["李雷"].password, "another long password")
    assert user("remove", "李雷", "--token", "laptop")[0] == 0 and Accounts(path).by_token(token.strip()) == ""
    assert user("remove", "bot")[0] == 0 and list(read_users(path)) == ["李雷"]
    kept = [json.loads(line) for line in (tmp_path / "users.log").read_text(encoding="utf-8").splitlines()]
    assert [(line["did"], line["what"]) for line in kept] == [
        ("added account", "李雷"), ("added token", "李雷: laptop"), ("added account", "bot"), ("set password", "李雷"),
        ("removed token", "李雷: laptop"), ("removed account", "bot"),
    ]  # fmt: skip
    assert all(line["who"].endswith("(command line)") for line in kept)


@pytest.mark.parametrize(
    ("given", "piped", "said"),
    [
        (("add",), "", "takes the name"),
        (("list", "Anna"), "", "takes no name"),
        (("add", "Bo"), "short\n", "characters"),
        (("add", "Bo"), "", "characters"),
        (("add", "ANNA"), "correct horse battery\n", "already"),
        (("add", "Bo\x1b[2J"), "correct horse battery\n", "can be no name"),
        (("remove", "Bo"), "", "There is no account Bo. The accounts are: Anna."),
        (("token", "Bo"), "", "There is no account"),
        (("remove", "Anna", "--token", "x"), "", "no token x"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(given, piped, said, user, tmp_path):
    user("add", "Anna", piped="correct horse battery\n")
    before = (tmp_path / "users.yaml").read_bytes()
    status, printed, told = user(*given, piped=piped)
    assert (status, printed) == (2, "") and said in told and told.count("\n") == 1
    assert (tmp_path / "users.yaml").read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert main(["user", "add", "Anna", "--auth", str(tmp_path / "no" / "users.yaml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
