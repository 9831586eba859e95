"""Files written and read in a test: what the readers make of them, with every account's sum checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.helpers.dumps import Printed
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article, AuditRow


def plain(printed: Printed) -> str:
    return f"{printed.title}\n\n" + "\n\n".join(text for _, text in printed.paragraphs) + "\n"


@dataclass(frozen=True)
class EnglishRow:
    """An audit row with what is said in it as English text."""

    path: str
    status: str
    encoding: str
    articles: int
    paragraphs: int
    characters_in: int
    characters_kept: int
    removed: tuple[tuple[str, int], ...]
    messages: tuple[str, ...]
    pages: int
    pages_without_text: int


def in_english(row: AuditRow) -> EnglishRow:
    record = row.as_dict()
    removed = tuple((each["what"], each["characters"]) for each in record["removed"])
    return EnglishRow(**{**record, "removed": removed, "messages": tuple(record["messages"])})


def read(*paths: Path) -> dict[str, tuple[EnglishRow, list[Article]]]:
    """What `read_corpus` makes of the paths, by file; every row's sum is checked."""
    found, waiting = {}, []
    for event in read_corpus(list(paths)):
        if isinstance(event, Article):
            waiting.append(event)
            continue
        assert all(article.head.path == event.path for article in waiting)
        found[event.path] = (in_english(event), waiting)
        waiting = []
    assert not waiting
    for row, articles in found.values():
        assert row.characters_in == row.characters_kept + sum(count for _, count in row.removed), row
        assert all(count > 0 for _, count in row.removed)
        assert row.articles == len(articles)
        assert (row.status == "skipped") == (not articles)
        assert row.status == "read" or row.messages
    ids = [article.head.id for _, articles in found.values() for article in articles]
    assert len(ids) == len(set(ids))
    return found


def read_one(path: Path) -> tuple[EnglishRow, list[Article]]:
    return read(path)[path.name]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def texts(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]
