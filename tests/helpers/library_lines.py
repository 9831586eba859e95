"""The lines that the library can say to a user, gathered from its source: every string in it that is written in words.

What stands for something else, a `{value}` in an f-string, becomes 9000001, 9000002 …; where that is a string of the same function, or one
of two, it is put in, so that a line is gathered as a user sees it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, product

from tests.helpers.places import PACKAGE

# What speaks to a terminal or to programs alone.
ELSEWHERE = (
    "__main__.py", "agents.py", "contract.py", "interfaces.py", "evaluate.py", "console/", "evaluation/", "generic/",
    "builds/staleness.py", "builds/frame.py", "builds/watching.py", "page/layout.py",
)  # fmt: skip
# Of these only what they raise is said: their other strings are words that are looked for, queries, parts of exported files,
# origins and the page's own words, which have keys.
RAISING = (
    "page/", "outputs/", "export.py", "explore/", "mentions/", "sentences.py", "metadata.py", "catalogue.py", "answer_types.py", "function_words.py", "builds/previous.py",
    "builds/stamps.py", "clippings/tagged.py", "dictionaries/cedict.py", "dictionaries/dictionary.py",
)  # fmt: skip
VALUE = re.compile("90[0-9]{5}")
_ENDING = re.compile(rf"(?<=^The \w{{7}}): {VALUE.pattern}$")  # another line, gathered where it is made
_KIND = re.compile("[A-Z]{5,}(?:_[A-Z]+)*")
_WORD = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(r"\n|\\|\(\?|[|%]|^[A-Z]{4,} [^a-z]|^from |^python -m|^apt-get |^UTF-|^A build from")
_NOT_SAID = {
    "split", "compile", "debug", "info", "warning", "exception", "execute", "tell", "_report", "NamedTuple",
    "AssertionError", "ValueError", "TypeError", "KeyError", "UnpicklingError", "YAMLError",
}  # fmt: skip
_RAISED = {"XunzhangError", "NotFound", "NothingToSearch", "Busy"}


def library_lines() -> dict[str, str]:
    """Each line -> the module that says it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(ELSEWHERE):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= dict.fromkeys(lines(tree, name.startswith(RAISING)), name)
            found |= dict.fromkeys(_kinds(tree) if name.startswith(("readers/", "repair/", "paged/")) else (), name)
    return found


def lines(tree: ast.Module, raised_only: bool = False) -> list[str]:
    """The lines of one module."""
    walk = _Walk(dict(_assigned(tree)))
    return [line for node in (_raised(tree) if raised_only else [tree]) for line in walk.lines(node)]


def _kinds(tree: ast.Module) -> Iterator[str]:
    """Kinds of what is left out that are one word: COMMENTS, RUNNING = "comments", "running heads"."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            named, given = statement.targets[0], statement.value
            for name, value in zip(getattr(named, "elts", [named]), getattr(given, "elts", [given]), strict=False):
                if _KIND.fullmatch(_name(name)) and isinstance(value, ast.Constant) and _WORD.fullmatch(str(value.value)):
                    yield value.value


def _raised(tree: ast.Module) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in _RAISED]


@dataclass
class _Walk:
    """Through a module, with the strings that names stand for where a line uses them."""

    known: Mapping[str, ast.expr]
    parts: frozenset[str] = frozenset()  # of them, those that are part of another string
    numbers: Iterator[int] = field(default_factory=lambda: count(9_000_001))

    def lines(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.FunctionDef):
            own = _Walk({**self.known, **dict(_assigned(node))}, frozenset(_put_in(node)), self.numbers)
            for statement in node.body:
                yield from own.lines(statement)
        elif isinstance(node, ast.Assign) and _name(node.targets[0]) in self.parts & {*self.known} and self.texts(node.value):
            return
        elif isinstance(node, (ast.JoinedStr, ast.BinOp, ast.Constant)) and (texts := self.texts(node)):
            yield from filter(_in_words, (_ENDING.sub("", text) for text in texts))
            for part in ast.walk(node):  # what is put into it may be words too
                if isinstance(part, ast.FormattedValue):
                    yield from self.lines(part.value)
        else:
            for child in _said(node):
                yield from self.lines(child)

    def texts(self, node: ast.expr) -> list[str]:
        """What a string can be, none where the expression is no string."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            parts = [self.texts(part.value if isinstance(part, ast.FormattedValue) else part) for part in node.values]
            return ["".join(some) for some in product(*(part or [str(next(self.numbers))] for part in parts))]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return [a + b for a, b in product(self.texts(node.left), self.texts(node.right))]
        if isinstance(node, ast.IfExp):
            return self.texts(node.body) + self.texts(node.orelse)
        if isinstance(node, ast.Name) and node.id in self.known:
            return _Walk({**self.known, node.id: ast.Constant(None)}, self.parts, self.numbers).texts(self.known[node.id])
        return []


def _assigned(scope: ast.Module | ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """The names of a scope that are given one value, and that value."""
    statements = scope.body if isinstance(scope, ast.Module) else [*ast.walk(scope)]
    given: dict[str, list[ast.expr]] = {}
    for statement in statements:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            given.setdefault(statement.targets[0].id, []).append(statement.value)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            given.setdefault(statement.target.id, []).append(statement.value)
    yield from ((name, values[0]) for name, values in given.items() if len(values) == 1)


def _put_in(scope: ast.FunctionDef) -> Iterator[str]:
    yield from (_name(node.value) for node in ast.walk(scope) if isinstance(node, ast.FormattedValue))


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """What of an expression or a statement may be said to a user: no docstrings, patterns, log lines, or names of kinds."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Compare):
        return
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if name in _NOT_SAID:
            return
        yield from (argument for at, argument in enumerate(node.args) if not (name.endswith("_in_series") and at == 1))
        yield from node.keywords
        return
    yield from ast.iter_child_nodes(node)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _in_words(text: str) -> bool:
    return len(_WORD.findall(VALUE.sub("", text))) > 1 and " " in text.strip() and not _CODE.search(text)
