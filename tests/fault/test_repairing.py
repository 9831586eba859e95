"""`verify` finds whatever is wrong with an index, `repair` mends it from what is whole, and encodes nothing that is."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, generation, write_corpus
from tests.helpers.damage import FILES, altered, cut_short, files_of
from xunzhang.building.builder import build_index
from xunzhang.building.repairing import repair_index
from xunzhang.cli.main import main
from xunzhang.index import generations
from xunzhang.index.block_sums import BLOCK
from xunzhang.index.opening import open_index
from xunzhang.index.verifying import verify
from xunzhang.question.grammar import parse_question
from xunzhang.types import XunzhangError

QUESTIONS = ("猫 吃 鱼", "When was the bridge completed?", "+mayor budget")
PASSAGES = 125


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """An index whose token vectors take several blocks, of which one generation was built and no other."""
    folder = tmp_path_factory.mktemp("made")
    write_corpus(folder / "corpus", [*ARTICLES, *(article(i) for i in range(120))])
    build_index([folder / "corpus"], folder / "index", encoder=BilingualEncoder())
    return folder


def article(number: int) -> dict[str, str]:
    base = ARTICLES[number % 4]
    return base | {"id": f"a{number}", "text": f"{base['text'].split()[0]} 狗在河里 {number}。" + f"山 {number} 河 " * 20}


@pytest.fixture
def place(made, tmp_path) -> Path:
    shutil.copytree(made / "index", tmp_path / "index")
    return tmp_path / "index"


class Model:
    """The model that a repair asks for, which counts what it encodes."""

    def __init__(self) -> None:
        self.encoder: BilingualEncoder | None = None

    def __call__(self, manifest) -> BilingualEncoder:
        self.encoder = BilingualEncoder()
        return self.encoder

    @property
    def encoded(self) -> int:
        return self.encoder.passages_encoded if self.encoder else 0


def answers(index: Path) -> list[object]:
    """All that an answer is made of, bit by bit: texts, vectors, token vectors, words."""
    opened = open_index(index, encoder=BilingualEncoder())
    texts = [passage.text for passage in opened.catalogue.every_passage()]
    rows = np.arange(len(texts))
    words = [opened.lexical.search(parse_question(asked), 20) for asked in QUESTIONS]
    tokens = [opened.tokens.of(row).tobytes() for row in range(0, len(texts), 7)]
    return [texts, opened.vectors.vectors(rows).tobytes(), tokens, [(hits.rows.tolist(), hits.scores.tolist()) for hits in words]]


def test_a_whole_index_is_said_to_be(place, capsys):
    assert verify(place).faults == [] and verify(place).files > 12
    assert main(["verify", "--index", str(place)]) == 0
    assert capsys.readouterr().err.startswith(f"{place} is whole: {verify(place).files} files")
    assert main(["repair", "--index", str(place)]) == 0
    assert capsys.readouterr().out == f"{place} is whole; there is nothing to mend.\n"


# What may be encoded again for each kind of file, for an altered byte and for half of it: else nothing. None is all, by a build.
ENCODED = {"tokens.codes": (60, 140), "tokens.scales": (PASSAGES, PASSAGES), "frame.npz": None}


@pytest.mark.parametrize("damage", [altered, cut_short, Path.unlink])
@pytest.mark.parametrize("kind", FILES)
def test_each_file_is_found_and_mended(made, place, kind, damage, capsys):
    then = answers(place)
    (name, *_) = files_of(place, kind)
    damage(generation(place) / name)
    assert main(["verify", "--index", str(place)]) == 1
    told = capsys.readouterr()
    assert [line.split(": ")[0] for line in told.out.splitlines()] == [name]
    assert f"python -m xunzhang repair --index {place}" in told.err
    model = Model()
    if (most := ENCODED.get(kind, (0, 0))) is None:
        with pytest.raises(XunzhangError, match=rf"{name} in .* cannot be made again from the rest; .* --force"):
            repair_index(place, model)
        return
    report = repair_index(place, model)
    assert report.mended
    assert model.encoded <= (PASSAGES * bool(most[1]) if damage is Path.unlink else most[damage is cut_short])
    assert not verify(place).faults
    assert answers(place) == then


def test_what_another_generation_has_is_taken_from_there(made, tmp_path):
    corpus, index = write_corpus(tmp_path / "corpus"), tmp_path / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    first = generation(index)
    (corpus / "more.txt").write_text("狗在河里。", encoding="utf-8")
    build_index([corpus], index, encoder=BilingualEncoder())
    assert generation(index) != first and (generation(index) / "frame.npz").read_bytes() == (first / "frame.npz").read_bytes()
    then = answers(index)
    altered(generation(index) / "frame.npz")
    assert [str(each) for each in repair_index(index, Model()).mended] == [
        f"frame.npz was taken from generation {first.name}, which has the same."
    ]
    assert answers(index) == then


def test_manifest_and_pointer_are_written_anew(place):
    then, name = answers(place), generation(place).name
    (place / "CURRENT").unlink()
    assert repair_index(place, Model()).generation == name and answers(place) == then
    (generation(place) / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(XunzhangError, match=r"manifest\.json cannot be read"):
        verify(place)
    assert repair_index(place, Model()).mended
    assert answers(place) == then and not verify(place).faults


def test_without_catalogue_and_articles_it_says_what_cannot_be_done(made, place):
    altered(generation(place) / "catalogue.sqlite")
    (made / "corpus").rename(made / "away")
    try:
        with pytest.raises(XunzhangError, match=r"catalogue\.sqlite in .* can only be built again from the articles"):
            repair_index(place, Model())
    finally:
        (made / "away").rename(made / "corpus")
    assert {each.name for each in (place / "generations").iterdir()} == {generation(place).name}


def test_an_index_without_checksums_of_blocks_opens_and_is_verified(place):
    """As this version wrote it before there were any."""
    folder = generation(place)
    for name in ("blocks.json", "passages.keys", "columns.npy"):
        (folder / name).unlink()
    manifest = generations.read_manifest(place, folder)
    for name in ("blocks.json", "passages.keys", "columns.npy"):
        del manifest.files[name], manifest.sizes[name]
    generations.write_manifest(folder, manifest)
    assert answers(place) and not verify(place).faults
    altered(folder / "vectors.faiss")
    assert [fault.file for fault in verify(place).faults] == ["vectors.faiss"]
    with pytest.raises(XunzhangError, match=r"vectors\.faiss has changed"):
        answers(place)
    assert not repair_index(place, Model()).encoded and not verify(place).faults
    assert (generation(place) / "blocks.json").exists()


WRONG = {
    "catalogue.sqlite": "UPDATE passages SET text = 'x' WHERE row = 7",
    "rows": "UPDATE passages SET row = 10000 WHERE row = 7",
    "counts": "DELETE FROM passages WHERE row = 123",
}


@pytest.mark.parametrize("kind", WRONG)
def test_files_that_do_not_fit_each_other_are_found(place, kind):
    """Each as it was written, but of the wrong content: sealed anew."""
    folder = generation(place)
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as catalogue, catalogue:
        catalogue.execute(WRONG[kind])
    sealed_anew(place)
    assert {fault.file for fault in verify(place).faults} >= {"catalogue.sqlite"}


@pytest.mark.parametrize(
    "name", ["pooled.float32", "tokens.codes", "tokens.scales", "fitted.npy", "passages.keys", "columns.npy"]
)
def test_a_file_of_the_wrong_length_is_found(place, name):
    cut_short(generation(place) / name)
    sealed_anew(place)
    assert verify(place).faults


def test_vectors_of_other_passages_are_found(place):
    pooled = generation(place) / "pooled.float32"
    content = pooled.read_bytes()
    pooled.write_bytes(content[256:] + content[:256])
    sealed_anew(place)
    assert [str(fault.what) for fault in verify(place).faults] == ["the vector of passage 0 is not the one in pooled.float32"]


def sealed_anew(index: Path) -> None:
    folder = generation(index)
    manifest = generations.read_manifest(index, folder)
    for name in ("manifest.json", "blocks.json"):
        (folder / name).unlink()
    manifest.files.clear()
    generations.make_current(index, generations.seal(folder.rename(folder.with_suffix(".part")), manifest))


def test_blocks_are_small_against_what_is_tested(place):
    assert (generation(place) / "tokens.codes").stat().st_size > 3 * BLOCK
