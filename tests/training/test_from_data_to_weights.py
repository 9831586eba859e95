"""All of it on the bundled encoder: arrays, mined pairs, some steps of fitting, ended and gone on with, weights that read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from training.arrays import Posed, Prepared
from training.cutting import Pairs
from training.drawing import Batches
from training.fitting import Budget, fit, mined
from training.network import Network
from training.packing import pack
from training.preparing import WRITTEN, is_prepared
from training.work import Unusable
from xunzhang.encoding.bert import WORDS
from xunzhang.encoding.encoder import SentenceEncoder
from xunzhang.encoding.joint import ANSWERS_LEVEL, ANSWERS_SLOPE, SPAN_SLOPE, WEIGHTS, JointReader, Window
from xunzhang.encoding.windows import best_span
from xunzhang.types.arrays import Floats

pytestmark = pytest.mark.model

SIZE = 6  # pairs a step
FERRY = "The ferry across the bay first sailed in 1931. It carries 640 passengers and was built in Oakport."


@pytest.fixture(scope="module")
def prepared(prepared_work: Path) -> Prepared:
    return Prepared.read(prepared_work)


@pytest.fixture(scope="module")
def work(prepared_work: Path, prepared: Prepared, tmp_path_factory) -> Path:
    """A work folder with its pairs mined; not to be changed."""
    work = tmp_path_factory.mktemp("mined") / "work"
    shutil.copytree(prepared_work, work)
    mined(work, prepared, Network.from_work(work).eval(), "cpu")
    return work


@pytest.fixture(scope="module")
def pairs(work: Path) -> tuple[Pairs, list[str]]:
    return mined(work, Prepared.read(work), Network.from_work(work), "cpu")  # reads what is there


@pytest.fixture(scope="module")
def fitted(work: Path, tmp_path_factory) -> Path:
    """A copy in which two steps were made, the second after it was ended and begun again."""
    copy = tmp_path_factory.mktemp("fitted") / "work"
    shutil.copytree(work, copy)
    for _ in range(2):
        fit(copy, Budget(seconds=1e-9, steps=2), SIZE)
    return copy


def where(prepared: Prepared, text: str) -> int:
    """The number of the passage that holds the text, in lower case."""
    (row,) = [row for row, passage in enumerate(prepared.passage_texts) if text in passage]
    return row


def test_what_is_written_says_of_what_it_was_made(data: Path, prepared_work: Path) -> None:
    assert {path.name for path in prepared_work.iterdir()} == set(WRITTEN)
    assert is_prepared(data, prepared_work, 0)
    with pytest.raises(Unusable, match="was made with another seed: take another folder"):
        is_prepared(data, prepared_work, 1)


def test_tokens_are_the_encoders_under_other_numbers(encoder: SentenceEncoder, prepared: Prepared, prepared_work: Path) -> None:
    own = load_file(prepared_work / "encoder.safetensors")["embeddings.word_embeddings.weight"]
    assert encoder.bert is not None
    encoders = torch.from_numpy(encoder.bert.tensors[WORDS].copy())
    ferry = where(prepared, "first sailed")
    ids = prepared.passages.ids[prepared.passages.slice(ferry)]
    assert len(ids) == len(encoder.passage_ids(FERRY))
    assert torch.equal(own[ids], encoders[encoder.passage_ids(FERRY)].half())
    title = prepared.titles.ids[prepared.titles.slice(ferry)]
    assert torch.equal(own[title], encoders[encoder.passage_ids("The Ferry:")].half())
    assert torch.equal(own[[0, 1, 2]], encoders[[0, 1, 2]].half())
    assert prepared.passages.sentences[prepared.passages.slice(ferry)].tolist().index(1) == len(
        encoder.passage_ids("The ferry across the bay first sailed in 1931.")
    )


def test_examples_point_to_their_texts(prepared: Prepared) -> None:
    def of(kind: str, passage: int) -> list[Posed]:
        return [e for e in prepared.examples if e["kind"] == kind and e["passage"] == passage]

    tower, chinese = where(prepared, "wooden tower"), where(prepared, "木塔高")
    spans = [prepared.passage_texts[tower][slice(*e["span"])] for e in of("squad", tower) if e["span"]]
    assert spans == ["52 metres", "1887"]
    assert [e["answers"] for e in of("adversarial", tower)] == [False]
    assert len(of("across", chinese)) == 2 and len(of("across-adversarial", chinese)) == 1
    (cut,) = [e for e in of("cut", chinese) if e["known"] == ["1887"]]
    assert cut["span"] and prepared.passage_texts[chinese][slice(*cut["span"])] == "1887年"
    kinds = {e["kind"] for e in prepared.examples}
    assert kinds >= {"squad", "drcd", "nqg", "adversarial", "altered", "switched", "across", "cut", "parallel", "sentence"}


def test_what_is_mined_does_not_hold_the_answer_and_keeps_to_its_side(prepared: Prepared, pairs: tuple[Pairs, list[str]]) -> None:
    table, kinds = pairs
    known: dict[int, set[str]] = {}
    for e in prepared.examples:
        known.setdefault(e["question"], set()).update(text.lower() for text in e["known"])
    kept_apart = {where(prepared, "school yard"), where(prepared, "校园里")}
    hard = [number for number, kind in enumerate(kinds) if kind.startswith("hard")]
    rows = np.flatnonzero(np.isin(table.kind, hard))
    assert len(rows) > 100
    for row in rows:
        question, passage = int(table.question[row]), int(table.passage[row])
        assert not [text for text in known[question] if text in prepared.passage_texts[passage]]
        across = prepared.question_languages[question] != prepared.passage_languages[passage]
        assert kinds[table.kind[row]] == ("hard-across" if across else "hard")
        assert (table.answers[row], table.start[row]) == (0, -2)
    assert {int(passage) for passage in table.passage[table.held == 1]} == kept_apart
    assert not kept_apart & {int(passage) for passage in table.passage[table.held == 0]}


def test_a_fitting_that_is_ended_goes_on_and_keeps_nothing_half(fitted: Path) -> None:
    state = torch.load(fitted / "state.pt")
    assert (state["step"], state["pairs"]) == (2, SIZE)
    assert not [path for path in fitted.iterdir() if path.name.startswith("part.")]
    learned = load_file(fitted / "reader.safetensors")
    assert all(float(value.abs().sum()) > 0 for name, value in learned.items() if name.endswith(".b"))
    with pytest.raises(Unusable, match=f"begun with --pairs {SIZE}, and is gone on with like that"):
        fit(fitted, Budget(steps=3), SIZE + 1)


def test_what_is_packed_reads_as_it_did_in_training(
    encoder: SentenceEncoder, prepared: Prepared, fitted: Path, pairs: tuple[Pairs, list[str]], tmp_path: Path
) -> None:
    """And so do the weights that the product has, whose logits lie far apart."""
    pack(fitted / "reader.safetensors", encoder, tmp_path / "packed.safetensors")
    table, kinds = pairs
    (row,) = np.flatnonzero(
        (table.passage == where(prepared, "first sailed")) & (table.kind == kinds.index("squad")) & (table.start > 12)
    )
    ids, mask, inside, *_ = Batches(prepared, table, kinds).tensors(np.array([row]), titled=1.0)
    own = torch.cat([torch.tensor([False]), inside[0, 1:]])
    network = Network.from_work(fitted)
    for weights, apart in ((tmp_path / "packed.safetensors", 0.1), (WEIGHTS, 2.0)):  # rounding costs that much of some twelve
        network.take_up({name: value.float() for name, value in load_file(weights).items()})
        network.eval().round_to_int8()
        with torch.inference_mode():
            starts, ends, answers = network(ids, mask, inside)
        reader = JointReader(encoder, weights)
        window = Window(reader.question("Where was the ferry built?"), reader.title("The Ferry"), reader.passage(FERRY))
        (said,) = reader.read([window])
        assert said.answers == pytest.approx(ANSWERS_SLOPE * answers.item() + ANSWERS_LEVEL, abs=apart)
        for product, training in (
            (said.starts, SPAN_SLOPE * starts[0, own].numpy()),
            (said.ends, SPAN_SLOPE * ends[0, own].numpy()),
        ):
            assert np.abs(product - training).mean() < apart
    for product, training in ((said.starts, starts[0, own].numpy()), (said.ends, ends[0, own].numpy())):
        assert product.argmax() == training.argmax()
        assert np.corrcoef(product, training)[0, 1] > 0.9
    assert FERRY[slice(*_place(encoder, said.starts, said.ends))].strip() == "Oakport"


def _place(encoder: SentenceEncoder, starts: Floats, ends: Floats) -> tuple[int, int]:
    spans = encoder.token_spans(FERRY)
    first, last, *_ = best_span(starts, ends)
    return spans[first].start, spans[last].end


@pytest.mark.parametrize(
    "file", ["texts.npz", "examples.json", "encoder.safetensors", "encoder.json", "prepared.json", "state.pt"]
)
@pytest.mark.parametrize("share", [0.0, 0.7])
def test_a_work_folder_with_a_file_cut_short_is_said_to_be_damaged(fitted: Path, tmp_path: Path, file: str, share: float) -> None:
    work = tmp_path / "work"
    shutil.copytree(fitted, work)
    whole = (work / file).read_bytes()
    (work / file).write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(
        Unusable, match=rf"{file} is damaged \(.*\): once it is taken away, `python -m training FOLDER "
    ) as raised:
        fit(work, Budget(steps=3), SIZE)
    assert "\n" not in str(raised.value)


def test_other_weights_are_not_packed(encoder: SentenceEncoder, prepared_work: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is not what fitting saves: "):
        pack(prepared_work / "encoder.safetensors", encoder, tmp_path / "packed.safetensors")
    with pytest.raises(Unusable, match="nowhere is no folder"):
        pack(prepared_work / "encoder.safetensors", encoder, tmp_path / "nowhere" / "packed.safetensors")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_ended_after_every_step_the_weights_are_those_of_one_go(work: Path, tmp_path: Path) -> None:
    learned = []
    for name, times in (("in-one-go", 1), ("step-by-step", 5)):
        shutil.copytree(work, tmp_path / name)
        for _ in range(times):
            fit(tmp_path / name, Budget(steps=5) if times == 1 else Budget(1e-9, 5), SIZE)
        learned.append(load_file(tmp_path / name / "reader.safetensors"))
        assert json.loads((tmp_path / name / "held.json").read_text(encoding="utf-8"))
    assert set(learned[0]) == set(learned[1])
    assert [name for name in learned[0] if not torch.equal(learned[0][name], learned[1][name])] == []
