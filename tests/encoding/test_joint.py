"""The reader's network and its weights file: the real ones."""

from __future__ import annotations

import pytest
from safetensors.torch import load_file, save_file

from xunzhang.encoding.joint import FORMAT, WEIGHTS, JointReader, Window, reader_of
from xunzhang.encoding.windows import LONGEST_TITLE
from xunzhang.types import XunzhangError

PASSAGE = "The new bridge was opened in May 1931. It cost four million pounds and is 640 metres long."


@pytest.fixture(scope="module")
def reader(encoder):
    return reader_of(encoder)


def window(reader: JointReader, question: str, passage: str, title: str = "") -> Window:
    return Window(reader.question(question), reader.title(title), reader.passage(passage))


def test_it_tells_what_answers_from_what_does_not(reader: JointReader) -> None:
    asked = ["How long is the bridge?", "When was the bridge opened?", "Who designed the bridge?", "What is the capital of Peru?"]
    long, opened, designed, peru = reader.read([window(reader, question, PASSAGE) for question in asked])
    assert min(long.answers, opened.answers) > 0 > max(designed.answers, peru.answers)


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("How long is the bridge?", PASSAGE, "640 metres"),
        ("When was the bridge opened?", PASSAGE, "May 1931"),
        ("新大桥什么时候通车？", "新大桥于1931年5月通车，造价四百万英镑，全长640米。", "1931年5月"),
    ],
)
def test_it_says_where(encoder, reader: JointReader, question: str, passage: str, answer: str) -> None:
    (read,) = reader.read([window(reader, question, passage)])
    spans = encoder.token_spans(passage)
    assert len(read.starts) == len(read.ends) == len(spans)
    found = passage[spans[int(read.starts.argmax())].start : spans[int(read.ends.argmax())].end].strip()
    assert answer in found and len(found) <= len(answer) + len(" long")
    assert read.starts.max() + read.ends.max() > read.nowhere


def test_reading_several_windows_at_once_changes_nothing(reader: JointReader) -> None:
    windows = [window(reader, "How long is the bridge?", text, "Bridges") for text in (PASSAGE, PASSAGE * 3)]
    together, alone = reader.read(windows), [reader.read([each])[0] for each in windows]
    for one, other in zip(together, alone):
        assert one.answers == pytest.approx(other.answers, abs=0.1)  # a value on a line between two steps falls either way
    assert reader.read([]) == []


def test_the_fast_engine_says_what_torch_says(encoder, reader: JointReader, monkeypatch) -> None:
    questions = ["How long is the bridge?", "When was the bridge opened?", "Who designed the bridge?", "大桥是哪年通车的？"]
    assert reader.backend == "onnxruntime-int8"
    monkeypatch.setattr("xunzhang.encoding.joint.onnx_network", lambda source: None)
    reference = JointReader(encoder)
    assert reference.backend == "torch-fp32"
    windows = [window(reader, question, PASSAGE) for question in questions]
    for fast, torchs in zip(reader.read(windows), reference.read(windows), strict=True):
        assert fast.answers == pytest.approx(torchs.answers, abs=1.0)  # mean difference on XQuAD .2, greatest of 320 1.6
        assert fast.starts.max() + fast.ends.max() - fast.nowhere == pytest.approx(
            torchs.starts.max() + torchs.ends.max() - torchs.nowhere, abs=3.0
        )


def test_a_long_title_is_not_read(reader: JointReader) -> None:
    assert 0 < len(reader.title("Bridges of the north")) <= LONGEST_TITLE
    assert reader.title("a very long title " * 20) == [] == reader.title("")


def test_another_model_has_no_reader(bilingual) -> None:
    assert reader_of(bilingual) is None


def test_weights_that_are_missing_cut_short_or_of_another_version_are_said_in_one_line(encoder, tmp_path) -> None:
    def trouble(path) -> str:
        with pytest.raises(XunzhangError) as raised:
            JointReader(encoder, path)
        line = str(raised.value)
        assert "\n" not in line and "--reader off" in line
        return line

    assert "are missing" in trouble(tmp_path / "reader.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(WEIGHTS.read_bytes()[:100_000])
    assert "cannot be read" in trouble(cut)
    tensors = load_file(WEIGHTS)
    for metadata in ({"format": "0", "encoder": encoder.fingerprint}, {"format": FORMAT, "encoder": "0" * 16}, None):
        other = tmp_path / "other.safetensors"
        save_file(tensors, str(other), metadata)
        assert "another version" in trouble(other)
