"""Every regular expression of the package: those that its modules hold, and those that are written where they are used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import xunzhang

ALL = frozenset({"search", "match", "fullmatch", "findall"})
_METHODS = {name: name for name in ("search", "match", "fullmatch")} | dict.fromkeys(
    ("findall", "finditer", "sub", "subn", "split"), "findall"
)
_DEEPEST = 6  # containers inside of each other that a module may keep patterns in


@dataclass
class Used:
    """A pattern, where it stands, and how it is asked: the first match, matches of the whole, or all of them."""

    pattern: re.Pattern
    where: str
    methods: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def census() -> tuple[list[Used], list[str]]:
    """-> (the patterns, the places where one is made of what is known only while the program runs)."""
    found: dict[re.Pattern, Used] = {}
    untold: list[str] = []
    for module in _modules():
        for pattern in _held(vars(module), 0, set()):
            found.setdefault(pattern, Used(pattern, module.__name__))
    asked: dict[re.Pattern, set[str]] = defaultdict(set)
    handed: dict[re.Pattern, set[str]] = defaultdict(set)
    for module in _modules():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))]
        late = {id(node) for function in functions for node in ast.walk(function)}  # others are in a module's names by now
        direct: set[ast.AST] = set()
        by_another_name: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                method = _METHODS.get(node.func.attr)
                if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr != "escape":
                    pattern = _written(node, module)
                    if pattern is None and id(node) in late:
                        untold.append(f"{module.__name__}: {ast.unparse(node.args[0])}")
                    if pattern is None:
                        continue
                    found.setdefault(pattern, Used(pattern, f"{module.__name__}:{node.lineno}"))
                    if method:
                        asked[pattern].add(method)
                elif method and isinstance(held := _value(node.func.value, module), re.Pattern):
                    direct.add(node.func.value)
                    asked[held].add(method)
                elif (
                    method and node.func.attr != "split" and isinstance(node.func.value, (ast.Name, ast.Attribute, ast.Subscript))
                ):
                    by_another_name.add(method)
        for node in ast.walk(tree):  # kept in a table, or handed on: asked in one of the ways in which its module asks patterns
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in direct:
                for pattern in _held(vars(module).get(node.id), 0, set()):
                    handed[pattern] |= by_another_name or ALL
    for pattern, used in found.items():
        used.methods = asked[pattern] | handed[pattern] if pattern in asked or pattern in handed else set(ALL)
    return list(found.values()), untold


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(xunzhang.__path__, "xunzhang."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _held(value: object, depth: int, seen: set[int]) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < _DEEPEST and id(value) not in seen and isinstance(value, (dict, list, tuple, set, frozenset)):
        seen.add(id(value))
        for item in [*value.keys(), *value.values()] if isinstance(value, dict) else value:
            yield from _held(item, depth + 1, seen)
    elif depth < _DEEPEST and type(value).__module__.startswith("xunzhang.") and id(value) not in seen:
        seen.add(id(value))
        names = getattr(type(value), "__slots__", ()) or vars(value) if not isinstance(value, type) else vars(value)
        for name in names:
            yield from _held(getattr(value, name, None), depth + 1, seen)


def _value(node: ast.expr, module: ModuleType) -> object:
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), dict(vars(module)))
    except Exception:  # noqa: BLE001 (it names what is known only while the program runs)
        return None


def _written(call: ast.Call, module: ModuleType) -> re.Pattern | None:
    """The pattern of `re.search("…", text, re.DOTALL)`."""
    made = _value(call.args[0], module)
    flags = next((keyword.value for keyword in call.keywords if keyword.arg == "flags"), None)
    at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(getattr(call.func, "attr", ""), 2)
    flags = flags or (call.args[at] if len(call.args) > at else None)
    if isinstance(made, re.Pattern):
        return made
    return re.compile(made, _value(flags, module) if flags else 0) if isinstance(made, (str, bytes)) else None
