"""Texts and mail made to harm: each is read or reported within its own time and memory, and the file beside it is read as ever."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.reading import read, read_one, written
from xunzhang.reading.files import limits
from xunzhang.reading.files.limits import MB

PLAIN = "The ferry was out of service for a week, and the boatmen mended the landing stage meanwhile."
SEPARATOR = b"From news@example.org Thu Mar  2 08:30:00 2023\n"
LONGEST_S = 20.0  # on a busy machine; what this is about took minutes, or never ended

TEXTS = {
    "reporters": "记者张三 " * 40,
    "reporters and a photograph": "记者张三 " * 40 + "摄影",
    "reporters after a title": "渡口停航\n\n" + "记者李四、" * 60 + "摄影报道完",
    "photographers in traditional script": "攝影王小明　" * 60 + "攝",
    "letters": "Z" * 32_768,
    "capitals": "ZQ" * 20_000 + ".",
    "spaces": " " * 40_000 + "x",
    "line ends": "\n" * 40_000 + "x",
    "numerals": "〇" * 40_000,
    "figures": "1,111" * 8_000,
    "stops": "a. " * 20_000,
    "quotation marks": 'a."' * 10_000,
    "weekdays": "2024年3月5日 " + "(周二）" * 40 + "\n\n" + PLAIN,
    "brackets": "（" + "）" * 20_000 + "x",
    "emphasis": "*" * 30_000,
    "labels": "来源：" * 8_000,
    "names": "A. " * 10_000,
    "sounds": "阿·" * 10_000,
    "mailbox lines": "From a 1:11 2024\n" * 56,
    "mailbox words": "From a1:11 " * 90 + "\nA:\n" * 10,
    "rules": "- " * 20_000,
    "braces": "---\n" + "a: {" * 5_000 + "\n---\n" + PLAIN,
    "dates under a title": "渡口停航\n\n" + "2024年3月5日\n" * 200 + "\n" + PLAIN,
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_text_costs_what_its_length_costs(tmp_path: Path, name: str, suffix: str) -> None:
    hostile, beside = (
        written(tmp_path, f"{stem}{suffix}", text) for stem, text in (("a", TEXTS[name]), ("b", f"{PLAIN} Beside."))
    )
    began = time.monotonic()
    found = read(hostile, beside)
    assert time.monotonic() - began < LONGEST_S
    assert [article.text for article in found[beside.name][1]] == [f"{PLAIN} Beside."]
    row, _ = found[hostile.name]
    assert row.status == "read" or row.messages, row


HEADERS = {
    "sender": b"From: a@\n",
    "identity": b"Message-ID: <\nFrom: a@b.example\n",
    "day": b"Date: Thu, 99 Mar 99999 99:99:99 +9999\n",
    "far away": b"Date: Mon, 1 Jan 0001 00:00:00 +2359\n",
    "charset": b"Content-Type: text/plain; charset=no-such-thing\n",
    "codec": b"Content-Type: text/plain; charset=rot13\n",
    "null": b'Content-Type: text/plain; charset="a\\0b"\n',
    "brackets": b"From: " + b"(" * 900 + b"a@b.example\n",
    "angles": b"From: " + b"<" * 2_000 + b"\n",
    "groups": b"To: " + b"a:" * 3_000 + b"\n",
    "words": b"Subject: " + b"=?utf-8?q?a?= " * 4_000 + b"\n",
    "half a word": b"Subject: =?utf-8?b?" + b"A" * 50_000 + b"\n",
    "no utf-8": b"Subject: \xb6\xc9\xbf\xda\nFrom: \xb6\xc9 <a@b.example>\n",
    "parameters": b"Content-Type: text/plain" + b"; a*0*=x''%" * 600 + b"\n",
    "disposition": b"Content-Disposition: attachment; filename*=\xff''%ff\n",
    "transfer": b"Content-Transfer-Encoding: base64 x\n",
    "long": b"Subject: " + b"a" * 280_000 + b"\n",
    "many": b"".join(b"X-%d: a\n" % number for number in range(20_000)),
}
NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1_000))


@pytest.mark.parametrize("name", [*HEADERS, "nested"])
@pytest.mark.parametrize("suffix", [".eml", ".mbox", ".txt"])
def test_no_mail_costs_more_than_itself(tmp_path: Path, name: str, suffix: str) -> None:
    head = NESTED if name == "nested" else HEADERS[name] + b"Subject: Tides\n\n"
    letter = b"X-First: y\n" + head + PLAIN.encode() + b"\n"
    sound = b"From: jane@harborpost.example\nSubject: Ferry\n\n" + PLAIN.encode() + b"\n"
    hostile = written(tmp_path, f"a{suffix}", letter if suffix == ".eml" else SEPARATOR + b"From: a\n" + letter)
    beside = written(tmp_path, f"b{suffix}", sound if suffix == ".eml" else SEPARATOR + sound)
    began = time.monotonic()
    found = read(hostile, beside)
    assert time.monotonic() - began < LONGEST_S
    assert [article.text.strip() for article in found[beside.name][1]] == [PLAIN]
    row, articles = found[hostile.name]
    assert any(PLAIN in article.text for article in articles) or row.messages, row


@pytest.fixture
def tight():
    usual = limits.current()
    limits.use(replace(usual, whole_bytes=MB, memory_bytes=400 * MB, record_chars=MB))
    yield
    limits.use(None)


@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize("suffix", [".txt", ".md", ".eml", ".html", ".rtf"])
def test_a_file_over_the_limit_is_not_read(tmp_path: Path, suffix: str) -> None:
    row, articles = read_one(written(tmp_path, f"a{suffix}", f"{PLAIN}\n" * 12_000))
    assert not articles and "XUNZHANG_LIMIT_WHOLE_BYTES" in row.messages[0]
