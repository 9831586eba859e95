"""Running text cut into words, for counting: Chinese by the dictionary's headwords, other scripts as they are written.

A cut into dictionary words is a reading, right nearly always and not always: it serves lists of frequent terms, and nothing is
searched by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.language.dictionaries.fewest_words import fewest_words
from xunzhang.language.folding import fold, stem
from xunzhang.language.function_words import is_function_word
from xunzhang.language.mentions.names import SOUNDS
from xunzhang.types.characters import HAN

LONGEST_WORD = 8  # characters of a headword; longer ones are sayings
SHORTEST_NAME = 4  # characters of a foreign name that is put together
# Words that go with any subject, besides the function words that a question is rid of.
_ANYWHERE = (
    "他们 她们 它们 我们 你们 咱们 自己 大家 人们 这些 那些 这个 那个 这样 那样 这种 这里 那里 一些 一个 一种 许多 很多 "
    "不少 各种 其他 其它 其中 其余 有关 相关 包括 等等 例如 比如 进行 通过 成为 作为 称为 认为 表示 提供 使用 具有 没有 "
    "不是 就是 还是 只有 只是 不能 不会 需要 应该 必须 能够 可能 已经 正在 曾经 目前 现在 当时 之后 之前 以后 以前 以来 "
    "期间 同时 此外 另外 然而 不过 虽然 尽管 由于 因此 从而 根据 按照 关于 对于 方面 情况 时候 主要 一般 通常 非常 十分 "
    "介绍 指出 表示 强调 认为 透露 "
    "更加 特别 尤其 直接 第一 第二 第三 年间 年代 近日 今年 去年 今天 昨天 记者 还有 来自 为了 达到 出现 发现 开始 得到 "
    "however including used use using first second third one two three year years time called known made make new both "
    "during last next said says say told tell several various because therefore although though while since without within "
    "among along around still yet even became become well often part following former later early like another every few "
    "many per via upon toward towards whether"
)
ANYWHERE = frozenset(_ANYWHERE.split())
SOUNDS_ONLY = re.compile(f"[{SOUNDS}]+")
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[^\W\d_{HAN}](?:[^\W_{HAN}]|['-](?=[^\W_{HAN}]))*)")


def is_subject(folded: str) -> bool:
    """Whether a folded word can be what a text is about: neither a function word nor one that goes with any subject."""
    return len(folded) > 1 and folded not in ANYWHERE and not is_function_word(folded)


def whole_names(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a run, those of a foreign name that no dictionary has put together again (阿卜杜拉, 赫, 曼).

    A name is a row of pieces in the characters that foreign names are written with, four or more, of which one at least is no
    word of its own: two names that are (南亚, 东南亚) stay two.
    """
    row: list[str] = []
    for piece in [*pieces, ""]:
        if piece and SOUNDS_ONLY.fullmatch(piece) and not is_function_word(piece):
            row.append(piece)
            continue
        if len("".join(row)) >= SHORTEST_NAME and any(len(part) == 1 for part in row):
            yield "".join(row)
        else:
            yield from row
        row = []
        if piece:
            yield piece


class Word(NamedTuple):
    """`key` is what is counted (folded; English as its stem), `printed` as it stands; `joined` to the word before it or not.

    `content` is False for function words and, among Han, for single characters, which are parts of words at most.
    """

    key: str
    printed: str
    joined: bool
    content: bool
    function: bool


class Cutter:
    """Cuts text with the headwords it is given; all of them folded, in simplified script."""

    def __init__(self, headwords: frozenset[str]) -> None:
        self._headwords = headwords
        self._beginnings = frozenset(word[:length] for word in headwords for length in range(2, len(word)))

    @classmethod
    def of(cls, dictionary: Dictionary) -> Cutter:
        return cls(dictionary.headwords(LONGEST_WORD))

    def words(self, text: str) -> Iterator[Word]:
        """The words of `text` in order; numbers and punctuation are none, and part what is before from what is after."""
        folded, end = fold(text), -1
        for match in _RUN.finditer(folded):
            start = match.start()
            if match["han"]:
                for piece in whole_names(
                    fewest_words(match["han"], self._headwords, LONGEST_WORD, self._beginnings.__contains__)
                ):
                    stop = start + len(piece)
                    yield Word(piece, text[start:stop], start == end, is_subject(piece), is_function_word(piece))
                    start = end = stop
            else:
                word, printed, joined = match["word"], text[start : match.end()], text[end:start] == " "
                content = len(word) > 2 and is_subject(word)
                yield Word(stem(word), printed, joined, content, is_function_word(word))
                end = match.end()
