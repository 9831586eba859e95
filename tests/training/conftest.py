"""The small folder of `helpers/training_folder.py`, and what is made of it with the bundled encoder: once a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from tests.helpers.training_folder import write_training_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_training_folder(tmp_path / "data")


@pytest.fixture(scope="session")
def data(common: Path) -> Path:
    """The same, for all tests that do not change it."""
    with FileLock(common / "training-data.lock"):
        return write_training_folder(common / "training-data")


@pytest.fixture(scope="session")
def prepared_work(common: Path, data: Path, encoder) -> Path:
    """A work folder as `prepare` leaves it; not to be changed."""
    from training.preparing import is_prepared, prepare

    work = common / "training-work"
    with FileLock(f"{work}.lock"):
        if not is_prepared(data, work, 0):
            prepare(data, work, 0, encoder)
    return work
