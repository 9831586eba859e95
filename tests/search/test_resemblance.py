import pytest

from tests.helpers.passages import TEXT, passage
from xunzhang.search.resemblance import alike, same_paragraph, shingles


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (TEXT, True),
        ("据本报了解，" + TEXT + "记者还看到，门口排起了长队。", True),  # extended
        (TEXT[: len(TEXT) // 2], True),  # shortened
        ("馆长说，周末的开放时间会延长到晚上九点，读者凭身份证就能办理借书手续。" + TEXT[:42], True),  # reordered
        (TEXT.replace("，", ", ").replace("说", "說").replace("书", "書"), True),  # width and script
        ("图书馆对读者开放。", False),  # a phrase of it
        ("新建的滨江医院下个月接诊，院内有床位六百张，医生二百名，院长说门诊时间到下午五点。", False),
    ],
)
def test_copies_and_others(copy: str, expected: bool) -> None:
    assert same_paragraph(passage(TEXT, "a"), passage(copy, "b")) is expected


def test_an_article_does_not_copy_itself() -> None:
    assert not same_paragraph(passage(TEXT, "a"), passage(TEXT, "a"))


def test_reports_of_one_form_are_no_copies() -> None:
    form = "截至{0}月{1}日收盘，{2}报收于{3}元，上涨{4}%，换手率{5}%，成交额{6}万元，主力资金净流入{7}万元，占总成交额{8}%。"
    a = form.format(3, 4, "东江股份", "12.31", "1.17", "2.35", 5311, 874, "10.9")
    b = form.format(5, 6, "西岭股份", "45.02", "0.64", "0.91", 1408, 161, "3.2")
    assert not same_paragraph(passage(a, "a"), passage(b, "b"))


def test_shingles_are_of_letters_and_digits_alone() -> None:
    assert shingles("ＡＢ，cd e") == {"abcd", "bcde"}
    assert shingles("，。") == frozenset()
    assert not alike("", "", frozenset(), frozenset())
