"""locks/ has, for each Python, every package that the lists of requirements pin, by that version and with hashes, and no index."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from tests.check_advisories import COULD_NOT
from tests.helpers.places import ROOT
from tests.make_locks import APART, LOCKS, PYTHONS
from xunzhang.building.cluster.shard_place import INSTALL

ENTRY = re.compile(r"([a-z0-9-]+)==(\S+)(?: ; ([^\\]+))?")


def pinned(listed: str, python: str) -> dict[str, str]:
    """What a list pins for a Python on Linux."""
    found = {}
    here = {**default_environment(), "python_version": python, "python_full_version": f"{python}.5", "sys_platform": "linux"}
    for line in (ROOT / listed).read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line and not line.startswith("-r"):
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate(here):
                (exact,) = wanted.specifier
                found[re.sub(r"[-_.]+", "-", wanted.name).lower()] = exact.version
    return found


def locked(kind: str, python: str) -> dict[str, str]:
    text = (LOCKS / f"{kind}-{python}.txt").read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    found = {}
    for entry in entries:
        match = ENTRY.match(entry)
        assert match, entry
        found[match[1]] = match[2]
        assert kind == "torch" or re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    return found


@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_pinned_is_what_is_locked(python):
    run, test, torch = (locked(kind, python) for kind in ("run", "test", "torch"))
    assert not [name for name in run if APART.match(f"{name}==")]
    assert {"torch"} <= torch.keys() and all(APART.match(f"{name}==") for name in torch)
    wanted = pinned("requirements.txt", python)
    assert {name: version for name, version in {**run, **torch}.items() if name in wanted} == wanted
    wanted |= pinned("requirements-milvus.txt", python) | pinned("requirements-dev.txt", python)
    assert {name: version for name, version in {**test, **run, **torch}.items() if name in wanted} == wanted
    assert not test.keys() & run.keys() and len(run) > 80 and len(test) > 20


@pytest.mark.parametrize("kind", ["ray", "milvus"])
@pytest.mark.parametrize("python", PYTHONS)
def test_what_a_cluster_needs_changes_nothing_else(python, kind):
    run, test, more = (locked(each, python) for each in ("run", "test", kind))
    wanted = pinned(f"requirements-{kind}.txt", python)
    assert {name: version for name, version in {**run, **more}.items() if name in wanted} == wanted
    assert len(more) > 2 and not more.keys() & run.keys()
    both = more.keys() & test.keys()
    assert {name: more[name] for name in both} == {name: test[name] for name in both}


def test_ray_is_named_alike_wherever_it_is():
    (listed,) = re.findall(r"^ray\[data\]==\S+", (ROOT / "requirements-ray.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert f'pip install "{listed}"' == INSTALL
    assert f'ray = ["{listed}"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_no_lock_names_a_host():
    for lock in LOCKS.iterdir():
        assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links|file:", lock.read_text(encoding="utf-8")), lock


def test_make_installs_by_them():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--require-hashes --no-deps -r" in text and "locks/run-$(LOCK)" in text and "locks/test-$(LOCK)" in text


def test_where_advisories_cannot_be_looked_up_that_is_said():
    """pip-audit is not among what is installed here, and a network may not be there."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "check_advisories.py")], capture_output=True, text=True, timeout=900
    )
    assert "Traceback" not in done.stderr and done.returncode in (0, 1, COULD_NOT)
    assert done.returncode != COULD_NOT or "could not be checked" in done.stdout or "There is no lock" in done.stdout


def test_milvus_is_named_alike_wherever_it_is():
    listed = dict(line.partition("#")[0].strip().split("==") for line in (ROOT / "requirements-milvus.txt").read_text(encoding="utf-8").splitlines() if "==" in line)  # fmt: skip
    named = ", ".join(f'"{name}=={version}"' for name, version in listed.items()).replace('"win32"', "'win32'")
    assert f"milvus = [{named}]" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
