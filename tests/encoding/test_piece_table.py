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
from xunzhang.encoding.piece_table import table_of
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
    tokenizer = Tokenizer.read(file, MAX_TOKENS)
    tokenizer.read_all()
    return tokenizer


def strange_texts() -> list[str]:
    chance = random.Random(5)
    ranges = ((0x20, 0x2000), (0x3000, 0xA000), (0x10000, 0x20000))
    return ["".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(50)) for _ in range(60)]


@pytest.mark.model
def test_it_cuts_every_text_as_all_pieces_do(file: Path, whole: Tokenizer) -> None:
    for text in [*TEXTS, *strange_texts()]:
        in_parts = Tokenizer.read(file, MAX_TOKENS)
        assert in_parts.tokenize(text, "query: ") == whole.tokenize(text, "query: "), text
        assert in_parts.tokenize_whole(text, "") == whole.tokenize_whole(text, "") and in_parts.count(text) == whole.count(text)
    assert Tokenizer.read(file, MAX_TOKENS).tokenize_all(TEXTS, "passage: ") == whole.tokenize_all(TEXTS, "passage: ")


@pytest.mark.model
def test_all_pieces_are_read_once_that_pays(file: Path, monkeypatch) -> None:
    monkeypatch.setattr(tokenizing, "TEXT_WORTH_READING_ALL", 20)
    tokenizer = Tokenizer.read(file, MAX_TOKENS)
    first = tokenizer.tokenize("ten letters", "")
    assert tokenizer._whole is None
    tokenizer.tokenize("and ten more", "")
    assert tokenizer._whole is not None and tokenizer.tokenize("ten letters", "") == first


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
