"""What kind of thing a question asks for, part by part: a figure and its unit, money, a date, a person, a place, a reason ...

Told by the question's own words: what asks in Chinese stands in `chinese_kinds.py`, in English in `english_kinds.py`. A question
that none of them fits asks for "other", of which nothing is said. Of what the thing is asked is `demands.py`'s business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.figures import unit_of
from xunzhang.question.chinese_kinds import CHINESE_ASKS, CHINESE_HEADS
from xunzhang.question.english_kinds import ENGLISH_ASKS, ENGLISH_HEADS, english_anchors
from xunzhang.types import Span
from xunzhang.types.characters import HAN
from xunzhang.types.question import Kind

_HAN = re.compile(f"[{HAN}]")
_CHINESE = tuple((kind, re.compile(pattern)) for kind, patterns in CHINESE_ASKS for pattern in patterns)
_ENGLISH = tuple((kind, re.compile(pattern)) for kind, patterns in ENGLISH_ASKS for pattern in patterns)
_MULTIPLE = re.compile("[十百千万亿]*")
_HOW_MANY_HAN = re.compile(f"(?:多少|几|第几)(?P<han>[{HAN}]{{1,4}})")
_HOW_MANY = re.compile(r"how many (?P<words>[a-z]+(?: [a-z]+){0,2})")
_TIMES, _LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second"), ("km", "mi", "m", "ft", "cm", "mm")
_DIMENSIONS = (
    (re.compile(r"多久|多长时间|多少时间|how long"), _TIMES),
    (re.compile(r"多[远高宽深厚]|多长(?!时间)|how (?:far|tall|high|wide|deep|long)"), _LENGTHS),
    (re.compile(r"多大年[纪龄]|几岁|多少岁|how old|\bage of\b"), ("year old", "year")),
)
# What is asked by these words alone is told by the noun that they ask of: 面积是什么, 妻子叫什么名字, what is the salary.
_OPEN: frozenset[Kind] = frozenset({"other", "name", "definition"})


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One thing that a question asks for. `asks` are the words that ask (多少名, how many), as offsets into the question.

    `units` are the canonical ones (`language/mentions/figures.py`) that a number is wanted in; empty where the question does not
    say.
    """

    kind: Kind
    asks: Span
    units: frozenset[str] = frozenset()


def asked_parts(question: str) -> tuple[AskedPart, ...]:
    """The parts of a question in the order they stand, at least one: 何时何地成立？ asks for a date and a place.

    >>> [part.kind for part in asked_parts("Who founded it, and how many people work there?")]
    ['person', 'number']
    """
    folded = fold(question).replace("甚么", "什么")
    found = _chinese_parts(folded) if _HAN.search(folded) else _english_parts(folded)
    return tuple(found) or (AskedPart("other", Span(0, 0)),)


def asked_kind(question: str) -> Kind:
    """The kind of the first part: 多少所大学 -> "number", "What percentage ..." -> "percent"."""
    return asked_parts(question)[0].kind


def kind_of_head(folded: str) -> Kind | None:
    """What is asked for with a noun: 面积, population -> "number", 妻子, wife -> "person"; None for one that does not tell.

    A Chinese noun is told by its end (总投资额, 现任校长), an English one by its last word.
    """
    if _HAN.search(folded):
        return next((kind for kind, heads in CHINESE_HEADS if re.search(f"(?:{heads})$", folded)), None)
    words = folded.split()
    return next((kind for kind, heads in ENGLISH_HEADS if words and re.fullmatch(heads, words[-1])), None)


def _chinese_parts(folded: str) -> list[AskedPart]:
    taken: list[tuple[Kind, Span]] = []
    for kind, pattern in _CHINESE:
        for match in pattern.finditer(folded):
            span = Span(*match.span("asks"))
            if not any(span.start < other.end and other.start < span.end for _, other in taken):
                taken.append((kind, span))
    taken.sort(key=lambda each: each[1].start)
    told = [each for each in taken if each[0] != "other"]
    return [_counted(folded, kind, span) for kind, span in told or taken]


def _counted(folded: str, kind: Kind, span: Span) -> AskedPart:
    """The part with the unit that is asked for, which then belongs to the words that ask: 多少名 of 多少名教师."""
    units = wanted_units(folded[span.start : span.start + 8]) if kind == "number" else frozenset[str]()
    if kind not in ("number", "date") or folded[span.end - 1] not in "少几":
        return AskedPart(kind, span, units)
    at = _MULTIPLE.match(folded, span.end)
    start = at.end() if at else span.end
    length = next((n for n in range(4, 0, -1) if unit_of(folded[start : start + n]) and len(folded) >= start + n), 0)
    return AskedPart(kind, Span(span.start, start + length if length else span.end), units)


def _english_parts(folded: str) -> list[AskedPart]:
    anchors = english_anchors(folded)
    ends = [*anchors[1:], len(folded)][: len(anchors)]
    parts: list[AskedPart] = []
    for start, end in zip(anchors, ends, strict=True):
        segment = folded[start:end]
        found = ((kind, match) for kind, pattern in _ENGLISH if (match := pattern.match(segment)))
        kind, match = next(found, (None, None))
        if kind is not None and match is not None:
            stop = match.end("asks") if "asks" in match.re.groupindex else match.end()
            units = wanted_units(segment) if kind == "number" else frozenset[str]()
            parts.append(AskedPart(kind, Span(start, start + len(segment[:stop].rstrip())), units))
    return parts


def retold(part: AskedPart, head: str) -> AskedPart:
    """The part as the noun that it is asked of tells it, where its own words leave that open; `head` is folded."""
    kind = kind_of_head(head) if part.kind in _OPEN else None
    return part if kind is None else replace(part, kind=kind)


def wanted_units(folded: str) -> frozenset[str]:
    """The units that folded words want their number in (多少平方公里, how many miles); empty where they do not say."""
    wanted = {unit for pattern, units in _DIMENSIONS if pattern.search(folded) for unit in units}
    for match in _HOW_MANY_HAN.finditer(folded):
        pieces = [match["han"][:length] for length in range(len(match["han"]), 0, -1)]
        wanted.update(filter(None, [next((unit for piece in pieces if (unit := unit_of(piece))), "")]))
    for match in _HOW_MANY.finditer(folded):
        words = match["words"].split()
        runs = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
        wanted.update(filter(None, map(unit_of, runs)))
        wanted.update(word.removesuffix("s") for word in words if not is_function_word(word))
    return frozenset(wanted)
