"""What a fresh clone relies on: pins, make targets, the CI script, links in the documentation."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import distributions, packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.helpers.places import ROOT
from tests.helpers.requirement_files import requirements

OURS = {"xunzhang", "tests", "benchmarks", "training", "docs", "app", "build_index"}
BROUGHT = packages_distributions()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("index/*.md"), *ROOT.glob("benchmarks/*.md")])


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(paths: list[Path]) -> set[str]:
    """The third-party modules that these files import, wherever in the file."""
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - OURS


def providers(module: str) -> set[str]:
    """The distributions that bring a module; Python 3.10's table leaves out those without a list of their modules.

    One that is not installed, as Ray is not in `make test`, is taken to be called as its module.
    """
    named = BROUGHT.get(module) or [
        found.metadata["Name"]
        for found in distributions()
        if any(file.parts in ((module, "__init__.py"), (f"{module}.py",)) for file in found.files or ())
    ]
    return {canonical(name) for name in named or [module]}


def pinned(*files: str) -> set[str]:
    return {canonical(requirement.name) for file in files for requirement in requirements(file)}


@pytest.mark.parametrize(
    ("files", "patterns"),
    [
        (
            ("requirements.txt", "requirements-ray.txt", "requirements-milvus.txt"),
            ("app.py", "build_index.py", "xunzhang/**/*.py"),
        ),
        (
            (
                *("requirements.txt", "requirements-dev.txt", "requirements-ray.txt", "requirements-milvus.txt"),
                "benchmarks/side_by_side.txt",  # of an environment of its own
            ),
            ("tests/**/*.py", "benchmarks/**/*.py", "training/**/*.py", "docs/**/*.py"),
        ),
    ],
)
def test_every_import_is_a_direct_requirement(files: tuple[str, ...], patterns: tuple[str, ...]):
    modules = imported([path for pattern in patterns for path in ROOT.glob(pattern)])
    assert {name for name in modules if not providers(name) & pinned(*files)} == set()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-milvus.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_to_what_is_installed(file: str):
    for requirement in requirements(file):
        assert [spec.operator for spec in requirement.specifier] == ["=="], requirement
        if requirement.marker is None or requirement.marker.evaluate():
            assert requirement.specifier.contains(version(requirement.name)), requirement


def test_numpy_is_pinned_once_for_every_python():
    markers = [requirement.marker for requirement in requirements("requirements.txt") if requirement.name == "numpy"]
    for python in ("3.10", "3.11", "3.12", "3.13"):
        assert sum(bool(marker and marker.evaluate({"python_version": python})) for marker in markers) == 1


def test_torch_is_asked_for_exactly():
    (torch,) = [requirement for requirement in requirements("requirements.txt") if requirement.name == "torch"]
    assert str(torch.specifier) == "==2.13.0"


def test_what_builds_the_package_is_installed_with_the_tests():
    """So that `make test` builds it without a network."""
    wanted = re.search(r"^requires = (\[.*?\])", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert wanted
    installed = {canonical(requirement.name): requirement.specifier for requirement in requirements("requirements-dev.txt")}
    for requirement in map(Requirement, ast.literal_eval(wanted[1])):
        assert all(requirement.specifier.contains(pin.version) for pin in installed[canonical(requirement.name)])


@pytest.mark.parametrize("target", ["run", "test", "test-long", "test-ray", "test-install", "lint", "bench", "eval", "clean"])
def test_make_knows_the_targets(target: str):
    done = subprocess.run(["make", "-n", target, "FOLDER=x"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Nothing to be done" not in done.stdout


def test_make_refuses_an_old_python(tmp_path: Path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.18" && exit\nexit 1\n', encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "run", f"PYTHON={old}", f"VENV={tmp_path}/venv"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Xunzhang needs Python 3.10 or newer" in done.stderr
    assert "Python 3.8.18" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_ci_lints_and_tests():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = [line.strip() for line in script.read_text(encoding="utf-8").splitlines()]
    assert "set -euo pipefail" in lines
    assert [line for line in lines if line.startswith("make")] == ["make lint", "make test", "make test-long"]


def test_the_readme_opens_with_a_sentence_a_picture_and_the_two_commands():
    title, sentence, picture, commands = (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[:4]
    assert title == "# Xunzhang 寻章"
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")
    assert re.fullmatch(r"!\[.+\]\(docs/screenshot\.png\)", picture)
    assert re.findall(r"^make \w+", commands, re.MULTILINE) == ["make run", "make test"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_in_the_documentation_lead_somewhere(document: Path):
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (document.parent / target).exists(), target


def test_paths_named_in_the_documentation_exist():
    for document in DOCUMENTS:
        for path in re.findall(r"`((?:xunzhang|tests|docs|benchmarks)/[\w./-]+)`", document.read_text(encoding="utf-8")):
            assert (ROOT / path).exists(), f"{document.name} names {path}"
