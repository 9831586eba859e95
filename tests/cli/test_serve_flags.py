"""Whom the flags of `serve` let in, and a hosted Space; what is said to an operator who serves beyond this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.accounts import HASH, written
from xunzhang.cli.flags import Parser
from xunzhang.cli.serve import _add_flags, _allowed
from xunzhang.page.content_policy import page_policy
from xunzhang.service.accounts.users_file import User
from xunzhang.types import XunzhangError


def allowed(*given: str):
    parser = Parser(language="en")
    _add_flags(parser, Path())
    parser.add_messages()
    return _allowed(parser.parse_args(list(given)))


def test_nobody_but_this_machine_unless_the_operator_says_so(monkeypatch, capsys):
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert (allowed().hosts, allowed().proxies, allowed().journal) == ((), (), None)
    assert capsys.readouterr().err == ""
    given = allowed("--allow-host", "news.example.org", "--allow-host", "新闻.example", "--proxy", "10.0.0.0/8")
    assert given.hosts == ("news.example.org", "xn--efvy88h.example") and given.proxies == ("10.0.0.0/8",)


def test_serving_beyond_this_machine_is_said_to_be_without_accounts(monkeypatch, capsys):
    monkeypatch.delenv("SPACE_ID", raising=False)
    allowed("--host", "0.0.0.0", "--no-auth", "--allow-host", "news.example.org")
    said = capsys.readouterr().err
    assert "no accounts" in said and "news.example.org" in said and said.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "news.example.org"])
def test_serving_beyond_this_machine_needs_accounts_or_an_explicit_word(host, monkeypatch, tmp_path):
    monkeypatch.delenv("SPACE_ID", raising=False)
    with pytest.raises(XunzhangError, match=r"--auth users\.yaml.*--no-auth") as refused:
        allowed("--host", host)
    assert "\n" not in str(refused.value)
    users = written(tmp_path / "users.yaml", User("Anna", HASH))
    for given in (("--auth", str(users)), ("--proxy", "10.0.0.1", "--auth-header", "X-User"), ("--no-auth",)):
        assert (allowed("--host", host, *given).accounts is None) == (given == ("--no-auth",))
    monkeypatch.setenv("SPACE_ID", "someone/space")
    assert allowed("--host", host).accounts is None and allowed("--host", host, "--auth", str(users)).accounts is not None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--auth", "users.yaml", "--no-auth"), "neither"),
        (("--auth-header", "X-User"), "name that proxy"),
        (("--auth-header", "X-User", "--proxy", "*"), "name that proxy"),
        (("--auth", "users.yaml"), "xunzhang user add"),
    ],
)
def test_flags_that_let_in_whom_they_should_not_are_refused_in_one_line(given, said, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPACE_ID", raising=False)
    with pytest.raises(XunzhangError, match=said) as refused:
        allowed(*given)
    assert "\n" not in str(refused.value) and list(tmp_path.iterdir()) == []


def test_a_hosted_space_is_everybodys_and_is_shown_in_its_hosts_frame(monkeypatch, capsys):
    assert "frame-ancestors 'none'" in page_policy("")
    monkeypatch.setenv("SPACE_ID", "someone/space")
    assert (allowed().hosts, allowed().proxies) == (("*",), ("*",)) and capsys.readouterr().err == ""
    assert "frame-ancestors https://huggingface.co https://*.hf.space" in page_policy("")


@pytest.mark.parametrize(
    ("flag", "given"),
    [("--allow-host", "http://news.example.org"), ("--allow-host", "news.example.org:80"), ("--allow-host", "a b"), ("--proxy", "proxy"),
     ("--auth-header", "X User"), ("--auth-header", "Cookie")],
)  # fmt: skip
def test_a_mistake_is_told_in_one_line(flag, given, capsys):
    with pytest.raises(SystemExit) as ended:
        allowed(flag, given)
    assert ended.value.code == 2 and capsys.readouterr().err.count("\n") == 1


def test_the_scripts_of_the_head_are_in_the_policy_by_their_hashes():
    policy = page_policy("<style>a{}</style><script>window.a = 1;</script><script>window.b = 2;</script>")
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert scripts.count("'sha256-") == 2 and "'unsafe-inline'" not in scripts and "'nonce-{nonce}'" in scripts


def test_the_log_is_opened_or_its_place_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("SPACE_ID", raising=False)
    journal = allowed("--log", str(tmp_path / "log")).journal
    assert journal is not None
    journal.write({"id": "1"})
    assert json.loads((tmp_path / "log").read_text(encoding="utf-8"))["id"] == "1"
    with pytest.raises(Exception, match="Cannot write the log"):
        allowed("--log", str(tmp_path / "no" / "log"))
