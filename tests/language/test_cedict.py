"""What is made of CC-CEDICT's lines, on lines written for the purpose and on the dictionary itself."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from xunzhang.language.dictionaries.cedict import Translation, entries, gloss_key, names, readings, surface, translations
from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.types import XunzhangError

LINES = """# a comment
重慶 重庆 [Chong2 qing4] /Chongqing city (Chungking), formerly in Sichuan, a municipality since 1997/
愛因斯坦 爱因斯坦 [Ai4 yin1 si1 tan3] /Albert Einstein (1879-1955), German-born physicist/
深圳 深圳 [Shen1 zhen4] /Shenzhen subprovincial city in Guangdong/
安慶市 安庆市 [An1 qing4 Shi4] /Anqing, prefecture-level city in Anhui/
長安 长安 [Chang2 an1] /Chang'an (ancient name of Xi'an) capital of China during Tang/
教育 教育 [jiao4 yu4] /to educate/to teach/education/CL:個|个[ge4]/
意識到 意识到 [yi4 shi2 dao4] /to become aware of; to realize/
教委 教委 [jiao4 wei3] /abbr. for 教育委員會|教育委员会[jiao4 yu4 wei3 yuan2 hui4]/
教育委員會 教育委员会 [jiao4 yu4 wei3 yuan2 hui4] /school board, board of education/
歐陽 欧阳 [Ou1 yang2] /surname Ouyang/
劉 刘 [Liu2] /surname Liu/
劉備 刘备 [Liu2 Bei4] /Liu Bei (161-223), warlord/
的 的 [de5] /of/
3C 3C [san1 C] /consumer electronics/
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Translation]]:
    path = tmp_path_factory.mktemp("cedict") / "lines.txt.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    by_headword: dict[str, list[Translation]] = {}
    for translation in translations(list(entries(path))):
        by_headword.setdefault(translation.headword, []).append(translation)
    return by_headword


@pytest.mark.parametrize(
    ("headword", "surfaces"),
    [
        ("重庆", ["chongqing city", "chongqing"]),
        ("深圳", ["shenzhen subprovincial city in guangdong", "shenzhen"]),
        ("安庆市", ["anqing"]),
        ("长安", ["chang'an", "changan"]),
        ("爱因斯坦", ["albert einstein", "einstein"]),
        ("教育", ["educate", "teach", "education"]),
        ("意识到", ["aware", "realize"]),
        ("教委", ["school board", "board of education"]),
        ("欧阳", ["ouyang"]),
        ("刘备", ["liu bei"]),
    ],
)
def test_glosses(found: dict[str, list[Translation]], headword: str, surfaces: list[str]) -> None:
    assert [translation.surface for translation in found[headword]] == surfaces
    assert [translation.rank for translation in found[headword]] == list(range(len(surfaces)))


def test_what_is_left_out(found: dict[str, list[Translation]]) -> None:
    assert "的" not in found
    assert "3C" not in found


def test_names_are_what_is_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt.gz"
    also_a_word = "高明 高明 [Gao1 ming2] /Gaoming, district/\n高明 高明 [gao1 ming2] /brilliant/\n"
    path.write_bytes(gzip.compress((LINES + also_a_word).encode()))
    assert names(list(entries(path))) == {"重庆", "深圳", "安庆市", "长安", "爱因斯坦", "欧阳", "刘备"}


def test_readings_know_surnames(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    assert list(readings(list(entries(path)))) == [("刘", "liu", True)]


def test_keys_and_surfaces() -> None:
    assert gloss_key("Education Commissions") == "educ commiss"
    assert [surface(word) for word in ("animals", "cities", "boxes", "churches", "china's", "bus", "class", "gas")] == [
        "animal", "city", "box", "church", "china", "bus", "class", "gas",
    ]  # fmt: skip


def test_look_ups() -> None:
    dictionary = Dictionary.open()
    assert [t.gloss for t in dictionary.by_headword(["超级碗", "没有这个词"])["超级碗"]] == ["super bowl"]
    assert "重庆" in {t.headword for t in dictionary.by_gloss(["chongq"])["chongq"]}
    assert dictionary.readings("刘")["刘"][0] == ("liu", True)
    assert ("刘", True) in dictionary.characters(["liu"])["liu"]
    assert dictionary.names(["上海", "高明", "学校", "没有这个词"]) == {"上海"}
    assert dictionary.by_headword([]) == dictionary.by_gloss([]) == {}


def test_the_table_is_made_once_and_whole(tmp_path: Path) -> None:
    Dictionary.open(tmp_path)
    (table,) = tmp_path.iterdir()
    written = table.stat().st_mtime_ns
    assert Dictionary.open(tmp_path).by_headword(["重庆"])
    assert [path.stat().st_mtime_ns for path in tmp_path.iterdir()] == [written]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(XunzhangError, match="XUNZHANG_CACHE"):
        Dictionary.open(tmp_path / "file" / "below")
