"""What a question demands of a passage: the things it asks for, each with what it is asked of, and all that it speaks of.

沙坪坝区有多少名教师？ asks for a number of 名, of 教师 (the attribute), and speaks of 沙坪坝区 (the subject). What asks, and for
what kind of thing, is told by `asked_kinds.py`; the words are cut in `question_pieces.py`. Whether a passage has a counterpart of
a piece is for search to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xunzhang.language.folding import fold
from xunzhang.language.mentions.figures import unit_of
from xunzhang.question.asked_kinds import AskedPart, asked_parts, kind_of_head, retold
from xunzhang.question.bridge import Bridge
from xunzhang.question.question_pieces import QuestionPiece, find_pieces
from xunzhang.types import Span
from xunzhang.types.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_COPULA = re.compile(
    r"^[了的着过]?(?:分别|各自?|大?约|一共|总共|共|目前|现在|到底|究竟|具体)?(?:是|为|有|达到?|叫做?|于|在|由|被|占|高达|等于|来自|至|到|属于|位于){0,6}(?:了|约)?$"
)
_IS_AFTER = re.compile(r"^(?:是|为|当过?|做)")
_AND = re.compile(r"^(?:和|与|及|以及|、|跟| and (?:the )?| and its )$")
_EQUATES = re.compile(r"是|在|\b(?:is|are|was|were)\b|'s\b")
_OF_A_THING = ("person", "place", "definition", "name", "other")
_ENDS_IN_BE = re.compile(r"(?:\b(?:is|are|was|were|be|been)|'s)$")
_BE_FOLLOWS = re.compile(r" ?(?:is|are|was|were|'s)\b")
_OF = re.compile(r" (?:of|for|in|at|to|from|on|by|with|between|during|that|who|which)\b")
_OWNED = re.compile(r"(?:'s|s')\s")
_PARTICIPLE = re.compile(
    r".*ed|built|born|made|written|held|found|won|sold|begun|chosen|taken|given|seen|known|shown|paid|lost|led|sent|set|put|cut|spent|"
    r"bought|brought|taught|caught|fought|broken|spoken|drawn|grown|thrown|hidden|driven|stolen|shot|struck|hurt|kept|left|dead|alive|laid"
)
LONGEST_ATTRIBUTE = 2  # pieces, where several stand side by side


@dataclass(frozen=True, slots=True)
class Demands:
    """The parts of a question, what each is asked of, and its pieces in the order they stand.

    `attributes` are, for each part, the pieces that its thing is asked of; () where the question does not say.
    """

    text: str
    parts: tuple[AskedPart, ...]
    attributes: tuple[tuple[QuestionPiece, ...], ...]
    pieces: tuple[QuestionPiece, ...]

    @property
    def subject(self) -> tuple[QuestionPiece, ...]:
        """What the question speaks of besides: the pieces that are no part's attribute."""
        of_parts = {piece for attribute in self.attributes for piece in attribute}
        return tuple(piece for piece in self.pieces if piece not in of_parts)


def demand(text: str, bridge: Bridge) -> Demands:
    """Take apart a question's text (`Question.text`). A text that asks nothing demands its pieces and "other".

    >>> told = demand("What is Volcker's salary?", bridge)
    >>> told.parts[0].kind, [p.span.of(told.text) for p in told.attributes[0]], [p.span.of(told.text) for p in told.subject]
    ('money', ['salary'], ['Volcker'])
    """
    parts = asked_parts(text)
    pieces = find_pieces(text, [part.asks for part in parts], bridge)
    folded = fold(text)
    told: list[tuple[AskedPart, tuple[QuestionPiece, ...]]] = []
    for at, part in enumerate(parts):
        begin = parts[at - 1].asks.end if at else 0
        end = parts[at + 1].asks.start if at + 1 < len(parts) else len(text)
        told += _asked_of(folded, part, [p for p in pieces if begin <= p.span.start and p.span.end <= end], end)
    if len(parts) > 1:
        told = _shared_attribute(told)
    return Demands(text, tuple(part for part, _ in told), tuple(attribute for _, attribute in told), pieces)


def _shared_attribute(
    told: Sequence[tuple[AskedPart, tuple[QuestionPiece, ...]]],
) -> list[tuple[AskedPart, tuple[QuestionPiece, ...]]]:
    """何时何地成立, when and where was it founded: what one part is asked of serves those that say nothing."""
    stated = next((attribute for _, attribute in reversed(told) if attribute), ())
    return [(part, attribute or stated) for part, attribute in told]


def _asked_of(
    folded: str, part: AskedPart, pieces: Sequence[QuestionPiece], end: int
) -> list[tuple[AskedPart, tuple[QuestionPiece, ...]]]:
    """The part with its attribute; two of them where it is asked of two nouns at once (面积和人口分别是多少)."""
    if not part.asks.end:
        return [(part, ())]
    find = _chinese_attribute if _HAN.search(folded) else _english_attribute
    attribute = find(folded, part, pieces, end)
    if not attribute:
        return [(part, ())]
    pair = _pair(folded, attribute[-1], pieces)
    if pair is not None:
        return [(retold(replace(part), fold(p.span.of(folded))), (p,)) for p in (pair, attribute[-1])]
    head = folded[attribute[0].span.start : attribute[-1].span.end]
    alone = len([p for p in pieces if p.kind != "figure"]) == 1 and not kind_of_head(head)
    if alone and part.kind in _OF_A_THING and _is_equated(folded, part, attribute[0].span):
        return [(part, ())]  # 沃尔克是谁: all that it speaks of is the subject
    return [(retold(part, head), tuple(attribute))]


def _is_equated(folded: str, part: AskedPart, span: Span) -> bool:
    """Is a piece held to be what is asked for, and nothing else said: 沃尔克是谁, 重庆在哪里, where is Berlin?"""
    asked_first = part.asks.start < span.start
    last = span if asked_first else part.asks
    han = _HAN.search(folded) is not None
    begin = (part.asks.end if han else part.asks.start) if asked_first else span.end
    between = _EQUATES.search(folded[begin : last.start if asked_first else last.end])
    return between is not None and not re.search(r"\w", folded[last.end :]) and not _PARTICIPLE.fullmatch(span.of(folded))


def _pair(folded: str, piece: QuestionPiece, pieces: Sequence[QuestionPiece]) -> QuestionPiece | None:
    """The piece that "and" joins to an attribute, if both tell a kind."""
    at = pieces.index(piece)
    before = pieces[at - 1] if at else None
    if before is None or not _AND.match(folded[before.span.end : piece.span.start]):
        return None
    return before if kind_of_head(before.span.of(folded)) and kind_of_head(piece.span.of(folded)) else None


def _chinese_attribute(folded: str, part: AskedPart, pieces: Sequence[QuestionPiece], end: int) -> list[QuestionPiece]:
    before = [p for p in pieces if p.span.end <= part.asks.start]
    after = [p for p in pieces if p.span.start >= part.asks.end]
    rest = folded[part.asks.end : end]
    if after and after[0].kind == "word" and after[0].span.start == part.asks.end:
        return _run(after)
    if after and _IS_AFTER.match(rest):
        return after[-1:]
    gap = folded[before[-1].span.end : part.asks.start] if before else ""
    equated = bool(gap) or part.kind not in ("date", "place", "reason", "manner")  # 面积多大, but 大会 | 在哪里召开
    if before and before[-1].kind == "word" and equated and _COPULA.match(gap):
        return before[-1:]
    words = [p for p in after if p.kind == "word"]
    return words[:LONGEST_ATTRIBUTE]


def _run(pieces: Sequence[QuestionPiece]) -> list[QuestionPiece]:
    """The first words that stand side by side."""
    run = list(pieces[:1])
    for piece in pieces[1:LONGEST_ATTRIBUTE]:
        if piece.kind != "word" or piece.span.start - run[-1].span.end:
            break
        run.append(piece)
    return run


def _english_attribute(folded: str, part: AskedPart, pieces: Sequence[QuestionPiece], end: int) -> list[QuestionPiece]:
    after = [p for p in pieces if p.span.start >= part.asks.end]
    before = [p for p in pieces if p.span.end <= part.asks.start]
    after = [p for p in after if unit_of(p.span.of(folded)) not in part.units] or after
    if not after:
        return [p for p in before if p.kind == "word"][-1:]
    is_noun = _ENDS_IN_BE.search(part.asks.of(folded)) or _BE_FOLLOWS.match(folded, part.asks.end)
    if not is_noun and after[0].kind == "word" and folded[part.asks.end : after[0].span.start] == " ":
        return _spaced_run(folded, after)
    if (is_noun and part.kind not in ("date", "place", "reason", "manner")) or _ENDS_IN_BE.search(part.asks.of(folded)):
        return _noun_asked_of(folded, part, after, end)
    return _verb_asked_of(after)


def _spaced_run(folded: str, pieces: Sequence[QuestionPiece]) -> list[QuestionPiece]:
    run = list(pieces[:1])
    for piece in pieces[1:LONGEST_ATTRIBUTE]:
        if piece.kind != "word" or folded[run[-1].span.end : piece.span.start] != " ":
            break
        run.append(piece)
    return run


def _noun_asked_of(folded: str, part: AskedPart, after: Sequence[QuestionPiece], end: int) -> list[QuestionPiece]:
    """X's salary, the salary of X -> salary."""
    owned = _OWNED.search(folded, part.asks.end, end)
    begin = owned.end() if owned else part.asks.end
    joint = _OF.search(folded, begin, end)
    stop = joint.start() if joint else end
    words = [p for p in after if p.kind == "word" and begin <= p.span.start and p.span.end <= stop]
    return words[-1:] if not owned else words[-LONGEST_ATTRIBUTE:]


def _verb_asked_of(after: Sequence[QuestionPiece]) -> list[QuestionPiece]:
    """Where did Volcker study economics, when was the bridge built -> study, built."""
    words = [p for p in after if p.kind == "word"]
    named = next((at for at, p in enumerate(after) if p.kind == "name"), None)
    if named == 0 and len(after) > 1 and after[1].kind == "word":
        return [after[1]]
    return words[1:2] or words[:1]
