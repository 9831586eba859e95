"""The JSON that leaves the program, as types: what `as_dict` in `types/` makes, and what the interfaces add to it.

They describe and check; nothing is converted by them. The OpenAPI document, the MCP tools' output schemas and Gradio's own
description of the endpoints are all made from these, so that there is one place to change.
"""

from typing import Literal

from typing_extensions import NotRequired, TypedDict  # typing's own is not enough for pydantic below Python 3.12

from xunzhang.types.kinds import Doubt, State, Status, Writing


class ArticleJson(TypedDict):
    """What is known of an article; "" is "not given". `date` is ISO 8601 with only the parts that are there."""

    id: str
    title: str
    source: str
    byline: str
    date: str
    language: str
    path: str


class UnsureJson(TypedDict):
    """A figure or date that OCR is unsure of: offsets into the passage's text, and how sure it is, 0..1."""

    start: int
    end: int
    text: str
    confidence: float


class ScanJson(TypedDict):
    """That a text was read by OCR: how sure it is of the characters, 0..1, and the figures and dates to check on the page."""

    confidence: float
    unsure: list[UnsureJson]


class PassageJson(TypedDict):
    """A passage, verbatim: `text` is its article's text[start:end]; offsets count Unicode code points.

    `number` counts the article's passages. `paragraph` is the printed paragraph in which it begins, headings not counted, and
    missing for headings alone; `until` the one in which it ends, where that is another; `piece` which part of its paragraph it
    is, where a long one was cut. `page` is where it begins, from 1, and is there for files that have pages. `ocr` is there for
    what was read by OCR from a picture.
    """

    id: str
    article: ArticleJson
    number: int
    start: int
    end: int
    text: str
    paragraph: NotRequired[int]
    until: NotRequired[int]
    piece: NotRequired[int]
    page: NotRequired[int]
    ocr: NotRequired[ScanJson]


class AnswerJson(TypedDict):
    """The sentence that answers best, or an exact answer in the passage: offsets into its text."""

    start: int
    end: int
    text: str


class DifferenceJson(TypedDict):
    """A figure, date or name as the passage found prints it, and as the other one does."""

    here: str
    there: str


class CopyJson(PassageJson):
    """A near-duplicate in another article."""

    differences: list[DifferenceJson]


class ResultJson(TypedDict):
    """A passage found. `score` is in 0..1 and comparable within one question only.

    `answer` is the sentence nearest to the question: it answers only where the verdict says that something does and the strength
    is not weak. `exact` are the spans that answer word for word, where some do.
    """

    passage: PassageJson
    score: float
    strength: Literal["strong", "likely", "weak"]
    answer: AnswerJson | None
    exact: list[AnswerJson]
    also_in: list[CopyJson]


class NoteJson(TypedDict):
    """Something to be known of how a question was searched: what it is, its values, and the line that they make in English."""

    key: str
    values: dict[str, str | int | float]
    text: str


class ProblemJson(TypedDict):
    """What speaks against a sentence that a model wrote."""

    kind: Doubt
    text: str


class WrittenSentenceJson(TypedDict):
    """A sentence that a model wrote, without its citations: these are ranks in `results`, from 1.

    `supported` is whether it passed the checks: it cites, all figures, dates and names stand in what it cites, and that says it.
    """

    text: str
    citations: list[int]
    supported: bool
    problems: list[ProblemJson]


class WrittenJson(TypedDict):
    """What a model wrote of the passages: no quotation. `why` says why it broke off or was not written, "" where it is whole."""

    model: str
    address: str
    ending: Writing
    why: str
    sentences: list[WrittenSentenceJson]


class AnswersJson(TypedDict):
    """The answer to a question, as `python -m xunzhang ask --format json` prints it; results are best first.

    `verdict`: answers (a passage here says it); may_answer (one may, read it); related (here is what is written about it, and
    what was asked for is not said); nothing (nothing here is about it). `answerable` is true for the first two. `missing` are
    pieces of the question that found no counterpart; `mentions` is how many passages hold the words of a look-up.
    `written` is there where a written answer was asked for.
    """

    question: str
    language: str
    verdict: Literal["answers", "may_answer", "related", "nothing"]
    answerable: bool
    confidence: float
    elapsed_ms: float
    missing: list[str]
    mentions: int
    notes: list[NoteJson]
    results: list[ResultJson]
    written: NotRequired[WrittenJson]


class StatementJson(TypedDict):
    """A sentence of a passage that answers, word for word, and what in it is the answer: offsets into the passage's text."""

    passage: PassageJson
    sentence: AnswerJson
    exact: list[AnswerJson]


class ClaimJson(TypedDict):
    """Sentences that claim the same. `answer` is it as the first prints it, "" where no span is certain.

    `sources` are the outlets, and the titles of articles that name none; `stands_once`: one of these alone has it. `differs` are
    the places, from 0, of claims with another figure or date.
    """

    answer: str
    sources: list[str]
    stands_once: bool
    differs: list[int]
    statements: list[StatementJson]


class BriefJson(TypedDict):
    """What the collection claims in answer to a question; no claims where nothing answers it."""

    question: str
    verdict: Literal["answers", "may_answer", "related", "nothing"]
    confidence: float
    claims: list[ClaimJson]


class NewPassageJson(TypedDict):
    """A passage that came to answer a saved question; `found` is when, an ISO time."""

    found: str
    passage: PassageJson


class QuestionNewsJson(TypedDict):
    """A saved question, and what is new on it, the latest first."""

    name: str
    question: str
    new: list[NewPassageJson]


class CitationJson(TypedDict):
    """One reference in the styles the page offers; nothing that is not known of the article is filled in."""

    line: str
    gb7714: str
    apa: str


class FoundPassageJson(TypedDict):
    """One passage with where it stands. `previous` and `next` are the ids of its neighbours in the article, "" at the ends."""

    passage: PassageJson
    language: str
    heading: str
    page: int | None
    url: str
    citation: CitationJson
    previous: str
    next: str


class ParagraphJson(TypedDict):
    """Offsets of a paragraph or a heading into the article's text; `page` where the file has pages."""

    start: int
    end: int
    kind: Literal["text", "heading"]
    page: int | None


class PlaceJson(TypedDict):
    """Where a passage of the article stands in its text."""

    id: str
    number: int
    start: int
    end: int


class FoundArticleJson(TypedDict):
    """One article, whole. `origins` says of each value that is given where it was found: in a label, the dateline, ..."""

    article: ArticleJson
    url: str
    origins: dict[str, str]
    text: str
    paragraphs: list[ParagraphJson]
    passages: list[PlaceJson]


class SimilarJson(TypedDict):
    """The passages nearest in meaning to one, in either language, best first; its own article is left out."""

    passage: PassageJson
    elapsed_ms: float
    results: list[ResultJson]


class CountJson(TypedDict):
    """How many articles have a value."""

    name: str
    articles: int


class LimitsJson(TypedDict):
    """What a request may ask for."""

    results: int
    question_characters: int


class StatusJson(TypedDict):
    """What there is to ask. `ready` is false, and `trouble` says why, where there is no collection."""

    ready: bool
    trouble: str
    articles: int
    passages: int
    sources: list[CountJson]
    languages: list[CountJson]
    model: str
    built: str
    limits: LimitsJson


class RemovedJson(TypedDict):
    """What was left out of a file, and how many characters of it."""

    what: str
    characters: int


class AuditJson(TypedDict):
    """What became of a file, as `python -m xunzhang audit --json` prints it."""

    path: str
    status: Status
    encoding: str
    articles: int
    paragraphs: int
    characters_in: int
    characters_kept: int
    removed: list[RemovedJson]
    messages: list[str]
    pages: int
    pages_without_text: int


class AddedJson(TypedDict):
    """A file received: `name` is what the collection calls it, "" where it was refused; `rows` are its audit."""

    given: str
    name: str
    state: State
    rows: list[AuditJson]


class AddingJson(TypedDict):
    """What is being indexed: `stage` is "" when nothing is; `trouble` is why the last attempt failed. Latest files first."""

    stage: str
    done: int
    total: int
    trouble: str
    files: list[AddedJson]


class ErrorJson(TypedDict):
    """What was received and what mends it, in one line."""

    error: str
