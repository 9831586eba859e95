"""The house as its listing tells it: folders at the root, one name for one thing, and who goes through whom where no lint sees it.

Which folder may import which is held by import-linter (pyproject.toml).
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.places import PACKAGE

MODULES = sorted(PACKAGE.rglob("*.py"))
PAGE_GOES_THROUGH = {"types", "messages", "language", "search", "explore", "export", "written", "service", "page"}


def imports(path: Path) -> Iterator[str]:
    """The folders of the package that a module imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        yield from (name.split(".")[1] for name in names if name.startswith("xunzhang."))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_the_package_opens_on_rooms():
    found = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    files = {name for name in found if (PACKAGE / name).is_file()}
    assert files - {"py.typed"} == {"__init__.py", "__main__.py"}
    assert all((PACKAGE / name / "__init__.py").exists() for name in found - files)


def test_no_two_files_have_one_name():
    named = defaultdict(list)
    for path in MODULES:
        if path.name not in ("__init__.py", "__main__.py"):
            named[path.name].append(relative(path))
    assert {name: paths for name, paths in named.items() if len(paths) > 1} == {}


def test_no_two_classes_have_one_name():
    """Those whose name begins with _ are known in their own module alone."""
    named = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named[node.name].append(relative(path))
    assert {name: paths for name, paths in named.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("path", sorted((PACKAGE / "page").rglob("*.py")), ids=relative)
def test_the_page_goes_through_search_explore_and_service(path: Path):
    assert set(imports(path)) <= PAGE_GOES_THROUGH
    reached = re.findall(r"\b(?:searcher|explorer|live)\._?(?:index|catalogue|encoder)\b", path.read_text(encoding="utf-8"))
    assert reached == [], "give Searcher or Explorer a method for it"


def test_views_do_not_import_each_other():
    """A view is a module of views/, with those named after it, or a folder of it."""
    views = PACKAGE / "page" / "views"
    for path in sorted(views.rglob("*.py")):
        own = path.relative_to(views).parts[0].removesuffix(".py").partition("_")[0]
        text = path.read_text(encoding="utf-8")
        others = {name.partition("_")[0] for name in re.findall(r"^from xunzhang\.page\.views\.(\w+)", text, re.MULTILINE)}
        assert others <= {own} | HELPERS.get(own, set()), relative(path)


HELPERS = {"ask": {"examples"}, "examples": {"questions"}}


def test_no_script_writes_down_what_it_is_sent():
    from xunzhang.page.parts.links import LONGEST_VALUE
    from xunzhang.page.views.ask_handlers import PAGE
    from xunzhang.page.views.notebook import MOST_ENTRIES

    for script, numbers in (("ask.js", {PAGE, LONGEST_VALUE}), ("notebook.js", {MOST_ENTRIES})):
        text = (PACKAGE / "page" / "static" / script).read_text(encoding="utf-8")
        assert numbers & {int(number) for number in re.findall(r"\b\d+\b", text)} == set(), script
