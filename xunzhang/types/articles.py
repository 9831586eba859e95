"""Articles and passages, and what became of the files they were read from. All frozen and slotted.

A passage is verbatim: `Passage.text == article.text[start:end]`, where the article's text is what the reader made of the
file after layout repair. Nothing here is folded or normalised; that happens in `language/`, for matching only. The
dictionaries that leave the program are made by the `as_dict` methods here and in `results.py`, so that all of them agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xunzhang.types.contract import AnswerJson, ArticleJson, AuditJson, PassageJson
from xunzhang.types.kinds import Origin, Status
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.printed_layout import Scan

Language = str  # "zh" (simplified), "zh-hant" (traditional), "en", another ISO 639-1 code, or "und" where nothing can be told
FACTS = ("title", "source", "byline", "date", "url")  # what can be known of an article, each with an origin
RETRIEVED = "retrieved"  # stands among the origins: when the file was fetched from its address


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets, [start, end), into the text that the owner names."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def as_dict(self, text: str) -> AnswerJson:
        return {"start": self.start, "end": self.end, "text": self.of(text)}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading of an article: offsets into `Article.text`. `page` is the page it starts on (from 1), if any.

    `turns` are the places in it where a further page begins: pairs of (offset into `Article.text`, the page's number).
    """

    start: int
    end: int
    kind: Literal["text", "heading"] = "text"
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What is known of an article without its text. An empty string is "not given"; nothing is guessed.

    `date` is ISO 8601 with only the parts that are there: "2024-11-19", "2024-11", "2024", "--11-19" (no year), or "".
    `path` is relative to the corpus folder, with forward slashes. `origins` says where each value that is given came from:
    pairs of (the field's name, where its value came from); of a file that was fetched also (RETRIEVED, when).
    """

    id: str
    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    language: Language = "und"
    path: str = ""
    url: str = ""
    origins: tuple[tuple[str, Origin], ...] = ()

    @property
    def retrieved(self) -> str:
        """When the file was fetched from its address, ISO 8601 in UTC or the day; "" where it was not, or nobody knows."""
        return next((when for name, when in self.origins if name == RETRIEVED), "")

    def as_dict(self) -> ArticleJson:
        """The `article` object of the JSON contract (docs/formats.md)."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "byline": self.byline,
            "date": self.date,
            "language": self.language,
            "path": self.path,
        }


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. The paragraphs are in order, do not overlap, and cover every character but white space."""

    head: ArticleHead
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, searched and shown; `text` is verbatim, `heading` is context and no part of it.

    `number` counts an article's passages from 1. `paragraph` and `until` are the first and the last paragraph that it stands in,
    as the article has them, headings not counted; 0 for headings alone. `piece` says which part of that paragraph it is, from 1,
    where it was cut; else 0. `language` is the passage's own, which may differ from the article's. `scan` says that OCR read it.
    """

    id: str
    article: ArticleHead
    number: int
    start: int
    end: int
    text: str
    heading: str = ""
    language: Language = "und"
    page: int | None = None
    paragraph: int = 0
    until: int = 0
    piece: int = 0
    scan: Scan | None = None

    def as_dict(self) -> PassageJson:
        """The `passage` object of the JSON contract (docs/formats.md)."""
        found: PassageJson = {
            "id": self.id,
            "article": self.article.as_dict(),
            "number": self.number,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }
        if self.paragraph:
            found["paragraph"] = self.paragraph
        if self.until > self.paragraph:
            found["until"] = self.until
        if self.piece:
            found["piece"] = self.piece
        if self.page is not None:
            found["page"] = self.page
        if self.scan is not None:
            found["ocr"] = self.scan.as_dict(self.text)
        return found


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What became of one file. `status`: "read" whole, "partly" (something in it could not be read), or "skipped".

    `characters_in` counts the decoded file's characters that are not white space; `characters_kept` those that are in an
    article's text or metadata; `removed` explains the rest: pairs of (what was removed, its characters). `messages` are
    sentences for the user, each naming what was received and what mends it.
    """

    path: str
    status: Status
    encoding: Message = NOTHING
    articles: int = 0
    paragraphs: int = 0
    characters_in: int = 0
    characters_kept: int = 0
    removed: tuple[tuple[Message, int], ...] = ()
    messages: tuple[Message, ...] = ()
    pages: int = 0  # of a paged document
    pages_without_text: int = 0

    def as_dict(self) -> AuditJson:
        return {
            "path": self.path,
            "status": self.status,
            "encoding": self.encoding.text,
            "articles": self.articles,
            "paragraphs": self.paragraphs,
            "characters_in": self.characters_in,
            "characters_kept": self.characters_kept,
            "removed": [{"what": what.text, "characters": count} for what, count in self.removed],
            "messages": [message.text for message in self.messages],
            "pages": self.pages,
            "pages_without_text": self.pages_without_text,
        }
