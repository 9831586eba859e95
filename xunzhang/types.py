"""The records that pass between rooms, all frozen and slotted.

A passage is verbatim: `Passage.text == article.text[start:end]`, where the article's text is what the reader made of the
file after layout repair. Nothing here is folded or normalised; that happens in `text.py`, for matching only. The dictionaries
that leave the program (command line, page, exports) are made by the `as_dict` methods here, so that all of them agree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from xunzhang.contract import AnswerJson, AnswersJson, ArticleJson, AuditJson, CopyJson, PassageJson, ResultJson

Language = str  # "zh" (simplified), "zh-hant" (traditional), "en", another ISO 639-1 code, or "und" where nothing can be told
Mode = Literal["hybrid", "semantic", "keyword"]
Strength = Literal["strong", "likely", "weak"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets, [start, end), into the text that the owner names."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

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

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` into `Article.text` stands."""
        return max((page for at, page in self.turns if at <= offset), default=self.page)


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What is known of an article without its text. An empty string is "not given"; nothing is guessed.

    `date` is ISO 8601 with only the parts that are there: "2024-11-19", "2024-11", "2024", "--11-19" (no year), or "".
    `path` is relative to the corpus folder, with forward slashes. `origins` says where each value that is given came from:
    pairs of (the field's name, an origin of `metadata.py`: "front matter", "label", "dateline" and the like).
    """

    id: str
    title: str = ""
    source: str = ""
    byline: str = ""
    date: str = ""
    language: Language = "und"
    path: str = ""
    url: str = ""
    origins: tuple[tuple[str, str], ...] = ()

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

    `number` counts an article's passages from 1. `language` is the passage's own, which may differ from the article's.
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
        if self.page is not None:
            found["page"] = self.page
        return found


@dataclass(frozen=True, slots=True)
class AuditRow:
    """What became of one file. `status`: "read" whole, "partly" (something in it could not be read), or "skipped".

    `characters_in` counts the decoded file's characters that are not white space; `characters_kept` those that are in an
    article's text or metadata; `removed` explains the rest: pairs of (what was removed, its characters). `messages` are
    sentences for the user, each naming what was received and what mends it.
    """

    path: str
    status: Literal["read", "partly", "skipped"]
    encoding: str = ""
    articles: int = 0
    paragraphs: int = 0
    characters_in: int = 0
    characters_kept: int = 0
    removed: tuple[tuple[str, int], ...] = ()
    messages: tuple[str, ...] = ()
    pages: int = 0  # of a paged document
    pages_without_text: int = 0

    def as_dict(self) -> AuditJson:
        return {
            "path": self.path,
            "status": self.status,
            "encoding": self.encoding,
            "articles": self.articles,
            "paragraphs": self.paragraphs,
            "characters_in": self.characters_in,
            "characters_kept": self.characters_kept,
            "removed": [{"what": what, "characters": count} for what, count in self.removed],
            "messages": list(self.messages),
            "pages": self.pages,
            "pages_without_text": self.pages_without_text,
        }


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is narrowed to; an empty tuple or string narrows nothing.

    `after` and `before` are inclusive ISO dates or prefixes of one ("2024", "2024-11"); a passage whose article has no
    full date is left out as soon as either is given. A filter that matches nothing leaves nothing.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    articles: tuple[str, ...] = ()
    after: str = ""
    before: str = ""

    def __bool__(self) -> bool:
        return bool(self.sources or self.languages or self.articles or self.after or self.before)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure, date or name that two near-duplicate passages give differently: as printed here, and as printed there.

    `here_span` and `there_span` are offsets into the two passages' texts.
    """

    here: str
    there: str
    here_span: Span
    there_span: Span


@dataclass(frozen=True, slots=True)
class Copy:
    """Another passage that tells the same as a hit's, with what it tells differently."""

    passage: Passage
    differences: tuple[Difference, ...] = ()

    def as_dict(self) -> CopyJson:
        return {**self.passage.as_dict(), "differences": [{"here": d.here, "there": d.there} for d in self.differences]}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` is in 0..1, higher is better, and comparable within one question only.

    `answer` is the sentence that answers best and `exact` the span within it (a figure, a date, a name) where one answers;
    `terms` are where the question's words occur. All three are offsets into `passage.text`.
    """

    passage: Passage
    score: float
    strength: Strength
    answer: Span | None = None
    exact: Span | None = None
    terms: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The best hit of a group of near-duplicates, and the others of the group."""

    hit: Hit
    also_in: tuple[Copy, ...] = ()

    def as_dict(self) -> ResultJson:
        text = self.hit.passage.text
        return {
            "passage": self.hit.passage.as_dict(),
            "score": round(self.hit.score, 4),
            "strength": self.hit.strength,
            "answer": self.hit.answer.as_dict(text) if self.hit.answer else None,
            "also_in": [copy.as_dict() for copy in self.also_in],
        }


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question. `confidence` in 0..1 that the collection answers it; `groups` best first."""

    question: str
    language: Language
    answerable: bool
    confidence: float
    elapsed_ms: float
    groups: tuple[HitGroup, ...] = ()
    notes: tuple[str, ...] = ()  # plain sentences about what was done to the question, e.g. that it was cut

    def as_dict(self) -> AnswersJson:
        return {
            "question": self.question,
            "language": self.language,
            "answerable": self.answerable,
            "confidence": round(self.confidence, 4),
            "elapsed_ms": round(self.elapsed_ms, 1),
            "results": [group.as_dict() for group in self.groups],
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index generation says of itself. `files` and `sizes` map a file's name to its SHA-256 and bytes;

    `settings` is what it was built with; `roots` are the folders and files given,
    absolute, and `corpus` maps each file read to the SHA-256 of its content.
    """

    format_version: int
    created: str
    model: str
    model_fingerprint: str
    dimensions: int
    token_dimensions: int
    articles: int
    passages: int
    settings: dict[str, Any] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    corpus: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)


class XunzhangError(Exception):
    """Something the user can mend. The message is one line: what was received, and the change or command that mends it."""
