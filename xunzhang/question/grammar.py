"""A question as typed, taken apart: the words asked with, quoted phrases, and words required or excluded.

The grammar is what people know from search engines and nothing more: "a phrase" (also “…”, 「…」, 『…』), +word, -word, and
both signs before a quoted phrase. Whether a passage satisfies them is for `lexical.py` to say.
"""

from __future__ import annotations

import re

from xunzhang.language.scripts import detect_language
from xunzhang.language.terms import exact_terms, lexical_terms
from xunzhang.types import Language, Question

_QUOTED = (
    r"\"(?P<straight>[^\"\n]+)\"|“(?P<double>[^”\n]+)”|「(?P<corner>[^」\n]+)」|『(?P<white>[^』\n]+)』|＂(?P<wide>[^＂\n]+)＂"
)
_PIECE = re.compile(rf"(?:(?<!\S)(?P<sign>[+＋\-－−])(?=[^\s+\-]))?(?:{_QUOTED}|(?<=[+＋\-－−])(?P<word>[^\s\"“「『]+))")
_NEGATIVE_NUMBER = re.compile(r"[\d０-９.．]")
_TRAILING = "，。！？；：、,.!?;:"
_ASKS = re.compile(
    r"[?？]|[谁誰哪何吗嗎呢]|什么|什麼|甚麼|多少|怎么|怎麼|怎样|怎樣|几[个名次年月天]|幾[個名次年月天]|是否|是不是|有没有|有沒有"
    r"|^\s*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|has|have)\b",
    re.IGNORECASE,
)


def parse_question(text: str) -> Question:
    """Take `text` apart. A sign counts at the start of a word only: `e5-small`, `10-20`, `-5` and `C++` hold none.

    Never fails: what is no operator, such as a single quotation mark, is a part of the question.
    """
    phrases: list[str] = []
    must: list[str] = []
    must_not: list[str] = []

    def take(match: re.Match[str]) -> str:
        quoted = match["straight"] or match["double"] or match["corner"] or match["white"] or match["wide"]
        sign, word = match["sign"], match["word"]
        if word and (not sign or (sign not in "+＋" and _NEGATIVE_NUMBER.match(word))):
            return match.group()
        piece = quoted or word.rstrip(_TRAILING)
        if not exact_terms(piece):
            return match.group()
        if not sign:
            phrases.append(piece)
            return match.group()
        if sign in "+＋":
            must.append(piece)
            return f"{quoted or word} "
        must_not.append(piece)
        return " "

    plain = re.sub(r"[^\S\n]{2,}", " ", _PIECE.sub(take, text)).strip()
    return Question(
        typed=text,
        text=plain,
        language=detect_language(plain or text),
        terms=tuple(dict.fromkeys(lexical_terms(plain))),
        phrases=tuple(phrases),
        must=tuple(must),
        must_not=tuple(must_not),
        asks=bool(_ASKS.search(plain)),
    )


def plain_question(text: str, language: Language) -> Question:
    """A text in a question's place, without operators: for finding passages like a given one."""
    return Question(typed=text, text=text, language=language, terms=tuple(dict.fromkeys(lexical_terms(text))))
