"""A file of an index that is altered, cut short or taken away while the index is open is told, and no answer is made of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.collections import ARTICLES, generation, write_corpus
from tests.helpers.damage import FILES, altered, cut_short, files_of
from xunzhang.building.builder import build_index
from xunzhang.index import generations, wholeness
from xunzhang.index.opening import open_catalogue, open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError

QUESTIONS = ("猫 吃 鱼", "When was the bridge completed?", "+mayor budget")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    many = [ARTICLES[i % 4] | {"id": f"a{i}", "text": f"{ARTICLES[i % 4]['text']}\n\n狗在河里 {i}。"} for i in range(40)]
    build_index([write_corpus(folder / "corpus", [*ARTICLES, *many])], folder / "index", encoder=BilingualEncoder())
    answers(opened(folder / "index"))  # with its background, which is measured once
    return folder / "index"


@pytest.fixture
def index(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "index"))


def opened(index: Path) -> Searcher:
    return Searcher(open_index(index, encoder=BilingualEncoder()))


def answers(searcher: Searcher) -> list[list[tuple[str, float]]]:
    return [[(group.hit.passage.text, group.hit.score) for group in searcher.ask(asked).groups] for asked in QUESTIONS]


@pytest.mark.parametrize("damage", [altered, cut_short, Path.unlink])
@pytest.mark.parametrize("kind", FILES)
def test_it_is_told_and_names_the_file(index, kind, damage):
    searcher = opened(index)
    (name, *_) = files_of(index, kind)
    damage(generation(index) / name)
    for _ in range(2):
        with pytest.raises(XunzhangError, match=rf"is damaged \({name} has changed since it was written\); .*repair --index"):
            searcher.ask(QUESTIONS[0])


def test_what_is_only_touched_or_put_back_is_no_damage(index):
    searcher = opened(index)
    then = answers(searcher)
    for file in generation(index).rglob("*"):
        if file.is_file():
            os.utime(file)
    catalogue = generation(index) / "catalogue.sqlite"
    shutil.copy(catalogue, index / "copy")
    (index / "copy").replace(catalogue)
    assert answers(searcher) == then


def test_what_is_taken_away_whole_stays_open(index):
    searcher = opened(index)
    then = answers(searcher)
    shutil.rmtree(searcher.index.folder)
    assert answers(searcher) == then


def test_a_catalogue_that_is_only_listed_is_told_too(index):
    catalogue = open_catalogue(index)
    altered(generation(index) / "catalogue.sqlite")
    with pytest.raises(XunzhangError, match=r"catalogue\.sqlite has changed"):
        catalogue.heads()


@pytest.fixture
def none_is_checked_whole(monkeypatch):
    """As if each file were too large to be read at opening."""
    monkeypatch.setattr(generations, "CHECKSUM_AT_OPENING", -1)
    monkeypatch.setattr(generations.check_files, "__defaults__", (-1,))


@pytest.mark.parametrize("name", ["tokens.codes", "tokens.scales"])
def test_of_a_large_file_the_blocks_that_a_question_reads_are_compared(index, none_is_checked_whole, name):
    altered(generation(index) / name)
    searcher = opened(index)
    with pytest.raises(XunzhangError, match=rf"{name} has changed"):
        answers(searcher)


@pytest.mark.parametrize("kind", FILES[:-1])  # the last has the checksums of the others
def test_a_pass_in_the_background_compares_all_others(index, none_is_checked_whole, kind):
    whole = opened(index).index.whole
    while whole.go_through(3):
        pass
    whole.begin_anew()
    (name, *_) = files_of(index, kind)
    status = (generation(index) / name).stat()
    looks = whole._looks[name]
    altered(generation(index) / name)
    whole._looks[name] = wholeness._look(generation(index) / name)  # as if the system had not noticed: a disk that forgets
    assert looks != whole._looks[name] and status.st_size == looks[0]
    with pytest.raises(XunzhangError, match=rf"{name} has changed"):
        while whole.go_through(3):
            pass


def test_a_passage_is_held_against_its_own_checksum(index, none_is_checked_whole):
    """However large the catalogue is, no text is shown that is not what was written."""
    catalogue = generation(index) / "catalogue.sqlite"
    content = catalogue.read_bytes()
    assert "1577米".encode() in content
    catalogue.write_bytes(content.replace("1577米".encode(), "1677米".encode()))
    searcher = opened(index)
    with pytest.raises(XunzhangError, match=r"is damaged \(catalogue.sqlite cannot be read: passage .* is not what it was"):
        searcher.ask("这座桥 建成")


def test_a_page_stops_asking_it_says_which_file_and_takes_up_what_mends_it(index, tmp_path):
    live = LiveSearcher(opened(index), index_dir=index)
    live.look_at_files()
    assert live.searcher and not live.trouble
    altered(generation(index) / "vectors.faiss")
    live.look_at_files()
    assert live.searcher is None and "vectors.faiss has changed" in str(live.trouble)
    assert not live.refresh()
    build_index([write_corpus(tmp_path / "corpus")], index, encoder=BilingualEncoder())
    live._encoder = BilingualEncoder()
    assert live.refresh() and live.searcher and not live.trouble
    assert live.searcher.ask(QUESTIONS[0]).groups
