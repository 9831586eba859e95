"""Dates, labels, bylines and datelines in the forms that papers print; and what is none of these."""

from __future__ import annotations

import pytest

from xunzhang.language.codes import normalise_language
from xunzhang.language.printed_dates import find_date, parse_date
from xunzhang.reading.facts.datelines import dateline, lead_date
from xunzhang.reading.facts.labels import read_label_line
from xunzhang.reading.facts.metadata import Facts
from xunzhang.reading.facts.outlet_names import clean_source

DATES = {
    "2024年11月19日": "2024-11-19",
    "2024 年 11 月 9 日": "2024-11-09",
    "2024-11-19": "2024-11-19",
    "2024/11/9": "2024-11-09",
    "2024.11.19 10:20:30": "2024-11-19",
    "2024年11月19日 星期二 08:30": "2024-11-19",
    "2024-11-19T08:30:00+08:00": "2024-11-19",
    "20241119": "2024-11-19",
    "二〇二四年十一月十九日": "2024-11-19",
    "民國113年11月19日": "2024-11-19",
    "民国一一三年十一月十九日": "2024-11-19",
    "19.11.2024": "2024-11-19",
    "19 November 2024": "2024-11-19",
    "19th Nov 2024": "2024-11-19",
    "Nov. 19, 2024": "2024-11-19",
    "November 19 2024": "2024-11-19",
    "Tue, 19 Nov 2024 08:30:00 GMT": "2024-11-19",
    "19/11/2024": "2024-11-19",
    "11/19/2024": "2024-11-19",
    "2024年11月": "2024-11",
    "Nov 2024": "2024-11",
    "2024-11": "2024-11",
    "2024": "2024",
    "11月19日": "--11-19",
    "11 月 19 日": "--11-19",
    "十一月十九日": "--11-19",
    "19 November": "--11-19",
    "Sept. 5": "--09-05",
    "--11-19": "--11-19",
    "2月29日": "--02-29",
    # Not to be told, or not in the calendar:
    "5/6/2024": "",
    "2024-02-30": "",
    "2023-02-29": "",
    "2024年13月1日": "",
    "November": "",
    "昨日": "",
    "soon": "",
    "": "",
}


@pytest.mark.parametrize(("printed", "iso"), DATES.items())
def test_dates_have_only_the_parts_that_are_printed(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso


def test_date_inside_a_line() -> None:
    line = "人民日报 2024年11月20日 第01版"
    date, start, end = find_date(line)
    assert (date, line[start:end]) == ("2024-11-20", "2024年11月20日")
    assert find_date("第20版") == ("", 0, 0)


@pytest.mark.parametrize(
    ("given", "code"),
    [("zh-CN", "zh"), ("zh_Hans_CN", "zh"), ("zh-TW", "zh-hant"), ("繁體中文", "zh-hant"), ("English", "en"), ("en-GB", "en"), ("fr", "fr"), ("klingon", "")],
)  # fmt: skip
def test_language_codes(given: str, code: str) -> None:
    assert normalise_language(given) == code


def test_outlet_without_its_marks() -> None:
    assert clean_source("《上游新闻》") == "上游新闻"
    assert clean_source(" [China Daily] ") == "China Daily"


DATELINES = {
    "新华社北京11月19日电（记者张三、李四）会议今天开幕。": ("新华社", "张三、李四", "--11-19"),
    "新华社华盛顿2024年11月19日电 会议今天开幕。": ("新华社", "", "2024-11-19"),
    "中新网重庆11月19日电 (记者 王五)会议今天开幕。": ("中新网", "王五", "--11-19"),
    "第1眼TV-华龙网讯（记者 赵六）11月19日，会议开幕。": ("第1眼TV-华龙网", "赵六", "--11-19"),
    "上游新闻讯 11月19日，会议开幕。": ("上游新闻", "", "--11-19"),
    "本报讯（记者 王五 通讯员 李四）昨天，会议开幕。": ("", "王五 通讯员 李四", ""),
    "江城新闻网2024年11月19日讯（记者 王五）会议今天开幕。": ("江城新闻网", "王五", "2024-11-19"),
    "江城都市报北山新闻11月19日讯（通讯员 李四）会议今天开幕。": ("江城都市报北山新闻", "李四", "--11-19"),
    "活动现场江城新闻网11月19日讯（记者 王五）会议今天开幕。": ("", "", ""),
    "百名院士共同发出保护江河的倡议江城网11月19日电 会议开幕。": ("", "", ""),
    "中新网江城11月19日电 (王小五 李四)会议今天开幕。": ("中新网", "王小五 李四", "--11-19"),
    "中新网江城11月19日电 (编辑 李四)会议今天开幕。": ("中新网", "", "--11-19"),
    "本报江城11月19日电（江青报·江青网记者 王五）会议今天开幕。": ("", "王五", "--11-19"),
    "BEIJING, Nov. 19 (Xinhua) -- The meeting opened.": ("Xinhua", "", "--11-19"),
    "LONDON, Nov 19, 2024 (Reuters) - The meeting opened.": ("Reuters", "", "2024-11-19"),
    "WASHINGTON (AP) — The meeting opened.": ("AP", "", ""),
    "会议今天在北京开幕，新华社记者张三作了报道。": ("", "", ""),
    "The meeting (in London) -- a long one -- opened.": ("", "", ""),
}


@pytest.mark.parametrize(("opening", "facts"), DATELINES.items())
def test_datelines(opening: str, facts: tuple[str, str, str]) -> None:
    found = dateline(opening)
    assert (found.source, found.byline, found.date) == facts


def test_day_a_report_opens_with() -> None:
    assert lead_date("11月19日，会议召开。") == "--11-19"
    assert lead_date("1949年10月1日，礼炮响起。") == ""  # as likely the past as the day of the report
    assert lead_date("11月19日至20日，会议召开。") == ""
    assert lead_date("会议于11月19日召开。") == ""


LABELS = {
    "来源：重庆日报": Facts(source="重庆日报"),
    "来源：《上游新闻》": Facts(source="上游新闻"),
    "（来源：新华网）": Facts(source="新华网"),
    "來源：中央社": Facts(source="中央社"),
    "来源：人民日报（2024年11月20日 第01版）": Facts(source="人民日报", date="2024-11-20"),
    "2024-11-19 08:30 来源：重庆日报 作者：李四": Facts(source="重庆日报", byline="李四", date="2024-11-19"),
    "发布时间：2024-11-19 10:00:00": Facts(date="2024-11-19"),
    "2024年11月19日 星期二": Facts(date="2024-11-19"),
    "本报记者 张三 李四": Facts(byline="张三 李四"),
    "本报记者　张三　李四": Facts(byline="张三　李四"),
    "文/张三": Facts(byline="张三"),
    "撰文 / 张三　编辑 / 李四": Facts(byline="张三"),
    "文／本报记者　张三　图／李四": Facts(byline="张三"),
    "19.11.2024": Facts(date="2024-11-19"),
    "2024-11-19T08:30:00Z": Facts(date="2024-11-19"),
    "〔民國113年11月19日〕": Facts(date="2024-11-19"),
    "By Jane Doe and John Roe": Facts(byline="Jane Doe and John Roe"),
    "Source: China Daily": Facts(source="China Daily"),
    "责任编辑：王五": Facts(),
    "原文链接：https://example.org/a": Facts(url="https://example.org/a"),
}


@pytest.mark.parametrize(("line", "facts"), LABELS.items())
def test_lines_of_facts(line: str, facts: Facts) -> None:
    found = read_label_line(line)
    assert found is not None
    assert found.facts == facts
    assert sum(found.printed.values()) + sum(found.removed.values()) == len("".join(line.split()))


@pytest.mark.parametrize(
    "line",
    [
        "来源：重庆是一座山城。",
        "记者：您好，请问您怎么看？",
        "By the way they went home",
        "第五届全国代表大会",
        "2024",
        "1949年10月1日，礼炮响起",
        "作者" * 40,
    ],
)
def test_lines_that_only_look_like_facts(line: str) -> None:
    assert read_label_line(line) is None
