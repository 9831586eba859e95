"""A small index of each earlier format, stored by the program that wrote it (tests/data/indexes), opens, answers and is built upon."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

import xunzhang.search.pipeline
from tests.data.indexes.make import ARTICLES, HERE, INDEX, PRINTED, RUNS
from tests.helpers.stored_output import differences, stored, without
from tests.helpers.token_vectors import stored_tokens
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import current_state
from xunzhang.cli.main import main
from xunzhang.index import generations
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.conversions.from_4 import _places
from xunzhang.index.opening import open_index
from xunzhang.index.vector_space import read_vector_space
from xunzhang.reading.paragraph_numbers import numbered
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Paragraph, Span

STORED = {int(place.name[1:]): place for place in HERE.glob("v*")}
VECTORS = ("pooled.float32", "token_starts.npy", "vectors.faiss")
REPLACED = {"tokens.int8", "token_scales.float16", "token_reduction.npy"}  # by format 6, which codes token vectors otherwise
# What the present program judges, whoever wrote the index: an earlier one judged otherwise, or said nothing of it.
JUDGED = {"verdict", "answerable", "confidence", "missing", "mentions", "notes", "score", "strength", "exact"}
WORDED = {"what", "messages"}  # what a build that reads again tells in today's words
NOT_SAID = {"paragraph", "until", "piece"}  # of a passage by the formats up to 4
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
    assert not list(
        differences(
            without(then, JUDGED | NOT_SAID), without(printed(index, asks_nothing_else, monkeypatch, capsys), JUDGED | NOT_SAID)
        )
    )
    assert len(then["ask"]) == 6 and any(record["answerable"] for record in then["ask"])


def test_its_vectors_are_taken_over_bit_by_bit(index, asks_nothing_else):
    old = generations.current_generation(index)
    then = {name: (old / name).read_bytes() for name in VECTORS}
    opened = open_index(index, encoder=asks_nothing_else)
    assert opened.manifest.format_version == generations.FORMAT_VERSION
    assert {name: (opened.folder / name).read_bytes() for name in VECTORS} == then


def test_its_token_vectors_are_those_it_had_but_for_rounding(index, asks_nothing_else):
    then = tokens_of_format_5(old := generations.current_generation(index))
    with np.load(old / "frame.npz") as frame:
        means = {name: frame[name] for name in frame.files if " " in name and name != "fitted on"}
    opened = open_index(index, encoder=asks_nothing_else)
    assert not REPLACED & {file.name for file in opened.folder.iterdir()}
    assert all((old / name).stat().st_size for name in REPLACED), "the old generation keeps its own"
    similarity = [(before @ before.T, opened.tokens.of(row) @ opened.tokens.of(row).T) for row, before in enumerate(then)]
    apart = np.concatenate([(now - before).ravel() for before, now in similarity])
    assert len(then) == len(opened.tokens) and np.abs(apart).mean() < 0.003 and np.abs(apart).max() < 0.02
    assert (opened.folder / "tokens.codes").stat().st_size == (old / "tokens.int8").stat().st_size
    space = read_vector_space(opened.folder)
    for side, of in (("passage", space.passages), ("question", space.questions)):
        for kind in ("pooled", "tokens"):
            for language, mean in getattr(of, kind).items():
                np.testing.assert_array_equal(mean, means.pop(f"{side} {kind} {language}"))
    assert not means


def tokens_of_format_5(generation: Path) -> list[np.ndarray]:
    """As formats 3 to 5 have them: unit vectors (t, r), a passage each."""
    starts, width = np.load(generation / "token_starts.npy"), np.load(generation / "token_reduction.npy").shape[1]
    scales = np.fromfile(generation / "token_scales.float16", np.float16).astype(np.float32)
    codes = np.fromfile(generation / "tokens.int8", np.int8).reshape(-1, width)
    return np.split(codes * scales[:, None], starts[1:-1])


def test_its_background_is_measured_anew(index, asks_nothing_else):
    """What questions on other subjects come to depends on how vectors are rounded."""
    (generations.current_generation(index) / "background.json").write_text("{}", encoding="utf-8")
    assert not (open_index(index, encoder=asks_nothing_else).folder / "background.json").exists()


def test_a_build_upon_it_encodes_nothing(index, version, tmp_path, asks_nothing_else, monkeypatch, capsys):
    articles = tmp_path / "articles"
    shutil.copytree(ARTICLES, articles)
    old = vectors_by_passage(open_index(index, encoder=asks_nothing_else).folder, asks_nothing_else.dimensions)
    report = build_index([articles], index, encoder=asks_nothing_else)
    assert (report.changed, report.passages_encoded) == (True, 0)
    new = vectors_by_passage(generations.current_generation(index), asks_nothing_else.dimensions)
    assert new.keys() == old.keys()
    for key, (pooled, tokens) in old.items():
        np.testing.assert_array_equal(new[key][0], pooled)
        # Of equal passages one's tokens are taken for all, and their lengths may have been rounded otherwise.
        np.testing.assert_allclose(new[key][1], tokens, rtol=2e-3, atol=1e-6)
    now = printed(index, asks_nothing_else, monkeypatch, capsys)
    then = stored(STORED[version] / PRINTED)
    assert not list(differences(without(then, JUDGED | NOT_SAID | WORDED), without(now, JUDGED | NOT_SAID | WORDED)))
    assert [len(row["messages"]) for row in then["audit"]] == [len(row["messages"]) for row in now["audit"]]
    assert not current_state(index)[1]


def vectors_by_passage(generation: Path, dimensions: int) -> dict[str, tuple]:
    tokens = stored_tokens(generation)
    pooled = np.fromfile(generation / "pooled.float32", np.float32).reshape(-1, dimensions)
    with closing(sqlite3.connect(generation / "catalogue.sqlite")) as catalogue:  # in the format of its time
        ids = [id_ for (id_,) in catalogue.execute("SELECT id FROM passages ORDER BY row")]
    return {id_: (pooled[row], tokens.of(row)) for row, id_ in enumerate(ids)}


def test_the_line_on_stderr_says_so_once(index, version, capsys):
    for _ in range(2):
        assert main(["audit", "--index", str(index)]) == 0
    said = [
        f"The index in {index} was converted from format version {version} to {generations.FORMAT_VERSION}; nothing was encoded again."
    ]
    assert capsys.readouterr().err.splitlines() == (said if version < generations.FORMAT_VERSION else [])


def test_passages_are_placed_as_a_build_places_them(index, tmp_path, asks_nothing_else):
    """What is converted and what is built anew cite the same paragraphs."""
    converted = {
        p.id: (p.paragraph, p.until, p.piece)
        for p in Catalogue(open_index(index, encoder=asks_nothing_else).folder).every_passage()
    }
    shutil.copytree(ARTICLES, tmp_path / "articles")
    build_index([tmp_path / "articles"], index, encoder=asks_nothing_else)
    built = {p.id: (p.paragraph, p.until, p.piece) for p in Catalogue(generations.current_generation(index)).every_passage()}
    assert converted == built and {place[0] for place in built.values()} >= {1, 2}


def test_a_conversion_places_cut_paragraphs_as_a_build_does():
    """What the step has of its own (it may not change) is what building does now."""
    printed = [(0, 30), (32, 40), (42, 50), (60, 90)]
    spans = [(0, 10), (11, 20), (21, 30), (32, 50), (52, 58), (60, 90)]
    paragraphs = [Paragraph(start, end) for start, end in printed]
    placed = [(1, 1, 1), (1, 1, 2), (1, 1, 3), (2, 3, 0), (0, 0, 0), (4, 4, 0)]
    assert list(_places(printed, spans)) == placed == numbered(paragraphs, [Span(*span) for span in spans])
