"""The pieces of a question that carry meaning: its names, its figures, and the words around them.

Chinese is cut into words by the dictionary (`bridge.py`). Words that stand in questions about anything are no pieces, and what
asks is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.dates import dates
from xunzhang.language.mentions.figures import figures
from xunzhang.language.mentions.names import names
from xunzhang.question.bridge import Bridge
from xunzhang.types import Span
from xunzhang.types.characters import HAN

PieceKind = Literal["word", "name", "figure"]
# Words that stand in questions about anything, so that a passage need not have a counterpart of them.
_LIGHT = (
    "name named names call called kind kinds type types sort used use uses make makes made become became happen "
    "happened take took taken "
    "give gave given get got go went come came include included includes contain exist exists mean means meant refer "
    "refers say said says set sets held hold "
    "know known two one three first many number total amount percent percentage year years time times day date place "
    "people person thing "
    "things word term example way ways part parts like among also because much according considered typically "
    "usually mainly main"
)
_LIGHT_HAN = (
    "位于 属于 进行 目前 现在 当时 后来 最后 主要 一共 总共 具体 究竟 到底 分别 称为 叫做 名字 名称 名叫 时候 时间 "
    "地方 东西 事情 情况 方面 关于 "
    "根据 按照 通过 其中 之间 以来 之后 之前 已经 曾经 需要 应该 可能 认为 成为 作为 包括 包含 指的 意思 一种 一个 "
    "一些 这个 那个 这些 那些 他们 她们 "
    "它们 我们 你们 自己 多少 什么 哪些 为了 对于 由于 以及 或者 还有 没有 存在 发生 使用 采用 所说 本文 文中 文章 "
    "告诉 请问 介绍 一下 大约 大概 "
    "真的 不能 不会 不是 实际上 通常 一般 世界上 得到 用来 用于 来自 最多 最大 最高 最早 中的 上的 的话 来说 起来 "
    "出来 下来 是指 是由 这样 那样 如此"
)
_LIGHT_SINGLES = frozenset(
    "他她它我你您们人时中上下内外后前曾将已会能要可让使给用到来去过得着很最更再又每各某此该本另同因但则即若如且不"
    "没未多少被把对从向于以为由至跟叫做说看想"
    "建造写打杀赢买卖住见死生出入开关起是有在和与及或的了地得吗呢些种名位个只条件座年月日号第初共约近其之所这那而"
    "并都也还就才只只请问何谁哪几因按比像给当"
)
LIGHT = frozenset(f"{_LIGHT} {_LIGHT_HAN}".split())

_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(f"(?P<han>[{HAN}]+)|(?P<word>[^\\W_{HAN}]+(?:['’-][^\\W_{HAN}]+)*)")


@dataclass(frozen=True, slots=True)
class QuestionPiece:
    """A word, name or figure of the question that carries meaning; offsets into its text without operators (`Question.text`)."""

    span: Span
    kind: PieceKind


def find_pieces(text: str, asks: Sequence[Span], bridge: Bridge) -> tuple[QuestionPiece, ...]:
    """The pieces of `text` in the order they stand; none overlaps another or what asks (`asks`)."""
    folded = fold(text)
    found = [QuestionPiece(span, "figure") for span in _figures(text)]
    latin = not _HAN.search(folded)
    found += [QuestionPiece(name.span, "name") for name in names(text) if name.kind != "name" or latin]
    kept: list[QuestionPiece] = []
    for piece in sorted(found, key=lambda p: (p.span.start, -p.span.end)):
        if not any(map(piece.span.overlaps, [*asks, *(k.span for k in kept)])) and not _says_nothing(folded, piece):
            kept.append(piece)
    taken = [*asks, *(piece.span for piece in kept)]
    for start, end in _gaps(len(text), taken):
        kept += [QuestionPiece(span, "word") for span in _words(folded, start, end, bridge)]
    return tuple(sorted(kept, key=lambda piece: piece.span.start))


def content_words(text: str, bridge: Bridge) -> list[str]:
    """The words of a text that say what it is about, folded, in the order they stand; function words and light ones are left out.

    >>> content_words("全区的教师有多少？", bridge)
    ['全区', '教师']
    """
    folded = fold(text)
    return [span.of(folded) for span in _words(folded, 0, len(folded), bridge)]


def _says_nothing(folded: str, piece: QuestionPiece) -> bool:
    return piece.kind == "name" and (is_function_word(piece.span.of(folded)) or piece.span.of(folded) in LIGHT)


def _figures(text: str) -> Iterator[Span]:
    yield from (date.span for date in dates(text))
    yield from (figure.span for figure in figures(text) if not figure.vague and any(c.isdigit() for c in figure.span.of(text)))


def _gaps(length: int, taken: Sequence[Span]) -> Iterator[tuple[int, int]]:
    at = 0
    for span in sorted(taken, key=lambda s: s.start):
        if span.start > at:
            yield at, span.start
        at = max(at, span.end)
    if at < length:
        yield at, length


def _words(folded: str, start: int, end: int, bridge: Bridge) -> Iterator[Span]:
    for match in _RUN.finditer(folded, start, end):
        if match["word"]:
            word = match["word"].removesuffix("'s").removesuffix("’s")
            if len(word) > 1 and not is_function_word(word) and word not in LIGHT:
                yield Span(match.start(), match.start() + len(word))
        else:
            run = match["han"]
            for first, last in _with_singles(run, bridge.words(run)):
                word = run[first:last]
                if len(word) > 1 and not is_function_word(word) and word not in LIGHT:
                    yield Span(match.start() + first, match.start() + last)


def _with_singles(run: str, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A character that is no word by itself belongs to the word behind it: 图灵机, 新校区."""
    joined: list[tuple[int, int]] = []
    waiting = False
    for start, end in cuts:
        single = end - start == 1
        if waiting and not single and run[start:end] not in LIGHT:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        waiting = single and run[start] not in _LIGHT_SINGLES and not is_function_word(run[start])
    return joined
