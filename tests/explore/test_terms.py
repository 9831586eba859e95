"""Words, terms and names of a collection, counted exactly; what is telling of a part; how frequent a word is in general."""

from __future__ import annotations

import math

import pytest

from xunzhang.explore.background import Background
from xunzhang.explore.cutting import Cutter
from xunzhang.explore.frequent import frequent, frequent_names
from xunzhang.explore.telling_terms import TermCounts, by_language, log_likelihood
from xunzhang.language.dictionaries.dictionary import Dictionary
from xunzhang.types import ArticleHead, Passage


@pytest.fixture(scope="module")
def cutter():
    return Cutter.of(Dictionary.open())


def passages(texts, language="zh", source="甲报"):
    return [
        Passage(f"{source}{i}", ArticleHead(f"{source}{i // 2}", source=source), 1, 0, len(text), text, language=language)
        for i, text in enumerate(texts)
    ]


def cut(cutter, text):
    return [word.printed for word in cutter.words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("研究生命科学", ["研究", "生命科学"]),
        ("重庆的大学教育", ["重庆", "的", "大学", "教育"]),
        ("重慶的大學教育", ["重慶", "的", "大學", "教育"]),  # as printed
        ("The mayor's C919 flew in 2024.", ["The", "mayor's", "C919", "flew", "in"]),
        ("well-known AI企业", ["well-known", "AI", "企业"]),
        ("2024、3.5％", []),
    ],
)
def test_text_is_cut_into_words_as_printed(cutter, text, words):
    assert cut(cutter, text) == words


def test_single_characters_and_function_words_are_no_terms(cutter):
    content = [word.printed for word in cutter.words("他们在桥上的大学 and the dogs of it") if word.content]
    assert content == ["大学", "dogs"]


def test_terms_are_counted_and_printed_as_most_often(cutter):
    counts = TermCounts(passages(["大学教育", "大學。大学", "桥"]), cutter)
    (term,) = counts.frequent(5, None)
    assert (term.text, term.count, term.passages, term.articles) == ("大学", 3, 2, 1)


def test_english_forms_of_a_word_are_one_term(cutter):
    counts = TermCounts(passages(["A university here.", "Universities there; Universities."], "en"), cutter)
    (term,) = counts.frequent(5, None)
    assert (term.text, term.count, term.passages) == ("Universities", 3, 2)


def test_words_that_only_stand_together_are_one_term(cutter):
    others = ("桥梁", "河流", "铁路", "市长", "预算", "猫")
    texts = [f"普惠性幼儿园多，大学多，{other}少。" for other in others]
    terms = [term.text for term in TermCounts(passages(texts), cutter).frequent(10, None)]
    assert "普惠性幼儿园" in terms and "幼儿园" not in terms


def test_who_says_it_is_no_term_with_the_saying(cutter):
    others = ("bridges", "rivers", "railways", "mayors", "budgets", "cats")
    texts = [f"There are {other}, Liu said, and Liu said so of dams." for other in others]
    assert "Liu said" not in [term.text for term in TermCounts(passages(texts, "en"), cutter).frequent(20, None)]
    texts = [f"{other}多，学校要办好。学校要扩建。" for other in ("桥梁", "河流", "铁路", "市长", "预算", "猫")]
    terms = [term.text for term in TermCounts(passages(texts), cutter).frequent(20, None)]
    assert "学校" in terms and not any(term.startswith("学校要") for term in terms)


def test_a_background_puts_the_special_before_the_general(cutter):
    pieces = {"大学": -2.0, "桥梁": -12.0} | {f"词{n}": -13.0 for n in range(100)}
    counts = TermCounts(passages(["大学。桥梁", "桥梁。大学", "大学，学校", "学校，大学", "医院。大学", "大学。铁路"]), cutter)
    assert [term.text for term in counts.frequent(9, None)] == ["大学", "学校", "桥梁"]
    assert [term.text for term in counts.frequent(9, Background(pieces))] == ["学校", "桥梁"]


def test_what_marks_a_part_is_what_the_rest_lacks(cutter):
    texts = ["大学，桥梁"] * 10 + ["大学，河流"] * 10
    counts = TermCounts(passages(texts), cutter)
    assert [term.text for term in counts.marking(range(10), 5)] == ["桥梁"]
    assert [term.text for term in counts.marking(range(10, 20), 5)] == ["河流"]
    assert counts.marking(range(20), 5) == [] and counts.marking([], 5) == []


def test_log_likelihood_against_its_definition():
    expected = 2 * (8 * math.log(8 / 5) + 2 * math.log(2 / 5) + 2 * math.log(2 / 5) + 8 * math.log(8 / 5))
    assert log_likelihood(8, 10, 2, 10) == pytest.approx(expected)
    assert log_likelihood(3, 10, 3, 10) == pytest.approx(0)
    assert log_likelihood(0, 10, 0, 10) == 0 and log_likelihood(10, 10, 0, 10) > 20


def test_a_background_adds_up_a_words_forms_and_takes_an_unknown_one_for_rare():
    pieces = {"▁bridge": -8.0, "▁Bridge": -9.0, "▁the": -3.0} | {f"▁w{n}": -10.0 - n / 100 for n in range(200)}
    background = Background(pieces)
    assert background.log_probability("Bridge") == pytest.approx(math.log(math.exp(-8) + math.exp(-9)))
    assert -12 < background.log_probability("zzz") < -11


def test_names_by_the_passages_they_stand_in():
    texts = [
        "Mr Lu Yiyu met Anna Karlsson in May.",
        "Later Anna Karlsson left; Anna Karlsson returned.",
        "On Monday in May, B came.",
    ]
    found = frequent_names(passages(texts, "en"))
    assert [(name.text, name.passages) for name in found] == [("Anna Karlsson", 2)]


def test_everything_that_is_frequent_in_both_languages_with_its_regions(cutter):
    chinese = passages(["大学，桥梁"] * 8 + ["大学，河流"] * 8)
    english = passages(["A university by the bridge."] * 8 + ["A university by the river."] * 8, "en", "Post")
    regions = ([0] * 8 + [1] * 8) * 2
    found = frequent([*chinese, *english], regions, 500, cutter, None)
    assert (found.read, found.total) == (32, 500)
    assert found.terms["zh"][0].text == "大学" and found.terms["en"][0].text == "university"
    assert [set(region) for region in found.regions] == [{"桥梁", "bridge"}, {"河流", "river"}]


def test_languages_by_their_number_of_passages():
    mixed = [*passages(["a"], "en"), *passages(["甲", "乙"]), *passages(["丙"], "zh-hant")]
    assert {language: len(members) for language, members in by_language(mixed).items()} == {"zh": 3, "en": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("总统阿卜杜拉赫曼表示", ["总统", "阿卜杜拉赫曼", "表示"]),
        ("南亚东南亚", ["南亚", "东南亚"]),  # two words are not one name
        ("古巴和巴西", ["古巴", "和", "巴西"]),
    ],
)
def test_a_foreign_name_that_no_dictionary_has_is_one_word(cutter, text, words):
    assert cut(cutter, text) == words


def test_what_a_site_prints_around_its_articles_is_no_term(cutter):
    stories = ["大坝在雨季前完工。", "渡轮每天开行三班。", "果园今年丰收。", "大桥通车。"]
    printed = [f"{story}\n返回搜狐，查看更多" for story in stories for _ in range(2)]  # two passages an article
    (found,) = frequent(passages(printed), [0] * len(printed), len(printed), cutter, None).terms.values()
    assert "搜狐" not in {term.text for term in found} and {"大坝", "渡轮", "果园", "大桥"} <= {term.text for term in found}


def test_what_a_site_prints_behind_the_last_word_of_its_articles_is_no_term(cutter):
    stories = ["大坝在雨季前完工", "渡轮每天开行三班", "果园今年丰收", "大桥通车"]
    printed = [
        each
        for n, story in enumerate(stories)
        for each in passages([f"{story}返回搜狐，查看更多责任编辑："] * 2, source=f"报{n}")
    ]
    (found,) = frequent(printed, [0] * len(printed), len(printed), cutter, None).terms.values()
    said = "".join(term.text for term in found)
    assert "搜狐" not in said and "责任编辑" not in said and "大坝" in said and "果园" in said


def test_a_story_that_many_outlets_print_counts(cutter):
    story = "大坝在雨季前完工。渡轮每天开行三班。\n果园今年丰收。"
    printed = [each for outlet in ("甲", "乙", "丙", "丁") for each in passages([story, story], source=outlet)]
    (found,) = frequent(printed, [0] * len(printed), len(printed), cutter, None).terms.values()
    said = "".join(term.text for term in found)  # words that always stand together are one term
    assert all(word in said for word in ("大坝", "果园", "雨季"))
