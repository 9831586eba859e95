"""The map of a collection: drawn, kept with its generation, read back; passages outside of a sample placed; regions."""

from __future__ import annotations

import json
import logging

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.encoding.centring import unit
from xunzhang.explore import passage_map
from xunzhang.explore.explorer import Explorer
from xunzhang.explore.passage_map import draw_map, find_regions, place, sample_rows
from xunzhang.explore.remembered import EXPLORED, FREQUENT, MAP
from xunzhang.index import generations
from xunzhang.index.opening import open_index
from xunzhang.index.stores import build_store, open_store


def store_of(folder, count, groups=6, width=16):
    random = np.random.default_rng(5)
    centres = random.normal(size=(groups, width))
    vectors = unit((centres[np.arange(count) % groups] + 0.2 * random.normal(size=(count, width))).astype(np.float32))
    build_store(folder, width, lambda: iter([vectors]), count)
    return open_store(folder)


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_every_passage_of_a_small_collection_is_on_the_map(tmp_path, count):
    drawn = draw_map(store_of(tmp_path, count))
    assert drawn.rows.tolist() == list(range(count)) and drawn.total == count
    assert drawn.points.shape == (count, 2) and len(drawn.regions) == count


def test_a_large_collection_is_drawn_by_an_even_sample(tmp_path, monkeypatch):
    rows = sample_rows(100_000)
    assert len(rows) == passage_map.MOST_POINTS == len(set(rows.tolist()))
    assert np.array_equal(rows, sample_rows(100_000)) and (np.diff(rows) > 0).all()
    assert all(abs(int(np.count_nonzero(rows // 20_000 == fifth)) - 600) < 90 for fifth in range(5))
    monkeypatch.setattr(passage_map, "MOST_POINTS", 30)
    monkeypatch.setattr(passage_map, "sample_rows", lambda total: sample_rows(total, 30))
    drawn = draw_map(store_of(tmp_path, 90))
    assert (len(drawn.rows), drawn.total) == (30, 90)


def test_a_passage_outside_of_the_sample_lies_among_its_own_kind(tmp_path, monkeypatch):
    monkeypatch.setattr(passage_map, "sample_rows", lambda total: sample_rows(total, 60))
    store = store_of(tmp_path, 120, groups=4)
    drawn = draw_map(store)
    outside = sorted(set(range(120)) - set(drawn.rows.tolist()))
    points = place(drawn, store, outside)
    nearest = drawn.rows[((points[:, None] - drawn.points[None]) ** 2).sum(-1).argmin(1)]
    assert (nearest % 4 == np.asarray(outside) % 4).mean() >= 0.95
    inside = drawn.rows[[3, 0]]
    assert np.array_equal(place(drawn, store, inside.tolist()), drawn.points[[3, 0]])


def test_regions_are_numbered_by_size_and_a_small_map_has_one():
    points = np.concatenate([np.full((40, 2), 0.9), np.full((20, 2), -0.9)]).astype(np.float32)
    points += 0.01 * np.random.default_rng(1).normal(size=points.shape).astype(np.float32)
    regions = find_regions(points)
    sizes = np.bincount(regions)
    assert (np.diff(sizes) <= 0).all() and set(regions[:40]).isdisjoint(set(regions[40:]))
    assert find_regions(points[:10]).tolist() == [0] * 10 and find_regions(points[:0]).tolist() == []


@pytest.fixture
def index_dir(tmp_path):
    articles = [{"id": str(i), "lang": "en", "source": "Post", "text": f"{word} number {i}. The {word} stands."}
                for i, word in enumerate(["cat", "dog", "bridge", "river", "mayor", "school"] * 5)]  # fmt: skip
    build_index([write_corpus(tmp_path / "corpus", articles)], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def explorer(index_dir):
    return Explorer(open_index(index_dir, encoder=BilingualEncoder()))


def test_what_is_computed_is_kept_beside_the_generation_which_does_not_change(index_dir, monkeypatch):
    first = explorer(index_dir)
    assert not first.map_is_known
    drawn, found = first.passage_map(), first.frequent()
    generation = generations.current_generation(index_dir)
    generations.check_files(index_dir, generation, first.index.manifest)
    assert {file.name for file in (index_dir / EXPLORED / generation.name).iterdir()} == {MAP, FREQUENT}
    listed = {file.relative_to(generation).as_posix() for file in generation.rglob("*") if file.is_file()}
    assert listed == {*first.index.manifest.files, generations.MANIFEST}
    monkeypatch.setattr("xunzhang.explore.explorer.draw_map", None)  # would fail if it were called
    again = explorer(index_dir)
    assert again.map_is_known
    assert np.array_equal(again.passage_map().points, drawn.points) and again.frequent() == found


@pytest.mark.parametrize("damage", [b"", b"nonsense", b'{"version": 1}'])
def test_what_cannot_be_read_is_made_again(index_dir, damage, caplog):
    first = explorer(index_dir)
    points = first.passage_map().points
    found = first.frequent()
    folder = index_dir / EXPLORED / first.index.folder.name
    for name in (MAP, FREQUENT):
        (folder / name).write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        again = explorer(index_dir)
        assert np.array_equal(again.passage_map().points, points) and again.frequent() == found
    assert "made again" in caplog.text
    assert json.loads((folder / FREQUENT).read_text(encoding="utf-8"))["total"] == 30


def test_what_has_lost_its_generation_goes(index_dir):
    gone = index_dir / EXPLORED / "20000101-000000-0"
    gone.mkdir(parents=True)
    explorer(index_dir).passage_map()
    assert not gone.exists()


def test_an_index_that_cannot_be_written_to_is_explored_all_the_same(index_dir, caplog):
    (index_dir / EXPLORED).write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert len(explorer(index_dir).passage_map().rows) == 30
    assert "cannot be written" in caplog.text


def test_articles_come_with_their_size(index_dir):
    (first, *_), audit = explorer(index_dir).articles, explorer(index_dir).audit
    assert (first.head.id, first.passages, first.characters) == ("0", 1, len("cat number 0. The cat stands."))
    assert [row.path for row in audit] == ["articles.jsonl"]
    assert explorer(index_dir).timeline.undated == 30


def test_what_takes_a_while_is_prepared_in_the_background(index_dir):
    first = explorer(index_dir)
    shares = [first.prepare(0.0)]
    while shares[-1] < 1.0:
        shares.append(first.prepare(0.5))
    assert shares == sorted(shares) and first.map_is_known


def test_what_went_wrong_is_told_and_tried_again(index_dir, monkeypatch):
    first = explorer(index_dir)
    with monkeypatch.context() as patch:
        patch.setattr("xunzhang.explore.explorer.draw_map", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            first.prepare(5)
    assert first.prepare(30) == 1.0
