"""Mail and mailboxes: a message is an article, its headers are its facts, and every character is accounted for."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.helpers.dumps import LIBRARY, ORCHARD
from tests.helpers.reading import EnglishRow, in_english
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

ZH = "\n\n".join(text for _, text in LIBRARY.paragraphs[:2])
EN = "\n\n".join(text for _, text in ORCHARD.paragraphs[:2])


def message(subject: str, sender: str, date: str, text: str, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"], made["To"] = subject, sender, date, "desk@example.org"
    made.set_content(text, charset=charset)
    return made


LETTERS = [
    message("老桥今晨恢复通行", "孙立 <sun@example.org>", "Tue, 19 Nov 2024 00:30:00 +0800", ZH, "gb18030"),
    message("Apples late this year", "The Harbor Post <news@example.org>", "Tue, 3 Sep 2024 08:30:00 +0000", EN),
]


def read(path: Path) -> tuple[list[Article], EnglishRow]:
    *articles, event = read_corpus([path])
    row = in_english(event)
    assert row.characters_in - row.characters_kept == sum(count for _, count in row.removed), row
    return articles, row


def check(articles: list[Article]) -> None:
    first, second = (article.head for article in articles)
    assert (first.title, first.source, first.byline, first.date) == ("老桥今晨恢复通行", "", "孙立", "2024-11-19")
    assert (second.title, second.source, second.byline, second.date) == (
        "Apples late this year",
        "The Harbor Post",
        "",
        "2024-09-03",
    )
    assert dict(first.origins)["date"] == "field"
    assert [article.text.rstrip() for article in articles] == [ZH, EN]


@pytest.mark.parametrize("name", ["a.mbox", "a.txt"])
def test_mailbox(tmp_path: Path, name: str) -> None:
    box = mailbox.mbox(tmp_path / name)
    for letter in LETTERS:
        box.add(letter)
    box.close()
    articles, row = read(tmp_path / name)
    check(articles)
    assert (row.status, row.encoding) == ("read", "GB18030")
    assert set(dict(row.removed)) == {"mail headers that are not kept"}


def test_one_message_with_an_attachment(tmp_path: Path) -> None:
    letter = message("老桥今晨恢复通行", "孙立 <sun@example.org>", "Tue, 19 Nov 2024 00:30:00 +0800", ZH)
    letter.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())
    (article,), row = read(tmp_path / "a.eml")
    assert article.text.rstrip() == ZH
    assert row.messages == ("The message: plan.pdf is attached and was not read; put it into the folder as a file of its own.",)


def test_charset_that_is_not_what_it_says(tmp_path: Path) -> None:
    head = b"Subject: x\nFrom: a@example.org\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\n"
    (tmp_path / "a.eml").write_bytes(head + ZH.encode("gb18030"))
    (article,), row = read(tmp_path / "a.eml")
    assert (article.text, row.encoding[:7]) == (ZH, "GB18030")
    assert (article.head.byline, article.head.date) == ("a@example.org", "")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.eml", b"no headers at all\n", "no mail headers"),
        ("a.mbox", b"nothing of a mailbox\n", "no mailbox"),
        ("a.eml", b"Subject: only a subject\n\n", "no plain text"),
        ("a.mbox", b"From a@b Tue Nov 19 00:30:00 2024\nSubject: x\nContent-Type: text/html\n\n<p>x</p>", "no plain text"),
    ],
)
def test_what_is_no_mail_is_reported(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    articles, row = read(tmp_path / name)
    assert articles == []
    assert row.status == "skipped"
    assert word in row.messages[0]


def test_mail_cut_anywhere_or_with_bytes_turned_keeps_its_account(tmp_path: Path) -> None:
    data = (
        b"From x Tue Nov 19 00:30:00 2024\n"
        + LETTERS[0].as_bytes()
        + b"\n\nFrom x Tue Nov 19 00:31:00 2024\n"
        + LETTERS[1].as_bytes()
    )
    for at in range(1, len(data), 41):
        for name, damaged in (("a.eml", data[32 : at + 32]), ("a.mbox", data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])):
            (tmp_path / name).write_bytes(damaged)
            read(tmp_path / name)


def test_a_message_that_is_a_web_page(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Apples late this year", "The Harbor Post <news@example.org>"
    letter["Date"] = "Tue, 3 Sep 2024 08:30:00 +0000"
    paragraphs = [text for _, text in ORCHARD.paragraphs[:3]]
    letter.set_content(f"<html><body>{''.join(f'<p>{text}</p>' for text in paragraphs)}</body></html>", subtype="html")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())
    (article,), row = read(tmp_path / "a.eml")
    assert [article.text[p.start : p.end] for p in article.paragraphs] == paragraphs
    assert (article.head.title, article.head.source, article.head.date) == (
        "Apples late this year",
        "The Harbor Post",
        "2024-09-03",
    )
    assert row.status == "read"


def test_lines_that_flow_are_whole_paragraphs(tmp_path: Path) -> None:
    """`format=flowed`: a space at a line's end says that the paragraph goes on."""
    head = "From: jane@harborpost.example\nSubject: Tides\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    body = "The tide rose before the \nlast boat had come in, and \nnobody slept.\n\nIt fell at dawn.\n-- \nJane\n"
    (tmp_path / "a.eml").write_text(head + body, encoding="utf-8")
    article, _ = read_corpus([tmp_path])
    assert isinstance(article, Article)
    assert [article.text[p.start : p.end] for p in article.paragraphs][:2] == [
        "The tide rose before the last boat had come in, and nobody slept.",
        "It fell at dawn.",
    ]
    (tmp_path / "a.eml").write_text(head.replace("flowed", "flowed; delsp=yes") + "潮水在天亮 \n以前涨了。\n", encoding="utf-8")
    article, _ = read_corpus([tmp_path])
    assert isinstance(article, Article) and article.text == "潮水在天亮以前涨了。"
