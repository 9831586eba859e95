"""A brief: what a collection claims in answer to a question, sentence by sentence, verbatim. Made by `explore/brief.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xunzhang.types.articles import ArticleHead, Passage, Span
from xunzhang.types.contract import BriefJson, ClaimJson, StatementJson
from xunzhang.types.results import Results

BriefOrder = Literal["weight", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a passage that answers, and the spans in it that are the answer; offsets into the passage's text."""

    passage: Passage
    sentence: Span
    exact: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return self.sentence.of(self.passage.text)

    @property
    def answer(self) -> str:
        """The answer as printed, "" where no span is certain."""
        return ", ".join(span.of(self.passage.text) for span in self.exact)

    def as_dict(self) -> StatementJson:
        text = self.passage.text
        return {
            "passage": self.passage.as_dict(),
            "sentence": self.sentence.as_dict(text),
            "exact": [span.as_dict(text) for span in self.exact],
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that claim the same, the strongest first. `differs` are the places of claims with another figure or date."""

    statements: tuple[Statement, ...]
    differs: tuple[int, ...] = ()

    @property
    def answer(self) -> str:
        return self.statements[0].answer

    @property
    def sources(self) -> tuple[str, ...]:
        """Who states it: each outlet once, and each article that names none."""
        return tuple(dict.fromkeys(who(statement.passage.article) for statement in self.statements))

    @property
    def stands_once(self) -> bool:
        """Whether one outlet alone states it."""
        return len(self.sources) == 1

    def as_dict(self) -> ClaimJson:
        return {
            "answer": self.answer,
            "sources": list(self.sources),
            "stands_once": self.stands_once,
            "differs": list(self.differs),
            "statements": [statement.as_dict() for statement in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Brief:
    """The claims on a question, none where nothing answers it; `judged` is what was found."""

    judged: Results
    claims: tuple[Claim, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for claim in self.claims for statement in claim.statements)

    def as_dict(self) -> BriefJson:
        found = self.judged
        return {
            "question": found.question,
            "verdict": found.verdict,
            "confidence": round(found.confidence, 4),
            "claims": [claim.as_dict() for claim in self.claims],
        }


def who(head: ArticleHead) -> str:
    """What an article's statements are counted by."""
    return head.source or head.title or head.path
