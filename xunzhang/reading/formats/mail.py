"""Mail: one message (.eml) or a mailbox of many (.mbox, or a text in that form), a message an article, by the standard library.

The subject is the title, the sender the byline (the outlet where the name says so), and the day the one that the message gives.
The plain text is read, or a web page that stands in its place; what is attached is named and not read.
"""

from __future__ import annotations

import email
import mailbox
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import lay_out
from xunzhang.reading.facts.metadata import FIELD, Facts
from xunzhang.reading.facts.outlet_names import looks_like_outlet
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.isolation import isolated
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, XunzhangError
from xunzhang.types.message import Message as Said
from xunzhang.types.message import as_said

_page = isolated("xunzhang.reading.formats.html", "read_mhtml")
HEADERS, NO_TEXT = say("left_out.mail_headers"), say("left_out.headers_without_text")
SIGNATURE = "-- "  # the line above one; its space ends no line that goes on
_MAILBOX = re.compile(
    rb"\s*From \S+.*\d:\d\d.*\d{4}\s*\r?\n(?:[A-Za-z-]+:.*\r?\n|[ \t].*\r?\n)*?(?:From|Subject|Date):", re.IGNORECASE
)
# GB2312 is what many programs call GBK, and its own decoder stops at the first character beyond it.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ascii": "utf-8", "us-ascii": "utf-8"}


def looks_like_mailbox(data: bytes) -> bool:
    """Does a text file begin as a mailbox does: a line `From …` with a date, and headers?"""
    return bool(_MAILBOX.match(data[: 1 << 14]))


def read_message(path: Path, account: Account) -> Iterator[Draft]:
    """The article of one .eml file. Raises `XunzhangError` where it is no message."""
    check_size(path, whole=True)
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    if not message.keys():
        raise XunzhangError(say("mail.no_headers"))
    if _is_page(message):
        yield from _page_draft(path, message, account)
    else:
        yield from _drafts(message, say("where.the_message"), account)


def read_mailbox(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a mailbox, one message after another. Raises `XunzhangError` where it is none."""
    check_size(path, whole=False)
    box = mailbox.mbox(path, factory=None, create=False)
    try:
        found = 0
        for found, key in enumerate(box.iterkeys(), 1):
            data = box.get_bytes(key)
            yield from _drafts(email.message_from_bytes(data, policy=default), say("where.message", n=found), account)
        if not found:
            raise XunzhangError(say("mail.no_mailbox"))
    finally:
        box.close()


def _drafts(message: EmailMessage, where: Said, account: Account) -> Iterator[Draft]:
    """The message as a draft; one without a plain text is reported."""
    headers = {name: " ".join(str(value).split()) for name, value in _headers(message)}
    written = sum(visible(name) + visible(value) for name, value in headers.items())
    try:
        texts = [text for part in message.walk() if (text := _text(part, where, account))]
    except RecursionError as error:
        raise XunzhangError(at(where, say("mail.deep"))) from error
    facts = _facts(headers)
    printed = sum(visible(value) for value in (facts.title, facts.byline, facts.source)) + visible(_day(headers, facts))
    account.characters_in += written + sum(map(visible, texts))
    account.remove(HEADERS, written - printed)
    articles = lay_out("\n\n".join(texts), account.removed, facts, single=True)
    for article in articles:
        yield Draft(article.text, article.paragraphs, article.facts, printed=article.printed + printed)
    if not articles:
        unread = say("mail.no_text", message=where, title=facts.title[:40])
        account.failed_in_series(unread, say("mail.no_texts"))
        account.remove(NO_TEXT, printed)


def _is_page(message: EmailMessage) -> bool:
    """Is the message's text a web page, and nothing else?"""
    kinds = [part.get_content_type() for part in message.walk() if part.get_content_disposition() != "attachment"]
    return "text/html" in kinds and "text/plain" not in kinds


def _page_draft(path: Path, message: EmailMessage, account: Account) -> Iterator[Draft]:
    """A message that is a web page, read as one; its headers tell what the page does not."""
    headers = dict(_headers(message))
    written = sum(visible(name) + visible(value) for name, value in headers.items())
    facts = _facts(headers)
    for draft in _page(path, account):
        new = [name for name in FACTS if getattr(facts, name) and not getattr(draft.facts, name)]
        printed = sum(visible(headers["date"] if name == "date" else getattr(facts, name)) for name in new)
        draft.facts.fill_from(facts)
        draft.printed += printed
        account.characters_in += written
        account.remove(HEADERS, written - printed)
        yield draft


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """The headers as decoded text; one that cannot be parsed stands as it is."""
    for name in dict.fromkeys(message.keys()):
        try:
            yield name.lower(), str(message[name])
        except (ValueError, IndexError, AttributeError):  # the standard library's parser on some that are malformed
            yield name.lower(), str(Message.get(message, name, ""))


def _text(part: Message, where: Said, account: Account) -> str:
    """The plain text of a part; "" for a part that holds others, and for what is attached, which is named."""
    if part.is_multipart() or part.get_content_type() == "text/html":
        return ""
    if part.get_content_type() != "text/plain" or part.get_content_disposition() == "attachment":
        name = part.get_filename() or part.get_content_type()
        account.noted_in_series(at(where, say("mail.attachment", name=name[:60])), say("mail.attachments"))
        return ""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    charset = (part.get_content_charset() or "").lower()
    try:
        text = data.decode(_CHARSETS.get(charset, charset) or "utf-8")
        encoding = as_said((_CHARSETS.get(charset, charset) or "utf-8").upper())
    except (LookupError, UnicodeDecodeError):
        decoded = decode(data)  # what is declared is not what it is
        text, encoding = decoded.text, decoded.encoding
        if decoded.damage:
            account.failed(at(where, decoded.damage))
    account.encoding = account.encoding or encoding
    text = text.replace("\r\n", "\n")
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes") if flowed else text


def _unflowed(text: str, without_space: bool) -> str:
    """A text with `format=flowed` (RFC 3676): a line that ends with a space goes on in the next one."""
    shown, goes_on = "", False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        shown += ("" if goes_on and not quoted else "\n") + (line if quoted else line.removeprefix(" "))
        goes_on = line.endswith(" ") and line != SIGNATURE and not quoted
        if goes_on and without_space:
            shown = shown[:-1]
    return shown


def _facts(headers: dict[str, str]) -> Facts:
    name, address = parseaddr(headers.get("from", ""))
    sender = name or address
    facts = Facts(title=headers.get("subject", ""), url=headers.get("archived-at", "").strip("<>"))
    if looks_like_outlet(sender):
        facts.source = sender
    else:
        facts.byline = sender
    try:
        facts.date = parsedate_to_datetime(headers.get("date", "")).date().isoformat()
    except (ValueError, IndexError, OverflowError, TypeError):
        facts.date = ""
    return facts.said_by(FIELD)


def _day(headers: dict[str, str], facts: Facts) -> str:
    """What of the header is kept as the date and the address."""
    return (headers["date"] if facts.date else "") + (headers["archived-at"] if facts.url else "")
