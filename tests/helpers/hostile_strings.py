"""Strings on which a regular expression takes longest, made of the expression itself, and how the time it takes grows with them.

What lets a pattern go back and forth is a part that repeats: what may stand before it, then what it repeats, many times over, and
an end that does not fit. Where a search begins anew at every place, the beginning itself, many times over, does the same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

try:
    from re import _constants as const
    from re import _parser as parser
except ImportError:  # Python 3.10
    import sre_constants as const  # type: ignore[no-redef]
    import sre_parse as parser  # type: ignore[no-redef]

MANY = 8  # repetitions a part has to allow to be tried
ENDS = ("", "\0", "\n")
LENGTHS = (256, 2048)  # characters of the strings
SHORT = (14, 20, 26, 40, 64)  # those tried before where what repeats is repeated, which may not come back from a long one
SUSPICIOUS_S = 0.001
ENOUGH_S = 0.1
GROWN = 8.5  # times as long for a string four times as long: 4 is linear, 16 square
_OF_CATEGORY = {
    const.CATEGORY_DIGIT: "1０", const.CATEGORY_SPACE: " \n", const.CATEGORY_WORD: "a张1", const.CATEGORY_NOT_DIGIT: "a张",
    const.CATEGORY_NOT_SPACE: "a张1", const.CATEGORY_NOT_WORD: " ，-",
}  # fmt: skip
_COMMON = "aZ1 张，-.\n:一0"
_REPEATS = (const.MAX_REPEAT, const.MIN_REPEAT)


def hostile_to(pattern: re.Pattern, most: int, ends: Sequence[str] = ENDS) -> Iterator[tuple[str, str, str]]:
    """-> (beginning, what is repeated, end); short ones, each once."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen = set()
    for beginning, pump in _pumps(list(tree), ("",), pattern.flags):
        if pump and (beginning, pump) not in seen and len(seen) < most:
            seen.add((beginning, pump))
            for end in ends:
                yield beginning, pump, end


def _pumps(nodes: Sequence[Any], before: Sequence[str], flags: int) -> Iterator[tuple[str, str]]:
    """Whatever repeats in `nodes`, and what may stand before it."""
    whole = {variant: _sample(nodes, variant, flags) for variant in range(4)}
    for sample in dict.fromkeys(whole.values()):
        yield "", sample
        yield "", sample[:-1]
        yield "", sample[: len(sample) // 2]
    for at, (op, args) in enumerate(nodes):
        leading = tuple(dict.fromkeys(start + _sample(nodes[:at], variant, flags) for start in before[:2] for variant in (0, 1)))
        inner: list[Any] = []
        if op in _REPEATS:
            high, inner = args[1], list(args[2])
            if high is const.MAXREPEAT or high >= MANY:
                pumps = dict.fromkeys([*(_sample(inner, variant, flags) for variant in range(4)), *_characters(inner, flags)])
                for start in ("", *leading):
                    for pump in pumps:
                        yield start, pump
            for start in leading:  # the beginning over and over: a search tries each
                yield "", start
            yield from _pumps(inner, leading, flags)
        elif op is const.SUBPATTERN:
            yield from _pumps(list(args[3]), leading, flags)
        elif op is const.BRANCH:
            for branch in args[1]:
                yield from _pumps(list(branch), leading, flags)
        elif op in (const.ASSERT, const.ASSERT_NOT):
            yield from _pumps(list(args[1]), leading, flags)


def _characters(nodes: Sequence[Any], flags: int) -> list[str]:
    """Single characters that what is repeated may consist of, those first that a pattern for text has most."""
    if len(nodes) != 1:
        return []
    return list(_choices(nodes[0], flags))[:4]


def _choices(node: Any, flags: int) -> str:
    op, args = node
    if op is const.LITERAL:
        return chr(args)
    if op is const.ANY:
        return "a张 "
    if op is const.NOT_LITERAL:
        return "".join(c for c in _COMMON if ord(c) != args)[:4]
    if op is const.CATEGORY:
        return _OF_CATEGORY.get(args, "a")
    if op is const.IN:
        if args[0][0] is const.NEGATE:
            barred = re.compile("[" + "".join(_in_set(each) for each in args[1:]) + "]", flags & re.IGNORECASE)
            return "".join(c for c in _COMMON if not barred.match(c))[:5] or "\x01"
        return "".join(dict.fromkeys("".join(_of_set(each) for each in args)))
    return ""


def _of_set(each: Any) -> str:
    op, args = each
    if op is const.RANGE:
        return chr(args[0]) + chr((args[0] + args[1]) // 2)
    return chr(args) if op is const.LITERAL else _OF_CATEGORY.get(args, "")


def _in_set(each: Any) -> str:
    op, args = each
    if op is const.RANGE:
        return f"{re.escape(chr(args[0]))}-{re.escape(chr(args[1]))}"
    names = {
        const.CATEGORY_DIGIT: r"\d", const.CATEGORY_SPACE: r"\s", const.CATEGORY_WORD: r"\w", const.CATEGORY_NOT_DIGIT: r"\D",
        const.CATEGORY_NOT_SPACE: r"\S", const.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    return re.escape(chr(args)) if op is const.LITERAL else names.get(args, "")


def _sample(nodes: Sequence[Any], variant: int, flags: int) -> str:
    """One of the shortest strings that fit; another `variant` takes other branches, and what may be left out."""
    made = ""
    for op, args in nodes:
        if op in _REPEATS or str(op) == "POSSESSIVE_REPEAT":
            low, high, inner = args
            times = low if variant % 2 == 0 else max(low, min(1, high))
            made += "".join(_sample(list(inner), variant + number, flags) for number in range(min(times, 12)))
        elif op is const.SUBPATTERN:
            made += _sample(list(args[3]), variant, flags)
        elif op is const.BRANCH:
            branches = args[1]
            made += _sample(list(branches[variant % len(branches)]), variant, flags)
        elif op is const.ASSERT and args[0] > 0 and nodes[-1][1] is args:
            made += _sample(list(args[1]), variant, flags)
        elif op in (const.LITERAL, const.ANY, const.NOT_LITERAL, const.IN, const.CATEGORY):
            choices = _choices((op, args), flags) or "a"
            made += choices[variant % len(choices)]
    return made


def grows(pattern: re.Pattern, method: str, attack: tuple[str, str, str]) -> str:
    """How the time that `pattern` takes grows with strings of this kind, if it is by more than their length; else ""."""
    for length in (*SHORT, *LENGTHS) if _repeats_repeat(pattern) else LENGTHS:
        if _time(pattern, method, attack, length) > SUSPICIOUS_S:
            return _confirmed(pattern, method, attack, length)
    return ""


@lru_cache(maxsize=1)
def _repeats_repeat(pattern: re.Pattern) -> bool:
    """Does it repeat what has a repetition, or a choice, in it?"""
    return _depth(list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))) > 1


def _depth(nodes: Sequence[Any]) -> int:
    """How many parts that may be longer or shorter are inside of each other."""
    deepest = 0
    for op, args in nodes:
        if op in _REPEATS:
            deepest = max(deepest, _depth(list(args[2])) + (args[0] != args[1]))
        elif op is const.SUBPATTERN:
            deepest = max(deepest, _depth(list(args[3])))
        elif op is const.BRANCH:
            deepest = max(deepest, 1, *(_depth(list(branch)) for branch in args[1]))
        elif op in (const.ASSERT, const.ASSERT_NOT):
            deepest = max(deepest, _depth(list(args[1])))
    return deepest


def _confirmed(pattern: re.Pattern, method: str, attack: tuple[str, str, str], length: int) -> str:
    """Longer and longer, until it is plain that the time follows the length, or that it does not."""
    if length < 64:  # so short, nothing takes so long but what doubles with every few characters
        short, long = (min(_time(pattern, method, attack, size) for _ in range(3)) for size in (length * 2 // 3, length))
        return f"{short:.4f} s for {length * 2 // 3} characters, {long:.4f} s for {length}" if long > 6 * short else ""
    while length > 256 and _time(pattern, method, attack, length) > 2 * SUSPICIOUS_S:
        length //= 2
    while True:
        short = min(_time(pattern, method, attack, length) for _ in range(3))
        long = min(_time(pattern, method, attack, 4 * length) for _ in range(2))
        if short * GROWN > long:
            return ""
        if long > ENOUGH_S:  # a repetition with a bound is past it by now
            return f"{short:.4f} s for {length} characters, {long:.4f} s for four times as many"
        length *= 2


def _time(pattern: re.Pattern, method: str, attack: tuple[str, str, str], length: int) -> float:
    beginning, pump, end = attack
    text: Any = beginning + pump * max(1, (length - len(beginning)) // len(pump)) + end
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    began = time.thread_time()
    if method == "findall":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)
    return time.thread_time() - began
