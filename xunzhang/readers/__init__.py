"""Files to articles, with an account of every file: what was read, what was left out, and why.

One module reads one family of formats, found by the name's suffix; layout, metadata and language are told elsewhere, ids and
copies in `register.py`. This file streams a corpus's articles and makes the audit rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..types import Article, AuditRow, XunzhangError
from .account import Account, Draft
from .files import Found, find_files
from .jsonl import read_jsonl
from .markdown import read_markdown
from .plain import read_plain
from .register import Register

Reader = Callable[[Path, Account], Iterator[Draft]]
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
COPIES = "copies of articles already read"


def read_corpus(paths: Sequence[Path]) -> Iterator[Article | AuditRow]:
    """Every file under `paths` (files or folders), sorted by name: its articles as they are read, then its audit row.

    Nothing is held back: a file of any length takes the memory of its reader. Article ids are unique over the whole call. A file
    that cannot be read yields a row that says why and what mends it, and does not keep the others out. Files and folders whose
    names begin with a dot are passed over. Raises `XunzhangError` at once when there is no file at all.
    """
    return _read_all(find_files([Path(path) for path in paths]))


def _read_all(found: Sequence[Found]) -> Iterator[Article | AuditRow]:
    register = Register()
    for file in found:
        yield from read_file(file, register)


def read_file(file: Found, register: Register) -> Iterator[Article | AuditRow]:
    """One file's articles as they are read, then its audit row; `register` knows the files before it."""
    account, kept = Account(), _Kept()
    problem = file.problem
    try:
        if not problem:
            for draft in _reader(file.path)(file.path, account):
                article = register.admit(draft, file.name, account)
                if article is None:
                    account.remove(COPIES, draft.kept())
                else:
                    kept.count(article, draft)
                    yield article
    except XunzhangError as error:
        problem = str(error)
    except OSError as error:
        problem = f"The file cannot be read ({error.strerror or error}); check its permissions."
    if not problem and not account.characters_in:
        problem = "The file is empty; put text into it, or remove it."
    account.close()
    yield _row(file.name, account, kept, problem)


@dataclass(slots=True)
class _Kept:
    """What of a file went into the collection."""

    articles: int = 0
    paragraphs: int = 0
    characters: int = 0

    def count(self, article: Article, draft: Draft) -> None:
        self.articles += 1
        self.paragraphs += sum(paragraph.kind == "text" for paragraph in article.paragraphs)
        self.characters += draft.kept()


def _reader(path: Path) -> Reader:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise XunzhangError(f"No reader for {path.suffix or 'names without a suffix'}; save it as one of {known}.")
    return reader


def _row(name: str, account: Account, kept: _Kept, problem: str) -> AuditRow:
    messages = ([problem] if problem else []) + account.messages
    if not kept.articles and not messages:
        messages = ["No article was found in it; put the article's text into the file."]
    return AuditRow(
        path=name,
        status="skipped" if not kept.articles else "partly" if account.incomplete or problem else "read",
        encoding=account.encoding,
        articles=kept.articles,
        paragraphs=kept.paragraphs,
        characters_in=account.characters_in,
        characters_kept=kept.characters,
        removed=tuple(sorted((what, count) for what, count in account.removed.items() if count)),
        messages=tuple(messages),
    )
