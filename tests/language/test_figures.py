from decimal import Decimal

import pytest

from xunzhang.language.mentions.figures import agree, figures, unit_of


def one(text: str):
    found = figures(text)
    assert len(found) == 1, [f.span.of(text) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "printed", "kind", "value", "unit"),
    [
        ("总投资 17.1 亿元。", "17.1 亿元", "money", "1710000000", "CNY"),
        ("投资1.71 billion yuan in all", "1.71 billion yuan", "money", "1710000000", "CNY"),
        ("共1,943人参加", "1,943人", "count", "1943", "person"),
        ("占比94.6%", "94.6%", "percent", "94.6", "%"),
        ("占百分之九十四点六", "百分之九十四点六", "percent", "94.6", "%"),
        ("提高10.5个百分点", "10.5个百分点", "percent", "10.5", "pp"),
        ("a grant of $5.5 million", "$5.5 million", "money", "5500000", "USD"),
        ("三十二所学校", "三十二所", "count", "32", "所"),
        ("第６届论坛", "第６", "ordinal", "6", ""),
        ("覆盖 8,646 square miles of forest", "8,646 square miles", "count", "8646", "mi2"),
        ("高度为790mm的座椅", "790mm", "count", "790", "mm"),
        ("twenty-one people came", "twenty-one people", "count", "21", "person"),
        ("he had 5½ sacks", "5½", "count", "5.5", "sack"),
        ("比分是1:0。", "1:0", "ratio", "1000", ":"),
    ],
)
def test_a_figure_with_its_value_and_unit(text: str, printed: str, kind: str, value: str, unit: str) -> None:
    figure = one(text)
    assert (figure.span.of(text), figure.kind, figure.value, figure.unit) == (printed, kind, Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "使用5G网络",
        "芯片RISC-V1520",
        "十分重要",
        "一直如此",
        "千方百计",
        "四川与九江",
        "三四个人",
        "2024年11月19日",
        "Nov. 19, 2024",
    ],
)
def test_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "hedged"), [("近3000名教师", True), ("1000余人", True), ("about 40 schools", True), ("40所学校", False)]
)
def test_approximate_figures_are_known(text: str, hedged: bool) -> None:
    assert one(text).hedged is hedged


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("17.1亿元", "171亿元", False),
        ("17.1 亿元", "17.1亿元", True),
        ("1,943人", "1943人", True),
        ("94.6%", "百分之94.6", True),
        ("94.6%", "95%", True),  # rounded
        ("94.6%", "94.5%", False),
        ("416所", "417所", False),
        ("逾42亿元", "42.21亿元", True),
        ("近17亿元", "171亿元", False),
        ("超20亿元", "17.1亿元", False),
        ("1900余人", "1943人", True),
    ],
)
def test_figures_agree(a: str, b: str, expected: bool) -> None:
    assert agree(one(a), one(b)) is expected
    assert agree(one(b), one(a)) is expected


def test_units_have_one_name_in_both_languages() -> None:
    assert unit_of("平方公里") == unit_of("square kilometers") == "km2"
    assert unit_of("所") == "所"
    assert unit_of("的") == ""
