"""Questions made from others: not answered any more, or in words of both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from training.material import Asked, Material, Passage
from training.variations import Alterations, Switching
from xunzhang.language.dictionaries.dictionary import Dictionary


@pytest.fixture(scope="module")
def material(data: Path) -> Material:
    return Material.read(data)


def asked(text: str, language: str = "en") -> Asked:
    return Asked("q", language, text, "p", True, None, "own", False)


def altered(material: Material, question: str, passage: Passage, seeds: int = 12) -> set[str | None]:
    return {Alterations(material, seed).alter(asked(question, passage.language), passage) for seed in range(seeds)}


def test_a_year_becomes_another_that_the_passage_does_not_hold(material: Material) -> None:
    passage = Passage("p", "en", "", "It sailed in 1931 and again in 1932.", "own")
    found = altered(material, "Who sailed in 1931?", passage)
    years = {int(re.findall(r"\d{4}", question or "")[0]) for question in found}
    assert len(years) > 3
    assert years <= {1931 + n for n in (-23, -9, -4, -2, -1, 2, 3, 7, 16)}


def test_a_figure_becomes_another(material: Material) -> None:
    passage = Passage("p", "zh", "", "那里有180个摊位。", "own")
    assert altered(material, "那里有180个摊位吗？", passage) <= {f"那里有{n}个摊位吗？" for n in (181, 182, 183, 185, 190)}


def test_a_title_or_a_name_becomes_that_of_another_however_few_there_are(material: Material) -> None:
    ferry = material.passages["zh-ferry"]
    found = altered(material, "渡轮在哪里建造？", ferry)
    assert len(found) > 2
    assert found <= {f"{title}在哪里建造？" for title in ("木塔", "茶馆", "圆顶", "鱼市", "校钟", "风车")}
    reed = Passage("p", "en", "", "Anna Reed rebuilt it.", "own")
    assert altered(material, "What did Anna Reed rebuild?", reed) == {
        f"What did {name} rebuild?" for name in ("Lena Marsh", "Martin Cole")
    }


def test_where_nothing_else_is_known_nothing_is_put_in(material: Material) -> None:
    alone = Passage("p", "zh", "渡轮", "渡轮在橡港建造。", "own")
    only = Material({"p": alone}, [asked("渡轮在哪里建造？", "zh")], [])
    assert Alterations(only, 0).alter(only.questions[0], alone) is None
    assert altered(material, "Where is it?", material.passages["en-dome"]) == {None}


def test_words_are_said_in_the_other_language() -> None:
    dictionary = Dictionary.open()
    chinese = {Switching(dictionary, seed).switch("图书馆在哪里？", "zh") for seed in range(8)}
    assert any("library" in (text or "").lower() for text in chinese)
    english = {Switching(dictionary, seed).switch("Where is the library?", "en") for seed in range(8)}
    assert any("图书馆" in (text or "") for text in english)
    assert all(text is None or (re.search("[一-鿿]", text) and "is the" in text) for text in english)
    assert Switching(dictionary, 0).switch("1931?", "en") is None


def test_the_same_seed_switches_the_same_words() -> None:
    texts = ["How many kinds of green tea are served?", "What does a cup cost?"]
    first, second = (Switching(Dictionary.open(), 5) for _ in range(2))
    assert [first.switch(text, "en") for text in texts] == [second.switch(text, "en") for text in texts]
