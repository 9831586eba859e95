"""Which of the forms of a message's text is read: the plain one, or the web page beside it where the plain one is a stub.

A page is read as any web page is, in a process of its own, and what it says of itself is told as the message's. Headers and
articles are `mail.py`'s.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xunzhang.language.terms import lexical_terms
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.isolation import isolated
from xunzhang.reading.formats.markup import as_shown
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message as Said

_page = isolated("xunzhang.reading.formats.html", "read_html")
STUB, SECOND_FORM = say("left_out.mail_stub"), say("left_out.mail_second_form")
SHARED = 0.5  # of a plain text's words that its page has too, where both say the same
FULLER = 2.0  # times as long as the plain text: the page has what that leaves out
SHORT = 300  # visible characters of a plain text that may be no more than a notice
_NOTICE = re.compile(
    r"(?:not|n't|unable to|cannot) (?:show|display|support|view|render|read)\w* (?:\w+ ){0,3}html"
    r"|html[- ](?:version|e?mail|format|view|capable)|(?:in|with) (?:your|a) (?:web ?)?browser"
    r"|view (?:this|the) (?:\w+ )?(?:e?-?mail|message|newsletter|page)? ?(?:in|on|online|with)"
    r"|不支持 ?HTML|无法显示|無法顯示|网页版|網頁版|(?:在|用)浏览器|(?:在|用)瀏覽器|HTML ?(?:格式|邮件|郵件)",
    re.IGNORECASE,
)


def is_stub(plain: str, page: str) -> bool:
    """Does the plain text only stand in for the page, or leave most of it out? `page` is what the page shows."""
    length, shown = visible(plain), visible(page)
    if not length or not shown:
        return not length
    terms = set(lexical_terms(plain))
    shared = len(terms & set(lexical_terms(page))) / max(len(terms), 1)
    if shared >= SHARED:
        return shown > FULLER * length
    return bool(length <= SHORT and _NOTICE.search(plain)) or shown >= length


def shown_of(pages: Sequence[str]) -> str:
    return "\n\n".join(filter(None, map(as_shown, pages)))


def read_pages(pages: Sequence[str], where: Said, account: Account) -> Draft | None:
    """The text of a message that is a web page, or several one after another; None where they show no text, which is reported."""
    with tempfile.TemporaryDirectory(prefix="xunzhang-") as folder:
        path = Path(folder) / "message.html"
        path.write_text("\ufeff" + "\n".join(pages), encoding="utf-8", errors="surrogateescape")
        heard = Account()
        try:
            draft = next(iter(_page(path, heard)), None)
        except XunzhangError as error:
            draft = None
            account.failed_in_series(at(where, error.message), say("mail.pages_unread"))
    account.characters_in += heard.characters_in
    account.removed.update(heard.removed)
    account.encoding = account.encoding or heard.encoding
    account.incomplete = account.incomplete or heard.incomplete
    for message in heard.messages:
        account.noted_in_series(at(where, message), say("mail.page_notes"))
    if draft is None:
        account.remove(say("left_out.unread"), heard.characters_in - heard.removed.total())
    return draft
