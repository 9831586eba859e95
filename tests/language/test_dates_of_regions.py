"""Dates as Taiwan, Hong Kong and the mainland print them: the same day, whatever era, numerals, marks and weekday."""

from __future__ import annotations

import pytest

from xunzhang.language.mentions.dates import dates
from xunzhang.language.printed_dates import find_date, is_date_line, parse_date

THE_DAY = (
    "民國112年3月2日|中華民國112年3月2日|民國 112 年 3 月 2 日|民國一百一十二年三月二日|中華民國一一二年三月二日|民國一一二年三月二日 星期四|民國112/3/2"
    "|民國112.03.02|民國112-03-02|112年3月2日|112年03月02日|112/03/02|112.3.2|一一二年三月二日|民國壹佰壹拾貳年參月貳日|二○二三年三月二日|二〇二三年三月二日"
    "|二零二三年三月二日|二◯二三年三月二日|二O二三年三月二日|二Ｏ二三年三月二日|貳零貳參年參月貳日|2023年3月2日|２０２３年３月２日|2023年 3月 2日|2023年三月2日"
    "|2023年3月2號|2023年3月2号 周四|2023年3月2日（星期四）|2023年3月2日(四)|2023/03/02（四）|2023年3月2日 禮拜四|西元2023年3月2日|公元二〇二三年三月二日"
    "|2023/3/2|2023／3／2|2023 / 3 / 2|2023.3.2|2023．03．02|2023·3·2|2023・3・2|2023-03-02|20230302|2023年3月2日 8時30分|2023年3月2日 下午8时30分"
    "|2023年3月2日 上午|2 Mar 2023|Mar-2-2023|2023 Mar 2|2023-Mar-2|2-Mar-2023"
)


@pytest.mark.parametrize("printed", THE_DAY.split("|"))
def test_one_day_in_many_ways(printed: str) -> None:
    assert parse_date(printed) == "2023-03-02"
    date, start, _ = find_date(f"刊於 {printed} 第3版")
    assert (date, start) == ("2023-03-02", 3)


@pytest.mark.parametrize(
    "printed, iso",
    [
        ("民國元年一月一日", "1912-01-01"), ("民國百年十月十日", "2011-10-10"), ("民國九十八年五月廿九日", "2009-05-29"), ("民國98年5月", "2009-05"),
        ("民國98年", "2009"), ("二〇二三年十月卅一日", "2023-10-31"), ("二○○九年十二月三十日", "2009-12-30"), ("一○九年二月", "2020-02"),
        ("十一月廿九日", "--11-29"), ("民國一百零三年三月八日", "2014-03-08"),
        # what may be read two ways, or has no era, is not made up
        ("5/6/2023", ""), ("23/03/02", ""), ("98.05.20", ""), ("公元112年3月2日", ""), ("西元 112年3月2日", ""), ("民國112年2月30日", ""),
    ],
)  # fmt: skip
def test_parts_and_eras(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso


def test_a_year_of_the_republic_in_running_text() -> None:
    (found,) = dates("民國一〇三年三月八日，渡口停航。")
    assert (found.year, found.month, found.day, found.span.start) == (2014, 3, 8, 0)


@pytest.mark.parametrize(
    "line", ["民國112年3月2日 星期四", "2023年3月2日 农历二月十一 第3版", "2023/03/02（四） A4版", "2023年3月2日 晴", "112.3.2"]
)
def test_lines_that_are_days(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["2023年3月2日渡口停航始末", "三月二日的船", "112年的渡口", "Fourth of July", "2023年工作报告"])
def test_lines_that_are_more(line: str) -> None:
    assert not is_date_line(line)
