"""The articles admitted so far: gives each its id, and knows exact copies.

What is known of them is kept in a temporary database on disk, so that memory does not grow with the collection.
"""

from __future__ import annotations

import hashlib
import sqlite3

from ..languages import detect_language
from ..metadata import OWN_TEXT
from ..types import Article, ArticleHead
from .account import Account, Draft

LANGUAGE_SAMPLE = 20_000  # characters of an article by which its language is told
SCHEMA = """
PRAGMA journal_mode = OFF;
CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE copies (digest BLOB PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
"""


class Register:
    """Admits drafts in the order of the files; the first of several copies is the one that is kept."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # SQLite's name for a file of its own that goes when it is closed
        self._db.executescript(SCHEMA)

    def admit(self, draft: Draft, path: str, account: Account) -> Article | None:
        """The draft as an article, or None if the very same one (text, title, source and date) has been read before."""
        facts = draft.facts
        same = hashlib.sha256("\0".join((draft.given_id, draft.text, facts.title, facts.source, facts.date)).encode()).digest()
        first = self._db.execute("SELECT path FROM copies WHERE digest = ?", (same,)).fetchone()
        if first:
            where = "twice in this file" if first[0] == path else f"also in {first[0]}"
            message = f"The article {_named(draft)} is {where}, word for word, and was kept once; remove one of the two."
            account.noted_in_series(message, "copy", "articles have been read before, word for word, and were kept once.")
            return None
        self._db.execute("INSERT INTO copies VALUES (?, ?)", (same, path))
        head = ArticleHead(
            id=self._id(draft, account),
            title=facts.title,
            source=facts.source,
            byline=facts.byline,
            date=facts.date,
            language=draft.language or detect_language(draft.text[:LANGUAGE_SAMPLE]),
            path=path,
            url=facts.url,
            origins=tuple(({"language": OWN_TEXT} | facts.origins).items()),
        )
        return Article(head, draft.text, draft.paragraphs)

    def _id(self, draft: Draft, account: Account) -> str:
        if draft.given_id and self._take(draft.given_id):
            return draft.given_id
        if draft.given_id:
            message = f"The id {draft.given_id[:40]!r} is given to two articles; give the second its own (one was made)."
            account.noted_in_series(message, "id", "ids are given to two articles.")
        first = next((p for p in draft.paragraphs if p.kind == "text"), None)
        opening = draft.text[first.start : first.end] if first else draft.text
        facts = draft.facts
        made = hashlib.sha256("\0".join((facts.title, facts.source, facts.date, opening)).encode()).hexdigest()[:12]
        unique, number = made, 1
        while not self._take(unique):
            number += 1
            unique = f"{made}-{number}"
        return unique

    def _take(self, id_: str) -> bool:
        """Whether the id was free; it is taken now."""
        return self._db.execute("INSERT OR IGNORE INTO ids VALUES (?)", (id_,)).rowcount == 1


def _named(draft: Draft) -> str:
    title = draft.facts.title or draft.text.strip().split("\n")[0]
    return f"“{title[:40]}…”" if len(title) > 40 else f"“{title}”"
