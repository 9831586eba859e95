"""Title, outlet, byline and date told from the heads and feet of articles as papers, agencies and web sites print them.

The headers in tests/data/headers.jsonl were written first and the rules then made to read them; those in headers_held_out.jsonl
were written afterwards, and measured before anything was changed for them. What counts most is that nothing is invented: a value
that is given is right.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.places import DATA
from xunzhang.reading.corpus import read_corpus
from xunzhang.reading.dumps.laying_out import lay_out
from xunzhang.reading.facts.metadata import DATELINE, OPENING_DAY
from xunzhang.types import FACTS, Article

# Running text after each header, full of what is about the story and not about the article.
BODIES = {
    "{zh}": (
        "上午的第一辆公交车驶过桥面，司机按了两声喇叭。这座桥建于1958年，2019年5月3日因桥墩开裂停用，"
        "北山通讯社记者何平当年拍下了封桥的那一刻。\n\n"
        "据《南湖晚报》2022年8月1日报道，修缮一共用了四百天。工程师周越说，下一次检修定在2025年3月15日。\n\n"
        "来源复杂的旧钢材都作了记录，作者不详的桥头石刻也一块没有少。"
    ),
    "{hant}": (
        "上午的第一輛公車駛過橋面，司機按了兩聲喇叭。這座橋建於1958年，2019年5月3日因橋墩開裂停用，"
        "北山通訊社記者何平當年拍下了封橋的那一刻。\n\n"
        "據《南湖晚報》2022年8月1日報導，修繕一共用了四百天。工程師周越說，下一次檢修定在2025年3月15日。"
    ),
    "{en}": (
        "The first bus of the morning crossed with two blasts of its horn. The bridge was built in 1958 and closed on May 3, 2019, "
        "when a pier cracked; a photographer for The Southern Mail was there.\n\n"
        "According to a report in The Lake Gazette of 1 August 2022, the repair took four hundred days. The next inspection is set "
        "for March 15, 2025, said Peter Zhou, an engineer.\n\n"
        "The source of the old steel was written down, and no stone of the parapet is missing."
    ),
}


def headers(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def told(header: dict[str, str], folder: Path) -> dict[str, str]:
    """The facts of the one article that the header and a body make."""
    text = header["text"]
    for mark, body in BODIES.items():
        text = text.replace(mark, body)
    path = folder / header.get("file", "a.txt")
    path.write_text(text + "\n", encoding="utf-8")
    *articles, row = read_corpus([path])
    assert len(articles) == 1, f"{len(articles)} articles of one: {header['text']}"
    assert row.characters_in - row.characters_kept == sum(count for _, count in row.removed), header["text"]
    return {name: getattr(articles[0].head, name) for name in FACTS}


def report(name: str, folder: Path) -> tuple[dict[str, float], list[str]]:
    """-> (share of the headers in which each fact is right, or outlet and date both; what was invented, in words)."""
    given = headers(name)
    facts = ("title", "source", "byline", "date")
    right = dict.fromkeys((*facts, "source and date"), 0)
    invented = []
    for header in given:
        found = told(header, folder)
        for fact in facts:
            right[fact] += found[fact] == header[fact]
            if found[fact] not in ("", header[fact]):
                invented.append(f"{fact} {found[fact]!r} where {header[fact]!r} is printed: {header['text'][:70]!r}")
        right["source and date"] += all(found[fact] == header[fact] for fact in ("source", "date"))
    return {fact: count / len(given) for fact, count in right.items()}, invented


def test_there_are_sixty_headers_and_more_in_both_languages() -> None:
    given = headers("headers.jsonl")
    assert len(given) >= 60
    assert len({header["text"] for header in given}) == len(given)
    assert min(sum("{en}" in header["text"] for header in given), sum("{en}" not in header["text"] for header in given)) >= 28


def test_nineteen_of_twenty_headers_are_read_right_and_nothing_is_invented(tmp_path: Path) -> None:
    right, invented = report("headers.jsonl", tmp_path)
    assert invented == []
    assert right["source and date"] >= 0.95
    assert right["title"] >= 0.95
    assert right["byline"] >= 0.95


@pytest.mark.parametrize("header", headers("headers_held_out.jsonl"), ids=lambda header: header["text"][:30])
def test_nothing_is_invented_in_headers_the_rules_were_not_made_for(header: dict[str, str], tmp_path: Path) -> None:
    found = told(header, tmp_path)
    assert {fact: found[fact] for fact in ("title", "source", "byline", "date") if found[fact] not in ("", header[fact])} == {}


# What looks like a header and is none: nothing is told of these but what is expected.
NO_HEADERS = {
    "minutes of a meeting": ("时间：2024年11月19日上午\n地点：三楼会议室\n参会人员：张三、李四\n\n{zh}", {}),
    "a contract": ("合同编号：2024-11-19\n甲方：江城市交通局\n乙方：北山建筑公司\n\n{zh}", {}),
    "questions and answers": ("记者：桥什么时候通车？\n孙立：今天早上六点十分，第一班公交车已经开过去了。\n\n{zh}", {}),
    "a story of long ago": ("10月10日，江城起义爆发，那是辛亥年的事情了。\n\n{zh}", {}),
    "where a table's figures are from": ("交通量\n\n{zh}\n\n资料来源：江城年鉴 2023", {"title": "交通量"}),
    "a law": ("江城市桥梁管理条例\n（2024年11月19日江城市人民代表大会通过）\n\n{zh}", {"title": "江城市桥梁管理条例"}),
    "references": ("Bridges\n\n{en}\n\nReferences\n\nRoe, J. The Lake Gazette, May 2, 2023, on bridges.", {"title": "Bridges"}),
    "a list by days": ("2024-11-19\n\n- added x\n- fixed y\n\n2024-11-18\n\n- first version", {"date": "2024-11-19"}),
}


@pytest.mark.parametrize(("text", "expected"), NO_HEADERS.values(), ids=NO_HEADERS)
def test_what_is_no_header_tells_nothing(text: str, expected: dict[str, str], tmp_path: Path) -> None:
    found = told({"text": text}, tmp_path)
    assert {fact: value for fact, value in found.items() if value} == expected


def test_a_second_outlet_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"老桥今晨恢复通行\n江城发布\n2024-11-19 08:30\n\n{BODIES['{zh}']}\n\n来源丨江城日报\n", encoding="utf-8")
    article, _ = read_corpus([path])
    assert isinstance(article, Article)
    assert article.head.source == "江城日报"  # a label speaks before a name alone
    assert article.text.startswith("江城发布")


@pytest.mark.bench
def test_real_passages_without_headers_tell_nothing_but_their_datelines(shared: Path) -> None:
    """News and encyclopaedia paragraphs, taken out of their articles: whatever else were told of them would be made up."""
    count = 0
    for file in sorted((shared / "bench").glob("*/passages.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines()[::4]:
            text = json.loads(line)["text"]
            (article,) = lay_out(text, Counter())
            facts = article.facts
            assert set(facts.origins.values()) <= {DATELINE, OPENING_DAY}, (facts, text[:80])
            assert facts.title == ""
            assert facts.source in text[:60] and facts.byline in text[:120]
            assert facts.date == "" or str(int(facts.date[-2:])) in text[:90]
            count += 1
    assert count > 400
