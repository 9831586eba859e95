"""Arrays written value by value are what NumPy reads, whatever their length."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.index.array_file import ArrayFile


@pytest.mark.parametrize("dtype", [np.int64, np.bool_])
@pytest.mark.parametrize("pieces", [[], [[1]], [[1, 0], [], [1]], [[1] * 10_000] * 101])
def test_what_was_added_is_read_back(tmp_path, dtype, pieces):
    path = tmp_path / "array.npy"
    with ArrayFile(path, dtype) as file:
        for piece in pieces:
            file.add(piece)
    expected = np.concatenate([np.asarray(piece, dtype) for piece in pieces] or [np.zeros(0, dtype)])
    read = np.load(path)
    assert read.dtype == dtype
    np.testing.assert_array_equal(read, expected)


def test_numbers_larger_than_a_length_are_kept(tmp_path):
    with ArrayFile(tmp_path / "array.npy", np.int64) as file:
        file.add(np.array([1 << 40, -1]))
    assert np.load(tmp_path / "array.npy", mmap_mode="r").tolist() == [1 << 40, -1]
