"""What kind of thing a question asks for (a number, a date, a person ...), and where a text has things of that kind.

Told by the question's own words in Chinese and English; a question that none of them fits asks for "other", of which nothing is
said. Ranking and choosing are done in `answers.py`.
"""

from __future__ import annotations

import re
from typing import Literal

from xunzhang.language.folding import fold
from xunzhang.language.mentions.dates import Date, dates
from xunzhang.language.mentions.figures import MEASURED, Figure, figures, unit_of
from xunzhang.language.mentions.names import names
from xunzhang.types import Span

AnswerType = Literal["percent", "money", "date", "number", "person", "other"]

# Tried in order, on the folded question.
_ASKS: tuple[tuple[AnswerType, tuple[str, ...]], ...] = (
    (
        "percent",
        (
            r"百分之(?:几|多少)|百分比",
            r"(?:占比|比例|比率|[利概]率|增幅|涨幅|降幅)(?:是|为|达|有|约)?(?:多少|多大|多高|几)",
            r"(?:what|which) (?:percent|proportion|share)",
        ),
    ),
    (
        "money",
        (
            r"多少(?:亿|万)?(?:美|欧|日|港|英)?(?:钱|元|镑)|花了?多少",
            r"(?:金额|价格|票价|售价|工资|收入|预算|成本|花费|投资|费用|经费|资金|拨款|补贴|贷款|营收|产值|投入)[^，,]{0,4}"
            r"(?:多少|多高)(?![名个所人位项次件家座])",
            r"how much (?:money|funding)|how much .*(?:dollars|cost|worth|paid|spen[dt]|invest)",
        ),
    ),
    (
        "date",
        (
            r"什么时[候间]|何时|哪一?[年月天日]|哪一?个(?:世纪|年代|年份|月份|日子|日期)|几[月号]|几几年|(?:时间|日期)是|多久以前",
            r"^(?:since |until |by |from |in )?when\b|\bwhen (?:did|was|were|is|are|do|does|will|has|had)\b",
            r"(?:what|which) (?:exact )?(?:year|month|date|day|decade|century|time)s?\b",
        ),
    ),
    (
        "number",
        (
            r"多少|几(?!乎|何)|多[大长高远重久深宽快]|数量是|比分",
            r"how (?:many|much|long|old|far|tall|large|big|high|fast|often|wide|deep|heavy)\b",
            r"what (?:number|is the (?:population|number|total|average|score))\b",
            r"(?:what|which) (?:age|number|amount|size|distance)\b",
        ),
    ),
    (
        "person",
        (
            r"谁|哪[一两几]?[位名]|何人|什么人|哪个人|叫什么名字|(?:的名字|姓名)(?:是|叫)",
            r"^(?:by |to |for |with )?who(?:m|se)?\b|\bwho (?:is|was|were|are|did|has|had|won|made|led|wrote)\b",
            r"what (?:person|man|woman|player|king|scientist)\b",
        ),
    ),
)
_PATTERNS = tuple((asked, re.compile("|".join(patterns))) for asked, patterns in _ASKS)


_HOW_MANY = re.compile(r"(?:多少|几|第几)(?P<han>[\u4e00-\u9fff]{1,4})|how many (?P<words>[a-z]+(?: [a-z]+){0,2})")
_TIMES, _LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second"), ("km", "mi", "m", "ft", "cm", "mm")
_DIMENSIONS = (
    (re.compile(r"多久|多长时间|多少时间|how long"), _TIMES),
    (re.compile(r"多[远高宽深]|多长(?!时间)|how (?:far|tall|high|wide|deep|long)"), _LENGTHS),
    (re.compile(r"多大年[纪龄]|几岁|多少岁|how old"), ("year old", "year")),
)


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for: 多少所大学 -> "number", "What percentage ..." -> "percent", 是什么 -> "other"."""
    folded = fold(question)
    return next((asked for asked, pattern in _PATTERNS if pattern.search(folded)), "other")


def candidates(asked: AnswerType, question: str, text: str) -> list[Span]:
    """Where `text` has something of the asked kind that the question does not itself contain; offsets into `text`, in order."""
    if asked == "date":
        return _new_dates(question, text)
    if asked in ("percent", "money", "number"):
        return [figure.span for figure in _new_figures(asked, question, text)]
    if asked == "person":
        known = fold(question)
        return [name.span for name in names(text) if name.kind == "person" and fold(name.span.of(text)) not in known]
    return []


def _new_dates(question: str, text: str) -> list[Span]:
    asked = dates(question)
    return [date.span for date in dates(text) if not any(_same_date(date, known) for known in asked)]


def _same_date(a: Date, b: Date) -> bool:
    return (a.year, a.month, a.day, a.years) == (b.year, b.month, b.day, b.years)


def _new_figures(asked: AnswerType, question: str, text: str) -> list[Figure]:
    known = {(figure.value, figure.unit) for figure in figures(question)}
    fresh = [figure for figure in figures(text) if (figure.value, figure.unit) not in known and not figure.vague]
    if asked != "number":
        return [figure for figure in fresh if figure.kind == asked]
    wanted = _wanted_units(fold(question))
    named = [figure for figure in fresh if figure.unit in wanted]
    if named or wanted & MEASURED:
        return named
    return [f for f in fresh if f.kind == "count" and f.unit not in MEASURED] if wanted else fresh


def _wanted_units(folded: str) -> set[str]:
    """The units that a folded question wants its number in (多少平方公里, how many miles); empty where it does not say."""
    wanted = {unit for pattern, units in _DIMENSIONS if pattern.search(folded) for unit in units}
    for match in _HOW_MANY.finditer(folded):
        if match["han"]:
            pieces = [match["han"][:length] for length in range(len(match["han"]), 0, -1)]
            wanted.update(filter(None, [next((unit for piece in pieces if (unit := unit_of(piece))), "")]))
        else:
            words = match["words"].split()
            pieces = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
            wanted.update(filter(None, map(unit_of, pieces)), (word.removesuffix("s") for word in words))
    return wanted
