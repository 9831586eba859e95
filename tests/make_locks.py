"""Writes locks/: what `make run` and `make test` install, version by version and hash by hash, for each Python.

    pip install uv==0.13.9 && python tests/make_locks.py

One resolution for all Pythons and systems, cut into a file for each Python. torch stands apart, with what it alone brings: a CPU
build of it may come from wherever the machine has one, under another hash. No index is named: whichever pip is set up with serves.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from packaging.markers import Marker, default_environment

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"
PYTHONS = ("3.10", "3.11", "3.12", "3.13")
LISTS = {
    "run": "requirements.txt",
    "test": "requirements-dev.txt",
    "ray": "requirements-ray.txt",
    "milvus": "requirements-milvus.txt",
}
APART = re.compile(r"(?:torch|triton|nvidia-[\w-]+|cuda-[\w-]+)==")
HEADERS = {
    "run": "# What Xunzhang runs on, with hashes (python tests/make_locks.py). torch is in torch-{python}.txt.\n",
    "test": "# What Xunzhang's tests need besides, with hashes (python tests/make_locks.py).\n",
    "ray": "# What building on a Ray cluster needs besides, with hashes (python tests/make_locks.py).\n",
    "milvus": "# What an index in Milvus needs besides, with hashes (python tests/make_locks.py).\n",
    "torch": "# torch and what it alone brings, by version: constraints, since a CPU build has other hashes (tests/make_locks.py).\n",
}
_MARKED = re.compile(r"python_full_version (<|>=|==|!=) '([\d.*]+)'")


def entries(listed: str, *more: str) -> list[str]:
    """The entries of a list, resolved for all Pythons and systems: each a line, and its hashes in lines of their own."""
    command = [sys.executable, "-m", "uv", "pip", "compile", listed, "--universal", "--python-version", PYTHONS[0]]
    flags = ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    found = subprocess.run([*command, *flags, *more], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return re.split(r"\n(?=\S)", found.strip())


def of_python(all_entries: list[str], python: str) -> Iterator[str]:
    """Those that a Python installs, on one system or another; what a marker says of the system stays."""
    for entry in all_entries:
        first, *hashes = entry.split("\n")
        name, _, marker = first.removesuffix(" \\").partition(" ; ")
        left = _without_python(marker, python) if marker else ""
        if left is None:
            continue
        yield "\n".join([f"{name}{f' ; {left}' if left else ''} \\", *hashes])


def _without_python(marker: str, python: str) -> str | None:
    """What a marker says of the system alone; None where it leaves this Python out on every system."""
    systems = [{"sys_platform": system, "platform_machine": machine} for system in ("linux", "darwin", "win32") for machine in ("x86_64", "aarch64", "arm64", "AMD64")]  # fmt: skip
    here = {**default_environment(), "python_full_version": f"{python}.5", "python_version": python}
    held = [Marker(marker).evaluate({**here, **system}) for system in systems]
    if not any(held):
        return None
    return "" if all(held) else marker


def main() -> None:
    LOCKS.mkdir(exist_ok=True)
    found = {"test": entries(LISTS["test"])}
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as held:  # what runs is of the versions that are tested
        held.writelines(entry.split("\n")[0].removesuffix(" \\") + "\n" for entry in found["test"])
        held.flush()
        found |= {kind: entries(LISTS[kind], "--constraint", held.name) for kind in ("run", "ray", "milvus")}
    for python in PYTHONS:
        run = list(of_python(found["run"], python))
        own = {entry.partition("==")[0] for entry in run}
        parts = {
            "run": [entry for entry in run if not APART.match(entry)],
            "test": [entry for entry in of_python(found["test"], python) if entry.partition("==")[0] not in own],
            **{
                kind: [entry for entry in of_python(found[kind], python) if entry.partition("==")[0] not in own]
                for kind in ("ray", "milvus")
            },
            "torch": [entry.split("\n")[0].removesuffix(" \\") for entry in run if APART.match(entry)],
        }
        for kind, lines in parts.items():
            text = HEADERS[kind].format(python=python) + "\n".join(lines) + "\n"
            (LOCKS / f"{kind}-{python}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
