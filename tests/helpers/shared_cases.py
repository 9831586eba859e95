"""Small inputs that stand beside the checkout, a folder a case, with what is right in `expected.md`; without them a test is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.places import SHARED

CASES = SHARED / "cases"


def case(name: str) -> Path:
    """The folder of a case's input. Skips the test, saying so, where it is not there."""
    folder = CASES / name / "in"
    if not folder.is_dir():
        pytest.skip(f"needs {folder}, which is not part of the repository")
    return folder
