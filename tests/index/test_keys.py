"""The keys of passages come back as they were written, however many are written at once."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.index import keys


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 9])
def test_keys_and_starts_come_back(tmp_path, monkeypatch, count):
    monkeypatch.setattr(keys, "AT_ONCE", 4)
    written = [bytes([number]) * 16 for number in range(count)]
    starts = np.cumsum([0, *range(1, count + 1)])
    keys.write_keys(tmp_path, iter(written), starts)
    read, again = keys.read_keys(tmp_path)
    assert read == written
    np.testing.assert_array_equal(again, starts)
