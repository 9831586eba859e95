"""What an index says of the backends that encoded it, and that builds which bring it up to date keep to the last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building import generation_build
from xunzhang.building.builder import build_index
from xunzhang.index import generations
from xunzhang.search.pipeline import open_searcher
from xunzhang.types.backend_names import ONNX_FP32, ONNX_INT8, TORCH

BRIDGE = "".join(f"Bridge number {n} over the bay was opened in {1950 + n} and is {400 + n} metres long.\n\n" for n in range(12))
FERRY = "The last ferry sailed in 1962, five years after the bridge was opened.\n"


class Other(BilingualEncoder):
    backend = "abacus"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return folder


def made(index: Path) -> list[str]:
    return generations.read_manifest(index, generations.current_generation(index)).backends


def test_an_index_says_what_encoded_it_and_what_took_its_place(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    assert made(index) == ["numpy"]
    (corpus / "ferry.txt").write_text(FERRY, encoding="utf-8")
    report = build_index([corpus], index, encoder=Other())  # moved to where the first cannot be had
    assert report.passages_encoded == 1 and made(index) == ["abacus", "numpy"]
    report = build_index([corpus], index, encoder=Other(), force=True)
    assert report.passages_encoded == 13 and made(index) == ["abacus"]


def test_another_backend_by_name_encodes_everything_anew(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    assert not build_index([corpus], index, encoder=BilingualEncoder(), backend="numpy").changed
    report = build_index([corpus], index, encoder=Other(), backend="abacus")
    assert "numpy" in report.why.text and "abacus" in report.why.text
    assert report.passages_encoded == 12 and report.files_read == 0 and made(index) == ["abacus"]


def test_an_index_from_before_backends_were_written_down_was_encoded_by_torch(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    manifest = generations.current_generation(index) / generations.MANIFEST
    record = json.loads(manifest.read_text(encoding="utf-8"))
    del record["backends"]
    manifest.write_text(json.dumps(record), encoding="utf-8")
    assert made(index) == [TORCH]


@pytest.mark.model
def test_an_update_keeps_to_the_backend_of_the_index(corpus: Path, tmp_path: Path, encoder) -> None:
    index = tmp_path / "index"
    build_index([corpus], index, backend=ONNX_FP32)
    (corpus / "ferry.txt").write_text(FERRY, encoding="utf-8")
    assert encoder.backend == ONNX_INT8
    report = build_index([corpus], index, encoder=encoder)
    assert report.encoder is not None and report.encoder.backend == ONNX_FP32
    assert report.passages_encoded == 1 and made(index) == [ONNX_FP32]
    found = open_searcher(index, encoder=encoder, reads=False).ask("When did the last ferry sail?")
    assert found.groups[0].hit.passage.text == FERRY.strip()


@pytest.mark.model
@pytest.mark.parametrize(
    ("long_build", "backend", "expected"), [(1, "auto", ONNX_FP32), (1, ONNX_INT8, ONNX_INT8), (99, "auto", ONNX_INT8)]
)
def test_before_a_long_first_build_the_fastest_is_chosen(
    corpus: Path, tmp_path: Path, encoder, monkeypatch, long_build: int, backend: str, expected: str
) -> None:
    monkeypatch.setattr(generation_build, "LONG_BUILD", long_build)
    monkeypatch.setattr("xunzhang.encoding.loading.fastest", lambda network, batch: ONNX_FP32)
    build_index([corpus], tmp_path / "index", encoder=encoder, backend=backend)
    assert made(tmp_path / "index") == [expected]
