"""What the library says, in both of the page's languages: messages about files, what was left out of them, and troubles.

The library speaks English lines, which catalogue, command line and interfaces keep as they are. The table of words has the
pattern of each with what varies in braces (`library/`), so an English line leads back to its pattern and what it was made with,
and these go into the Chinese one: lines of an index that was built before are told too. One without a pattern is shown as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from xunzhang.messages.strings import LIBRARY, Words
from xunzhang.types.characters import HAN

# Fields that hold words of the library themselves, where they have a pattern, and what the user or a system gave, where not.
PATTERN_WANTED = frozenset(("what", "rest", "field"))  # without one, the line was not made by this pattern
IN_WORDS = PATTERN_WANTED | {
    "why", "how", "who", "where", "mend", "over", "most", "row", "kind", "pages", "sheet", "columns", "file", "suffix", "message",
}  # fmt: skip
MARKS = "“”‘’\u3000-\u303f\uff00-\uff65"  # which Chinese sets no space beside
LISTS = {"taken": (", ", "，"), "reasons": ("; also ", "；")}  # fields of several such, and what stands between them in each
_NUMBERS = re.compile("[0-9,.…-][0-9,.… -]*")  # what a field n holds: "1,024", or the pages "1-3, 5, …"
_SPACE = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])|(?<=[{MARKS}]) | (?=[{MARKS}])")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An English line: how it begins, and each field with what follows it; and the Chinese one."""

    begins: str
    fields: tuple[tuple[str, str], ...]
    ends: str
    chinese: tuple[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, english: str, chinese: str) -> _Pattern:
        begins, fields = _parsed(english)
        return cls(begins, fields, fields[-1][1] if fields else begins, _parsed(chinese))

    def __len__(self) -> int:
        return len(self.begins) + sum(len(literal) for _, literal in self.fields)

    def values(self, line: str) -> dict[str, str] | None:
        """What the line was made with, each as short as can be; None where it was not made by this pattern."""
        if not line.startswith(self.begins) or not line.endswith(self.ends) or (not self.fields and line != self.begins):
            return None
        at, found = len(self.begins), {}
        for place, (name, literal) in enumerate(self.fields, 1):
            end = line.find(literal, at) if place < len(self.fields) else len(line) - len(literal)
            if end < at:
                return None
            found[name] = line[at:end]
            if name == "n" and not _NUMBERS.fullmatch(found[name]):
                return None
            at = end + len(literal)
        return found

    def told(self, line: str) -> str | None:
        """The Chinese line, None where this one was not made by the pattern."""
        values = self.values(line)
        if values is None:
            return None
        for name, value in values.items():
            if name in LISTS:
                each = [_chinese(part) for part in value.split(LISTS[name][0])]
                values[name] = LISTS[name][1].join(filter(None, each)) if all(each) else value
            elif name in IN_WORDS:
                words = _chinese(value)
                if words is None and name in PATTERN_WANTED:
                    return None
                values[name] = words or value
        said, fields = self.chinese
        for name, literal in fields:
            said = _beside(_beside(said, values[name]), literal)
        return said


def _parsed(pattern: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """-> (how it begins, its fields, each with what follows it)."""
    literals, names = [""], []
    for literal, name, _, _ in Formatter().parse(pattern):
        literals[-1] += literal
        if name is not None:
            names.append(name)
            literals.append("")
    return literals[0], tuple(zip(names, literals[1:], strict=True))


def _beside(before: str, after: str) -> str:
    """The two joined; the patterns have a space on each side of a field, which only Latin letters and figures keep in Chinese."""
    at = len(before) - before.endswith(" ")
    joint = before[at - 1 : at] + before[at:] + after[:2]
    return before[: max(at - 1, 0)] + _SPACE.sub("", joint, count=1) + after[2:]


# The one that spells out most of a line is its own: "Line {n}: {what}" would take many.
_PATTERNS = sorted((_Pattern.of(english, chinese) for english, chinese in LIBRARY.items()), key=len, reverse=True)


@lru_cache(maxsize=256)
def _beginning_with(character: str) -> tuple[_Pattern, ...]:
    return tuple(pattern for pattern in _PATTERNS if pattern.begins[:1] in ("", character))


def told(line: str) -> Words:
    """The words of a line that the library says; the same in both languages where the table does not have it.

    >>> told("There is no index in /a; build one with: python build_index.py --index /a").zh
    '/a 里没有索引；请运行 python build_index.py --index /a 建立。'
    >>> told("navigation")
    Words(zh='导航', en='navigation')
    """
    return Words(_chinese(line) or line, line)


@lru_cache(maxsize=4096)
def _chinese(line: str) -> str | None:
    likely = (p for p in _beginning_with(line[:1]) if line.endswith(p.ends) and line.startswith(p.begins))
    if found := next(filter(None, (pattern.told(line) for pattern in likely)), None):
        return found
    whole = None if line.endswith(".") or not line else _chinese(f"{line}.")  # it has lost its full stop to another line
    return whole.removesuffix("。") if whole else None
