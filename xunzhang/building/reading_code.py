"""A fingerprint of the program's own reading: when the code that makes passages of files changes, all files are read again.
And one of what makes words of passages, by which those of an earlier generation are taken over or not.

Nobody has to remember a version number: it is the checksum of the readers' and the chunker's modules and of all that they import.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT.name
# Statements are found by how they are written: parsing a hundred modules would take a fifth of a second of every build.
_IMPORT = re.compile(
    r"^[ \t]*(?:import (?P<plain>.+)|from (?P<dots>\.*)(?P<module>(?:\w[\w.]*)?) import (?P<names>\([^)]*\)|.+))$", re.MULTILINE
)
_NAME = re.compile(r"[\w.]+")


@lru_cache(maxsize=1)
def reading_fingerprint() -> str:
    """16 hex digits over the source of every module that reading and cutting articles involves."""
    return _fingerprint(reading_modules())


@lru_cache(maxsize=1)
def words_fingerprint() -> str:
    """The same over every module that making an index of words involves."""
    writer = ROOT / "building" / "lexical_writer.py"
    return _fingerprint(_with_imports([f"{PACKAGE}.index.lexical_queries", f"{PACKAGE}.language.terms"]) | {"writer": writer})


def _fingerprint(modules: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(modules.items()):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def reading_modules() -> dict[str, Path]:
    """Module name -> its file, for the readers, the chunker and whatever of this package they import, however indirectly."""
    # All of the room, since some readers are imported by name, in a child.
    return _with_imports(
        [".".join((PACKAGE, *path.relative_to(ROOT).with_suffix("").parts)) for path in (ROOT / "reading").rglob("*.py")]
    )


def _with_imports(waiting: list[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        path = _file_of(name)
        if path is None or name in found:
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *_imports(name, path)]  # importing a module imports its package
    return found


def _file_of(name: str) -> Path | None:
    """None for what is a name in a module, and not a module."""
    base = ROOT.joinpath(*name.split(".")[1:])
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def _imports(name: str, path: Path) -> Iterator[str]:
    """The modules that the import statements of a file name, wherever in it they stand, and whatever they may name besides."""
    inside = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for match in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        if match["plain"]:
            yield from (module for module in _NAME.findall(match["plain"]) if module.split(".")[0] == PACKAGE)
            continue
        dots, module = len(match["dots"]), match["module"]
        if dots:
            above = inside.split(".")[: len(inside.split(".")) - dots + 1]
            module = ".".join([*above, *filter(None, [module])])
        if module.split(".")[0] == PACKAGE:
            yield module
            yield from (f"{module}.{imported}" for imported in _NAME.findall(match["names"]))
