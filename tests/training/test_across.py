"""Examples across languages, made from paragraphs and sentences that stand in both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.helpers.training_folder import HELD, PARALLEL
from training.across import cut_figures, figure_questions, in_order, paired_questions, parallel, translated, without_figure
from training.material import Material, Passage
from xunzhang.types.arrays import Floats

# What two questions of a paragraph and its translation share; each has an axis of its own.
SUBJECTS = [("sail", "首航"), ("built", "建造"), ("designed", "设计"), ("high", "多高"), ("burn", "烧毁"), ("kinds", "多少种")]
SUBJECTS += [("cost", "多少钱"), ("stalls", "摊位"), ("was the bell cast", "铸于"), ("Who cast", "谁铸")]


def by_subject(questions: Sequence[str]) -> Floats:
    """Unit vectors that are a function of the text, in which a subject's words in both languages share an axis."""
    vectors = np.full((len(questions), len(SUBJECTS) + 1), 0.0, np.float32)
    for row, question in enumerate(questions):
        found = [number for number, words in enumerate(SUBJECTS) if any(word in question for word in words)]
        vectors[row, found[0] if found else -1] = 1.0
    return vectors


@pytest.fixture(scope="module")
def material(data: Path) -> Material:
    return Material.read(data)


def passage(text: str, language: str, id: str = "p") -> Passage:
    return Passage(id, language, "", text, "own")


@pytest.mark.parametrize(
    ("gain", "pairs"),
    [
        ([[1.0, 0.0], [0.0, 1.0]], [(0, 0), (1, 1)]),
        ([[0.0, 1.0], [2.0, 0.0]], [(1, 0)]),  # they cross: the greater stays
        ([[0.4, 1.0, 0.0], [0.0, 0.5, 0.9]], [(0, 1), (1, 2)]),
        ([[-1.0, -0.1]], []),
    ],
)
def test_pairs_of_the_greatest_gain_never_go_back(gain: list[list[float]], pairs: list[tuple[int, int]]) -> None:
    assert in_order(np.array(gain, np.float32)) == pairs


def test_questions_of_a_paragraph_and_its_translation_are_paired_both_ways(material: Material) -> None:
    paired = paired_questions(material, by_subject)
    texts = {asked.id: asked.text for asked in material.questions}
    said = {texts[id]: other.text for id, other in paired.items()}
    assert said["When did the ferry first sail?"] == "渡轮什么时候首航？"
    assert said["渡轮什么时候首航？"] == "When did the ferry first sail?"
    assert said["What does a cup cost?"] == "一杯茶多少钱？"
    assert "What did Anna Reed paint?" not in said
    assert len(said) == 2 * len(SUBJECTS)


def test_without_paragraphs_in_both_languages_nothing_is_paired(material: Material) -> None:
    def none(questions: Sequence[str]) -> Floats:
        raise AssertionError("nothing is to be encoded")

    english = {id: each for id, each in material.passages.items() if each.language == "en"}
    asked = [each for each in material.questions if each.language == "en"]
    assert paired_questions(Material(english, asked, []), none) == {}
    assert list(translated(Material(english, asked, []), {})) == []


def test_a_question_is_held_against_the_translation_where_its_twin_says_where(material: Material) -> None:
    examples = {e.question: e for e in translated(material, paired_questions(material, by_subject))}
    sail = examples["When did the ferry first sail?"]
    assert (sail.kind, sail.language, sail.passage, sail.answers, sail.mined) == ("across", "en", "zh-ferry", True, True)
    assert sail.span and material.passages["zh-ferry"].text[slice(*sail.span)] == "1931年"
    assert sail.known == ("1931", "1931年")
    paint = examples["What did Anna Reed paint?"]
    assert (paint.kind, paint.passage, paint.answers, paint.span, paint.mined) == (
        "across-adversarial", "zh-tower", False, None, False,
    )  # fmt: skip
    dome = examples["What did the gift of Lena Marsh weigh?"]  # nobody asked that in Chinese
    assert (dome.answers, dome.span, dome.known) == (True, None, ("12.5 tons",))
    assert examples["钟铸于哪一年？"].held and not sail.held
    assert "风车磨坊建于哪一年？" not in examples  # it has no translation


@pytest.mark.parametrize(
    ("language", "before", "figure", "after", "question"),
    [
        ("zh", "设有", "12", "个班。", "设有多少个班？"),
        ("zh", "渡轮于", "1931", "年首航。", "渡轮于哪一年首航？"),
        ("en", "It has ", "180", " stalls.", "It has how many stalls?"),
        ("en", "It opened in ", "1902", ".", "It opened in what year?"),
        ("en", "It is ", "1902", " metres long.", "It is what year metres long?"),  # known: what looks like a year is one
    ],
)
def test_a_sentence_without_its_figure_asks_for_it(language: str, before: str, figure: str, after: str, question: str) -> None:
    assert without_figure(before, figure, after, language) == question


def test_only_figures_that_stand_once_in_each_language_are_asked_for() -> None:
    ours = passage("In 1931 it sailed 40 times. It has 3 masts. In 1950 it sank. The year 1950 was cold.", "en")
    theirs = passage("它于1931年航行了40次。它有3根桅杆。1950年沉没。", "zh", "t")
    found = {e.question: theirs.text[slice(*e.span)] for e in figure_questions("cut", ours, theirs, "en") if e.span}
    assert found == {"In what year it sailed 40 times?": "1931年", "In 1931 it sailed how many times?": "40"}


def test_figures_of_held_passages_are_not_asked_for(material: Material) -> None:
    found = list(cut_figures(material, {f"zh-{HELD}"}))
    assert {e.passage.partition("-")[2] for e in found} == {"ferry", "tower", "tea", "dome", "market"}
    dome = [e for e in found if e.passage == "zh-dome"]
    assert [(e.question, e.known) for e in dome] == [
        ("Its telescope weighs how many tons and was a gift of Lena Marsh?", ("12.5",))
    ]


def test_parallel_sentences_become_paragraphs_and_questions_across(material: Material) -> None:
    passages, examples = parallel(material, 1, seed=3)
    english, chinese = (passages[f"parallel-{language}-0"] for language in ("en", "zh"))
    parts = [en for en, _ in PARALLEL if en in english.text]
    assert 2 <= len(parts) <= 5
    assert sorted(english.text) == sorted(" ".join(parts))
    assert all(zh in chinese.text for en, zh in PARALLEL if en in parts)
    assert {e.passage for e in examples if e.language == "en"} == {chinese.id}
    asked = {e.question for e in examples if e.kind == "sentence"}
    assert asked <= {text for pair in PARALLEL for text in pair} and len(asked) == 2
    assert parallel(material, 1, seed=3) == (passages, examples)


def test_paragraphs_are_put_together_until_the_sentences_run_out(material: Material) -> None:
    passages, _ = parallel(material, 5000, seed=0)
    together = "".join(each.text for each in passages.values() if each.language == "zh")
    used = [zh for _, zh in PARALLEL if zh in together]
    assert len(used) >= len(PARALLEL) - 1
    assert sum(map(len, used)) == len(together)
