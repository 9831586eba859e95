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
    assert set(dict(row.removed)) == {"mail headers that were not kept"}


def test_one_message_with_an_attachment(tmp_path: Path) -> None:
    letter = message("老桥今晨恢复通行", "孙立 <sun@example.org>", "Tue, 19 Nov 2024 00:30:00 +0800", ZH)
    letter.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())
    (article,), row = read(tmp_path / "a.eml")
    assert article.text.rstrip() == ZH
    assert row.messages == ("The message: The attachment plan.pdf was not read; put it into the folder as a file of its own.",)


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
        ("a.mbox", b"nothing of a mailbox\n", "not a mailbox"),
        ("a.eml", b"Subject: only a subject\n\n", "no readable text"),
        (
            "a.mbox",
            b"From a@b Tue Nov 19 00:30:00 2024\nSubject: x\nContent-Type: text/html\n\n<p> </p>",
            "no readable text",
        ),
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


TIDE = "The tide mill was stopped for good on Friday, and its two stones were taken to the county museum, the miller said."
PAGE = f"<html><body><p>{TIDE}</p><p>His sons will keep the bakery.</p></body></html>"
HEAD = b"From: The Harbor Post <news@example.org>\nSubject: Tide mill\nDate: Thu, 2 Mar 2023 08:30:00 +0000\n"
LINE = b"From news@example.org Thu Mar  2 08:30:00 2023\n"


def alternative(plain: str, page: str = PAGE) -> EmailMessage:
    made = message("Tide mill", "The Harbor Post <news@example.org>", "Thu, 2 Mar 2023 08:30:00 +0000", plain)
    made.add_alternative(page, subtype="html")
    return made


STUBS = {
    "none": "\n",
    "notice": "Your mail program does not show HTML. View this message in your browser.",
    "notice in Chinese": "您的邮件客户端不支持HTML，请在浏览器中查看本邮件。",
    "address": "http://example.org/letters/2023-03-02/view?id=1",
    "beginning": "The tide mill was stopped for good on Friday ...",
}


@pytest.mark.parametrize("name", STUBS)
@pytest.mark.parametrize("suffix", [".eml", ".mbox"])
def test_the_part_with_the_text_is_read_and_not_the_stub(tmp_path: Path, name: str, suffix: str) -> None:
    letter = alternative(STUBS[name]).as_bytes()
    (tmp_path / f"a{suffix}").write_bytes(letter if suffix == ".eml" else LINE + letter)
    (found,), row = read(tmp_path / f"a{suffix}")
    assert found.text == f"{TIDE}\n\nHis sons will keep the bakery."
    assert (found.head.title, found.head.source, found.head.date) == ("Tide mill", "The Harbor Post", "2023-03-02")
    stub = len("".join(STUBS[name].split()))
    assert dict(row.removed).get("plain text standing in for an HTML message", 0) == stub


def test_a_plain_text_that_says_what_its_page_says_is_read(tmp_path: Path) -> None:
    plain = f"{TIDE}\n\nHis sons will keep the bakery."
    (tmp_path / "a.eml").write_bytes(alternative(plain, PAGE.replace("</body>", "<p>Unsubscribe</p></body>")).as_bytes())
    (found,), row = read(tmp_path / "a.eml")
    assert found.text.strip() == plain
    assert dict(row.removed)["second version of a message's text"] == len("".join(f"{plain}Unsubscribe".split()))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5"])
def test_a_page_in_any_charset_in_a_mailbox(tmp_path: Path, charset: str) -> None:
    text = "渡口昨天停航，船工把老船拖上了岸，说等水退了再下水。"
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "渡口停航", "江岸日报 <news@example.org>"
    text = text if charset != "big5" else "渡口昨天停航，船工把老船拖上了岸。"
    letter.set_content(f"<html><body><p>{text}</p></body></html>", subtype="html", charset=charset, cte="base64")
    (tmp_path / "a.mbox").write_bytes(LINE + letter.as_bytes() + b"\n" + LINE + letter.as_bytes().replace(b"<p>", b"<p>1 "))
    found, _ = read(tmp_path / "a.mbox")
    assert found[0].text == text


BODIES = (
    b"The mill closed.\n\nFrom Monday on the bakery opens at six, and on Sundays at seven.\nNote that the bridge is shut.\n",
    b"The mill closed.\n\nFrom 7:30 in 2023 the miller had counted every sack,\nhe said, and none was lost.\n",
    b"The mill closed.\nFrom news@example.org Thu Mar  2 08:30:00 2023\nSubject: no separator, for no line is blank above it\n",
    b"The mill closed.\n\n>From the quay one saw the wheel turn for the last time that evening.\n",
)


@pytest.mark.parametrize("body", BODIES)
def test_a_line_with_from_is_a_separator_only_where_it_is_one(tmp_path: Path, body: bytes) -> None:
    second = HEAD.replace(b"Tide mill", b"Second") + b"\nThe second message stands alone.\n"
    (tmp_path / "a.mbox").write_bytes(LINE + HEAD + b"\n" + body + b"\n" + LINE + second)
    found, row = read(tmp_path / "a.mbox")
    assert [article.head.title for article in found] == ["Tide mill", "Second"]
    said = "".join(body.decode().replace(">From", "From").split())
    assert "".join(found[0].text.split()) == said
    assert row.characters_kept >= len(said)


def test_what_stands_before_the_first_message_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(b"Exported on Friday\n\n" + LINE + HEAD + b"\n" + TIDE.encode() + b"\n")
    (found,), row = read(tmp_path / "a.mbox")
    assert found.text.strip() == TIDE
    assert dict(row.removed)["text before the first or after the last document"] == len("ExportedonFriday")


def test_a_message_whose_boundary_is_nowhere_keeps_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(HEAD + b"Content-Type: multipart/mixed; boundary=xyz\n\n" + TIDE.encode() + b"\n")
    (found,), _ = read(tmp_path / "a.eml")
    assert found.text.strip() == TIDE
