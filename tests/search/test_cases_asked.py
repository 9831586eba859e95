"""What files of real users taught, asked of an index of all of them with the bundled model: the questions that their `expected.md`
name, and one on each figure that was read wrong. Skipped where the cases, which are not part of the repository, are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.shared_cases import CASES
from xunzhang.building.builder import build_index
from xunzhang.index.opening import open_index
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Results

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, encoder) -> Searcher:
    if not CASES.is_dir():
        pytest.skip(f"needs {CASES}, which is not part of the repository")
    index = tmp_path_factory.mktemp("cases") / "index"
    build_index(sorted(CASES.glob("*/in")), index, encoder=encoder)
    return Searcher(open_index(index, encoder=encoder))


def found(results: Results) -> list[str]:
    """The names of the files found, best first, near-copies with the passage that they are grouped under."""
    passages = [passage for group in results.groups for passage in (group.hit.passage, *(c.passage for c in group.also_in))]
    return [Path(passage.article.path.partition("#")[0]).name for passage in passages]


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ('"1987"', {"sup.html"}),
        ('"412 hectares"', {"sup.html"}),
        ('"4124 hectares"', set()),
        ('"158种"', {"sup.html"}),
        ('"38 percent"', {"sup.docx", "superscript.pdf"}),
        ('"1240处"', {"sup.epub"}),
        ('"revised schedule"', {"shy.html"}),
        ("+schedule", {"shy.html"}),
        ('"清溪古镇"', {"zwsp.html"}),
        ("+修缮工程", {"zwsp.html"}),
        ('"flood insurance"', {"pasted.txt"}),
        ("+finance", {"pasted.txt"}),
        ('"衛生署"', {"hk.txt"}),
        ('"卫生署"', {"hk.txt"}),
        ('"衞生署"', {"hk.txt"}),
        ('"意味着"', {"cn.txt", "tw.txt"}),
        ('"意味著"', {"cn.txt", "tw.txt"}),
        ('"沿着"', {"cn.txt", "tw.txt"}),
        ('"二〇二四年度"', {"a.txt"}),
        ('"二○二四年度"', {"a.txt"}),
        ('"2.4 million crowns"', {"takeout.mbox"}),
    ],
)
def test_a_demand_finds_what_holds_it_and_nothing_else(searcher, asked, files):
    assert set(found(searcher.ask(asked, k=10))) == files


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("schedule", "shy.html"),
        ("passengers", "shy.html"),
        ("修缮工程", "zwsp.html"),
        ("finance officials", "pasted.txt"),
        ("衛生署", "hk.txt"),
        ("2024年度預算", "a.txt"),
        ("2014年度預算", "b.txt"),
    ],
)
def test_keywords_put_it_first(searcher, words, first):
    assert found(searcher.ask(words, k=3, mode="keyword"))[0] == first


@pytest.mark.parametrize(
    ("question", "file", "answer"),
    [
        ("How many hectares of land did the marsh cover?", "sup.html", "412 hectares"),
        ("湿地记录到多少种候鸟？", "sup.html", "158种"),
        ("When was the glacier first measured?", "sup.docx", "1952"),
        ("城里的石梯有多少处？", "sup.epub", "1240处"),
        ("How much will it cost to replace the market hall roof?", "takeout.mbox", "2.4 million crowns"),
        ("How long will the dredging of the Aldgate canal last?", "takeout.mbox", "eleven weeks"),
        ("2024年度預算歲出多少？", "a.txt", "三百七十億元"),
        ("2024年度预算岁出多少？", "a.txt", "三百七十億元"),
        ("江北夜市有多少个摊位？", "merged.xlsx", "一百二十个"),
        ("望月桥铺设了多少块青石板？", "zwsp.html", "一千二百块"),
        ("桥头公园的面积是多少公顷？", "weibo.csv", "三十公顷"),
        ("有多少名选手参加冬泳比赛？", "mongo.jsonl", "三百名"),
        ("How much of the cherry crop did the frost destroy?", "elastic.json", "two fifths"),
        ("渔具展的门票多少钱？", "wechat.html", "十元"),
        ("山城茶馆有多少家？", "merged.xlsx", "九百家"),
    ],
)
def test_a_question_is_answered_from_its_file_with_the_figure_as_printed(searcher, question, file, answer):
    results = searcher.ask(question, k=5)
    group = results.groups[0]
    assert results.verdict in ("answers", "may_answer") and file in found(results)[: 1 + len(group.also_in)]
    marked = group.hit.answer
    assert marked is not None and answer in marked.of(group.hit.passage.text).replace("\u200b", "")


def test_each_is_cited_by_the_outlet_and_day_of_its_file(searcher):
    heads = {Path(head.path.partition("#")[0]).name: head for head in searcher.heads()}
    assert (heads["wechat.html"].source, heads["wechat.html"].byline, heads["wechat.html"].date) == (
        "江北观察",
        "王小川",
        "2024-11-19",
    )
    assert (heads["mongo.jsonl"].source, heads["mongo.jsonl"].date) == ("江北晚报", "2024-11-19")
    assert (heads["weibo.csv"].source, heads["weibo.csv"].date) == ("江北发布", "2024-11-20")
    sheet = [(head.source, head.date) for head in searcher.heads() if "merged.xlsx" in head.path and head.title != "茶馆调查"]
    assert sheet == [("江北晚报", "2024-11-19")] * 3
