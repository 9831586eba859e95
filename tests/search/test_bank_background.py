"""What an index scores on questions that it knows nothing of: measured once, kept beside its files, and what it does to a verdict."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from xunzhang.building.builder import build_index
from xunzhang.encoding.encoder import Encoder
from xunzhang.search import bank_background as background
from xunzhang.search.bank_background import FILE
from xunzhang.search.calibration import ABOUT, aboutness
from xunzhang.search.confidence import Signals
from xunzhang.search.pipeline import Searcher, open_searcher

BOTH = "河上的桥在1957年建成。\n\n桥长三百米。\n"
ENGLISH = "The mill by the river was built of brick in 1901.\n\nIt burned down twice.\n"


@pytest.fixture
def small(tmp_path, bilingual):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bridge.txt").write_text(BOTH, encoding="utf-8")
    (tmp_path / "corpus" / "mill.txt").write_text(ENGLISH, encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=bilingual)
    return tmp_path / "index"


def opened(index_dir, encoder: Encoder) -> Searcher:
    return open_searcher(index_dir, encoder=encoder, reads=False)


def test_it_is_measured_in_every_direction_when_an_index_is_opened_and_kept(small, bilingual) -> None:
    searcher = opened(small, bilingual)
    kept = searcher.index.folder / FILE
    told = json.loads(kept.read_text(encoding="utf-8"))["kept"]
    assert set(told) == {"zh", "en", "zh>en", "en>zh"}
    assert searcher.background == pytest.approx(told)
    written = kept.stat().st_mtime_ns
    assert opened(small, bilingual).background == searcher.background
    assert kept.stat().st_mtime_ns == written  # read, not measured again


@pytest.mark.parametrize("damage", ["", "{", '{"kind": "other", "kept": {"zh": 1.0}}', '{"kept": 3}', "[]"])
def test_what_is_damaged_or_of_another_kind_is_measured_anew(small, bilingual, damage) -> None:
    before = opened(small, bilingual)
    (before.index.folder / FILE).write_text(damage, encoding="utf-8")
    assert opened(small, bilingual).background == before.background
    assert json.loads((before.index.folder / FILE).read_text(encoding="utf-8"))["kept"] == before.background


def test_where_it_cannot_be_kept_it_is_measured_all_the_same(small, bilingual, monkeypatch) -> None:
    monkeypatch.setattr(background, "FILE", "no such folder/background.json")
    assert set(opened(small, bilingual).background) == {"zh", "en", "zh>en", "en>zh"}


def test_a_question_is_held_against_its_own_index() -> None:
    signals = Signals(sentence=0.45, least=0.3, shared=0.5, names_missing=0.0, negation_missing=False)
    for pair, about in ABOUT.items():
        usual = aboutness(pair, signals, None)
        assert usual == aboutness(pair, signals, about.background)
        assert aboutness(pair, signals, about.background + 2) < usual < aboutness(pair, signals, about.background - 2)


def test_the_sample_knows_what_it_is_about(sample_searcher) -> None:
    told = {
        question: sample_searcher.ask(question).verdict for question in ("How many moons does Jupiter have?", "红烧肉怎么做？")
    }
    assert set(told.values()) == {"nothing"}
    assert sample_searcher.ask("What fees do private kindergartens in Chongqing charge?").verdict != "nothing"


def test_an_index_opened_without_its_folder_being_measured_measures_at_the_first_question(small, bilingual) -> None:
    searcher = opened(small, bilingual)
    (searcher.index.folder / FILE).unlink()
    again = Searcher(replace(searcher.index))
    again.ask("桥是哪一年建成的？")
    assert (searcher.index.folder / FILE).exists()
