"""Where articles of different days give different values for one attribute of one thing: the newest leads, the older ones next.

Precision first, since two figures of different things must never be set against each other: every clause has to name what is
asked and of what, word for word or in translation, and to say the same but for the value and its day. What differs between copies
of one report is `differences.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from xunzhang.language.clauses import clause_around
from xunzhang.language.folding import fold, stem
from xunzhang.language.iso_dates import iso_date
from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.figures import Figure, agree, figures
from xunzhang.messages.wording import say
from xunzhang.question.asked_kinds import kind_of_head
from xunzhang.question.demands import Demands
from xunzhang.question.question_pieces import QuestionPiece
from xunzhang.search.carried_words import carried_held
from xunzhang.search.comparing import Candidate, TokenMatch
from xunzhang.types import HitGroup, Span
from xunzhang.types.message import Message

# What a clause may say besides, whatever its value: words of counting and of change.
_COUNTING_HAN = (
    "共有 现有 拥有 达到 总数 总量 全区 全市 全县 全省 全国 全校 全镇 截至 截止 目前 增至 增加 增加到 上升 下降 降至 减少 "
    "左右 超过 数量 人数 已达 现任 担任 出任 据统计 统计 数据 显示 年末 年底"
)
_COUNTING = (
    "total totals totalled totaled reached stood about nearly over around increased rose fell grew risen fallen now "
    "currently some more than end according latest serves serving appointed became has earns"
)
_NEUTRAL = frozenset(f"{_COUNTING_HAN} {_COUNTING}".split())
AMONG = 10  # groups
Words = Callable[[str], Sequence[str]]  # the words of a text that carry meaning, folded


@dataclass(frozen=True, slots=True)
class _Told:
    """What a group's best hit tells: the value, the day of its article, and what else its clause says."""

    group: HitGroup
    value: Figure | str
    day: str
    besides: frozenset[str]


def lead_with_newest(
    groups: Sequence[HitGroup], candidates: Mapping[str, Candidate], words: Words, mark: Callable[[Candidate, HitGroup], HitGroup]
) -> tuple[list[HitGroup], tuple[Message, ...]]:
    """`newest_first` among the first AMONG groups, whichever are shown, so that every page of results sees one order.

    `mark` marks a group's answer; it is asked for the others only where the first has one that may have a newer one.
    """
    if not groups:
        return [], ()
    first = mark(candidates[groups[0].hit.passage.id], groups[0])
    if len(first.hit.exact) != 1 or not _day(first):
        return [first, *groups[1:]], ()
    marked = [first, *(mark(candidates[group.hit.passage.id], group) for group in groups[1:AMONG])]
    placed, notes = newest_first(marked, candidates, words)
    return [*placed, *groups[AMONG:]], notes


def newest_first(
    groups: Sequence[HitGroup], candidates: Mapping[str, Candidate], words: Words
) -> tuple[list[HitGroup], tuple[Message, ...]]:
    """The groups, answers marked, in a new order, and a note of the newest one's day.

    Where others give the leading one's value otherwise, the newest of them leads and the older ones follow it, the newer first;
    all others stay in their order. Scores stay with the places. `candidates` are those of the groups' best hits, by passage id.
    """
    told = [_told(group, candidates[group.hit.passage.id], words) for group in groups]
    first = told[0] if told else None
    if first is None:
        return list(groups), ()
    rivals = [each for each in told if each is not None and (each is first or _differ(first, each))]
    newest = max(rivals, key=lambda each: each.day)
    older = [each for each in rivals if each.day < newest.day and _differ(newest, each)]
    if not older:
        return list(groups), ()
    lead = [newest.group, *(each.group for each in sorted(older, key=lambda each: each.day, reverse=True))]
    order = [*lead, *(group for group in groups if not any(group is each for each in lead))]
    placed = [_in_place_of(group, other) for group, other in zip(order, groups, strict=True)]
    return placed, (say("answer.newest", date=newest.day, n=len(older)),)


def _in_place_of(group: HitGroup, other: HitGroup) -> HitGroup:
    return replace(group, hit=replace(group.hit, score=other.hit.score, strength=other.hit.strength))


def _day(group: HitGroup) -> str:
    day = iso_date(group.hit.passage.article.date)
    return str(day) if day is not None and day.is_full else ""


def _told(group: HitGroup, candidate: Candidate, words: Words) -> _Told | None:
    hit, match = group.hit, candidate.match
    day, demand = _day(group), match.demand
    if not day or demand is None or len(demand.parts) != 1 or len(hit.exact) != 1:
        return None
    span, (attribute,) = hit.exact[0], demand.attributes
    timed = any(piece.kind == "figure" for piece in demand.pieces)  # who asks of a year does not want a newer one
    value = _value(match, span, attribute)
    if timed or value is None or not attribute or not demand.subject:
        return None
    clause = clause_around(hit.passage.text, span)
    context = f"{hit.passage.article.title}\n{hit.passage.heading}\n{hit.passage.text}"
    named = all(_is_in(match, piece, context) for piece in demand.subject)
    if not named or not all(_is_in(match, piece, clause.of(hit.passage.text)) for piece in attribute):
        return None
    return _Told(group, value, day, _besides(match, demand, clause, span, words))


def _value(match: TokenMatch, span: Span, attribute: Sequence[QuestionPiece]) -> Figure | str | None:
    """The figure in the span; a person's name where a role is asked for, which passes from one to another."""
    kind = match.demand.parts[0].kind if match.demand else "other"
    if kind in ("number", "money", "percent"):
        return next((figure for figure in figures(match.text) if figure.span == span), None)
    role = attribute and kind_of_head(fold(attribute[-1].span.of(match.question))) == "person"
    return fold(span.of(match.text)) if kind == "person" and role else None


def _is_in(match: TokenMatch, piece: QuestionPiece, text: str) -> bool:
    written = fold(piece.span.of(match.question))
    if match.in_other:
        held = carried_held(match.carried, text)
        return written in held or all(word in held for word in written.split())
    if written.isascii():
        return {stem(word) for word in written.split()} <= {stem(word) for word in _latin(text)}
    return written in fold(text)


def _latin(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "'" else " " for c in fold(text)).replace("'s ", " ").split()


def _besides(match: TokenMatch, demand: Demands, clause: Span, span: Span, words: Words) -> frozenset[str]:
    """What the clause says besides the value, days, words of counting and the question's own words."""
    text = list(match.text[clause.start : clause.end])
    for fact in [span, *(date.span for date in dates(match.text))]:
        for at in range(max(fact.start, clause.start), min(fact.end, clause.end)):
            text[at - clause.start] = "，"
    asked = {stem(fold(word)) for piece in demand.pieces for word in words(piece.span.of(match.question))}
    asked |= {stem(part) for term in match.carried for synonym in term.synonyms for part in synonym} if match.in_other else set()
    said = {stem(word) for word in words("".join(text))}
    return frozenset(said - asked - {stem(word) for word in _NEUTRAL})


def _differ(a: _Told, b: _Told) -> bool:
    """Whether two clauses give different values of one thing."""
    if a.besides != b.besides:
        return False
    if isinstance(a.value, Figure) and isinstance(b.value, Figure):
        same = (a.value.kind, a.value.unit) == (b.value.kind, b.value.unit)
        return same and not agree(a.value, b.value)
    return isinstance(a.value, str) and isinstance(b.value, str) and a.value not in b.value and b.value not in a.value
