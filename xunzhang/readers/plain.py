"""Plain text: one article, or several one after another, with or without YAML front matter.

What the lines mean (wrapped lines, page furniture, titles, where one article ends) is `layout.py`'s; this reader decodes,
and hands over what comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..layout import lay_out
from ..lines import visible
from .account import Account, Draft
from .encodings import decode
from .frontmatter import open_draft
from .limits import check_size


def read_plain(path: Path, account: Account) -> Iterator[Draft]:
    """The articles of one text file. Raises `XunzhangError` where the bytes are no text.

    Front matter speaks for the whole file: its title for the article if there is one only, the rest for each that prints none.
    """
    check_size(path, whole=True)
    decoded = decode(path.read_bytes())
    account.encoding, account.characters_in = decoded.encoding, visible(decoded.text)
    if decoded.damage:
        account.failed(decoded.damage)
    given, body = open_draft(decoded.text, account)
    articles = lay_out(body, account.removed, has_title=bool(given.facts.title))
    for number, article in enumerate(articles):
        draft = Draft(article.text, article.paragraphs, article.facts, given.language, printed=article.printed)
        if number == 0:
            draft.printed += given.printed
        draft.facts.fill_from(given.facts)
        yield draft
    if not articles:
        account.remove("front matter of a file without text", given.printed)
