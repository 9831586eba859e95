"""A tokenizer of the pieces that a text needs cuts it as one of all pieces does, and gives way to that one in time."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from tokenizers import Tokenizer as Stock
from tokenizers.models import BPE

from xunzhang.encoding import tokenizing
from xunzhang.encoding.bundled import MAX_TOKENS, bundled_model
from xunzhang.encoding.piece_table import PieceTable, table_of
from xunzhang.encoding.tokenizing import Tokenizer

TEXTS = [
    "",
    " ",
    "query: 渡口的水位到哪一年才降到3.5米？",
    "The ferry's last crossing, at 17:45 on 3 May 1998, carried 212 passengers.",
    "<mask> is no word, nor is <s>",
    "𝔘𝔫𝔦 𝟙𝟚 ﷺ ꙮ 龘靐齉",
    "\u200b\u200b  two spaces\tand a tab",
    "👩‍👩‍👧 ☃☃☃",
    "a" * 700,
    "渡" * 700,
]


@pytest.fixture(scope="module")
def file() -> Path:
    folder = bundled_model()
    assert folder is not None
    return folder / "tokenizer.json"


@pytest.fixture(scope="module")
def whole(file: Path) -> Tokenizer:
    return Tokenizer(Stock.from_file(str(file)), MAX_TOKENS)


def strange_texts() -> list[str]:
    chance = random.Random(5)
    ranges = ((0x20, 0x2000), (0x3000, 0xA000), (0x10000, 0x20000))
    return ["".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(50)) for _ in range(60)]


@pytest.mark.model
@pytest.mark.parametrize("ready", [False, True])
def test_it_cuts_every_text_as_all_pieces_do(file: Path, whole: Tokenizer, ready: bool) -> None:
    tokenizer = Tokenizer.read(file, MAX_TOKENS)
    for text in [*TEXTS, *strange_texts()]:
        tokenizer = tokenizer if ready else Tokenizer.read(file, MAX_TOKENS)
        if ready:
            tokenizer.make_ready()
        assert tokenizer.tokenize(text, "query: ") == whole.tokenize(text, "query: "), text
        assert tokenizer.tokenize_whole(text, "") == whole.tokenize_whole(text, "") and tokenizer.count(text) == whole.count(text)
    assert tokenizer.tokenize_all(TEXTS, "passage: ") == whole.tokenize_all(TEXTS, "passage: ")


@pytest.mark.model
def test_the_usual_pieces_are_read_once_that_pays(file: Path, whole: Tokenizer, monkeypatch) -> None:
    monkeypatch.setattr(tokenizing, "TEXT_WORTH_READING_USUAL", 20)
    read: list[int] = []
    monkeypatch.setattr(PieceTable, "usual", lambda table, usual=PieceTable.usual: read.append(1) or usual(table))
    tokenizer = Tokenizer.read(file, MAX_TOKENS)
    told = []
    for text in ("ten letters", "and ten more", "and more", "и ещё"):
        told.append(len(read))
        assert tokenizer.tokenize(text, "") == whole.tokenize(text, "")
    assert told == [0, 0, 1, 1] and len(read) == 1


@pytest.mark.model
def test_it_knows_the_probability_of_every_piece(file: Path, whole: Tokenizer) -> None:
    assert Tokenizer.read(file, MAX_TOKENS).unigrams() == whole.unigrams()


@pytest.mark.model
@pytest.mark.parametrize("name", ["frame.json", "pieces.npy"])
def test_a_damaged_table_is_made_anew(file: Path, whole: Tokenizer, tmp_path: Path, name: str) -> None:
    own = Path(shutil.copy(file, tmp_path / file.name))
    assert table_of(own) is not None
    (kept,) = tmp_path.glob("pieces-*")
    before = (kept / name).read_bytes()
    (kept / name).write_bytes(b"{}")
    assert Tokenizer.read(own, MAX_TOKENS).tokenize(TEXTS[2], "") == whole.tokenize(TEXTS[2], "")
    assert (kept / name).read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([kept, own])


@pytest.mark.model
def test_where_nothing_can_be_kept_all_pieces_are_read(file: Path, whole: Tokenizer, tmp_path: Path) -> None:
    own = Path(shutil.copy(file, tmp_path / file.name))
    (tmp_path / f"pieces-{own.stat().st_size}").write_text("a file where the folder would stand", encoding="utf-8")
    assert table_of(own) is None
    assert Tokenizer.read(own, MAX_TOKENS).tokenize(TEXTS[2], "") == whole.tokenize(TEXTS[2], "")


def test_another_kind_of_tokenizer_has_no_table(tmp_path: Path) -> None:
    file = tmp_path / "tokenizer.json"
    Stock(BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")])).save(str(file))
    assert table_of(file) is None
    assert Tokenizer.read(file, 8).tokenize("ab", "").ids == [2]


def test_a_damaged_tokenizer_is_told(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {}}), encoding="utf-8")
    with pytest.raises(ValueError, match="Model"):
        Tokenizer.read(tmp_path / "tokenizer.json", 8)
