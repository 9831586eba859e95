"""Where one article of a file ends and the next begins; and files that look like several and are one."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.helpers.dumps import BRIDGE, LIBRARY, ORCHARD, TIDE
from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import lay_out
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import Message

ZH, ZH_2, EN, EN_2 = (article.title for article in (LIBRARY, BRIDGE, ORCHARD, TIDE))
TEXT, TEXT_2, TEXT_EN, TEXT_EN_2 = (
    "\n\n".join(text for kind, text in article.paragraphs if kind == "text")[:2000]
    for article in (LIBRARY, BRIDGE, ORCHARD, TIDE)
)
TWO = {
    "rules": (f"{ZH}\n\n{TEXT}\n\n----------\n\n{ZH_2}\n\n{TEXT_2}\n", ("", ""), ("", "")),
    "outlet and date below the title": (
        f"{ZH}\n江城日报 2024年11月19日\n\n{TEXT}\n\n{ZH_2}\n湖东日报 2023年5月2日\n\n{TEXT_2}\n",
        ("江城日报", "2024-11-19"),
        ("湖东日报", "2023-05-02"),
    ),
    "outlet and date above the title": (
        f"The Harbor Post, November 19, 2024\n{EN}\n\n{TEXT_EN}\n\nThe Lake Gazette, May 2, 2023\n{EN_2}\n\n{TEXT_EN_2}\n",
        ("The Harbor Post", "2024-11-19"),
        ("The Lake Gazette", "2023-05-02"),
    ),
    "above the title, and nothing above the first": (
        f"{ZH}\n\n{TEXT}\n\n\n湖东日报 2023年5月2日\n{ZH_2}\n\n{TEXT_2}\n",
        ("", ""),
        ("湖东日报", "2023-05-02"),
    ),
    "where it was printed, at the foot": (
        f"{ZH}\n\n{TEXT}\n\n（《江城日报》2024年11月19日第3版）\n\n{ZH_2}\n\n{TEXT_2}\n\n（《湖东日报》2023年5月2日）\n",
        ("江城日报", "2024-11-19"),
        ("湖东日报", "2023-05-02"),
    ),
    "bylines": (f"{EN}\nBy Jane Doe\n\n{TEXT_EN}\n\n{EN_2}\nBy John Roe\n\n{TEXT_EN_2}\n", ("", ""), ("", "")),
    "agency reports without titles": (
        f"新华社江城11月19日电（记者 孙立）{TEXT}\n\n中新社湖东5月2日电（记者 林岚）{TEXT_2}\n",
        ("新华社", "--11-19"),
        ("中新社", "--05-02"),
    ),
    "pages": (f"{EN}\n\n{TEXT_EN}\n\f{EN_2}\n\n{TEXT_EN_2}\n", ("", ""), ("", "")),
    "blank pages": (f"{ZH}\n\n{TEXT}\n\f\n\f\n{ZH_2}，{ZH_2}\n\n{TEXT_2}\n", ("", ""), ("", "")),
    "many blank lines": (f"{EN}\n\n{TEXT_EN}\n\n\n\n\n\n{EN_2}\n\n{TEXT_EN_2}\n", ("", ""), ("", "")),
}
ONE = {
    "sections parted by stars": f"{ZH}\n\n{TEXT}\n\n* * *\n\n{TEXT_2}\n\n* * *\n\n{TEXT}\n",
    "headings": f"{ZH}\n来源：江城日报\n\n{TEXT}\n\n封桥\n\n{TEXT_2}\n\n通车\n\n{TEXT}\n",
    "an archive's name inside": f"{ZH}\n\n{TEXT}\n\n来源：江城档案馆\n\n{TEXT_2}\n",
    "pages": f"{ZH}\n\n{TEXT}\n\f{TEXT_2}\n",
    "chapters on pages of their own": f"{ZH}\n来源：江城日报\n\n{TEXT}\n\f封桥以后的日子\n\n{TEXT_2}\n",
    "short headings on pages of their own": f"{ZH}\n\n{TEXT}\n\f封桥\n\n{TEXT_2}\n\f通车\n\n{TEXT}\n",
    "a dateline inside": f"{ZH}\n\n{TEXT}\n\n据新华社江城11月19日电，{TEXT_2}\n",
}


@pytest.mark.parametrize(("text", "first", "second"), TWO.values(), ids=TWO)
def test_two_articles_each_with_its_own_facts(text: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    removed: Counter[Message] = Counter()
    articles = lay_out(text, removed)
    assert [(article.facts.source, article.facts.date) for article in articles] == [first, second]
    assert sum(visible(article.text) + article.printed for article in articles) + removed.total() == visible(text)


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_article_stays_whole(text: str) -> None:
    removed: Counter[Message] = Counter()
    (article,) = lay_out(text, removed)
    assert article.facts.title == ZH
    assert article.facts.date == ""
    assert set(+removed) <= {say("left_out.labels")}
