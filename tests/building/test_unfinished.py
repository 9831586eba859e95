"""What an interrupted build leaves: kept for the same model and space, dropped for another, begun anew when damaged."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from tests.helpers.vector_spaces import space
from xunzhang.building.unfinished import FILE, Made, Unfinished
from xunzhang.encoding.encoder import Encoded

KEYS = [bytes([number]) * 16 for number in range(3)]


def made(number: int, tokens: int = 2) -> Made:
    codes = np.full((tokens, 3), number, np.uint8)
    return Made(np.full(4, number, np.float32), codes, np.full(tokens, 0.5, np.float16))


def test_vectors_come_back_as_they_were(tmp_path):
    encoded = Encoded(np.arange(8, dtype=np.float32).reshape(2, 4), [np.ones((3, 5), np.float32), np.zeros((0, 5), np.float32)])
    with Unfinished(tmp_path, "model") as kept:
        kept.use(space(), KEYS[:2])
        kept.keep_raw(KEYS[:2], encoded)
        kept.keep_made(KEYS[:2], [made(7), made(8, tokens=0)])
    with Unfinished(tmp_path, "model") as kept:
        pooled, tokens = kept.raw(KEYS[0], 5)
        np.testing.assert_array_equal(pooled, [0, 1, 2, 3])
        assert tokens.shape == (3, 5) and kept.raw(KEYS[1], 5)[1].shape == (0, 5) and kept.raw(KEYS[2], 5) is None
        assert kept.made(KEYS[0]).codes.tolist() == [[7] * 3] * 2 and kept.made(KEYS[0]).scales.tolist() == [0.5, 0.5]
        assert len(kept.made(KEYS[1]).codes) == 0 and kept.made(KEYS[2]) is None
        assert kept.space().name() == space().name()
        assert list(kept.is_fitted(KEYS)) == [True, True, False]


def test_another_model_and_another_space_begin_anew(tmp_path):
    with Unfinished(tmp_path, "model") as kept:
        kept.use(space(), KEYS)
        kept.keep_made(KEYS[:1], [made(7)])
        kept.use(space(), KEYS)
        assert kept.made(KEYS[0]) is not None, "the same vector space keeps what was made within it"
        kept.use(space(1), KEYS)
        assert kept.made(KEYS[0]) is None
        kept.keep_made(KEYS[:1], [made(7)])
    with Unfinished(tmp_path, "another model") as kept:
        assert kept.made(KEYS[0]) is None and kept.space() is None


def test_what_is_not_in_the_collection_is_dropped(tmp_path):
    catalogue = tmp_path / "catalogue.sqlite"
    with sqlite3.connect(catalogue) as database:
        database.execute("CREATE TABLE passages (encoded BLOB)")
        database.execute("INSERT INTO passages VALUES (?)", (KEYS[1],))
    with Unfinished(tmp_path, "model") as kept:
        kept.use(space(), KEYS)
        kept.keep_made(KEYS, [made(number) for number in range(3)])
        kept.keep_only(catalogue)
        assert [kept.made(key) is not None for key in KEYS] == [False, True, False]


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 500])
def test_a_damaged_file_is_begun_anew(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with Unfinished(tmp_path, "model") as kept:
        kept.keep_raw(KEYS[:1], Encoded(np.ones((1, 4), np.float32), [np.ones((2, 5), np.float32)]))
        assert kept.raw(KEYS[0], 5) is not None
    Unfinished.remove(tmp_path)
    assert list(tmp_path.iterdir()) == []
