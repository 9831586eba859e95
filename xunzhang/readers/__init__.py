"""Files to articles, with an account of every file: what was read, what was left out, and why.

One module reads one family of formats, found by the name's suffix; layout, metadata and language are told elsewhere. This file
gives articles their ids, finds exact copies, and makes the audit rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..languages import detect_language
from ..metadata import OWN_TEXT
from ..types import Article, ArticleHead, AuditRow, XunzhangError
from .account import Account, Draft
from .files import Found, find_files
from .jsonl import read_jsonl
from .markdown import read_markdown
from .plain import read_plain

Reader = Callable[[Path, Account], Iterator[Draft]]
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
LANGUAGE_SAMPLE = 20_000  # characters of an article by which its language is told


def read_corpus(paths: Sequence[Path]) -> Iterator[tuple[AuditRow, list[Article]]]:
    """Every file under `paths` (files or folders), in the order of their names: its audit row and its articles.

    Article ids are unique over the whole call. A file that cannot be read yields a row that says why and what mends it, and
    does not keep the others out. Files and folders whose names begin with a dot are passed over.
    Raises `XunzhangError` at once when there is no file at all.
    """
    found = find_files([Path(path) for path in paths])
    return _read_all(found)


def _read_all(found: list[Found]) -> Iterator[tuple[AuditRow, list[Article]]]:
    register = _Register()
    for file in found:
        yield _read_file(file, register)


def _read_file(file: Found, register: _Register) -> tuple[AuditRow, list[Article]]:
    account, articles, kept = Account(), [], 0
    problem = file.problem
    try:
        if not problem:
            for draft in _reader(file.path)(file.path, account):
                article = register.admit(draft, file.name, account)
                if article is None:
                    account.remove("copies of articles already read", draft.kept())
                else:
                    articles.append(article)
                    kept += draft.kept()
    except XunzhangError as error:
        problem = str(error)
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror or error}); check its permissions."
    if not problem and not account.characters_in:
        problem = "The file is empty; put text into it, or remove it."
    account.close()
    return _row(file.name, account, articles, kept, problem), articles


def _reader(path: Path) -> Reader:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise XunzhangError(f"No reader for {path.suffix or 'names without a suffix'}; save it as one of {known}.")
    return reader


def _row(name: str, account: Account, articles: list[Article], kept: int, problem: str) -> AuditRow:
    messages = ([problem] if problem else []) + account.messages
    if not articles and not messages:
        messages = ["No article was found in it; put the article's text into the file."]
    return AuditRow(
        path=name,
        status="skipped" if not articles else "partly" if account.incomplete or problem else "read",
        encoding=account.encoding,
        articles=len(articles),
        paragraphs=sum(paragraph.kind == "text" for article in articles for paragraph in article.paragraphs),
        characters_in=account.characters_in,
        characters_kept=kept,
        removed=tuple(sorted((what, count) for what, count in account.removed.items() if count)),
        messages=tuple(messages),
    )


class _Register:
    """The articles admitted so far: gives ids and knows copies."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._copies: dict[bytes, str] = {}  # digest of an article -> the file it was first read from

    def admit(self, draft: Draft, path: str, account: Account) -> Article | None:
        """The draft as an article, or None if the very same one (text, title, source and date) has been read before."""
        facts = draft.facts
        same = hashlib.sha256("\0".join((draft.given_id, draft.text, facts.title, facts.source, facts.date)).encode()).digest()
        if same in self._copies:
            first = self._copies[same]
            where = "twice in this file" if first == path else f"also in {first}"
            message = f"The article {_named(draft)} is {where}, word for word, and was kept once; remove one of the two."
            account.noted_in_series(message, "copy", "articles have been read before, word for word, and were kept once.")
            return None
        self._copies[same] = path
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
        if draft.given_id and draft.given_id not in self._ids:
            self._ids.add(draft.given_id)
            return draft.given_id
        if draft.given_id:
            message = f"The id {draft.given_id[:40]!r} is given to two articles; give the second its own (one was made)."
            account.noted_in_series(message, "id", "ids are given to two articles.")
        first = next((p for p in draft.paragraphs if p.kind == "text"), None)
        opening = draft.text[first.start : first.end] if first else draft.text
        facts = draft.facts
        made = hashlib.sha256("\0".join((facts.title, facts.source, facts.date, opening)).encode()).hexdigest()[:12]
        unique, number = made, 1
        while unique in self._ids:
            number += 1
            unique = f"{made}-{number}"
        self._ids.add(unique)
        return unique


def _named(draft: Draft) -> str:
    title = draft.facts.title or draft.text.strip().split("\n")[0]
    return f"“{title[:40]}…”" if len(title) > 40 else f"“{title}”"
