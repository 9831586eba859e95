"""What a question is narrowed to, and what is found for it. All frozen and slotted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from xunzhang.types.articles import Language, Passage, Span
from xunzhang.types.contract import AnswersJson, CopyJson, NoteJson, ResultJson
from xunzhang.types.message import Message, Value
from xunzhang.types.question import Question

Mode = Literal["hybrid", "semantic", "keyword"]
Strength = Literal["strong", "likely", "weak"]
MOST_HITS = 50  # what stands further down is rarely read, and a second search with a narrower question does better
Verdict = Literal["answers", "may_answer", "related", "nothing"]
"""What kind of an answer was found, or what kind of silence: a passage says it; one may; the subject is written about and what
was asked for is not said; nothing is about it."""


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

    `answer` is the sentence that answers best, `exact` are the spans (figures, dates, names) that do, anywhere in the passage,
    and `terms` are where the question's words occur. All three are offsets into `passage.text`.
    """

    passage: Passage
    score: float
    strength: Strength
    answer: Span | None = None
    exact: tuple[Span, ...] = ()
    terms: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The best hit of a group of near-duplicates, and the others of the group."""

    hit: Hit
    also_in: tuple[Copy, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passage of the best hit, and those of the others."""
        return self.hit.passage, *(copy.passage for copy in self.also_in)

    def as_dict(self) -> ResultJson:
        text = self.hit.passage.text
        return {
            "passage": self.hit.passage.as_dict(),
            "score": round(self.hit.score, 4),
            "strength": self.hit.strength,
            "answer": self.hit.answer.as_dict(text) if self.hit.answer else None,
            "exact": [span.as_dict(text) for span in self.hit.exact],
            "also_in": [copy.as_dict() for copy in self.also_in],
        }


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question: what kind it is, and the passages. `groups` are best first.

    `confidence`, in 0..1, is how likely it is that the collection answers it. `missing` are pieces of the question, as typed,
    that found no counterpart; `mentions` is how many passages hold the words that were looked up, 0 where none were; `notes` are
    what else is to be known of the search; a note's value called `ask`, a string, is a question that can be asked instead, and a
    link where links are.
    """

    asked: Question
    verdict: Verdict
    confidence: float
    elapsed_ms: float
    groups: tuple[HitGroup, ...] = ()
    missing: tuple[str, ...] = ()
    mentions: int = 0
    notes: tuple[Message, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether a passage answers it, or may."""
        return self.verdict in ("answers", "may_answer")

    @property
    def hits(self) -> tuple[HitGroup, ...]:
        """The results that are hits: those called strong or likely, MOST_HITS at most; of a look-up those that hold the words.

        These come first in a look-up, and `groups` may be fewer than `mentions` are.
        """
        if not self.mentions:
            return tuple(group for group in self.groups if group.hit.strength != "weak")[:MOST_HITS]
        before = accumulate((len(group.passages) for group in self.groups), initial=0)
        return tuple(group for group, passages in zip(self.groups, before) if passages < self.mentions)

    @property
    def question(self) -> str:
        """The question as it was typed."""
        return self.asked.typed

    @property
    def language(self) -> Language:
        """The language that the question was read in."""
        return self.asked.language

    def as_dict(self) -> AnswersJson:
        return {
            "question": self.question,
            "language": self.language,
            "verdict": self.verdict,
            "answerable": self.answerable,
            "confidence": round(self.confidence, 4),
            "elapsed_ms": round(self.elapsed_ms, 1),
            "missing": list(self.missing),
            "mentions": self.mentions,
            "notes": [_note(note) for note in self.notes],
            "results": [group.as_dict() for group in self.groups],
        }


def _note(note: Message) -> NoteJson:
    return {"key": note.key, "values": {name: _plain(value) for name, value in note.values}, "text": note.text}


def _plain(value: Value) -> str | int | float:
    """A value of a message as JSON has it: what is itself said in words, in English."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value if isinstance(value, (str, int, float)) else value.text
