"""A question as the rooms hand it on. Taking one apart is `question/grammar.py`'s. Frozen and slotted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xunzhang.types.articles import Language

# What a question asks for (`question/asked_kinds.py`); "name" is that of a thing, "contact" a telephone number or the like.
Kind = Literal[
    "percent",
    "money",
    "date",
    "number",
    "person",
    "place",
    "organisation",
    "name",
    "contact",
    "reason",
    "manner",
    "list",
    "definition",
    "yes_no",
    "other",
]

OperatorKind = Literal["word", "phrase", "pattern", "similar", "near", "either"]
FieldName = Literal["outlet", "title", "author", "after", "before", "language"]

LONGEST_QUESTION = 4000  # characters; the encoder reads the first 512 tokens of it, the lexical arm all
MOST_WORDS = 2  # of a look-up


@dataclass(frozen=True, slots=True)
class Operator:
    """What a passage has to hold, or where it is `excluded` must not, in the grammar of those who know search engines.

    `text` is it as typed, for people. By kind: a "word" in any of its forms; a "phrase" word for word; a "pattern" with `*`; a
    word "similar" to this one (volker~), by `most` letters; words "near" each other ("a b"~5), with `most` others between; and
    "either" of `parts`, which are operators too. The words of the others are in `words`.
    """

    kind: OperatorKind
    text: str
    words: tuple[str, ...] = ()
    most: int = 0
    parts: tuple[Operator, ...] = ()
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FieldDemand:
    """What an article has to be, or where it is `excluded` must not, by one of its fields: outlet:新华社, after:2024-05.

    `value` is a date in ISO 8601 and a language by its code, where they are any; `text` is the whole as typed, without a minus.
    """

    name: FieldName
    value: str
    text: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, taken apart once (`question/grammar.py`). `typed` is the question as it came, and `text` the same without
    signs and excluded words, as the encoder should read it.

    `terms` are its index terms (`language/terms.py`), each once. `phrases` must stand in a passage or its context word for
    word, `must` likewise; nothing in `must_not` may. `preferred` are phrases that a passage had better have, and need not: the
    quotation marks in 谁写了“论自由”？ name a thing, and those in `"论自由" 穆勒` are an order. `asks` says whether it has the
    words or the mark of a question.

    `operators` and `fields` have to hold as well. Where there is nothing else, the question is a look-up of them: `alone`.
    """

    typed: str
    text: str
    language: Language
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    asks: bool = False
    operators: tuple[Operator, ...] = ()
    fields: tuple[FieldDemand, ...] = ()
    alone: bool = False

    @property
    def constrained(self) -> bool:
        """Is there anything a passage has to hold or must not?"""
        return bool(self.phrases or self.must or self.must_not or self.operators)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is looked up; where there are no `words`, all that the question's fields leave.

    `words` are things that a passage may hold, as typed: each is held where its terms follow each other.

    `parts` are those of a single word that the dictionary has in pieces only (教育经费: 教育, 经费), for where nothing holds the
    whole. `telling` is the word of a person's name that has to be there: another Paul is not Paul Volcker, another Liu not
    Liu Yanbing.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...] = ()
    telling: str = ""
