"""Mail: one message (.eml) or a mailbox of many (.mbox, or a text in that form), a message an article.

The subject is the title, the sender the byline (the outlet where the name says so), and the day the one that the message gives.
Which form of its text is read is `mail_text.py`'s, where messages begin `mailboxes.py`'s; what is attached is named and not read.
"""

from __future__ import annotations

import email
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
from xunzhang.reading.files.limits import check_size, current, over
from xunzhang.reading.formats.mail_text import SECOND_FORM, STUB, is_stub, read_pages, shown_of
from xunzhang.reading.formats.mailboxes import letters
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, XunzhangError
from xunzhang.types.message import Message as Said
from xunzhang.types.message import as_said

HEADERS, NO_TEXT, STRAY = say("left_out.mail_headers"), say("left_out.headers_without_text"), say("left_out.stray")
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
    yield from _drafts(message, say("where.the_message"), account)


def read_mailbox(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of a mailbox, one message after another. Raises `XunzhangError` where it is none."""
    check_size(path, whole=False)
    found = 0
    for before, letter in letters(path):
        if letter is None:
            stray = visible(decode(before).text)
            account.characters_in += stray
            account.remove(STRAY, stray)
            continue
        found += 1
        where = say("where.message", n=found)
        if letter.cut_bytes:
            account.failed(at(where, say("mail.long", over=over("whole_bytes", say("limit.bytes", n=current().whole_bytes)))))
        yield from _drafts(email.message_from_bytes(letter.data, policy=default), where, account)
    if not found:
        raise XunzhangError(say("mail.no_mailbox"))


def _drafts(message: EmailMessage, where: Said, account: Account) -> Iterator[Draft]:
    """The message as a draft, of its plain text or of the page that has the text; one without either is reported."""
    headers = {name: " ".join(str(value).split()) for name, value in _headers(message)}
    written = sum(visible(name) + visible(value) for name, value in headers.items())
    facts = _facts(headers)
    try:
        parts = [*message.walk()]
    except RecursionError as error:
        raise XunzhangError(at(where, say("mail.deep"))) from error
    texts = [text for part in parts if (text := _text(part, where, account))]
    pages = [markup for part in parts if _is_page(part) and (markup := _decoded(part, where, account))]
    account.characters_in += written + sum(map(visible, texts))
    shown = shown_of(pages)
    if shown and is_stub("\n\n".join(texts), shown):
        draft = read_pages(pages, where, account)
        if draft is not None:
            account.remove(STUB, sum(map(visible, texts)))
            yield _with_headers(draft, facts, headers, written, account)
            return
    elif shown:
        account.characters_in += visible(shown)
        account.remove(SECOND_FORM, visible(shown))
    printed = sum(visible(value) for value in (facts.title, facts.byline, facts.source)) + visible(_day(headers, facts))
    account.remove(HEADERS, written - printed)
    articles = lay_out("\n\n".join(texts), account.removed, facts, single=True)
    for article in articles:
        yield Draft(article.text, article.paragraphs, article.facts, printed=article.printed + printed)
    if not articles:
        unread = say("mail.no_text", message=where, title=facts.title[:40])
        account.failed_in_series(unread, say("mail.no_texts"))
        account.remove(NO_TEXT, printed)


def _with_headers(draft: Draft, facts: Facts, headers: dict[str, str], written: int, account: Account) -> Draft:
    """What the headers tell and the page does not, in the draft of a page."""
    new = [name for name in FACTS if getattr(facts, name) and not getattr(draft.facts, name)]
    printed = sum(visible(headers["date"] if name == "date" else getattr(facts, name)) for name in new)
    draft.facts.fill_from(facts)
    draft.printed += printed
    account.remove(HEADERS, written - printed)
    return draft


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml") and part.get_content_disposition() != "attachment"


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """The headers as decoded text; one that cannot be parsed stands as it is."""
    for name in dict.fromkeys(message.keys()):
        try:
            yield name.lower(), str(message[name])
        except (ValueError, IndexError, AttributeError):  # the standard library's parser on some that are malformed
            yield name.lower(), str(Message.get(message, name, ""))


def _text(part: Message, where: Said, account: Account) -> str:
    """The plain text of a part; "" for a part that holds others, and for what is attached, which is named.

    A part that should hold others and whose boundary is nowhere is the text that stands in it.
    """
    if part.is_multipart() or _is_page(part):
        return ""
    plain = part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"
    if not plain or part.get_content_disposition() == "attachment":
        name = part.get_filename() or part.get_content_type()
        account.noted_in_series(at(where, say("mail.attachment", name=name[:60])), say("mail.attachments"))
        return ""
    text = _decoded(part, where, account).replace("\r\n", "\n")
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes") if flowed else text


def _decoded(part: Message, where: Said, account: Account) -> str:
    """The characters of a part, "" where it has none that show."""
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
    return text


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
