"""A word is found in each form that a text has it in, and where it stands."""

from __future__ import annotations

import pytest

from xunzhang.language.dictionaries.fewest_words import fewest_words
from xunzhang.language.word_forms import Form, PlacedText, forms_of


@pytest.mark.parametrize(
    ("word", "text", "held"),
    [
        ("教育", "重慶的教育、教育部", ["教育", "教育"]),
        ("颱風", "台风登陆", ["台风"]),
        ("台风", "颱風登陸", ["颱風"]),
        ("沙坪坝区", "在沙坪壩區，不在沙坪坝", ["沙坪壩區"]),
        ("党", "党的会议，共产党", ["党", "党"]),
        ("typhoon", "Typhoons hit; the typhoon’s eye", ["Typhoons", "typhoon’s"]),
        ("interest rates", "An interest rate; rates of interest", ["interest rate"]),
        ("Paul Volcker", "PAUL VOLCKER and Paul A. Volcker", ["PAUL VOLCKER"]),
        ("ＧＤＰ", "全年GDP增长", ["GDP"]),
        ("C++", "C and C++ and C#", ["C++"]),
        ("AT&T", "AT & T, at t", ["AT & T"]),
        ("2035年", "到2035年建成，2035 年底", ["2035年", "2035 年"]),
        ("17.1亿元", "投资1,710,000,000元、17.1 亿元", ["1,710,000,000", "17.1 亿元", "17.1 亿"]),
        ("García", "garcia wrote", ["garcia"]),
        ("教育", "教学与培育", []),
    ],
)
def test_where_a_word_stands(word: str, text: str, held: list[str]) -> None:
    placed = PlacedText(text)
    spans = {span for form in forms_of(word) for span in placed.spans(form)}
    assert [span.of(text) for span in sorted(spans, key=lambda span: (span.start, -span.end))] == held


def test_a_pattern_is_matched_as_one() -> None:
    form = Form(("[刘柳][燕宴]", "[燕宴][冰兵]"), pattern=True)
    text = "主任刘宴兵、柳燕冰和刘燕"
    assert [span.of(text) for span in PlacedText(text).spans(form)] == ["刘宴兵", "柳燕冰"]


def test_what_has_no_word_has_no_form() -> None:
    assert forms_of("") == forms_of("？！") == forms_of("😀") == ()


@pytest.mark.parametrize(
    ("run", "pieces"),
    [
        ("教育经费", ["教育", "经费"]),
        ("新教育", ["新", "教育"]),
        ("教育经", ["教育", "经"]),
        ("无", ["无"]),
        ("", []),
    ],
)
def test_as_few_words_as_will_do(run: str, pieces: list[str]) -> None:
    assert fewest_words(run, {"教育", "育经", "经费"}, 4) == pieces


@pytest.mark.parametrize("printed", ["2024年度预算", "二〇二四年度預算", "二○二四年度預算"])
@pytest.mark.parametrize("typed", ["2024年", "二〇二四年", "二○二四年", "2024", "2024年度"])
def test_a_year_is_found_in_either_notation(typed: str, printed: str) -> None:
    text, other = PlacedText(f"市议会通过{printed}。"), PlacedText("市议会通过二○一四年度预算。")
    assert any(text.spans(form) for form in forms_of(typed))
    assert not any(other.spans(form) for form in forms_of(typed))
