"""The terms of a text, by which it is indexed and matched, and where a question's terms stand in a passage.

All of it works on folded text (`folding.py`); what a figure's canonical terms are is `figure_terms.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xunzhang.language.figure_terms import figure_terms
from xunzhang.language.folding import COMBINING, fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.language.printed_forms import readable
from xunzhang.types import Span
from xunzhang.types.characters import HAN, HANGUL, KANA

CJK = HAN + HANGUL + KANA
# Marks that belong to the letter before them: combining accents, Hebrew and Arabic points, vowel signs of India and Thailand.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u0e31-\u0e4e"
# A number may have its unit attached (2.5ghz); with other letters it is one word (21st, c919, 5g).
_UNITS = "bn|mn|tn|m|k|km|cm|mm|nm|kg|mg|g?w|kw|mw|[gmk]wh|[gmk]?hz|[gmtk]b|mah|mph|am|pm"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+){{0,30}}(?![a-z\d]|\.\d)|\d+(?:\.\d+)?(?=(?:{_UNITS})(?![a-z\d]))"
_ACRONYM = r"(?<![a-z\d])(?:[a-z]\.)+[a-z](?![a-z\d])\.?"
_TOKEN = re.compile(
    rf"(?P<cjk>[{CJK}]+)"
    rf"|(?P<number>{_NUMBER})"
    rf"|(?P<acronym>{_ACRONYM})"
    rf"|(?P<word>(?:[^\W_{CJK}]|[{_MARKS}])+(?:'[a-z]+)?)"
)
_EXACT = re.compile(rf"[{CJK}]|{_NUMBER}|{_ACRONYM}|(?:[^\W_{CJK}]|[{_MARKS}])+|[%‰$€£¥°#+&@]")

_HYPHENED = re.compile(r"(?<![a-z\d-])[a-z]+(?:-[a-z]+)+(?![a-z\d-])")
_SMALL_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")  # behind a figure, where folding leaves them
# What often stands before a hyphen that others leave out; and how long a word, and each half of one without these, has to be.
_PREFIX_WORDS = (
    "co re pre non anti e multi micro macro sub semi inter intra post counter over under out on off cyber bio eco neo pan pro "
    "ultra mid self well ex extra fore hyper infra mega meta mini mono para poly quasi super trans tri uni un up down by vice"
)
_PREFIXES = frozenset(_PREFIX_WORDS.split())
SHORTEST_PARTED, LONG_PART, MOST_FORMS = 5, 4, 24


def lexical_terms(text: str) -> list[str]:
    """The index terms of `text`: its words in the order they stand, then the canonical terms of its figures (`figure_terms.py`).

    Han, kana and hangul runs give their bigrams, or the one character of a run of one; other words are folded and stemmed
    (Snowball, English); numbers lose their thousands separators. 华为 C919 达17.1亿元 -> 华为, c919, 达, 17.1, 亿元, 1710000000.
    """
    folded = readable(fold(text)).text
    terms = literal_terms(folded)
    terms.extend(term for term, _, _ in figure_terms(folded))
    terms.extend(term for term, _, _ in joined_terms(folded))
    return terms


def joined_terms(readable_text: str) -> Iterator[tuple[str, int, int]]:
    """Words with hyphens as one without (co-operation: that of cooperation), each with where it stands: term, start, end."""
    for match in _HYPHENED.finditer(readable_text) if "-" in readable_text else ():
        yield stem(match.group().replace("-", "")), match.start(), match.end()


def literal_terms(folded: str) -> list[str]:
    """The first part of `lexical_terms`, of folded text: its words without the canonical terms of its figures."""
    return [term for term, _, _ in placed_terms(folded)]


def placed_terms(folded: str) -> Iterator[tuple[str, int, int]]:
    """`literal_terms` of folded text, each with where it stands: term, start, end. Bigrams overlap."""
    read = readable(folded)
    for match in _TOKEN.finditer(read.text):
        start, end, token = match.start(), match.end(), match.group()
        if match.lastgroup != "cjk":
            yield _term(match.lastgroup, token), *read.span(start, end)
        elif len(token) == 1:
            yield token, *read.span(start, end)
        else:
            for at in range(len(token) - 1):
                yield token[at : at + 2], *read.span(start + at, start + at + 2)


def _term(kind: str | None, token: str) -> str:
    if kind == "number":
        return token.replace(",", "")
    if kind == "acronym":
        return token.replace(".", "")
    return stem(token) if token.isascii() else stem(token.translate(_SMALL_FIGURES))


def exact_terms(text: str) -> list[str]:
    """The terms of a word-for-word match: each Han, kana or hangul character, each whole word unstemmed, numbers, % and the like.

    Consecutive terms of a phrase are consecutive wherever the phrase stands, whatever surrounds it; spaces and punctuation
    do not count.
    """
    found: list[str] = _EXACT.findall(readable(fold(text)).text)
    return [term if term.isascii() and term.isalpha() else _exact_term(term) for term in found]


def exact_spans(text: str) -> list[tuple[str, Span]]:
    """`exact_terms` of `text`, each with where it stands."""
    read = readable(fold(text))
    return [(_exact_term(match.group()), Span(*read.span(*match.span()))) for match in _EXACT.finditer(read.text)]


def in_order(placed: Sequence[tuple[str, Span]], terms: Sequence[str]) -> Iterator[Span]:
    """Where the terms stand one after the other among `placed`, from left to right, not overlapping."""
    first, width, free = terms[0], len(terms), 0
    for at in range(len(placed) - width + 1):
        if placed[at][0] != first or at < free:
            continue
        if all(placed[at + i][0] == terms[i] for i in range(1, width)):
            yield Span(placed[at][1].start, placed[at + width - 1][1].end)
            free = at + width


def _exact_term(token: str) -> str:
    if len(token) == 1 and not "\u0300" <= token <= "\u036f":
        return token.translate(_SMALL_FIGURES)
    if token[0].isalpha() and "." in token:
        return token.replace(".", "")
    return COMBINING.sub("", token).replace(",", "").translate(_SMALL_FIGURES)


def exact_forms(text: str, by_prefix: bool = False) -> list[list[str]]:
    """The ways in which a word-for-word match may be written, `exact_terms` of each: as typed, and with words joined or parted.

    Others print them with a hyphen or without: co-operation and cooperation, e-mail and email, policymaker and policy-maker.
    `by_prefix` parts words behind what often stands before a hyphen only.
    """
    terms = exact_terms(text)
    joined = exact_terms(_HYPHENED.sub(lambda match: match.group().replace("-", ""), readable(fold(text)).text))
    parted = [[*terms[:at], *parts, *terms[at + 1 :]] for at, term in enumerate(terms) for parts in _parted(term, by_prefix)]
    return [list(form) for form in dict.fromkeys(map(tuple, (terms, joined, *parted[:MOST_FORMS])))]


def _parted(word: str, by_prefix: bool) -> Iterator[tuple[str, str]]:
    """A word in two where a hyphen may stand: behind what often stands before one, or between two longer words."""
    if not (word.isascii() and word.isalpha() and len(word) >= SHORTEST_PARTED):
        return
    for at in range(1, len(word) - 2):
        first, rest = word[:at], word[at:]
        if len(rest) >= LONG_PART and (first in _PREFIXES or (len(first) >= LONG_PART and not by_prefix)):
            yield first, rest


def find_terms(text: str, terms: Iterable[str]) -> list[Span]:
    """Where in `text` the given index terms stand, in order; spans that touch or overlap are one. Function words are left out."""
    wanted = {term for term in terms if not is_function_word(term)}
    folded = fold(text)
    read = readable(folded)
    apart = (*figure_terms(read.text), *joined_terms(read.text))
    found: list[tuple[int, int]] = [read.span(start, end) for term, start, end in apart if term in wanted]
    for term, start, end in placed_terms(folded):
        if term in wanted and not is_function_word(folded[start:end]):
            found.append((start, end))
    return merged(found)


def merged(ranges: Iterable[tuple[int, int]]) -> list[Span]:
    """Ranges as spans in order; those that touch or overlap are one."""
    spans: list[Span] = []
    for start, end in sorted(ranges):
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return spans
