"""A question as the rooms hand it on. Taking one apart is `question/grammar.py`'s. Frozen and slotted."""

from __future__ import annotations

from dataclasses import dataclass

from xunzhang.types.articles import Language

LONGEST_QUESTION = 4000  # characters; the encoder reads the first 512 tokens of it, the lexical arm all


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, taken apart once (`question/grammar.py`). `typed` is the question as it came, and `text` the same without
    signs and excluded words, as the encoder should read it.

    `terms` are its index terms (`language/terms.py`), each once. `phrases` must stand in a passage or its context word for
    word, `must` likewise; nothing in `must_not` may. `asks` tells a question from a list of keywords: the quotation marks
    in 谁写了“论自由”？ name a thing, and a passage in another language cannot hold it; those in `"论自由" 穆勒` are an order.
    """

    typed: str
    text: str
    language: Language
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    asks: bool = False

    @property
    def constrained(self) -> bool:
        """Is there anything a passage has to hold or must not?"""
        return bool(self.phrases or self.must or self.must_not)
