import pytest

from tests.helpers.passages import passage
from xunzhang.search.differences import differences

TEXT = (
    "据了解，滨江图书馆总投资 17.1 亿元，建筑面积 3,600 平方米，设座位 1,943 个，预计于 11 月 19 日对读者开放。"
    "馆长刘建国表示，馆内九成的藏书可以外借，比例达到94.6%。"
)


def told(here: str, there: str) -> list[tuple[str, str]]:
    a, b = passage(here, "a"), passage(there, "b")
    found = differences(a, b)
    assert all((d.here_span.of(here), d.there_span.of(there)) == (d.here, d.there) for d in found)
    return [(d.here, d.there) for d in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("17.1 亿元", "171亿元"), [("17.1 亿元", "171亿元")]),
        (("11 月 19 日", "11月20日"), [("11 月 19 日", "11月20日")]),
        (("刘建国", "陈国强"), [("刘建国", "陈国强")]),
        (("94.6%", "百分之94.8"), [("94.6%", "百分之94.8")]),
    ],
)
def test_a_fact_told_differently(change: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert told(TEXT, TEXT.replace(*change)) == expected
    assert told(TEXT.replace(*change), TEXT) == [(there, here) for here, there in expected]


@pytest.mark.parametrize(
    "change",
    [
        ("1,943 个", "1943个"),
        ("94.6%", "百分之九十四点六"),
        ("17.1 亿元", "17.1亿元"),
        ("17.1 亿元", "17亿元"),  # rounded
        ("17.1 亿元", "约17亿元"),
        ("11 月 19 日", "2024年11月19日"),
        ("3,600 平方米", "三千六百平方米"),
        ("据了解，", "新华社北京12月3日电 "),
        ("刘建国表示", "刘建国介绍"),
        ("九成的藏书", "大部分藏书"),
    ],
)
def test_the_same_told_in_other_words(change: tuple[str, str]) -> None:
    assert told(TEXT, TEXT.replace(*change)) == []


def test_a_moved_sentence_is_still_compared_and_a_dropped_one_is_no_difference() -> None:
    first, second = TEXT.split("。")[0] + "。", TEXT.split("。")[1] + "。"
    assert told(TEXT, second + first.replace("17.1 亿元", "171 亿元")) == [("17.1 亿元", "171 亿元")]
    assert told(TEXT, second) == []


def test_one_sentence_in_two_accounts() -> None:
    here = "局长介绍了去年的情况。去年全市共批准科研项目2112项，经费为17.1亿元；另有市级专项271项。他还谈到了下一步的打算。"
    there = "高校也有收获：去年全市共批准科研项目2112项，经费为171亿元。企业委托的项目超过8000项，金额超过20亿元。"
    assert told(here, there) == [("17.1亿元", "171亿元")]


def test_the_same_form_about_something_else_is_no_difference() -> None:
    here = "上半年全国网上零售额为7.16万亿元，同比增长13.1%。"
    there = "上半年全国农产品网上零售额为0.27万亿元，同比增长13.1%，比一季度快2个百分点，占全部零售额的比重也有提高。"
    assert told(here, there) == []


def test_what_was_true_today_differs_from_day_to_day() -> None:
    text = "滨江股份今日收报27.81元，成交额比前一个交易日放大不少，总市值仍为22.25亿元，股价低于发行价格。"
    assert told(text, text.replace("27.81", "27.34")) == []
