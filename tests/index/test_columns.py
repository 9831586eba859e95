"""What is written beside the catalogue is what its tables have, and a filter leaves the same rows by either."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import write_corpus
from xunzhang.building.builder import build_index
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.columns import FILE, article_codes, passage_codes, read_columns, same, write_columns
from xunzhang.index.opening import open_index
from xunzhang.language.folding import fold
from xunzhang.types import Filters

# From tests/helpers/collections.py: cats (zh, 2024-03-05), cats-en (en, 2024-05-01), bridge (zh, --11-19), budget (en, 2023).


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("columns")
    build_index([write_corpus(place / "corpus")], place / "index", encoder=BilingualEncoder())
    return generations.current_generation(place / "index")


def test_columns_are_what_the_catalogue_has(folder):
    catalogue = Catalogue(folder)
    articles, passages = read_columns(folder)
    heads, rows = catalogue.heads(), list(catalogue.every_passage())
    assert [articles.sources[at] for at in articles.source] == [head.source for head in heads]
    assert [articles.languages[at] for at in articles.language] == [head.language for head in heads]
    assert articles.day.astype(str).tolist() == ["2024-03-05", "2024-05-01", "NaT", "NaT"]
    assert [heads[at].id for at in passages.article] == [passage.article.id for passage in rows]
    assert [passages.families[at] for at in passages.family] == list(catalogue.each_family())
    assert [head.id for head in catalogue.heads_at(np.array([2, 0]))] == ["bridge", "cats"]
    assert catalogue.places_of(["budget", "none", "cats"]).tolist() == [0, 3]
    assert catalogue.folded("title") == [fold(head.title) for head in heads]


def test_an_index_without_them_is_asked_the_same(folder, tmp_path):
    index = tmp_path / "index"
    shutil.copytree(folder.parents[1], index)
    older = generations.current_generation(index)
    manifest = generations.read_manifest(index, older)
    for name in (FILE, "blocks.json"):
        (older / name).unlink()
        del manifest.files[name], manifest.sizes[name]
    generations.write_manifest(older, manifest)
    opened = open_index(index, encoder=BilingualEncoder(), reads=False)
    assert dict(opened.languages.sizes) == _sizes(folder)
    for filters in (Filters(("City Post",)), Filters((), ("zh",)), Filters(after="2024"), Filters(articles=("bridge", "cats"))):
        assert opened.catalogue.narrowed_to(filters).tolist() == Catalogue(folder).narrowed_to(filters).tolist() != []


def _sizes(folder):
    families = list(Catalogue(folder).each_family())
    return {family: families.count(family) for family in ("zh", "en")}


def test_columns_come_back_and_tell_other_values_apart(tmp_path):
    facts = [(0, "甲报", "zh", "2024-11-19T08:00:00Z"), (3, "", "en", "2024-11"), (4, "Post", "en", "")]
    articles, passages = article_codes(facts), passage_codes([(0, "zh"), (0, "en"), (2, "en")], 3)
    write_columns(tmp_path, articles, passages)
    read = read_columns(tmp_path)
    assert same(read[0], articles) and same(read[1], passages)
    assert not same(articles, article_codes([*facts[:2], (4, "Post", "en", "2024-01-01")]))
    assert not same(passages, passage_codes([(0, "zh"), (0, "en"), (2, "zh")], 3))
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[: -128 - 3 * 2])  # without the last array and its head
    with pytest.raises(ValueError, match="columns"):
        read_columns(tmp_path)
