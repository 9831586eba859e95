"""Titles of plain text: a day is never one, and one may begin with a quotation mark or a bracket."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.reading import read_one, written

CHINESE = (
    "渡口昨天开通夜航，首航船上坐着一百二十名乘客，票价五元，船长说试航顺利。\n\n"
    "对岸的居民说，以后看病不必再等到天亮，老人和孩子都方便了许多。\n"
)
ENGLISH = (
    "The ferry ran by night for the first time on Monday, and a hundred and twenty passengers paid five crowns each for it.\n\n"
    "People on the far bank said that they would no longer have to wait until morning to see a doctor.\n"
)
DAYS = ("民國112年3月2日 星期四", "112年3月2日", "112/03/02", "二○二三年三月二日", "2023／03／02", "2023年3月2日 农历二月十一 第3版",
        "2023．3．2", "見報日期：112.3.2", "2023年3月2日 下午8時30分")  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("form", ["{d}\n\n渡口夜航\n\n{t}", "渡口夜航\n{d}\n\n{t}", "渡口夜航\n\n{d}\n\n{t}"])
def test_a_day_is_the_date_and_the_line_beside_it_the_title(tmp_path: Path, form: str, day: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.txt", form.format(d=day, t=CHINESE)))
    assert (found.head.title, found.head.date) == ("渡口夜航", "2023-03-02")


@pytest.mark.parametrize("day", ["5/6/2023", "2023年3月2日 渡口", *DAYS])
def test_a_day_is_no_title_where_nothing_else_is(tmp_path: Path, day: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.txt", f"{day}\n\n{CHINESE}"))
    assert found.head.title in ("", "2023年3月2日 渡口")


@pytest.mark.parametrize("day", DAYS)
def test_nor_is_it_a_heading_s(tmp_path: Path, day: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.md", f"# {day}\n\n## 渡口夜航\n\n{CHINESE}"))
    assert (found.head.title, found.head.date) == ("渡口夜航", "2023-03-02")
    page = f"<html><head><title>{day}</title></head><body><article><h1>{day}</h1><p>{CHINESE}</p></article></body></html>"
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert found.head.title == ""


TITLES = (
    "“夜航”新规落地", "「夜航」新規上路", "『夜航』新規", "《渡口记》出版", "【独家】夜航新规落地", "（图）夜航新规落地", "[视频]夜航新规落地",
    "‘夜航’新规落地", '"夜航"新规落地', "〈深度〉夜航上路", "“夜航”来了！", "“夜航”新规：谁来掌舵？", "“没有桥的日子”", "〔专题〕渡口夜航",
)  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_title_that_begins_with_a_mark(tmp_path: Path, title: str, gap: str) -> None:
    row, (found,) = read_one(written(tmp_path, "a.txt", f"{title}{gap}{CHINESE}"))
    assert (found.head.title, len(found.paragraphs), row.removed) == (title, 2, ())


@pytest.mark.parametrize(
    "title", ["“Night boat” wins over doubters", '"Night boat" wins', "'Night boat' wins", "[Watch] The night boat"]
)
def test_an_english_title_too(tmp_path: Path, title: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.txt", f"{title}\n\n{ENGLISH}"))
    assert found.head.title == title


@pytest.mark.parametrize(
    "line", ["“你来了。”他说", "“好。”", "（完）", "（本报记者 王小川）", "[1] 年报", "（一）概况", "(a) first", "- 渡口"]
)
def test_speech_remarks_notes_and_items_are_none(tmp_path: Path, line: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.txt", f"{line}\n\n{CHINESE}"))
    assert found.head.title == ""
