"""A run of Han characters as words to look up: cut by the dictionary, and none where one of them asks or makes a sentence.

How many words a look-up may have in all, and what else it may be made of, is `lookups.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from xunzhang.language.dictionaries.cedict import MAX_HEADWORD
from xunzhang.language.dictionaries.fewest_words import fewest_words
from xunzhang.language.folding import fold
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.names import may_be_person, names
from xunzhang.question.bridge import Bridge
from xunzhang.question.quotations import HEADLINE_VERBS
from xunzhang.types import LookUp
from xunzhang.types.question import MOST_WORDS

LONGEST_UNKNOWN = 4  # Han characters of a word that neither the dictionary has nor a name can be
LONGEST_DOTTED = 8  # Han characters of a word with a point in it that is no person's name
_ASKING_WORDS = (
    "什么 甚么 谁 谁是 哪 哪里 哪儿 哪个 哪些 哪位 哪年 哪天 哪种 何 何时 何地 何人 何处 何以 何故 何在 何谓 为何 如何 几 "
    "几个 几时 几岁 几点 多少 多大 多久 多长 多高 多远 怎么 怎样 怎么样 怎么办 怎么着 为什么 为啥 干嘛 干什么 啥 咋 咋样 "
    "是否 是不是 有没有 能否 可否 会不会 能不能 要不要 吗 呢 吧 么"
)
# Words that make a sentence of those beside them.
_SENTENCE_WORDS = (
    "是 在 了 着 过 有 没 没有 不 不是 被 把 将 让 使 给 会 能 能够 可以 应该 应当 必须 要 想 请 请问 就 都 也 还 又 才 已 "
    "已经 正在 我 你 他 她 它 我们 你们 他们 她们 它们 这 那 这个 那个 这些 那些 啊 啦 吧 呀 说 因为 所以 但是 如果 虽然 "
    "不会 不能 去 来 对 向 从 由 于 以 为 为了 关于"
)
_ORDER_WORDS = (
    "找 查 搜 查找 查询 查一下 搜索 搜寻 寻找 找出 找到 列出 列举 告诉 告诉我 介绍 介绍一下 讲讲 说说 谈谈 看看 给我 帮我 "
    "总结 概括 概述 简述 解释 描述 说明 比较 分析 评价 显示"
)
_ASKING, _OF_SENTENCES, _ORDERS = (frozenset(words.split()) for words in (_ASKING_WORDS, _SENTENCE_WORDS, _ORDER_WORDS))
_JOINING = frozenset({"的", "之", "与", "和", "及", "或", "以及", "或者", "跟", "同"})
# Of a few characters that are no word, one of these does something.
_DOING = frozenset("吃喝看听写读买卖做走跑飞送穿爱恨怕打骂问答找给借还唱跳哭笑睡坐站开关杀死活")


def words_of_run(run: str, bridge: Bridge) -> LookUp | None:
    """The word or two, or the name, that a run of Han characters is; None where it is a question, a sentence, or more words."""
    parts = re.split("[·•・‧]", run)
    if len(parts) > 1:
        return _dotted(run, parts, bridge)
    folded = fold(run)
    pieces = fewest_words(folded, bridge.pieces(folded), MAX_HEADWORD)
    if len(pieces) == 1:
        says_nothing = folded in _ASKING or folded in _OF_SENTENCES or is_function_word(folded)
        return None if says_nothing else LookUp((run,))
    if may_be_person(folded) or _is_body_in_chinese(folded, pieces):
        return LookUp((run,), _parts(run, pieces))
    return None if _is_sentence(pieces) else _two_words(run, pieces)


def _dotted(run: str, parts: Sequence[str], bridge: Bridge) -> LookUp | None:
    """A foreigner's name (保罗·沃尔克), or a short word with a point in it (一二·九运动)."""
    folded = fold(run)
    if [(name.kind, name.span.of(folded)) for name in names(folded)] == [("person", folded)]:
        return LookUp(tuple(parts), telling=parts[-1])
    joined = fold("".join(parts))
    short = len(joined) <= LONGEST_DOTTED and not _is_sentence(fewest_words(joined, bridge.pieces(joined), MAX_HEADWORD))
    return LookUp((run,)) if short else None


def _is_body_in_chinese(folded: str, pieces: Sequence[str]) -> bool:
    """A body's name is one, however many words it has: 重庆市教育委员会."""
    is_body = [(name.kind, len(name.span.of(folded))) for name in names(folded)] == [("body", len(folded))]
    return is_body and len(pieces) <= MOST_WORDS + 2 and not any(piece in HEADLINE_VERBS or piece in _ASKING for piece in pieces)


def _is_sentence(pieces: Sequence[str]) -> bool:
    """Is there a word that asks, orders, or makes a sentence of the others?"""
    return any(piece in _ASKING or piece in _OF_SENTENCES for piece in pieces) or pieces[0] in _ORDERS


def _two_words(run: str, pieces: Sequence[str]) -> LookUp | None:
    """Words of the dictionary, and what lies between them and may be a name; one may be joined to another by 的.

    A single character beside a word belongs to it: 新能源, 经济学奖.
    """
    words: list[str] = []
    unknown, at, joined = "", 0, False
    for piece in [*pieces, ""]:
        if len(piece) == 1 and piece not in _JOINING:
            unknown += run[at : at + 1]
        else:
            if len(unknown) > 2 and not (may_be_person(fold(unknown)) or _may_be_word(fold(unknown))):
                return None
            words += [unknown] * (len(unknown) > 1)
            unknown = ""
            joined = joined or piece in _JOINING
            words += [run[at : at + len(piece)]] * (len(piece) > 1)
        at += len(piece)
    if len(words) > MOST_WORDS:
        return None
    if joined:
        return LookUp(tuple(words)) if words else None
    return LookUp((run,), _parts(run, pieces))


def _may_be_word(folded: str) -> bool:
    """Three or four characters that the dictionary does not have (市教委, 师德师风), if none of them does something (猫吃鱼)."""
    return len(folded) <= LONGEST_UNKNOWN and not _DOING.intersection(folded)


def _parts(run: str, pieces: Sequence[str]) -> tuple[str, ...]:
    if len(pieces) < 2 or min(map(len, pieces)) < 2:
        return ()
    ends = [sum(map(len, pieces[:count])) for count in range(len(pieces) + 1)]
    return tuple(run[start:end] for start, end in pairwise(ends))
