"""Limits on what is read: their settings, and that what is over one is reported and not read half."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzhang.reading.files import limits
from xunzhang.types import XunzhangError


def test_limits_of_the_environment() -> None:
    given = {
        "XUNZHANG_LIMIT_PAGES": "20000",
        "XUNZHANG_LIMIT_FILE_BYTES": "1.5 GB",
        "XUNZHANG_LIMIT_MEMORY_BYTES": "64m",
        "PATH": "x",
    }
    found = limits.from_environment(given)
    assert (found.pages, found.file_bytes, found.memory_bytes) == (20_000, 3 << 29, 64 << 20)
    assert found.entries == limits.Limits().entries


@pytest.mark.parametrize(
    ("name", "value"), [("XUNZHANG_LIMIT_PAGE", "1"), ("XUNZHANG_LIMIT_PAGES", "many"), ("XUNZHANG_LIMIT_PAGES", "0")]
)
def test_a_limit_that_is_none_is_told(name: str, value: str) -> None:
    with pytest.raises(XunzhangError, match=name):
        limits.from_environment({name: value})


def test_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2_049)
    limits.check_size(path, whole=True)
    monkeypatch.setenv("XUNZHANG_LIMIT_WHOLE_BYTES", "2KB")
    limits.check_size(path, whole=False)
    with pytest.raises(XunzhangError, match=r"2,049 bytes; the limit is 2,048 bytes\. .*XUNZHANG_LIMIT_WHOLE_BYTES"):
        limits.check_size(path, whole=True)
