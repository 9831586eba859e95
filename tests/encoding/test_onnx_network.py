"""The fast engine against torch, the reference, on a small network; and what becomes of it where the cache folder is not as it should."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from xunzhang.encoding.network import Network, TorchNetwork
from xunzhang.encoding.onnx_graph import full_precision
from xunzhang.encoding.onnx_network import OnnxNetwork, Source, observed_ranges, onnx_network
from xunzhang.types.arrays import Floats

SEQUENCES = [[0, 5, 9, 77, 2], [0, 8, 2], [0, *range(4, 90), 2]]


@pytest.fixture(scope="module")
def bert():
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=100,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=96,
        layer_norm_eps=1e-12,
        pad_token_id=0,
        initializer_range=0.2,
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():  # neurons that reach far beyond the others, as trained networks have them
        model.encoder.layer[0].intermediate.dense.weight[3] *= 20
    return model


@pytest.fixture(scope="module")
def source(bert) -> Source:
    weights = {name: parameter.detach().numpy() for name, parameter in bert.named_parameters()}
    kinds = ("word", "position", "token_type")
    words, positions, segments = (weights[f"embeddings.{kind}_embeddings.weight"] for kind in kinds)
    rng = np.random.default_rng(0)
    texts = [[0, *rng.integers(4, 100, 30).tolist(), 2] for _ in range(20)]
    return Source("small", "1", 4, 1e-12, words, positions, segments, lambda: weights, lambda: texts)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XUNZHANG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def cosines(one: Network, other: Network) -> Floats:
    pairs = [(np.concatenate(each.hidden(SEQUENCES))) for each in (one, other)]
    lengths = [np.linalg.norm(rows, axis=1) for rows in pairs]
    found: Floats = (pairs[0] * pairs[1]).sum(1) / (lengths[0] * lengths[1])
    return found


def test_in_full_precision_it_computes_what_torch_does(bert, source: Source) -> None:
    graph = full_precision(source.weights(), source.heads, source.epsilon)
    for ours, torchs in zip(OnnxNetwork(source, graph).hidden(SEQUENCES), TorchNetwork(bert).hidden(SEQUENCES), strict=True):
        np.testing.assert_allclose(ours, torchs, atol=1e-4)


def test_in_8_bits_it_is_near_and_the_same_whatever_is_beside(bert, source: Source, cache: Path) -> None:
    network = onnx_network(source)
    assert network is not None and network.backend == "onnxruntime-int8"
    assert cosines(network, TorchNetwork(bert)).min() > 0.995
    for together, sequence in zip(network.hidden(SEQUENCES), SEQUENCES, strict=True):
        assert together.shape == (len(sequence), 64)
        np.testing.assert_allclose(together, network.hidden([sequence])[0], atol=0.02)  # a value on a line falls either way


def test_ranges_are_those_of_the_texts_and_not_of_what_fills_them_up(source: Source) -> None:
    ranges = observed_ranges(source)
    assert [len(least) for least, _ in ranges] == [64, 64, 64, 128] * 2
    embedded = [source.embeddings(np.array([text]))[0] for text in source.texts()]
    normed = np.concatenate([(rows - rows.mean(1, keepdims=True)) / rows.std(1, keepdims=True) for rows in embedded])
    np.testing.assert_allclose(ranges[0][0], normed.min(0), atol=1e-4)
    np.testing.assert_allclose(ranges[0][1], normed.max(0), atol=1e-4)


def test_a_graph_is_made_once_and_a_damaged_one_anew(source: Source, cache: Path, caplog) -> None:
    assert onnx_network(source)
    (kept,) = cache.iterdir()
    made, when = kept.read_bytes(), kept.stat().st_mtime_ns
    assert onnx_network(source) and kept.stat().st_mtime_ns == when and not caplog.records
    for damaged in (b"", made[:1000], made[:-1] + bytes([made[-1] ^ 1])):
        kept.write_bytes(damaged)
        caplog.clear()
        assert onnx_network(source)
        (line,) = [record.getMessage() for record in caplog.records]
        assert "\n" not in line and str(kept) in line
        assert kept.read_bytes() == made  # the same graph, byte for byte
    assert list(cache.iterdir()) == [kept]


def test_a_cache_folder_that_cannot_be_written_is_said_in_a_line_and_does_without(source: Source, cache: Path, caplog) -> None:
    cache.write_text("a file where a folder should be", encoding="utf-8")
    network = onnx_network(source)
    assert network is not None and network.hidden([[0, 5, 2]])[0].shape == (3, 64)
    assert all("\n" not in record.getMessage() for record in caplog.records)
    assert any("cannot be written" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("missing", ["onnxruntime", "onnx"])
def test_without_the_engine_torch_is_left_and_a_line_says_so(
    missing: str, source: Source, cache: Path, monkeypatch, caplog
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    assert onnx_network(source) is None
    (line,) = [record.getMessage() for record in caplog.records]
    assert missing in line and "torch is used instead" in line and "\n" not in line
