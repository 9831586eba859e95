"""Each region's own words for the same thing: 出租车 and 計程車, 软件 and 軟體, 悉尼 and 雪梨, by OpenCC's tables of phrases.

The tables have terms of the trades and everyday words; names of places and people that newspapers write otherwise, and that the
tables leave alone, stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from opencc import OpenCC

from xunzhang.language.folding import fold
from xunzhang.types.characters import HAN

# There and back: the words of Taiwan and Hong Kong for those of the mainland, and the other way round.
_OUT, _BACK = ("s2twp", "s2hkp"), (("s2tw", "tw2sp"), ("s2hk", "hk2sp"))
# The mainland's word first; all folded.
_NAMES = (
    "悉尼 雪梨", "特朗普 川普", "布什 布希", "奥巴马 欧巴马", "里根 雷根", "肯尼迪 甘迺迪 甘乃迪",
    "撒切尔 柴契尔 戴卓尔", "戈尔巴乔夫 戈巴契夫", "普京 普丁 普亭", "泽连斯基 泽伦斯基", "新西兰 纽西兰",
    "沙特阿拉伯 沙乌地阿拉伯 沙地阿拉伯", "意大利 义大利", "老挝 寮国", "朝鲜 北韩", "迪拜 杜拜", "卡塔尔 卡达",
    "也门 叶门", "尼日利亚 奈及利亚", "肯尼亚 肯亚", "格鲁吉亚 乔治亚", "克罗地亚 克罗埃西亚", "塞浦路斯 赛普勒斯",
    "柏林墙 柏林围墙", "戛纳 坎城 康城", "巴塞罗那 巴塞隆纳", "荷里活 好莱坞",
)  # fmt: skip
LONGEST = 200  # characters of a text that is asked about


@lru_cache(maxsize=8)
def _table(name: str) -> OpenCC:
    return OpenCC(name)


@lru_cache(maxsize=1 << 10)
def regional(text: str) -> tuple[str, ...]:
    """The same text, folded, in the words of other regions, each once; none where they say it alike.

    >>> regional("出租车司机"), regional("軟體"), regional("渡口")
    (('计程车司机', '的士司机'), ('软件',), ())
    """
    folded = fold(text)[:LONGEST]
    if not any(character >= HAN[0] for character in folded):
        return ()
    return tuple(dict.fromkeys(other for other in _others(folded) if other != folded))


def _others(folded: str) -> Iterator[str]:
    out = [fold(_table(name).convert(folded)) for name in _OUT]
    yield from out
    if all(other == folded for other in out):  # else its words are the mainland's, which may mean another thing elsewhere
        for there, back in _BACK:
            yield fold(_table(back).convert(_table(there).convert(folded)))
    for names in _NAMES:
        words = names.split()
        for word in words:
            if word in folded:
                yield from (folded.replace(word, other) for other in words if other != word)
