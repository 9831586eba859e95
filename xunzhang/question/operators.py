"""The grammar of those who know search engines, found in a question as typed: OR, `*`, `~`, `"a b"~5`, fields (outlet:新华社).

Each may have a minus before it. What is left is for `grammar.py` to read, what an operator's forms are `operator_forms.py`'s. A
sign counts only where it can mean nothing else: `**bold**`, 5*3, a headline's bar and 你好～ stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from xunzhang.language.folding import half_width
from xunzhang.language.terms import exact_terms
from xunzhang.question.quotations import STANDS_FOR, TAKEN, Quotation
from xunzhang.types import Span
from xunzhang.types.characters import HAN
from xunzhang.types.question import FieldDemand, FieldName, Operator

MOST_APART = 20  # words, or Chinese characters, between two that are near each other
_FIELDS: dict[FieldName, str] = {
    "outlet": "outlet|source|媒体|媒體|来源|來源",
    "title": "title|标题|標題",
    "author": "by|author|作者|记者|記者",
    "after": "after|since|不早于|不早於",
    "before": "before|until|不晚于|不晚於",
    "language": "lang|language|语言|語言",
}
_LANGUAGES = {
    name: code
    for code, names in {
        "zh": "中文 汉语 漢語 chinese 简体 簡體",
        "zh-hant": "繁体 繁體 traditional",
        "en": "英文 英语 英語 english",
    }.items()
    for name in names.split()
}
_NAMES = {name: field for field, names in _FIELDS.items() for name in names.split("|")}
_ENDS = "，。；！？,.;!?"
_QUOTED = f"{STANDS_FOR}{TAKEN}*"
_FIELD = re.compile(
    rf"(?<![^\s(（])(?P<sign>[-－−])?(?P<name>{'|'.join(_NAMES)})[:：](?P<value>{_QUOTED}|[^\s()（）{STANDS_FOR}]+)",
    re.IGNORECASE,
)
_ATOM = rf"(?:{_QUOTED}(?:~\d{{1,2}})?|[^\s()（）|{STANDS_FOR}]+)"
_OR = r"\s{1,8}(?:OR|或者?|\|\|)\s{1,8}"
_IN_BRACKETS = rf"[(（]\s{{0,8}}(?P<inside>{_ATOM}(?:(?:{_OR}|\s{{0,8}}\|\s{{0,8}}){_ATOM})+)\s{{0,8}}[)）]"
_EITHER = re.compile(rf"(?<!\S)(?P<sign>[-－−+＋])?(?:{_IN_BRACKETS}|(?P<bare>{_ATOM}(?:{_OR}{_ATOM})+))(?![^\s{_ENDS}])")
_SPLIT = re.compile(rf"{_OR}|\s{{0,8}}\|\s{{0,8}}")
_OPEN = rf"[^\s{STANDS_FOR}{_ENDS}]*[*＊~][^\s{STANDS_FOR}{_ENDS}]*"
_SINGLE = re.compile(rf"(?<!\S)(?P<sign>[-－−+＋])?(?P<atom>{_QUOTED}~\d{{1,2}}|{_OPEN})(?![^\s{_ENDS}])")
_NEAR = re.compile(rf"(?P<quoted>{_QUOTED})~(?P<most>\d{{1,2}})")
_LATIN = "a-zA-Z\u00c0-\u024f"
_PATTERN = re.compile(
    rf"(?=.*[{_LATIN}])[{_LATIN}\d]{{2,}}\*|[{_LATIN}]+\*[{_LATIN}\d]+|\*[{_LATIN}]{{3,}}|[{HAN}]{{1,8}}\*[{HAN}]{{0,8}}"
)
_SIMILAR = re.compile(rf"(?P<word>[{_LATIN}][{_LATIN}'’-]{{3,}}|[{HAN}]{{3,6}})~(?P<most>[12])?")
_ASKS = re.compile("[吗嗎呢吧啊呀谁誰么麼哪]|多少|[几幾][个個名次年月天]")
_LONE = re.compile(f"[{HAN}]")  # 我 或 他: Han text that OCR has spaced out
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$")
_MINUS = "-－−"


class FoundOperators(NamedTuple):
    """What of a question are operators and fields: where each stands, and what is left there for the encoder to read."""

    operators: tuple[Operator, ...]
    fields: tuple[FieldDemand, ...]
    taken: tuple[tuple[Span, str], ...]


def find_operators(masked: str, typed: str, found: Sequence[Quotation]) -> FoundOperators:
    """The operators of a question `typed`, of which `masked` is the same with its quotations taken out (`quotations.without`)."""
    inside = {quotation.span.start: quotation.text for quotation in found}
    operators: list[tuple[int, Operator]] = []
    fields: list[FieldDemand] = []
    taken: list[tuple[Span, str]] = []
    left = masked

    def take(pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None]) -> None:
        nonlocal left
        for match in pattern.finditer(left):
            if (kept := read(match)) is not None:
                span = Span(*match.span())
                taken.append((span, kept))
                left = f"{left[: span.start]}{' ' * (span.end - span.start)}{left[span.end :]}"

    def field(match: re.Match[str]) -> str | None:
        value = inside.get(match.start("value"), match["value"]).rstrip("，。；,;")
        shown = typed[match.start() : match.end()].lstrip(_MINUS)
        fields.append(_in_codes(FieldDemand(_NAMES[match["name"].lower()], value, shown, bool(match["sign"]))))
        return ""

    def either(match: re.Match[str]) -> str | None:
        within = "inside" if match["inside"] else "bare"
        parts, at = [], match.start(within)
        for text in _SPLIT.split(match[within]):
            at = masked.index(text, at)
            parts.append(_atom(text, at, typed, inside))
            at += len(text)
        if all(part and _LONE.fullmatch(part.text) for part in parts):
            return None
        if any(part is None or len(part.words) > 2 for part in parts):  # of three words near each other two pairs have to be
            return None
        return note(match, Operator("either", typed[match.start(within) : match.end(within)], parts=tuple(filter(None, parts))))

    def single(match: re.Match[str]) -> str | None:
        atom = _atom(match["atom"], match.start("atom"), typed, inside)
        return None if atom is None or atom.kind in ("word", "phrase") else note(match, atom)

    def note(match: re.Match[str], operator: Operator) -> str:
        if (match["sign"] or "+") in _MINUS:
            operator = replace(operator, excluded=True)
        operators.append((match.start(), operator))
        return "" if operator.excluded else " ".join(words_of(operator))

    take(_FIELD, field)
    take(_EITHER, either)
    take(_SINGLE, single)
    in_order = tuple(operator for _, operator in sorted(operators, key=lambda each: each[0]))
    return FoundOperators(in_order, tuple(fields), tuple(sorted(taken, key=lambda each: each[0].start)))


def words_of(operator: Operator) -> list[str]:
    """The words of an operator as a text has them, for the encoder."""
    if operator.parts:
        return [word for part in operator.parts for word in words_of(part)]
    return [word.replace("*", "") for word in operator.words]


def _atom(text: str, at: int, typed: str, inside: dict[int, str]) -> Operator | None:
    """One word, quotation, pattern or the like; None for what can be none of them in such a place."""
    shown = typed[at : at + len(text)]
    if near := _NEAR.fullmatch(text):
        words = tuple(inside[at].split())
        most = min(int(near["most"]), MOST_APART)
        return Operator("near", shown, words, most) if len(words) > 1 else Operator("phrase", shown, (inside[at],))
    if text[0] == STANDS_FOR:
        return Operator("phrase", shown, (inside[at],))
    plain = half_width(text)
    if (similar := _SIMILAR.fullmatch(plain)) and not _ASKS.search(plain):
        return Operator("similar", shown, (similar["word"],), int(similar["most"] or 1))
    if _is_pattern(plain):
        return Operator("pattern", shown, (plain,))
    plain = plain.rstrip("，。；：、,.!?;:？！")
    if not exact_terms(plain):
        return None
    return Operator("word", shown, (plain,))


def _is_pattern(plain: str) -> bool:
    return plain.count("*") == 1 and _PATTERN.fullmatch(plain) is not None and not _ASKS.search(plain)


def _in_codes(field: FieldDemand) -> FieldDemand:
    """A bound as people write it, 2024年5月 or 2024/5/1, in ISO 8601, and a language by its code; what is none stays."""
    value = half_width(field.value)
    if field.name == "language":
        return replace(field, value=_LANGUAGES.get(value.lower(), value))
    if field.name not in ("after", "before") or not (day := _DAY.match(value)):
        return field
    return replace(field, value="-".join([day[1], *(part.zfill(2) for part in day.groups()[1:] if part)]))
