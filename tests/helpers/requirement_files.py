"""What the project's requirement files list."""

from __future__ import annotations

from packaging.requirements import Requirement

from tests.helpers.places import ROOT


def requirements(name: str) -> list[Requirement]:
    """Those of one file, without what it takes from another."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]
