"""Plain text: one article, or several one after another, with or without front matter; an export of a database; a page's source.

What the lines mean (wrapped lines, page furniture, titles, where one article ends) is `laying_out.py`'s, what the fields of an
export mean `exports`'; this reader decodes, and hands over what comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from xunzhang.messages.wording import say
from xunzhang.reading.clippings import Record, find_records
from xunzhang.reading.dumps.laying_out import lay_out
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.encodings import decode
from xunzhang.reading.files.isolation import isolated
from xunzhang.reading.files.limits import check_size
from xunzhang.reading.formats.frontmatter import open_draft
from xunzhang.reading.formats.mail import looks_like_mailbox, read_mailbox
from xunzhang.reading.lines.line import lines_of, visible
from xunzhang.reading.lines.wrapping import measure

_page = isolated("xunzhang.reading.formats.html", "read_html")
_PAGE = re.compile(r"\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+)?html\b", re.IGNORECASE | re.DOTALL)
SAMPLE, SAMPLE_LINES = 50, 2000  # records of an export, and lines of them, by which is told how its texts are set
NO_TEXT = say("left_out.fields_without_text")


def read_plain(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of one text file. Raises `XunzhangError` where the bytes are no text.

    Front matter speaks for the whole file: for the article if there is one only, else for each where it says nothing itself.
    """
    check_size(path, whole=True)
    data = path.read_bytes()
    if looks_like_mailbox(data):
        yield from read_mailbox(path, account)
        return
    decoded = decode(data)
    if _PAGE.match(decoded.text):
        yield from _page(path, account)
        return
    account.encoding, account.characters_in = decoded.encoding, visible(decoded.text)
    if decoded.damage:
        account.failed(decoded.damage)
    given, body = open_draft(decoded.text, account)
    if records := find_records(body.replace("\r\n", "\n").replace("\r", "\n")):
        account.remove(say("left_out.front_matter_of_export"), given.printed)
        yield from _read_records(records, account)
        return
    articles = lay_out(body, account.removed, given.facts)
    for number, article in enumerate(articles):
        draft = Draft(article.text, article.paragraphs, article.facts, given.language, printed=article.printed)
        if number == 0:
            draft.printed += given.printed
        if draft.language:
            draft.facts.origins["language"] = given.facts.origins["language"]
        yield draft
    if not articles:
        account.remove(say("left_out.front_matter_alone"), given.printed)


def _read_records(records: Sequence[Record], account: Account) -> Iterator[Draft]:
    """The articles of an export; a record without a text is reported."""
    alike = measure(lines_of("\n".join(record.body for record in records[:SAMPLE]))[:SAMPLE_LINES])
    for number, record in enumerate(records, 1):
        account.removed.update(record.left_out)
        for date in record.untold:
            message = at(say("where.record", n=number), say("fact.date_untold", date=date[:40]))
            account.noted_in_series(message, say("fact.dates_untold"))
        articles = lay_out(record.body, account.removed, record.facts, single=True, set_like=alike)
        for article in articles:
            yield Draft(
                article.text, article.paragraphs, article.facts, record.language, printed=article.printed + record.printed
            )
        if not articles:
            named = (record.facts.title or record.facts.source)[:40] or say("record.untitled")
            account.failed_in_series(say("record.no_text", n=number, title=named), say("record.no_texts"))
            account.remove(NO_TEXT, record.printed)
