"""What kind of thing a question asks for (a number, a date, a person ...), and where a text has things of that kind.

Told by the question's own words in Chinese and English; a question that none of them fits asks for "other", of which nothing is
said. Ranking and choosing are done in `answers.py`.
"""

from __future__ import annotations

import re
from typing import Literal

from .dates import Date, dates
from .figures import figures
from .names import names
from .text import fold
from .types import Span

AnswerType = Literal["percent", "money", "date", "number", "person", "place", "other"]

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
            r"(?:金额|价格|票价|售价|工资|收入|预算|成本|花费|投资|费用)[^，,]{0,4}(?:多少|多高)",
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
    (
        "place",
        (
            r"哪里|哪儿|何处|何地|什么地方|(?:在|来自|位于|从|往|于)哪|哪一?个?(?:国|城|市|省|州|县|区|地)",
            r"^(?:from |in )?where\b|\bwhere (?:is|was|were|are|did|do|does)\b",
            r"(?:what|which) (?:city|country|state|town|county|province|region|continent|river|street|location|place)\b",
        ),
    ),
)
_PATTERNS = tuple((asked, re.compile("|".join(patterns))) for asked, patterns in _ASKS)


def answer_type(question: str) -> AnswerType:
    """The kind of thing asked for: 多少所大学 -> "number", "What percentage ..." -> "percent", 是什么 -> "other"."""
    folded = fold(question)
    return next((asked for asked, pattern in _PATTERNS if pattern.search(folded)), "other")


def candidates(asked: AnswerType, question: str, text: str) -> list[Span]:
    """Where `text` has something of the asked kind that the question does not itself contain; offsets into `text`, in order."""
    if asked == "date":
        return _new_dates(question, text)
    if asked in ("percent", "money", "number"):
        return _new_figures(asked, question, text)
    if asked in ("person", "place"):
        known = fold(question)
        kinds = ("person", "name") if asked == "person" else ("place", "name")
        return [name.span for name in names(text) if name.kind in kinds and fold(name.span.of(text)) not in known]
    return []


def _new_dates(question: str, text: str) -> list[Span]:
    asked = dates(question)
    return [date.span for date in dates(text) if not any(_says(date, known) for known in asked)]


def _says(date: Date, known: Date) -> bool:
    return (date.year, date.month, date.day, date.years) == (known.year, known.month, known.day, known.years)


def _new_figures(asked: AnswerType, question: str, text: str) -> list[Span]:
    known = {(figure.value, figure.unit) for figure in figures(question)}
    fresh = [figure for figure in figures(text) if (figure.value, figure.unit) not in known and not figure.vague]
    if asked == "number":
        return [figure.span for figure in fresh]
    return [figure.span for figure in fresh if figure.kind == asked]
