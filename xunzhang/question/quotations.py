"""Quotation marks as people type them: where a question has something in them, and whether that is an order or a hint.

Marks of either language count, and so do those that do not match; one without its other half is a character like any. What a
sign before a quotation means, and what else a question is made of, is `grammar.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.terms import exact_terms
from xunzhang.types import Span
from xunzhang.types.characters import HAN

_DOUBLE = '"“”„‟＂〝〞〟″«»'
_CORNERS = "「」『』｢｣﹁﹂﹃﹄"
# Pairs as they are meant to be, looked for first: so “a "b" c” is one quotation, and the “ of “a and “b” none.
_PAIRS = ("“”", "＂＂", "「」", "『』", "｢｣", "﹁﹂", "﹃﹄", "《》", "〈〉", "«»", "„“", "〝〞")
_OPENS = r"(?:(?<!\d){mark}|{mark}(?=\S))"  # not the inches of 5'10" and 6'2"
_STRICT = "|".join([_OPENS.format(mark='"') + r'[^"\n]+"', *(f"{pair[0]}[^{pair}\n]+{pair[1]}" for pair in _PAIRS)])
_LATIN = "A-Za-z0-9\u00c0-\u024f"
# Single marks are apostrophes too: one that opens follows no letter, and no letter follows one that closes (‘It’s here’).
_BARE = rf"(?:[{HAN}]|[^\s'][^\n']+(?:'[{_LATIN}][^\n']*){{0,8}})"  # more than the letter in rock 'n' roll
_SINGLE = rf"(?<![{_LATIN}])‘[^\n‘]{{2,}}?’(?![{_LATIN}])|(?<![{_LATIN}'])'{_BARE}'(?![{_LATIN}'])"
_DOUBLED = r"<<[^<>\n]+>>|(?:``|'')[^'`\n]+''|《[^《》〈〉\n]+[〉>]|〈[^《》〈〉\n]+[》>]"
_ANY = f"{_DOUBLE}{_CORNERS}《》〈〉‘"
_MIXED = (
    rf"{_OPENS.format(mark=f'[{_DOUBLE}]')}[^{_DOUBLE}\n]+[{_DOUBLE}]|[「『｢﹁﹃][^{_CORNERS}\n]+[」』｣﹂﹄]"
    rf"|[“「『《〈‘][^{_ANY}\n]+[\"”」』》〉]"
)
_ROUNDS = tuple(map(re.compile, (_STRICT, _DOUBLED, _SINGLE, _MIXED)))

STANDS_FOR = "\ue000"  # a quotation, in a text that has them taken out
TAKEN = "\ue001"  # what else has been found already, so that no later pattern runs through it
_APART = re.compile(rf"(?<![^\s、，,;；{STANDS_FOR}]){STANDS_FOR}(?![^\s、，,;；{STANDS_FOR}])")
_SAYS_SOMETHING = re.compile("[的了是在被把将称说对向为已未与和不应会要]")
_KEYWORD = re.compile(rf"[{HAN}]{{1,5}}|[^\W_{HAN}]+(?:['’.&-][^\W_{HAN}]+)*\.?")
MOST_KEYWORDS = 2  # beside quotations; with more it may be a headline, of which nothing must be demanded
# What headlines say that something does: a word of these makes no keyword and no name of those beside it.
_HEADLINE_VERBS = (
    "落地 回应 发布 出台 印发 召开 举行 启动 上线 走红 提速 去世 热议 宣布 公布 亮相 夺冠 上映 开幕 闭幕 "
    "says said wins won tops hits hit falls fell rises rose sees saw gets got makes made takes took calls called warns warned "
    "urges urged tells told slams vows denies denied dies died opens opened closes closed ends ended begins began starts started "
    "launches launched beats beat leads led joins leaves left returns faces gains loses lost sells sold cuts raises raised plans "
    "goes went comes came becomes became bans backs breaks shows seeks sets sparks draws drops keeps rejects arrives"
)
HEADLINE_VERBS = frozenset(_HEADLINE_VERBS.split())


class Quotation(NamedTuple):
    """`span` is where it stands, marks and all; `text` what is between the marks."""

    span: Span
    text: str


def quotations(text: str) -> list[Quotation]:
    """The quotations of `text` in order, not overlapping; those without a word or figure in them are none.

    >>> [quotation.text for quotation in quotations("谁写了《论自由”？ “双减 it's 'rock'")]
    ['论自由', 'rock']
    """
    found: list[Quotation] = []
    left = text
    for pattern in _ROUNDS:
        for match in pattern.finditer(left):
            wide = 2 if match.group().startswith(("<<", "``", "''")) else 1
            inside = match.group()[wide:-wide].strip()
            if exact_terms(inside):
                found.append(Quotation(Span(*match.span()), inside))
        left = without(text, found, TAKEN)
    return sorted(found, key=lambda quotation: quotation.span.start)


def without(text: str, found: Sequence[Quotation], mark: str = STANDS_FOR) -> str:
    """`text`, as long as it was, with each quotation as one `mark` and TAKEN for the rest of it."""
    for span, _ in found:
        text = f"{text[: span.start]}{mark}{TAKEN * (span.end - span.start - 1)}{text[span.end :]}"
    return text


def demands(outside: str, asks: bool) -> bool:
    """Whether what a question quotes has to stand in a passage: where it is nothing else, or stands among bare keywords.

    `outside` is the question with STANDS_FOR in place of each quotation. In running text, as in a question or a headline, marks
    are punctuation, and only say what had better be there.
    """
    words = re.sub(r"[^\w]+|_+", " ", outside).split()
    if not words:
        return True
    rest = re.sub(f"[{STANDS_FOR}，,、;；]", " ", outside).split()
    apart = len(_APART.findall(outside)) == outside.count(STANDS_FOR)
    return not asks and apart and len(rest) <= MOST_KEYWORDS and all(map(_is_keyword, rest))


def _is_keyword(word: str) -> bool:
    folded = fold(word)
    if not _KEYWORD.fullmatch(word) or is_function_word(folded) or folded in HEADLINE_VERBS:
        return False
    return not _SAYS_SOMETHING.search(folded) and not any(folded[at : at + 2] in HEADLINE_VERBS for at in range(len(folded) - 1))


def demanding(typed: str, quotation: Quotation) -> str:
    """The question as typed, but that what it quotes there is demanded: with +"..." in its place."""
    before, after = typed[: quotation.span.start].rstrip(), typed[quotation.span.end :].lstrip()
    inside = quotation.text.replace('"', " ")
    return f'{before} +"{inside}" {after}'.strip()
