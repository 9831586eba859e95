"""Words that say nothing of what a text is about: not marked in a passage, and not carried from one language to the other."""

from __future__ import annotations

_ENGLISH = (
    "a about after all also an and any are as at be been before being between but by can could did do does done for from had has "
    "have he her hers him his how i if in into is it its may might more most much many must my no nor not of off on once only or "
    "other our out over own same shall she should since so some such than that the their them then there these they this those "
    "through to too under until up us very was we were what when where whether which while who whom whose why will with within "
    "without would you your please tell me name according something someone sb sth"
)
# As index terms, so bigrams that a question's own words leave behind are here too (是什 of 是什么).
_CHINESE = (
    "的 了 是 在 和 与 及 或 被 把 对 从 由 向 为 于 以 就 都 也 还 又 并 而 吗 呢 吧 啊 么 哪 谁 何 几 有 这 那 其 之 所 个 "
    "什么 多少 哪些 哪个 哪里 哪儿 谁是 如何 怎么 怎样 为何 何时 何地 请问 是否 可以 能够 以及 或者 因为 所以 但是 如果 为什 "
    "是什 是谁 有什 有哪 有多 是多 是如 是怎 是哪 些什 个什 么时 时候 是在 在哪 中的 的是 了什 了多 哪一 哪年 几个 少个"
)
FUNCTION_TERMS = frozenset(f"{_ENGLISH} {_CHINESE}".split())


def is_function_word(term: str) -> bool:
    """Is a folded word, or an index term, one of them (the, what, 什么, 的)?"""
    return term in FUNCTION_TERMS
