"""Which hosts are answered, which origins may ask, and whose word on who asks is taken: by value."""

from __future__ import annotations

import pytest

from xunzhang.service.guard.hosts import Hosts, is_foreign, is_loopback, is_name, is_origin_of
from xunzhang.service.guard.proxies import Proxies, Told

OURS = ["localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.1:80", "[::1]:7860", "localhost.:7860"]
OTHERS = [
    "", " ", "evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example",
    "evil.example@127.0.0.1", "127.0.0.1:", "127.0.0.1:7860:80", "127.0.0.1/", "127.0.0.1:78600", "0.0.0.0", "0x7f.1", "2130706433",
    "[::1", "[::ffff:127.0.0.1]", "local host", "localhost\t", "localhost,evil.example", "xlocalhost", "127.1", "*", "192.168.1.5",
    "寻章.example", "a" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_this_machines_own_names_are_answered(host):
    assert Hosts("127.0.0.1").answers(host, "127.0.0.1")


@pytest.mark.parametrize("host", OTHERS)
def test_no_other_name_is_answered_on_this_machine_alone(host):
    assert not Hosts("127.0.0.1").answers(host, "127.0.0.1")


def test_what_is_allowed_is_answered_and_nothing_beside_it():
    hosts = Hosts("127.0.0.1", ["News.example.org", "*.outlets.example", "[fd00::7]"])
    answered = [
        "news.example.org",
        "news.example.org:8443",
        "a.outlets.example",
        "a.b.outlets.example",
        "[fd00::7]:80",
        "localhost",
    ]
    assert all(hosts.answers(host, "127.0.0.1") for host in answered)
    refused = ["example.org", "evilnews.example.org", "outlets.example", "outlets.example.evil", "xoutlets.example", "[fd00::8]"]
    assert not any(hosts.answers(host, "127.0.0.1") for host in refused)
    assert Hosts("127.0.0.1", ["*"]).answers("whatever.example", "127.0.0.1")


def test_beyond_this_machine_the_address_that_was_come_to_is_answered_and_no_name():
    hosts = Hosts("0.0.0.0")
    assert hosts.answers("10.1.2.3:7860", "10.1.2.3") and hosts.answers("10.1.2.3", "::ffff:10.1.2.3")
    assert hosts.answers("[fd00::1]:7860", "fd00:0::1") and hosts.answers("localhost", "10.1.2.3")
    assert not hosts.answers("10.1.2.4", "10.1.2.3") and not hosts.answers("evil.example", "10.1.2.3")
    assert not hosts.answers("0.0.0.0", "10.1.2.3")
    assert Hosts("archive.local").answers("archive.local:7860", "10.1.2.3")


@pytest.mark.parametrize(
    ("name", "fits"),
    [("news.example.org", True), ("10.0.0.7", True), ("[::1]", True), ("*.example.org", True), ("*", True), ("news.example.org:80", False),
     ("http://news.example.org", False), ("a b", False), ("", False), ("*.", False), ("*x", False), ("a..b", False)],
)  # fmt: skip
def test_what_may_be_allowed(name, fits):
    assert is_name(name) == fits


def test_loopback_is_told_from_the_rest():
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "archive.local")))


@pytest.mark.parametrize(
    ("origin", "host", "scheme", "same"),
    [
        ("http://127.0.0.1:7860", "127.0.0.1:7860", "", True),
        ("http://127.0.0.1:7861", "127.0.0.1:7860", "", False),
        ("http://localhost:7860", "127.0.0.1:7860", "", False),
        ("http://[::1]:7860", "[::1]:7860", "", True),
        ("https://news.example.org", "news.example.org", "", True),
        ("https://news.example.org", "news.example.org:443", "https", True),
        ("https://news.example.org:8443", "news.example.org", "", False),
        ("http://news.example.org", "news.example.org", "https", False),
        ("https://evil.example", "news.example.org", "", False),
        ("null", "127.0.0.1:7860", "", False),
        ("", "127.0.0.1:7860", "", False),
        ("chrome-extension://abc", "abc", "", False),
        ("file://", "127.0.0.1:7860", "", False),
        ("http://127.0.0.1:7860@evil.example", "127.0.0.1:7860", "", False),
        ("http://127.0.0.1:7860/", "127.0.0.1:7860", "", False),
    ],
)
def test_an_origin_is_ours_or_not(origin, host, scheme, same):
    assert is_origin_of(origin, host, scheme) == same


def test_a_page_of_another_site_is_told_from_a_program_and_from_a_link():
    here = "127.0.0.1:7860"
    assert not is_foreign([], [], [], here)  # a program
    assert not is_foreign([], ["none"], ["navigate"], here)  # typed
    assert not is_foreign([], ["cross-site"], ["navigate"], here)  # a link
    assert not is_foreign([], ["same-origin"], ["cors"], here)
    assert is_foreign([], ["cross-site"], ["no-cors"], here)  # <img src>
    assert is_foreign([], ["same-site"], ["no-cors"], here)  # another port of this machine
    assert is_foreign(["null"], ["none"], ["navigate"], here)
    assert is_foreign([f"http://{here}", "http://evil.example"], [], [], here)


SAID = {b"x-forwarded-for": "6.6.6.6, 10.9.9.9", b"x-forwarded-host": "evil.example", b"x-forwarded-proto": "https"}


def test_what_is_forwarded_counts_from_a_named_proxy_alone():
    unnamed = Proxies(["10.0.0.0/8"])
    assert unnamed.told("127.0.0.1", "localhost:7860", SAID) == Told("127.0.0.1", "localhost:7860", "")
    assert unnamed.told("10.1.1.1", "inner", SAID) == Told("6.6.6.6", "evil.example", "https")
    assert Proxies().told("127.0.0.1", "localhost", SAID) == Told("127.0.0.1", "localhost", "")
    assert Proxies(["127.0.0.1"]).told("127.0.0.1", "news.example.org", {}) == Told("127.0.0.1", "news.example.org", "")


def test_the_last_that_is_no_proxy_of_ours_is_who_asks():
    proxies = Proxies(["127.0.0.1", "10.0.0.0/8"])
    assert proxies.told("127.0.0.1", "h", {b"x-forwarded-for": "1.1.1.1, 6.6.6.6, 10.2.2.2"}).client == "6.6.6.6"
    assert proxies.told("127.0.0.1", "h", {b"x-forwarded-for": "unknown, 10.2.2.2"}).client == "10.2.2.2"
    assert proxies.told("127.0.0.1", "h", {b"x-forwarded-for": "<script>"}).client == "127.0.0.1"
    assert proxies.told("127.0.0.1", "h", {b"x-forwarded-proto": "javascript"}).scheme == ""
    assert Proxies(["*"]).told("10.9.9.9", "h", {b"x-forwarded-for": "2001:db8::1"}).client == "2001:db8::1"
    with pytest.raises(ValueError, match="proxy"):
        Proxies(["proxy"])
