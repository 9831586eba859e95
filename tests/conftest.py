"""Shared fixtures: the real model once a session, the bilingual test encoder, and indexes built with either."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.places import CORPUS, SHARED

# No network but the package index: a test that would fetch a model fails.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"  # what is printed is English unless a test asks for another language


# What takes longest begins first, so that the processes of a run end together.
LONGEST = ("tests/search/test_quality_gate.py", "tests/fault/", "tests/page/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((number for number, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def encoder():
    """The bundled model."""
    from xunzhang.encoding.loading import load_encoder

    return load_encoder()


@pytest.fixture
def bilingual() -> BilingualEncoder:
    return BilingualEncoder()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input and benchmarks beside the checkout; the test is skipped where it does not exist."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} does not exist: real input and benchmarks are not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def common(tmp_path_factory) -> Path:
    """A folder that all processes of this test run share; what is made in it is made once, under a lock."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sample_index(common, encoder) -> Path:
    """An index of the sample collection, built with the bundled model."""
    from xunzhang.building.builder import build_index

    folder = common / "sample-index"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            build_index([CORPUS], folder, encoder=encoder)
    return folder


@pytest.fixture(scope="session")
def sample_searcher(sample_index, encoder):
    from xunzhang.index.opening import open_index
    from xunzhang.search.pipeline import Searcher

    return Searcher(open_index(sample_index, encoder=encoder))
