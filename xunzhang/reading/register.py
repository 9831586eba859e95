"""Drafts to articles: each gets its id, exact copies are kept out, and the part they came from gets its audit row.

What is known of the articles admitted so far is kept in a temporary database on disk, so that memory does not grow with the
collection.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzhang.language.scripts import detect_language
from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import OWN_TEXT
from xunzhang.reading.files.account import Account, Draft, Part
from xunzhang.reading.files.finding import Found
from xunzhang.reading.own_table import OwnTables
from xunzhang.types import Article, ArticleHead, AuditRow, Language
from xunzhang.types.kinds import Origin

COPIES = say("left_out.copies")

LANGUAGE_SAMPLE = 20_000  # characters of an article by which its language is told
SCHEMA = """
PRAGMA journal_mode = OFF;
CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE numbered (id TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE copies (digest BLOB PRIMARY KEY, path TEXT NOT NULL, number INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A draft as it was read, and the article it became, or None for a copy. `number` counts the articles that are kept, from 0:

    it is the article's own, or that of the one which the draft is a copy of. `replaced` of the draft's kept characters were in
    values that an own table has others for.
    """

    draft: Draft
    article: Article | None
    number: int
    replaced: int = 0


def admit(part: Part, register: Register) -> Iterator[Admitted | AuditRow]:
    """The drafts of a part, each admitted as it is read, and then the part's audit row."""
    heard = Account()  # what the register has to say, apart from what the reader said
    articles = paragraphs = characters = 0
    for draft in part.drafts:
        admitted = register.admit(draft, part.name, heard)
        if admitted.article is None:
            heard.remove(COPIES, draft.kept())
        else:
            articles += 1
            paragraphs += sum(paragraph.kind == "text" for paragraph in draft.paragraphs)
            characters += draft.kept() - admitted.replaced
        yield admitted
    heard.close()
    account = part.account
    messages = ([part.problem] if part.problem else []) + account.messages + heard.messages + register.own.messages(part.name)
    if not articles and not messages:
        messages = [say("reading.no_article")]
    removed = account.removed + heard.removed
    yield AuditRow(
        path=part.name,
        status="skipped" if not articles else "partly" if account.incomplete or part.problem else "read",
        encoding=account.encoding,
        articles=articles,
        paragraphs=paragraphs,
        characters_in=account.characters_in,
        characters_kept=characters,
        removed=tuple(sorted(((what, count) for what, count in removed.items() if count), key=lambda each: each[0].text)),
        messages=tuple(messages),
        pages=account.pages,
        pages_without_text=account.pages_without_text,
    )


class Register:
    """Admits drafts in the order of the files; the first of several copies is the one that is kept."""

    def __init__(self, files: Sequence[Found] = ()) -> None:
        """`files` are those of the corpus; tables of the user's own among them are applied."""
        self.own = OwnTables(files)
        self._db = sqlite3.connect("", isolation_level=None)  # SQLite's name for a file of its own that goes when it is closed
        self._db.executescript(SCHEMA)
        self._articles = 0

    def admit(self, draft: Draft, path: str, heard: Account) -> Admitted:
        """The draft as an article, unless the very same one (text, title, source and date) has been admitted before.

        Its id is that of the article as read, so that an own table, which may name it, does not change it.
        """
        made = draft.given_id or _made_id(draft)
        facts, language, replaced = self.own.apply(path, made, draft.facts, draft.language)
        same = hashlib.sha256("\0".join((draft.given_id, draft.text, facts.title, facts.source, facts.date)).encode()).digest()
        first = self._db.execute("SELECT path, number FROM copies WHERE digest = ?", (same,)).fetchone()
        if first:
            where = say("copy.twice") if first[0] == path else say("copy.also_in", path=first[0])
            heard.noted_in_series(say("copy.kept_once", title=_named(draft), where=where), say("copy.more"))
            return Admitted(draft, None, first[1])
        language = language or tell_language(draft)  # kept with the draft, for the next build
        number, self._articles = self._articles, self._articles + 1
        self._db.execute("INSERT INTO copies VALUES (?, ?, ?)", (same, path, number))
        origins: dict[str, Origin] = {"language": OWN_TEXT}
        origins |= facts.origins
        head = ArticleHead(
            id=self._id(draft, heard),
            title=facts.title,
            source=facts.source,
            byline=facts.byline,
            date=facts.date,
            language=language,
            path=path,
            url=facts.url,
            origins=tuple(origins.items()),
        )
        for what, characters in replaced.items():
            heard.remove(what, characters)
        return Admitted(draft, Article(head, draft.text, draft.paragraphs), number, replaced.total())

    def _id(self, draft: Draft, heard: Account) -> str:
        if draft.given_id and self._take(draft.given_id):
            return draft.given_id
        if draft.given_id:
            heard.noted_in_series(say("id.twice", id=draft.given_id[:40]), say("id.more"))
        made = _made_id(draft)
        return made if self._take(made) else self._numbered(made)

    def _numbered(self, made: str) -> str:
        """The first of made-2, made-3 … that is free; those up to the last one that was given are not."""
        last = self._db.execute("SELECT last FROM numbered WHERE id = ?", (made,)).fetchone()
        number = last[0] + 1 if last else 2
        while not self._take(unique := f"{made}-{number}"):
            number += 1
        self._db.execute("INSERT OR REPLACE INTO numbered VALUES (?, ?)", (made, number))
        return unique

    def _take(self, id_: str) -> bool:
        """Whether the id was free; it is taken now."""
        return self._db.execute("INSERT OR IGNORE INTO ids VALUES (?)", (id_,)).rowcount == 1


def tell_language(draft: Draft) -> Language:
    """The language that the text of a draft is in."""
    draft.detected = draft.detected or detect_language(draft.text[:LANGUAGE_SAMPLE])
    return draft.detected


def _made_id(draft: Draft) -> str:
    first = next((p for p in draft.paragraphs if p.kind == "text"), None)
    opening = draft.text[first.start : first.end] if first else draft.text
    facts = draft.facts
    return hashlib.sha256("\0".join((facts.title, facts.source, facts.date, opening)).encode()).hexdigest()[:12]


def _named(draft: Draft) -> str:
    title = draft.facts.title or draft.text.strip().split("\n")[0]
    return f"“{title[:40]}…”" if len(title) > 40 else f"“{title}”"
