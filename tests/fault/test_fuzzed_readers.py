"""Some hundred damaged files, the same each time: every reader says in one line what is wrong, and its account comes out.

The long runs are `python -m benchmarks.fuzz_readers`; what they find becomes a test of the reader it was found in.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fuzz_documents, fuzz_seeds
from benchmarks.fuzz_readers import wrong_with
from xunzhang.reading.corpus import READERS
from xunzhang.reading.files import limits

CHANGES = 24  # of each format
SECONDS = 20.0
# One suffix of each reader, and archives, which hold files of any.
SUFFIXES = [*sorted({reader: suffix for suffix, reader in reversed(READERS.items())}.values()), ".zip"]


@pytest.fixture(autouse=True)
def no_recognition():
    """Pages that have lost their text are not waited for."""
    usual = limits.current()
    limits.use(replace(usual, seconds=SECONDS, ocr="off"))
    yield
    limits.use(None)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_files(tmp_path: Path, suffix: str) -> None:
    documents = suffix in fuzz_documents.FORMATS
    good = (fuzz_documents if documents else fuzz_seeds).seeds(suffix)
    draw = random.Random(f"{suffix} 1")
    path = tmp_path / f"a{suffix}"
    said: Counter[str] = Counter()
    for number in range(CHANGES):
        seed = draw.choice(good)
        if number < 4:
            data = seed[: len(seed) * (number + 1) // 5]
        elif documents:
            data = fuzz_documents.changed(draw, suffix, seed, fuzz_seeds.mutated)
        else:
            data = fuzz_seeds.mutated(draw, seed)
        path.write_bytes(data)
        assert not wrong_with(path, said), number
    for seed in good:  # the files themselves are whole
        path.write_bytes(seed)
        whole: Counter[str] = Counter()
        assert not wrong_with(path, whole)
        assert not any("damaged" in message for message in whole)
