"""Encodings: marks, declarations, and what the text itself shows; nothing is forced."""

from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest

from tests.helpers.articles import WESTERN
from tests.helpers.dumps import BRIDGE, BRIDGE_HANT, LIBRARY, ORCHARD, TIDE
from tests.helpers.places import CORPUS
from tests.helpers.reading import read_one, texts
from xunzhang.messages.wording import say
from xunzhang.reading.files.encodings import SAMPLE, decode, sniff, sniff_file
from xunzhang.types import XunzhangError


def cuttings(text: str, length: int) -> list[str]:
    step = max(len(text) // 40, 1)
    return [cut for start in range(0, len(text) - length, step) if not (cut := text[start : start + length]).isascii()]


@pytest.fixture(scope="module")
def hans() -> str:
    return "".join(
        re.sub(r"\A---.*?---\n", "", path.read_text("utf-8"), flags=re.DOTALL) for path in sorted(CORPUS.glob("zh*.md"))
    )


@pytest.mark.parametrize(
    ("codec", "told", "traditional"),
    [
        ("gbk", "GB18030 (detected)", False),
        ("gb18030", "GB18030 (detected)", True),
        ("big5", "Big5 (detected)", True),
        ("utf-16-le", "UTF-16 LE (detected)", False),
        ("utf-16-be", "UTF-16 BE (detected)", True),
    ],
)
def test_chinese_encodings_are_told_by_the_text_or_refused(hans: str, codec: str, told: str, traditional: bool) -> None:
    text = opencc.OpenCC("s2t").convert(hans) if traditional else hans
    for length, least in ((40, 0.85), (200, 0.95)) if codec.startswith("utf") else ((40, 0.9), (200, 1.0)):
        found = []
        for cut in cuttings(text, length):
            data = cut.encode(codec, "ignore")
            try:
                decoded = decode(data)
                found.append(decoded.encoding.text == told and decoded.text == data.decode(codec))
                assert found[-1], f"{cut} taken for {decoded.encoding}"
            except XunzhangError:
                found.append(False)
        assert len(found) > 30 and sum(found) >= least * len(found)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030", "big5", "cp1252"])
def test_articles_come_back_from_every_encoding(tmp_path: Path, codec: str) -> None:
    """Paragraph for paragraph, whatever the articles can be written in."""
    written = 0
    for number, article in enumerate((LIBRARY, BRIDGE, BRIDGE_HANT, ORCHARD, TIDE)):
        text = "\n\n".join([article.title, *(text for _, text in article.paragraphs)])
        try:
            data = text.encode(codec)
        except UnicodeEncodeError:
            continue
        path = tmp_path / f"{number}.txt"
        path.write_bytes(data)
        row, (found,) = read_one(path)
        assert texts(found) == list(article.paragraphs) and found.head.title == article.title
        assert (row.status, row.removed, row.characters_kept) == ("read", (), len("".join(text.split())))
        written += 1
    assert written >= 2


@pytest.mark.parametrize(("length", "least"), [(20, 0.9), (80, 1.0), (200, 1.0)])
def test_western_text_is_never_taken_for_another(length: int, least: float) -> None:
    found = []
    for cut in cuttings(WESTERN, length):
        try:
            decoded = decode(cut.encode("cp1252"))
            found.append(decoded.encoding.text == "Windows-1252 (detected)" and decoded.text == cut)
            assert found[-1], f"{cut} taken for {decoded.encoding}"
        except XunzhangError:
            found.append(False)
    assert len(found) > 20 and sum(found) >= least * len(found)


@pytest.mark.parametrize(
    "data",
    [
        "Это обычный русский текст о погоде и дорогах.".encode("cp1251"),
        "日本の首都は東京である。これはためしの文です。".encode("shift_jis"),
        "한국어로 쓴 문서입니다. 시험 삼아 써 봅니다.".encode("euc-kr"),
    ],
    ids=["Windows-1251", "Shift-JIS", "EUC-KR"],
)
def test_other_encodings_are_refused_with_the_command_that_mends_it(data: bytes) -> None:
    with pytest.raises(XunzhangError, match="iconv"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "declared", "text", "name"),
    [
        ("橋".encode("big5"), "Big5", "橋", "Big5 (declared)"),
        ("桥".encode("gbk"), "gb2312", "桥", "GB18030 (declared)"),
        ("€ “x”".encode("cp1252"), "ISO-8859-1", "€ “x”", "Windows-1252 (declared)"),  # as browsers take it
        ("Мир".encode("cp1251"), "windows-1251", "Мир", "windows-1251 (declared)"),
        ("桥".encode(), "iso-8859-1", "桥", "UTF-8"),  # valid UTF-8 is not Latin-1
        (LIBRARY.paragraphs[0][1].encode("gbk"), "utf-8", LIBRARY.paragraphs[0][1], "GB18030 (detected)"),
        ("桥".encode("utf-8-sig"), "gbk", "桥", "UTF-8 with BOM"),
        ("桥".encode(), "rot13", "桥", "UTF-8"),
        ("桥".encode(), "no such encoding", "桥", "UTF-8"),
    ],
)
def test_a_declared_encoding_holds_where_the_bytes_bear_it_out(data: bytes, declared: str, text: str, name: str) -> None:
    decoded = decode(data, declared)
    assert (decoded.text, decoded.encoding.text) == (text, name)


@pytest.mark.parametrize("before", [0, SAMPLE - 3, SAMPLE + 5, 3 * SAMPLE])
def test_the_encoding_of_a_long_file_is_told_where_it_begins_to_matter(tmp_path: Path, before: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * before + b"\n" + f"{BRIDGE_HANT.paragraphs[0][1]}\n".encode("big5") * 600)
    assert sniff_file(path) == ("big5hkscs", say("encoding.detected", name="Big5"))


def test_utf16_without_a_mark_in_a_long_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{LIBRARY.paragraphs[0][1]}\n".encode("utf-16-be") * 600)
    assert sniff_file(path) == ("utf-16-be", say("encoding.detected", name="UTF-16 BE"))


def test_a_binary_file_is_called_one() -> None:
    with pytest.raises(XunzhangError, match="binary"):
        sniff(bytes(range(256)) * 8)
