"""Which backend computes: what is remembered of a measurement, for which processor, and what stands in for one that is missing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from xunzhang.encoding import backends
from xunzhang.encoding.backends import REMEMBERED, candidates, fastest, preferred
from xunzhang.encoding.loading import in_backend, load_encoder
from xunzhang.types.backend_names import AUTO, ONNX_FP32, ONNX_INT8, TORCH, TORCH_BF16

BATCH = [[0, 1, 2]]


class Waiting:
    """Takes as long as it is told."""

    def __init__(self, backend: str, seconds: float) -> None:
        self.backend, self._seconds = backend, seconds

    def hidden(self, sequences):
        backends.time.sleep(self._seconds)
        return [np.zeros((len(each), 1), np.float32) for each in sequences]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XUNZHANG_CACHE", str(tmp_path))
    monkeypatch.setattr(backends, "gpu", lambda: "")
    return tmp_path


def test_the_fastest_is_remembered_for_this_processor_alone(cache: Path, monkeypatch) -> None:
    assert preferred() == ONNX_INT8
    seconds = {ONNX_INT8: 0.05, ONNX_FP32: 0.002, TORCH: 0.05}
    made: list[str] = []

    def network(name: str) -> Waiting:
        made.append(name)
        return Waiting(name, seconds.get(name, 0.05))

    assert fastest(network, BATCH) == ONNX_FP32 == preferred()
    assert made == candidates()
    told = json.loads((cache / REMEMBERED).read_text(encoding="utf-8"))
    assert told["chosen"] == ONNX_FP32 and told["seconds"][ONNX_FP32] < told["seconds"][TORCH]
    made.clear()
    assert fastest(network, BATCH) == ONNX_FP32 and not made  # measured once
    monkeypatch.setattr(backends, "_flags", lambda: ["avx9"])
    assert preferred() == ONNX_INT8


def test_what_cannot_be_had_here_is_not_timed(cache: Path) -> None:
    assert fastest(lambda name: Waiting(TORCH, 0.0), BATCH) == TORCH  # torch stood in for the others


@pytest.mark.parametrize("content", ["", "{", "[]", '{"chosen": "abacus"}', '{"processor": 1, "chosen": "torch-fp32"}'])
def test_a_damaged_measurement_counts_for_nothing(cache: Path, content: str) -> None:
    (cache / REMEMBERED).write_text(content, encoding="utf-8")
    assert preferred() == ONNX_INT8


def test_half_precision_is_a_candidate_where_the_processor_multiplies_it(monkeypatch) -> None:
    monkeypatch.setattr(backends, "_flags", lambda: ["avx2"])
    assert TORCH_BF16 not in candidates()
    monkeypatch.setattr(backends, "_flags", lambda: ["avx2", "amx_bf16"])
    assert TORCH_BF16 in candidates()


def test_a_cache_folder_that_cannot_be_written_costs_the_measurement_alone(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XUNZHANG_CACHE", str(tmp_path / "file"))
    assert fastest(lambda name: Waiting(name, 0.01 if name == TORCH else 0.03), BATCH) == TORCH


@pytest.mark.model
@pytest.mark.parametrize("backend", [ONNX_FP32, TORCH_BF16])
def test_every_backend_encodes_alike(encoder, monkeypatch, backend: str) -> None:
    monkeypatch.delenv("XUNZHANG_CACHE")
    other = in_backend(encoder, backend)
    assert (other.backend, other.fingerprint) == (backend, encoder.fingerprint)
    texts = ["重庆的普惠性幼儿园覆盖率达94.6%。", "Kindergarten coverage reached 94.6 per cent.", "党" * 40]
    one, another = encoder.encode_passages(texts), other.encode_passages(texts)
    assert (one.pooled * another.pooled).sum(axis=1).min() > 0.997
    assert [len(tokens) for tokens in one.tokens] == [len(tokens) for tokens in another.tokens]


@pytest.mark.model
def test_an_encoder_stays_where_nothing_else_is_wanted(encoder, bilingual) -> None:
    assert in_backend(encoder, AUTO) is encoder is in_backend(encoder, encoder.backend)
    assert in_backend(bilingual, TORCH) is bilingual


@pytest.mark.model
def test_without_onnx_runtime_torch_stands_in(monkeypatch) -> None:
    monkeypatch.delenv("XUNZHANG_CACHE")
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    assert load_encoder().backend == TORCH
