"""A question as typed, taken apart: the words asked with, quoted phrases, and words required or excluded.

The grammar is what people know from search engines: "a phrase" (and the marks that `quotations.py` knows), +word, -word, both
signs before a quoted phrase, and what `operators.py` finds first. Whether a passage satisfies them is for `lexical.py` to say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from xunzhang.language.folding import half_width
from xunzhang.language.scripts import detect_language
from xunzhang.language.terms import exact_terms, lexical_terms
from xunzhang.question.operators import FoundOperators, find_operators
from xunzhang.question.quotations import STANDS_FOR, TAKEN, demands, quotations, without
from xunzhang.types import Language, Question

_PIECE = re.compile(
    rf"(?:(?<!\S)(?P<sign>[+＋\-－−])(?=[^\s+\-]))?"
    rf"(?:(?P<quoted>{STANDS_FOR}{TAKEN}*)|(?<=[+＋\-－−])(?P<word>[^\s\"“「『{STANDS_FOR}]+))"
)
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
    quoted_first = quotations(text)
    special = find_operators(without(text, quoted_first), text, quoted_first)
    rest, alone = _left(text, special)
    return replace(
        _signs_and_phrases(rest, text), operators=special.operators, fields=special.fields, alone=alone and special.taken != ()
    )


def _left(text: str, special: FoundOperators) -> tuple[str, bool]:
    """-> the text with what the encoder reads in place of each operator and field, and whether there is nothing else in it."""
    kept, bare, at = "", "", 0
    for span, words in special.taken:
        kept += text[at : span.start] + words
        bare += text[at : span.start] + " "
        at = span.end
    return kept + text[at:], not exact_terms(bare + text[at:])


def _signs_and_phrases(text: str, typed: str) -> Question:
    found = quotations(text)
    inside = {quotation.span.start: quotation.text for quotation in found}
    quoted: list[str] = []
    must: list[str] = []
    must_not: list[str] = []

    def take(match: re.Match[str]) -> tuple[str, str]:
        """-> what is left of a piece for the encoder, and the same with a quotation as STANDS_FOR."""
        sign, word = match["sign"], match["word"]
        as_typed = text[match.start() : match.end()]
        piece = inside.get(match.start("quoted"), "") if match["quoted"] else word.rstrip(_TRAILING)
        negative = word and sign and sign not in "+＋" and _NEGATIVE_NUMBER.match(word)
        if negative or (word and not sign) or not exact_terms(piece):
            return as_typed, as_typed
        if not sign:
            quoted.append(piece)
            return as_typed, STANDS_FOR
        if sign in "+＋":
            must.append(piece)
            return (f"{piece if match['quoted'] else word} ",) * 2
        must_not.append(piece)
        return " ", " "

    plain, outside, at = "", "", 0
    masked = without(text, found)
    for match in _PIECE.finditer(masked):
        kept, shown = take(match)
        plain += text[at : match.start()] + kept
        outside += text[at : match.start()] + shown
        at = match.end()
    plain = re.sub(r"[^\S\n]{2,}", " ", plain + text[at:]).strip()
    asks = bool(_ASKS.search(plain))
    # Who demands a word with a plus is giving orders; a minus may be a headline's dash.
    demanded = bool(quoted) and ((bool(must) and not asks) or demands(outside + text[at:], asks))
    return Question(
        typed=typed,
        text=plain,
        language=detect_language(half_width(plain or typed)),
        terms=tuple(dict.fromkeys(lexical_terms(plain))),
        phrases=tuple(quoted) if demanded else (),
        preferred=() if demanded else tuple(dict.fromkeys(quoted)),
        must=tuple(must),
        must_not=tuple(must_not),
        asks=asks,
    )


def plain_question(text: str, language: Language) -> Question:
    """A text in a question's place, without operators: for finding passages like a given one."""
    return Question(typed=text, text=text, language=language, terms=tuple(dict.fromkeys(lexical_terms(text))))
