"""Script and spelling variants are found by phrase, +word, keyword and question alike, and shown as they are printed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.page.views.ask_handlers import make_handlers
from xunzhang.question.grammar import parse_question
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Filters

TEXTS = {
    "shy.txt": "The ferry com\u00adpany said that its re\u00advised time\u00adtable would hold from spring, after pas\u00adsen\u00adgers had complained.",
    "fi.txt": "The ﬁshery oﬃce drafted a ﬂood fund for the villages on the coast, and the ﬁrst payments are due in April.",
    "coop.txt": "Economic co-operation between the two ports was agreed by e-mail, the U.S. delegation wrote in its note.",
    "hk.txt": "衞生署發言人說，流感個案上升，署方隨着氣溫下降增派人手到各區診所。",
    "tw.txt": "高鐵延伸線動工，這意味著三個鄉鎮首次有快速鐵路，計程車司機說生意會更好。",
    "nought.txt": "市議會昨天通過二○二三年度預算，歲出三百七十億元，社福增加最多。",
    "ocr.txt": "老 船 工 清 早 把 缆 绳 检 查 过 才 让 客 人 上 船。",
    "other.txt": "码头的旧仓库改成了书店，店里有八千册书，周末开到夜里十点。",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    corpus: Path = tmp_path_factory.mktemp("corpus")
    for name, text in TEXTS.items():
        (corpus / name).write_text(text, "utf-8")
    index = tmp_path_factory.mktemp("built") / "index"
    build_index([corpus], index, encoder=BilingualEncoder())
    return Searcher(open_index(index, encoder=BilingualEncoder()))


ASKED = [
    ('"revised timetable"', "shy.txt"), ("+timetable", "shy.txt"), ("passengers", "shy.txt"), ('"flood fund"', "fi.txt"), ("+fishery", "fi.txt"),
    ("fishery office", "fi.txt"), ('"economic cooperation"', "coop.txt"), ("+cooperation", "coop.txt"), ("cooperation", "coop.txt"),
    ('"email"', "coop.txt"), ("+email", "coop.txt"), ('"US delegation"', "coop.txt"), ('"卫生署"', "hk.txt"), ('"衛生署"', "hk.txt"), ("+衛生署", "hk.txt"),
    ("卫生署", "hk.txt"), ('"随着气温"', "hk.txt"), ('"意味着"', "tw.txt"), ("+意味着", "tw.txt"), ('"二〇二三年度"', "nought.txt"), ("2023年度預算", "nought.txt"),
    ('"船工清早"', "ocr.txt"), ("+缆绳", "ocr.txt"), ("缆绳", "ocr.txt"), ("出租车", "tw.txt"), ("出租车司机", "tw.txt"), ("出租车司机说了什么？", "tw.txt"),
]  # fmt: skip


@pytest.mark.parametrize("question, name", ASKED)
def test_found_however_it_is_written(searcher: Searcher, question: str, name: str) -> None:
    best = searcher.ask(question).groups[0].hit
    assert best.passage.article.path == name
    assert best.passage.text == TEXTS[name]


@pytest.mark.parametrize(("question", "instead"), [('"出租车"', '"计程车"'), ("+出租车 司机", "+计程车 司机")])
def test_another_regions_word_is_offered_where_a_demand_leaves_it_out(searcher: Searcher, question: str, instead: str) -> None:
    assert searcher.narrowing.in_other_regions(parse_question(question), Filters()) == [("出租车", "计程车", 1)]
    (ask, *_) = make_handlers(lambda: searcher)
    status = str(ask({"question": question})["status"])
    assert (
        "“出租车” is called “计程车” in some regions; 1 passage uses it." in status and "“出租车”在有些地区叫“计程车”" in status
    )
    assert urlencode({"q": instead}) in status  # a link that asks it
    assert searcher.ask(instead).groups[0].hit.passage.article.path == "tw.txt"


@pytest.mark.parametrize("question", ['"卫生署"', "出租车司机说了什么？", '"码头"', "-出租车 司机"])
def test_nothing_is_offered_where_nothing_is_left_out(searcher: Searcher, question: str) -> None:
    assert searcher.narrowing.in_other_regions(parse_question(question), Filters()) == []
