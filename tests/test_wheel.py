"""The package: what its wheel holds, and that its commands work from an installed copy in a folder without a checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement

import xunzhang
from tests.helpers.places import ROOT
from tests.helpers.requirement_files import requirements

ARTICLES = {
    "museum.txt": "The museum of Linjiang was founded in 1952 and stands beside the river.",
    "schools.txt": "临江的普惠性幼儿园覆盖率达到94.6%，比上年提高两个百分点。",
}
QUESTION = "When was the museum of Linjiang founded?"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the package is built from, beside folders that a checkout has too: building leaves files where it builds from."""
    copy = tmp_path_factory.mktemp("source") / "xunzhang"
    shutil.copytree(ROOT / "xunzhang", copy / "xunzhang", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.txt", "README.md", "LICENSE", "app.py", "build_index.py"):
        shutil.copy(ROOT / name, copy)
    for folder in ("tests", "benchmarks", "corpus", "docs", "index"):
        (copy / folder).mkdir()
        for name in ("__init__.py", "notes.txt"):
            (copy / folder / name).touch()
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network, by what is installed here."""
    out = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir", str(out), str(source))
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel is installed into without what it needs, which is found in the environment of this test."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-index", "--no-deps", "--target", str(target), str(wheel))
    return target


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], check=True, cwd=ROOT.parent)


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def run(program: Path, *arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the installed package, which finds nothing of the checkout but what `environment` leads it to."""
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=cwd, env=outside, capture_output=True, encoding="utf-8", timeout=600, check=False)


def builds_and_answers(program: Path, folder: Path, **environment: str) -> None:
    """In an empty folder but for `corpus/`: its articles are indexed into `index/`, and a question finds one of them."""
    (folder / "corpus").mkdir()
    for name, text in ARTICLES.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    built = run(program, "build", cwd=folder, **environment)
    assert built.returncode == 0, built.stderr
    assert "2 files: 2 read in full, 0 not; 2 articles." in built.stdout
    assert (folder / "index" / "CURRENT").is_file()
    asked = run(program, "ask", QUESTION, "-k", "1", "--format", "json", cwd=folder, **environment)
    assert asked.returncode == 0, asked.stderr
    (found,) = json.loads(asked.stdout)["results"]
    assert found["passage"]["text"] == ARTICLES["museum.txt"]
    listed = run(program, "passages", cwd=folder, **environment)
    assert len(listed.stdout.splitlines()) == 2


def test_the_wheel_holds_every_file_of_the_library_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    kept_of = {path.relative_to(ROOT).as_posix() for path in (ROOT / "xunzhang").rglob("*") if path.is_file()}
    library = {name for name in kept_of if "__pycache__" not in PurePosixPath(name).parts}
    assert {"xunzhang/cli/main.py", "xunzhang/page/static/page.js", "xunzhang/encoding/generic/questions.zh.txt"} <= library
    described = {name for name in names if PurePosixPath(name).parts[0].endswith(".dist-info")}
    assert names - described == library
    assert {PurePosixPath(name).name for name in described} >= {"METADATA", "entry_points.txt", "LICENSE"}


def test_version_and_requirements_are_those_of_the_one_place_each(wheel: Path):
    told = metadata(wheel)
    assert told["Version"] == xunzhang.__version__
    assert wheel.name == f"xunzhang-{xunzhang.__version__}-py3-none-any.whl"
    assert told["License-Expression"] == "MIT"
    assert told["Requires-Python"] == ">=3.10"
    needed = list(map(Requirement, told.get_all("Requires-Dist", [])))
    always = {each for each in needed if "extra" not in str(each.marker)}
    assert always == set(requirements("requirements.txt"))
    for extra in ("milvus", "ray"):
        added = {(each.name, str(each.specifier)) for each in needed if f'extra == "{extra}"' in str(each.marker)}
        assert added and added <= {(each.name, str(each.specifier)) for each in requirements(f"requirements-{extra}.txt")}
    assert xunzhang.__version__ not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_help_of_the_installed_command(installed: Path, tmp_path: Path):
    shown = run(installed / "bin" / "xunzhang", "--help", cwd=tmp_path, PYTHONPATH=str(installed))
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("usage: xunzhang [-h] [--messages {zh,en}] COMMAND ...")
    assert all(f"\n    {name} " in shown.stdout for name in ("build", "ask", "serve", "passages", "audit", "evaluate"))


@pytest.mark.model
def test_the_installed_command_builds_and_answers_in_an_empty_folder(installed: Path, tmp_path: Path):
    asked = "import xunzhang; print(xunzhang.__file__)"
    where = run(Path(sys.executable), "-c", asked, cwd=tmp_path, PYTHONPATH=str(installed))
    assert Path(where.stdout.strip()) == installed / "xunzhang" / "__init__.py"
    builds_and_answers(installed / "bin" / "xunzhang", tmp_path, PYTHONPATH=str(installed))


@pytest.mark.skipif("XUNZHANG_TEST_INSTALL" not in os.environ, reason="installs everything anew: `make test-install` runs it")
def test_an_empty_environment_installs_the_package_builds_and_answers(source: Path, tmp_path: Path):
    venv.create(tmp_path / "environment", with_pip=True)
    programs = tmp_path / "environment" / "bin"
    subprocess.run([str(programs / "pip"), "--quiet", "install", str(source)], check=True, cwd=tmp_path)
    (tmp_path / "work").mkdir()
    where = run(programs / "python", "-c", "import xunzhang; print(xunzhang.__file__)", cwd=tmp_path / "work")
    assert Path(where.stdout.strip()).is_relative_to(tmp_path / "environment")
    builds_and_answers(programs / "xunzhang", tmp_path / "work")
