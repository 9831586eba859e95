"""What programs may ask of a collection, checked and answered: question, passage, article, similar passages, status.

Gradio's endpoints, plain HTTP and the MCP tools all come here, so that they take the same arguments, give the same JSON
(`contract.py`) and refuse with the same line. How each of them carries it is `page/endpoints.py`'s, `service/http.py`'s and
`agents.py`'s.
"""

# No `from __future__ import annotations`: Gradio reads the annotations of the endpoints as they are.
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from xunzhang.export import citing
from xunzhang.export.whereabouts import citation
from xunzhang.question.bounds import is_bound, later
from xunzhang.service.originals import file_of
from xunzhang.types import Article, Filters, Mode, Passage, Results, XunzhangError, contract
from xunzhang.types.brief_records import BriefOrder
from xunzhang.types.message import as_said
from xunzhang.types.question import LONGEST_QUESTION

if TYPE_CHECKING:
    from datetime import date

    from xunzhang.search.pipeline import Searcher
    from xunzhang.service.live import LiveSearcher

MOST_RESULTS = 200  # the best 50 passages of each arm and language are candidates, so that more would hardly be found
MOST_NAMES_GIVEN = 500  # of outlets or languages in a request
LONGEST_GIVEN = 300  # characters of a name or an id
OneName = Annotated[str, Field(max_length=LONGEST_GIVEN)]
Names = Annotated[
    list[OneName],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
    Field(max_length=MOST_NAMES_GIVEN),
]

_QUESTION = (
    "In Chinese or English; articles in either are searched. One or two words or a name are looked up. +words and +“phrases” "
    "must occur, -words must not; a “phrase” in a question is preferred, and must occur where it stands alone or among keywords. "
    'Also: a OR b, typho*, volcker~, "a b"~5, outlet: title: by: after: before: lang:.'
)
_K = "How many results at most."
_SOURCE = "Only articles of these outlets, by their names as `status` lists them; empty for all."
_LANGUAGE = "Only articles in these languages, such as zh, zh-hant or en; zh takes in zh-hant. Empty for all."
_AFTER = "Only articles of this date or later: 2024, 2024-11 or 2024-11-19. Articles without a full date are left out."
_BEFORE = "Only articles of this date or earlier, likewise."
_MODE = "By meaning and words (hybrid), by meaning alone (semantic), or by words alone (keyword)."


_ORDER = "Claims of most sources first (weight), or by the date of the newest or oldest article that makes them."


class NotFound(XunzhangError):
    """There is no passage or article of that id."""


class NothingToSearch(XunzhangError):
    """There is no collection, or none that can be read."""


class Request(BaseModel):
    """The arguments of one request. What is None counts as not given; what is unknown is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if any("\ud800" <= character <= "\udfff" for text in texts if isinstance(text, str) for character in text):
            raise ValueError("whole characters are wanted; this holds half of one (a lone surrogate)")
        return value

    @model_validator(mode="before")
    @classmethod
    def _leave_out_none(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if value is not None} if isinstance(given, Mapping) else given


class Narrowed(Request):
    """A question, and what it is narrowed to."""

    question: str = Field(description=_QUESTION, examples=["重庆到哪一年建成教育强市？"])
    source: Names = Field([], description=_SOURCE)
    language: Names = Field([], description=_LANGUAGE)
    after: str = Field("", description=_AFTER)
    before: str = Field("", description=_BEFORE)

    @property
    def filters(self) -> Filters:
        return Filters(tuple(self.source), tuple(self.language), after=self.after, before=self.before)

    @field_validator("after", "before")
    @classmethod
    def _is_date(cls, bound: str) -> str:
        if bound and not is_bound(bound):
            raise ValueError("expected a date such as 2024, 2024-11 or 2024-11-19")
        return bound

    @model_validator(mode="after")
    def _in_order(self) -> "Narrowed":
        if later(self.after, self.before):
            raise ValueError(f"after ({self.after}) is later than before ({self.before}): swap them")
        return self


class Ask(Narrowed):
    """What `ask` takes: a question; everything else has a default."""

    k: int = Field(10, ge=1, le=MOST_RESULTS, description=_K)
    mode: Mode = Field("hybrid", description=_MODE)


class Briefing(Narrowed):
    """What `brief` takes: a question; everything else has a default."""

    order: BriefOrder = Field("weight", description=_ORDER)


class OnePassage(Request):
    """What `passage` takes."""

    passage_id: str = Field(max_length=LONGEST_GIVEN, description="A passage's `id`, as results have it.")


class OneArticle(Request):
    """What `article` takes."""

    article_id: str = Field(max_length=LONGEST_GIVEN, description="An article's `id`, as the `article` of a passage has it.")


class Similar(Request):
    """What `similar` takes."""

    passage_id: str = Field(max_length=LONGEST_GIVEN, description="A passage's `id`, as results have it.")
    k: int = Field(10, ge=1, le=MOST_RESULTS, description=_K)
    source: Names = Field([], description=_SOURCE)
    language: Names = Field([], description=_LANGUAGE)


class Status(Request):
    """What `status` takes: nothing."""


AnyRequest = TypeVar("AnyRequest", bound=Request)


def checked(kind: type[AnyRequest], arguments: Mapping[str, Any]) -> AnyRequest:
    """The arguments as a request. Raises XunzhangError, one line, where one is missing, unknown or wrong."""
    try:
        return kind.model_validate(dict(arguments))
    except ValidationError as error:
        raise XunzhangError(as_said(one_line(error.errors(), kind))) from error


def one_line(errors: Iterable[Mapping[str, Any]], kind: type[Request]) -> str:
    """The first of pydantic's errors as a sentence that says what was received and what is wanted."""
    error = next(iter(errors))
    known = [str(part) for part in error["loc"] if part in kind.model_fields]
    name = known[0] if known else str(error["loc"][-1]) if error["type"] == "extra_forbidden" else ""
    if error["type"] == "missing":
        return f"{name or 'The request'} is missing; give one. The arguments are: {', '.join(kind.model_fields)}."
    if error["type"] == "extra_forbidden":
        return f"There is no argument {name[:60]!r}; there are: {', '.join(kind.model_fields) or 'none'}."
    wanted = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    if not name:
        return f"{wanted[0].upper()}{wanted[1:]}."
    received = repr(error.get("input"))
    return f"{name}: {wanted[0].lower()}{wanted[1:]}, not {received if len(received) <= 60 else received[:60] + '…'}."


class Interfaces:
    """The requests over the collection that is current when one comes; all but `status` raise XunzhangError."""

    def __init__(self, live: "LiveSearcher") -> None:
        self._live = live

    def ask(self, request: Ask) -> contract.AnswersJson:
        """The passages that answer a question, verbatim, best first, as the command line prints them."""
        return self.results(request)[1].as_dict()

    def results(self, request: Ask) -> "tuple[Searcher, Results]":
        """The same as records, with the searcher that found them."""
        searcher = self.searcher()
        return searcher, searcher.ask(request.question, request.k, request.filters, request.mode)

    def brief(self, request: Briefing) -> contract.BriefJson:
        """What the collection claims in answer to a question, sentence by sentence, verbatim."""
        from xunzhang.explore.brief import brief_on  # here, not above: what is asked alone has no use for it

        return brief_on(self.searcher(), request.question, request.filters, request.order).as_dict()

    def passage(self, request: OnePassage, today: "date") -> contract.FoundPassageJson:
        """One passage, with its citation and its neighbours."""
        searcher = self.searcher()
        passage = _passage(searcher, request.passage_id)
        around = {each.number: each.id for each in searcher.passages_of(passage.article.id)}
        return {
            "passage": passage.as_dict(),
            "language": passage.language,
            "heading": passage.heading,
            "page": passage.page,
            "url": passage.article.url,
            "citation": {
                "line": citation(passage),
                "gb7714": citing.gb7714(passage.article, today, passage.page),
                "apa": citing.apa(passage.article, today, passage.page),
            },
            "previous": around.get(passage.number - 1, ""),
            "next": around.get(passage.number + 1, ""),
        }

    def article(self, request: OneArticle) -> contract.FoundArticleJson:
        """One article whole, with where its paragraphs and passages stand."""
        searcher = self.searcher()
        article = _article(searcher, request.article_id)
        return {
            "article": article.head.as_dict(),
            "url": article.head.url,
            "origins": dict(article.head.origins),
            "text": article.text,
            "paragraphs": [{"start": p.start, "end": p.end, "kind": p.kind, "page": p.page} for p in article.paragraphs],
            "passages": [
                {"id": p.id, "number": p.number, "start": p.start, "end": p.end} for p in searcher.passages_of(article.head.id)
            ],
        }

    def original(self, request: OneArticle) -> Path:
        """The file that an article was read from, or the archive it is in. Raises NotFound where it is not there any more."""
        searcher = self.searcher()
        try:
            return file_of(searcher, _article(searcher, request.article_id).head)
        except XunzhangError as error:
            raise NotFound(error.message) from error

    def similar(self, request: Similar) -> contract.SimilarJson:
        """The passages nearest in meaning to one, in either language; its own article is left out."""
        searcher = self.searcher()
        passage = _passage(searcher, request.passage_id)
        filters = Filters(tuple(request.source), tuple(request.language))
        found = searcher.similar(passage.id, request.k, filters).as_dict()
        return {"passage": passage.as_dict(), "elapsed_ms": found["elapsed_ms"], "results": found["results"]}

    def status(self) -> contract.StatusJson:
        """What the collection holds, and what may be asked of it."""
        searcher = self._live.searcher
        made = searcher.manifest if searcher else None
        return {
            "ready": searcher is not None,
            "trouble": self._live.trouble.text,
            "articles": made.articles if made else 0,
            "passages": made.passages if made else 0,
            "sources": _counts(searcher.outlets()) if searcher else [],
            "languages": _counts(searcher.languages()) if searcher else [],
            "model": made.model if made else "",
            "built": made.created if made else "",
            "limits": {"results": MOST_RESULTS, "question_characters": LONGEST_QUESTION},
        }

    def searcher(self) -> "Searcher":
        """The one to ask now. Raises NothingToSearch where there is none."""
        searcher = self._live.searcher
        if searcher is None:
            raise NothingToSearch(
                self._live.trouble or as_said("There is no collection to search yet; put articles into corpus/.")
            )
        return searcher


def _passage(searcher: "Searcher", passage_id: str) -> Passage:
    try:
        return searcher.passage(passage_id)
    except KeyError:
        unknown = f"There is no passage {passage_id[:60]!r}; take an id from the passages that ask finds."
        raise NotFound(as_said(unknown)) from None


def _article(searcher: "Searcher", article_id: str) -> Article:
    try:
        return searcher.article(article_id)
    except KeyError:
        unknown = f"There is no article {article_id[:60]!r}; take an id from the article of a passage that ask found."
        raise NotFound(as_said(unknown)) from None


def _counts(counts: Counter[str]) -> list[contract.CountJson]:
    return [{"name": name, "articles": count} for name, count in counts.most_common() if name]
