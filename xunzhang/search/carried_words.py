"""A question's words in the other language: which of them a passage there has, where, and the question said in them.

What the words may mean is `question/bridge.py`'s; that some passage holds them, and what that is worth, `index/lexical.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from xunzhang.language.figure_terms import figure_terms
from xunzhang.language.folding import fold
from xunzhang.language.terms import placed_terms
from xunzhang.question.asked_kinds import asked_parts
from xunzhang.question.bridge import BridgeTerm
from xunzhang.types import Span
from xunzhang.types.characters import HAN
from xunzhang.types.question import Kind

Placed = tuple[str, int, int]  # an index term, and where it stands

_HAN = re.compile(f"[{HAN}]")
# What asks for each kind of thing in English, where a Chinese question asks for it.
_ENGLISH_ASKS: Mapping[Kind, str] = MappingProxyType(
    {
        "percent": "what percentage",
        "money": "how much",
        "date": "when",
        "number": "how many",
        "person": "who",
        "place": "where",
        "organisation": "which organization",
        "reason": "why",
        "manner": "how",
        "list": "which",
    }
)
# What asks in English, the longer before the shorter, and the same in Chinese.
_CHINESE_ASKS: Mapping[str, str] = MappingProxyType(
    {
        "(?:what|which) (?:percentage|proportion|share)": "百分之多少",
        "(?:(?:on|in|by) )?(?:what|which) (?:date|day|time)": "什么时候",
        "(?:in |by )?(?:what|which) year": "哪一年",
        "how many": "多少",
        "how much money": "多少钱",
        "how often": "多少次",
        "how long": "多久",
        "how (?:much|high|far|old|big|large|tall|deep|wide)": "多少",
        "who (?:is|was|are|were)": "谁是",
        "who|whom": "谁",
        "whose": "谁的",
        "when": "什么时候",
        "where": "哪里",
        "why": "为什么",
        "how": "怎样",
        "which": "哪个",
        "what": "什么",
    }
)
_ENGLISH_ASKING = re.compile("|".join(rf"(?P<a{at}>(?:{words})\b)" for at, words in enumerate(_CHINESE_ASKS)))
_SAID = tuple(_CHINESE_ASKS.values())


def carried_held(carried: Sequence[BridgeTerm], text: str) -> set[str]:
    """The sources of those carried-over terms that `text` has in any of their translations."""
    return set(carried_places(carried, text))


def carried_places(carried: Sequence[BridgeTerm], text: str) -> dict[str, Span]:
    """Where `text` has each carried-over term that it has, by source: the first place of the first translation that it has."""
    folded = fold(text)
    placed = [*placed_terms(folded), *figure_terms(folded)]
    held = {term for term, _, _ in placed}
    places = ((term.source, _written(term, placed, held)) for term in carried)
    return {source: span for source, span in places if span}


def _written(term: BridgeTerm, placed: Sequence[Placed], held: set[str]) -> Span | None:
    """`held` are the terms of `placed`, for passing over the synonyms, most of them, that have a word that stands nowhere."""
    here = (_followed(placed, synonym, str.__eq__) for synonym in term.synonyms if synonym and held.issuperset(synonym))
    spelled = (_followed(placed, pattern, _matches) for pattern in term.patterns)
    return next((span for spans in (here, spelled) for span in spans if span), None)


def _followed(placed: Sequence[Placed], wanted: Sequence[str], same: Callable[[str, str], bool]) -> Span | None:
    """The first place where the wanted terms follow each other."""
    for at in range(len(placed) - len(wanted) + 1):
        if all(same(part, term) for part, (term, _, _) in zip(wanted, placed[at:])):
            return Span(placed[at][1], placed[at + len(wanted) - 1][2])
    return None


def _matches(pattern: str, term: str) -> bool:
    return re.fullmatch(pattern, term) is not None


def in_passage_words(question: str, places: Mapping[str, Span], text: str) -> str:
    """The question with its words exchanged for those that the passage `text`, in the other language, has for them.

    `places` are theirs (`carried_places`). What asks is said in the passage's language too; what the passage has no word for
    stays. For reading the two together, and never shown: 沙坪坝区有多少名教师？ against an English passage becomes "Shapingba
    District 有 how many teachers ？".
    """
    chinese = bool(_HAN.search(question))
    exchanged = list(_asking(question, chinese))
    for source in sorted(places, key=len, reverse=True):
        for span in _standing(source, question, chinese):
            if not any(span.overlaps(taken) for taken, _ in exchanged):
                exchanged.append((span, places[source].of(text)))
    return _exchanged(question, exchanged)


def _asking(question: str, chinese: bool) -> Iterator[tuple[Span, str]]:
    """What asks, and that in the other language. In English the asking words alone: of "which vice minister" the first."""
    folded = fold(question)
    for part in asked_parts(question):
        start, end = part.asks.start, part.asks.end
        if chinese and start < end:
            yield part.asks, _ENGLISH_ASKS.get(part.kind, "what")
        elif asking := _ENGLISH_ASKING.match(folded, start):
            yield Span(start, asking.end()), _SAID[int(str(asking.lastgroup)[1:])]
        elif start < end:
            yield part.asks, "什么时候" if part.kind == "date" else "什么"


def _standing(source: str, question: str, chinese: bool) -> Iterator[Span]:
    edges = ("", "") if chinese and _HAN.search(source) else (r"(?<![a-z0-9])", r"(?![a-z0-9])")
    pattern = r"\W+".join(map(re.escape, source.split()))
    for match in re.finditer(f"{edges[0]}{pattern}{edges[1]}", fold(question)):
        yield Span(*match.span())


def _exchanged(question: str, exchanged: Iterable[tuple[Span, str]]) -> str:
    parts, at = [], 0
    for span, words in sorted(exchanged, key=lambda each: each[0].start):
        parts += [question[at : span.start], words]
        at = span.end
    return " ".join(part.strip() for part in (*parts, question[at:]) if part.strip())
