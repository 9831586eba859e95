"""What an export came from, so that it can be had again: the filters, the generation of the index, the model and the day.

It stands in every file in the way that its format allows; the words are of the file's language. The question stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from xunzhang.messages.closed_sets import language_message
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import Filters
from xunzhang.types.message import Message, as_said


class FiltersJson(TypedDict):
    source: list[str]
    language: list[str]
    article: list[str]
    after: str
    before: str


class ProvenanceJson(TypedDict):
    """`exported` is the ISO date on which the passages were taken."""

    filters: FiltersJson
    generation: str
    model: str
    exported: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where passages were found: `generation` names one of the index, as `index/generations/` does."""

    generation: str
    model: str
    filters: Filters = field(default_factory=Filters)
    day: date = field(default_factory=date.today)

    def as_dict(self) -> ProvenanceJson:
        narrowed = self.filters
        filters: FiltersJson = {
            "source": list(narrowed.sources),
            "language": list(narrowed.languages),
            "article": list(narrowed.articles),
            "after": narrowed.after,
            "before": narrowed.before,
        }
        return {"filters": filters, "generation": self.generation, "model": self.model, "exported": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is written: in which language, None for English or, in a document, the question's; and what it came from."""

    language: Spoken | None = None
    provenance: Provenance | None = None

    @property
    def spoken(self) -> Spoken:
        return self.language or "en"


PLAIN = Manner()


def provenance_lines(provenance: Provenance, language: Spoken, question: str = "") -> list[str]:
    """What a reader needs to have the same again, a line each; the question, where it stands nowhere else, among them."""
    lines = [say("taken.exported", day=provenance.day.isoformat())]
    if question:
        lines.append(say("taken.asked", question=" ".join(question.split())))
    lines += [within_line(provenance.filters, language), index_line(provenance)]
    return [in_language(line, language) for line in lines]


def index_line(provenance: Provenance) -> Message:
    return say("taken.index", generation=provenance.generation, model=provenance.model)


def within_line(filters: Filters, language: Spoken) -> Message:
    """What the search was narrowed to, or that it was not."""
    chosen = [in_language(choice, language) for choice in _choices(filters)]
    joined = ("；" if language == "zh" else "; ").join(chosen)
    return say("taken.within", what=as_said(joined) if chosen else say("taken.all"))


def filters_cell(filters: Filters) -> str:
    """The filters as one cell of a table, as an address of the page has them: source=甲报; after=2024."""
    lists = (("source", filters.sources), ("language", filters.languages), ("article", filters.articles))
    pairs = [(name, value) for name, values in lists for value in values]
    pairs += [(name, value) for name, value in (("after", filters.after), ("before", filters.before)) if value]
    return "; ".join(f"{name}={value}" for name, value in pairs)


def _choices(filters: Filters) -> Iterator[Message]:
    for key, values in (
        ("narrow.source", tuple(map(as_said, filters.sources))),
        ("narrow.language", tuple(map(language_message, filters.languages))),
        ("narrow.article", tuple(map(as_said, filters.articles))),
        ("narrow.after", (as_said(filters.after),) if filters.after else ()),
        ("narrow.before", (as_said(filters.before),) if filters.before else ()),
    ):
        if values:
            yield say("taken.choice", name=say(key), values=values)
