"""A small index of each earlier format, stored by the program that wrote it (tests/data/indexes), opens, answers and is built upon."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import numpy as np
import pytest

import xunzhang.search.pipeline
from tests.data.indexes.make import ARTICLES, HERE, INDEX, PRINTED, RUNS
from tests.helpers.stored_output import differences, stored, without
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import current_state
from xunzhang.cli.main import main
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.opening import open_index
from xunzhang.index.token_vectors import TokenVectors
from xunzhang.search.pipeline import Searcher

STORED = {int(place.name[1:]): place for place in HERE.glob("v*")}
VECTORS = ("pooled.float32", "tokens.int8", "token_scales.float16", "token_starts.npy", "frame.npz", "vectors.faiss")
# What the present program judges, whoever wrote the index: an earlier one judged otherwise, or said nothing of it.
JUDGED = {"verdict", "answerable", "confidence", "missing", "mentions", "notes", "score", "strength", "exact"}
pytestmark = pytest.mark.model


def test_there_is_an_index_of_every_format_that_is_converted():
    assert STORED.keys() >= set(range(generations.OLDEST_FORMAT, generations.FORMAT_VERSION))


@pytest.fixture(params=sorted(STORED))
def version(request) -> int:
    return request.param


@pytest.fixture
def index(tmp_path, version) -> Path:
    with tarfile.open(STORED[version] / INDEX) as archive:
        archive.extractall(tmp_path / "index", filter="data")
    return tmp_path / "index"


class Encodes:
    """The bundled model, for questions alone."""

    def __init__(self, encoder):
        self._encoder = encoder

    def __getattr__(self, name):
        assert name != "encode_passages", "a passage is encoded"
        return getattr(self._encoder, name)


@pytest.fixture
def asks_nothing_else(encoder):
    return Encodes(encoder)


def printed(index: Path, encoder, monkeypatch, capsys) -> dict[str, list]:
    """What the commands print of the index, by the name of the run."""
    monkeypatch.setattr(
        xunzhang.search.pipeline, "open_searcher", lambda place, **flags: Searcher(open_index(place, encoder=encoder, **flags))
    )
    found = {}
    for name, arguments in RUNS.items():
        assert main([*arguments, "--index", str(index)]) in (0, 1)
        found[name] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return found


def test_it_answers_as_it_did_when_it_was_written(index, version, asks_nothing_else, monkeypatch, capsys):
    then = stored(STORED[version] / PRINTED)
    assert not list(differences(without(then, JUDGED), without(printed(index, asks_nothing_else, monkeypatch, capsys), JUDGED)))
    assert len(then["ask"]) == 6 and any(record["answerable"] for record in then["ask"])


def test_its_vectors_are_taken_over_bit_by_bit(index, asks_nothing_else):
    old = generations.current_generation(index)
    then = {name: (old / name).read_bytes() for name in VECTORS}
    opened = open_index(index, encoder=asks_nothing_else)
    assert opened.manifest.format_version == generations.FORMAT_VERSION
    assert {name: (opened.folder / name).read_bytes() for name in VECTORS} == then


def test_a_build_upon_it_encodes_nothing(index, version, tmp_path, asks_nothing_else, monkeypatch, capsys):
    articles = tmp_path / "articles"
    shutil.copytree(ARTICLES, articles)
    old = vectors_by_passage(generations.current_generation(index), asks_nothing_else.dimensions)
    report = build_index([articles], index, encoder=asks_nothing_else)
    assert (report.changed, report.passages_encoded) == (True, 0)
    new = vectors_by_passage(generations.current_generation(index), asks_nothing_else.dimensions)
    assert new.keys() == old.keys()
    assert all(np.array_equal(then, now) for key in old for then, now in zip(old[key], new[key]))
    now = printed(index, asks_nothing_else, monkeypatch, capsys)
    assert not list(differences(without(stored(STORED[version] / PRINTED), JUDGED), without(now, JUDGED)))
    assert not current_state(index)[1]


def vectors_by_passage(generation: Path, dimensions: int) -> dict[str, tuple]:
    tokens = TokenVectors(generation)
    pooled = np.fromfile(generation / "pooled.float32", np.float32).reshape(-1, dimensions)
    passages = Catalogue(generation).every_passage()
    return {passage.id: (pooled[row], tokens.of(row)) for row, passage in enumerate(passages)}


def test_the_line_on_stderr_says_so_once(index, version, capsys):
    for _ in range(2):
        assert main(["audit", "--index", str(index)]) == 0
    said = [
        f"The index in {index} was converted from format version {version} to {generations.FORMAT_VERSION}; nothing was encoded again."
    ]
    assert capsys.readouterr().err.splitlines() == (said if version < generations.FORMAT_VERSION else [])
