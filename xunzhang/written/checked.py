"""A written answer as it is shown and stored: its sentences, what each cites, and what speaks against it.

What is checked is `writer.py`'s and its neighbours'; here is what came out.
"""

from __future__ import annotations

from dataclasses import dataclass

from xunzhang.types.contract import WrittenJson, WrittenSentenceJson
from xunzhang.types.kinds import Doubt, Writing
from xunzhang.types.message import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Problem:
    """What speaks against a sentence: its kind, and the same said to people."""

    kind: Doubt
    said: Message


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence of the model's without its citations; `citations` are ranks of results, from 1, in the order they were given."""

    text: str
    citations: tuple[int, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether nothing was found that speaks against it."""
        return not self.problems

    def as_dict(self) -> WrittenSentenceJson:
        return {
            "text": self.text,
            "citations": list(self.citations),
            "supported": self.supported,
            "problems": [{"kind": problem.kind, "text": problem.said.text} for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """All of it: which model at which address wrote it, and how it ended.

    `why` is nothing where it is whole, else why it broke off, or why there is none.
    """

    model: str
    address: str
    ending: Writing
    sentences: tuple[WrittenSentence, ...] = ()
    why: Message = NOTHING

    def as_dict(self) -> WrittenJson:
        return {
            "model": self.model,
            "address": self.address,
            "ending": self.ending,
            "why": self.why.text,
            "sentences": [sentence.as_dict() for sentence in self.sentences],
        }
