"""Mail: one message (.eml) or a mailbox of many (.mbox, or a text in that form), a message an article.

The subject is the title, the sender the byline (the outlet where the name says so), and the day the one that the message gives.
Which form of its text is read is `mail_text.py`'s, where messages begin `mailboxes.py`'s; what is attached is named and not read.
"""

from __future__ import annotations

import contextlib
import email
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from itertools import takewhile
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import lay_out
from xunzhang.reading.facts.metadata import FIELD, Facts
from xunzhang.reading.facts.outlet_names import looks_like_outlet
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.limits import check_size, current, over
from xunzhang.reading.formats.mail_text import SECOND_FORM, STUB, is_stub, read_pages, shown_of
from xunzhang.reading.formats.mailboxes import is_separator, letters
from xunzhang.reading.lines.line import visible
from xunzhang.types import FACTS, XunzhangError
from xunzhang.types.message import Message as Said
from xunzhang.types.message import as_said

HEADERS, NO_TEXT, STRAY = say("left_out.mail_headers"), say("left_out.headers_without_text"), say("left_out.stray")
SIGNATURE = "-- "  # the line above one; its space ends no line that goes on
_HEADER = re.compile(rb"[A-Za-z-]{1,100}:|[ \t]")
_TELLING_HEADER = re.compile(rb"(?:From|Subject|Date):", re.IGNORECASE)
_KEPT = ("from", "subject", "date", "archived-at")
LONGEST_HEADER = 2000  # characters; parsing takes a thousand times the memory
_MULTIPART = re.compile(rb"(?i)content-type:\s{0,20}multipart/")
MOST_MULTIPARTS = 200
# What the standard library's parsers of headers raise for some that are malformed.
_MALFORMED = (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError)
# GB2312 is what many programs call GBK, and its own decoder stops at the first character beyond it.
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ascii": "utf-8", "us-ascii": "utf-8"}


def looks_like_mailbox(data: bytes) -> bool:
    """Does a text file begin as a mailbox does: a line `From …` with a date, and headers?"""
    first, *lines = data[: 1 << 14].lstrip().split(b"\n")
    headers = takewhile(_HEADER.match, lines) if is_separator(first) else ()
    return any(map(_TELLING_HEADER.match, headers))


def read_message(path: Path, account: Account) -> Iterator[Draft]:
    """The article of one .eml file. Raises `XunzhangError` where it is no message."""
    check_size(path, whole=True)
    where = say("where.the_message")
    message = _parsed(path.read_bytes(), where)
    if not message.keys():
        raise XunzhangError(say("mail.no_headers"))
    yield from _drafts(message, where, account)


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
        try:
            yield from _drafts(_parsed(letter.data, where), where, account)
        except XunzhangError as error:  # the others are read
            account.failed_in_series(error.message, say("mail.unread"))
    if not found:
        raise XunzhangError(say("mail.no_mailbox"))


def _parsed(data: bytes, where: Said) -> EmailMessage:
    """Raises `XunzhangError` for a message of more parts inside of each other than any program writes."""
    if len(_MULTIPART.findall(data)) > MOST_MULTIPARTS:
        raise XunzhangError(at(where, say("mail.deep")))
    try:
        return email.message_from_bytes(data, policy=default)
    except RecursionError as error:
        raise XunzhangError(at(where, say("mail.deep"))) from error


def _drafts(message: EmailMessage, where: Said, account: Account) -> Iterator[Draft]:
    """The message as a draft, of its plain text or of the page that has the text; one without either is reported."""
    headers = {name: " ".join(str(value).split()) for name, value in _headers(message)}
    written = sum(visible(name) + visible(value) for name, value in headers.items())
    facts = _facts(headers)
    parts = [*message.walk()]
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
    """The headers, the first of each name; those that are kept as decoded text, or as they stand where they cannot be parsed."""
    seen: set[str] = set()
    for name, raw in message.raw_items():
        value, known = str(raw), name.lower()
        if known in seen:
            continue
        seen.add(known)
        if known in _KEPT:
            value = value[:LONGEST_HEADER]
            with contextlib.suppress(*_MALFORMED):
                value = str(default.header_fetch_parse(name, value))
        yield known, value


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
    sender = headers.get("from", "")
    with contextlib.suppress(*_MALFORMED):
        sender = next(filter(None, parseaddr(sender)), "")
    facts = Facts(title=headers.get("subject", ""), url=headers.get("archived-at", "").strip("<>"))
    if looks_like_outlet(sender):
        facts.source = sender
    else:
        facts.byline = sender
    try:
        facts.date = parsedate_to_datetime(headers.get("date", "")).date().isoformat()
    except (*_MALFORMED, OverflowError):
        facts.date = ""
    return facts.said_by(FIELD)


def _day(headers: dict[str, str], facts: Facts) -> str:
    """What of the header is kept as the date and the address."""
    return (headers["date"] if facts.date else "") + (headers["archived-at"] if facts.url else "")
